"""The site in the open: refuses to start without what it needs to be safe."""

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import DATABASES, STORAGES, env


def required(name: str) -> str:
    """The variable's value; a start without it is refused, in words."""
    value = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(f"Set the environment variable {name}; README.md lists them all.")
    return value


SECRET_KEY = required("SECRET_KEY")
# Those before it: what they signed (sessions, addresses to answer at, links that end letters) still counts.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = [host.strip() for host in required("ALLOWED_HOSTS").split(",")]
# A name that begins with a dot stands for all names below it.
CSRF_TRUSTED_ORIGINS = [f"https://{host.lstrip('.')}" for host in ALLOWED_HOSTS if host != "*"]
CSRF_TRUSTED_ORIGINS += [f"https://*{host}" for host in ALLOWED_HOSTS if host.startswith(".")]
WAGTAILADMIN_BASE_URL = env.str("WAGTAILADMIN_BASE_URL", default=f"https://{ALLOWED_HOSTS[0].lstrip('.')}")
NETWORKAPP_BASE_URL = WAGTAILADMIN_BASE_URL

# Who hands out seats needs a second step at sign-in, unless the site says otherwise.
ACCOUNTS_MFA_REQUIRED_CAPACITIES = env.list("MFA_REQUIRED_CAPACITIES", default=["secretariat"])
# How many proxies stand in front: without it the rate limits would take everybody for one visitor.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=1)

if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    # Under ASGI a connection is not kept from one request to the next; the pool keeps them instead.
    # Nor does a writer wait half a minute to be told that the database is away.
    pool = {"min_size": 2, "max_size": env.int("DATABASE_POOL", default=10), "timeout": 10}
    DATABASES["default"]["OPTIONS"] = {**DATABASES["default"].get("OPTIONS", {}), "pool": pool}
    # One that a restarted database has closed is not handed out, or as many pages would fail as the pool holds.
    DATABASES["default"]["CONN_HEALTH_CHECKS"] = True

STORAGES["staticfiles"] = {"BACKEND": "config.static.ModulesByContent"}

vars().update(env.email_url("EMAIL_URL", default="consolemail://"))

SESSION_COOKIE_SECURE = True
CSRF_COOKIE_SECURE = True
LANGUAGE_COOKIE_SECURE = True
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_SSL_REDIRECT = env.bool("SECURE_SSL_REDIRECT", default=True)
SECURE_REDIRECT_EXEMPT = [r"^healthz/$", r"^readyz/$"]
SECURE_HSTS_SECONDS = 60 * 60 * 24 * 365
SECURE_HSTS_INCLUDE_SUBDOMAINS = True
SECURE_HSTS_PRELOAD = True

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": env.str("LOG_LEVEL", default="INFO")},
}
