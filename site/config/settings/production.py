"""Settings for production. The site does not start without the variables that it needs to be safe."""

from django.core.exceptions import ImproperlyConfigured

from .base import *  # noqa: F403
from .base import DATABASES, STORAGES, env


def required(name: str) -> str:
    """Return the value of the environment variable, or refuse to start with a message if it is not set."""
    value = env.str(name, default="")
    if not value:
        raise ImproperlyConfigured(f"Set the environment variable {name}. README.md lists all variables.")
    return value


SECRET_KEY = required("SECRET_KEY")
# Earlier keys. What they signed stays valid: sessions, reply addresses, links to unsubscribe.
SECRET_KEY_FALLBACKS = env.list("SECRET_KEY_FALLBACKS", default=[])
ALLOWED_HOSTS = [host.strip() for host in required("ALLOWED_HOSTS").split(",")]
# A name that begins with a dot means all its subdomains.
CSRF_TRUSTED_ORIGINS = [f"https://{host.lstrip('.')}" for host in ALLOWED_HOSTS if host != "*"]
CSRF_TRUSTED_ORIGINS += [f"https://*{host}" for host in ALLOWED_HOSTS if host.startswith(".")]
WAGTAILADMIN_BASE_URL = env.str("WAGTAILADMIN_BASE_URL", default=f"https://{ALLOWED_HOSTS[0].lstrip('.')}")
NETWORKAPP_BASE_URL = WAGTAILADMIN_BASE_URL

# Members who grant seats need two-step sign-in, unless the site changes this.
ACCOUNTS_MFA_REQUIRED_CAPACITIES = env.list("MFA_REQUIRED_CAPACITIES", default=["secretariat"])
# Number of proxies in front of the site. If it is wrong, rate limits treat all visitors as one.
ALLAUTH_TRUSTED_PROXY_COUNT = env.int("TRUSTED_PROXY_COUNT", default=1)

if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    # Under ASGI, Django does not keep connections between requests, so a pool does. The timeout is short, so that
    # writers learn soon that the database is not available.
    pool = {"min_size": 2, "max_size": env.int("DATABASE_POOL", default=10), "timeout": 10}
    DATABASES["default"]["OPTIONS"] = {**DATABASES["default"].get("OPTIONS", {}), "pool": pool}
    # Test connections of the pool before use: a restarted database has closed them all.
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
