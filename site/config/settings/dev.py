"""Settings for a development machine, with demonstration content."""

from datetime import timedelta
from warnings import filterwarnings

from .base import *  # noqa: F403
from .base import DATA_DIR, env

# Django warns about files that are served from the disk.
filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")

# Off, so that error pages look as in production. DEBUG=1 bin/serve shows Django's error pages.
DEBUG = env.bool("DEBUG", default=False)
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
ALLOW_DEMONSTRATION = env.bool("DEMONSTRATION", default=True)
SECRET_KEY = env.str("SECRET_KEY", default="development-only")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
# E-mails are saved as files, unless a mail server is set.
vars().update(env.email_url("EMAIL_URL", default="filemail://"))
EMAIL_FILE_PATH = DATA_DIR / "mail"
# Short, so that you can try a silence procedure from start to end.
NETWORKAPP_SHORTEST_PROCEDURE = timedelta(minutes=1)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
# Only errors are printed in the terminal.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler", "level": "ERROR"}},
    "root": {"handlers": ["console"]},
}
