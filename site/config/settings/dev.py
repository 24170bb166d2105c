"""The site on somebody's own machine, with demonstration content."""

from datetime import timedelta
from warnings import filterwarnings

from .base import *  # noqa: F403
from .base import DATA_DIR, env

# Files come from the disk here, which Django remarks on in the terminal.
filterwarnings("ignore", message="StreamingHttpResponse must consume synchronous iterators")

# Off, so that pages of error look as they will; DEBUG=1 bin/serve for Django's own.
DEBUG = env.bool("DEBUG", default=False)
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = True
ALLOW_DEMONSTRATION = env.bool("DEMONSTRATION", default=True)
SECRET_KEY = env.str("SECRET_KEY", default="development-only")
ALLOWED_HOSTS = env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"])
# Letters are files, unless a mail server is named.
vars().update(env.email_url("EMAIL_URL", default="filemail://"))
EMAIL_FILE_PATH = DATA_DIR / "mail"
# So that a silence can be played through by the clock.
NETWORKAPP_SHORTEST_PROCEDURE = timedelta(minutes=1)
MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN = True
# What goes wrong is said where the site was started; what goes well is not.
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler", "level": "ERROR"}},
    "root": {"handlers": ["console"]},
}
