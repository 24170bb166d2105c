"""Settings that dev, test and production share. Each environment variable is read once, here or in one of them."""

from pathlib import Path
from typing import Any

import environ
from csp.constants import NONE, SELF
from django.conf.locale import LANG_INFO
from django.utils.translation import gettext_lazy as _

from config.sign_on import openid_apps
from evaluation import SUITE as EVALUATION
from networkapp import SUITE as NETWORKAPP

ROOT = Path(__file__).resolve().parents[3]
env = environ.Env()
DATA_DIR = Path(env.str("DATA_DIR", default=str(ROOT / "var")))
DATA_DIR.mkdir(parents=True, exist_ok=True)

DEBUG = False
ALLOW_DEMONSTRATION = False
ALLOWED_HOSTS: list[str] = []
ROOT_URLCONF = "config.urls"
ASGI_APPLICATION = "config.asgi.application"
WSGI_APPLICATION = "config.wsgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

INSTALLED_APPS = [
    "home",
    "accounts",
    *EVALUATION,
    *NETWORKAPP,
    "wagtail.contrib.redirects",
    "wagtail.contrib.simple_translation",
    "wagtail.contrib.settings",
    "wagtail.contrib.table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "allauth.socialaccount",
    "allauth.socialaccount.providers.openid_connect",
    "django_countries",
    "django_htmx",
    "django_tasks_db",
    "channels",
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.messages",
    "django.contrib.sessions",
    "django.contrib.sitemaps",
    "django.contrib.sites",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "home.health.HealthMiddleware",
    "csp.middleware.CSPMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "networkapp.middleware.AnonymousVisitorMiddleware",
    "networkapp.middleware.PageCacheMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "networkapp.middleware.InterfaceMiddleware",
    "home.addresses.AddressMiddleware",
    "accounts.middleware.SessionActivityMiddleware",
    "accounts.middleware.KnownDeviceMiddleware",
    "accounts.middleware.SecondFactorMiddleware",
    "networkapp.redirects.MovedPagesMiddleware",
    "home.previews.FramedPreviews",
]

TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ],
        },
    },
]

# Data
SQLITE = {"ENGINE": "django.db.backends.sqlite3", "NAME": str(DATA_DIR / "db.sqlite3")}
DATABASES: dict[str, dict[str, Any]] = {
    "default": env.db("DATABASE_URL") if env.str("DATABASE_URL", default="") else SQLITE
}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # SQLite has no row locks, so a writing transaction takes the write lock when it begins.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL;",
    }
elif DATABASES["default"]["ENGINE"].endswith("postgresql"):
    # Just-in-time compilation of large query plans takes seconds and saves nothing here.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("options", "-c jit=off")
REDIS_URL = env.str("REDIS_URL", default="")
if REDIS_URL:
    CACHES: dict[str, dict[str, Any]] = {
        "default": {"BACKEND": "home.cache.SteadyCache"},
        "own": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"},
        "shared": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": REDIS_URL,
            "OPTIONS": {"socket_connect_timeout": 1, "socket_timeout": 1},
        },
    }
    CHANNEL_LAYERS = {
        "default": {
            "BACKEND": "channels_redis.pubsub.RedisPubSubChannelLayer",
            "CONFIG": {"hosts": [{"address": REDIS_URL, "socket_connect_timeout": 1}]},
        }
    }
else:
    CACHES = {"default": {"BACKEND": "django.core.cache.backends.locmem.LocMemCache"}}
    CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
MEDIA_ROOT = DATA_DIR / "media"
MEDIA_URL = "/media/"
STATIC_URL = "/static/"
STATIC_ROOT = DATA_DIR / "static"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "kept": {
        "BACKEND": "django.core.files.storage.FileSystemStorage",
        "OPTIONS": {"location": DATA_DIR / "kept", "base_url": None},
    },
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
NETWORKAPP_FILE_STORAGE = "kept"
NETWORKAPP_INTERFACE_EVERYWHERE = True
# A chapter of 500 sections is saved as one form; Django's default limits allow about forty.
DATA_UPLOAD_MAX_NUMBER_FIELDS = 30_000
DATA_UPLOAD_MAX_MEMORY_SIZE = 20_000_000

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# Accounts
AUTH_USER_MODEL = "accounts.User"
AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": f"django.contrib.auth.password_validation.{name}"}
    for name in (
        "UserAttributeSimilarityValidator",
        "MinimumLengthValidator",
        "CommonPasswordValidator",
        "NumericPasswordValidator",
    )
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/desk/"
ACCOUNT_ADAPTER = "accounts.adapter.AccountAdapter"
SOCIALACCOUNT_ADAPTER = "accounts.social_adapter.SocialAccountAdapter"
NETWORKAPP_HOST_ACCOUNTS = "accounts.host.SiteAccounts"
NETWORKAPP_SIGN_OUT_URL = "account_logout"
NETWORKAPP_SOCKET_GUARD = "accounts.second_factor.socket_guard"
# Roles that need two-step sign-in, such as ["secretariat"]; see production.py.
ACCOUNTS_MFA_REQUIRED_CAPACITIES: list[str] = []
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "password1*"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 600
ACCOUNT_LOGOUT_REDIRECT_URL = "/"
# How long a sign-in or a confirmation is valid before a binding act, or a change of sign-in methods, asks for another.
ACCOUNTS_STEP_UP_SECONDS: int | None = 60 * max(1, env.int("STEP_UP_MINUTES", default=15))
ACCOUNT_REAUTHENTICATION_TIMEOUT = ACCOUNTS_STEP_UP_SECONDS
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ACCOUNT_EMAIL_NOTIFICATIONS = True
# E-mails to unknown addresses are prepared like all others, but not sent (accounts/adapter.py).
ACCOUNT_EMAIL_UNKNOWN_ACCOUNTS = True
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True
# An address is confirmed by a code that works only in the session that added it. A link would confirm the address for
# the account that added it, even if the owner of the address opened the link.
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_RATE_LIMITS = {
    "login": "30/m/ip",
    # Wrong passwords for an account: from one IP address, from all, and in a browser that the user has used before.
    "login_failed": "10/m/ip,5/5m/key",
    "login_failed_account": "100/h/key",
    "login_failed_device": "10/10m/key",
    "second_step_device": "10/10m/key",
    # E-mails with codes and links, with the same three limits.
    "request_login_code": "20/m/ip",
    "reset_password": "20/m/ip",
    "emails": "3/m/key,5/h/key,10/d/key",
    "emails_account": "60/h/key,200/d/key",
    "emails_device": "3/m/key,10/d/key",
    "confirmation_code": "10/d/user",
}
# Single sign-on: environment variables define the providers. accounts.adapter links an address that a provider has
# verified to its account, if the provider is responsible for the domain.
SOCIALACCOUNT_PROVIDERS = {"openid_connect": {"OAUTH_PKCE_ENABLED": True, "APPS": openid_apps(env)}}
SOCIALACCOUNT_EMAIL_AUTHENTICATION_AUTO_CONNECT = True
ACCOUNT_FORMS = {
    "login": "accounts.forms.SignInForm",
    "request_login_code": "accounts.forms.LoginCodeForm",
    "reset_password": "accounts.forms.PasswordResetForm",
}
SOCIALACCOUNT_FORMS = {"signup": "accounts.forms.NewcomerNameForm", "disconnect": "accounts.forms.DisconnectForm"}
MFA_SUPPORTED_TYPES = ["totp", "webauthn", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_FORMS = {
    "authenticate": "accounts.forms.SecondStepForm",
    "reauthenticate": "accounts.forms.ConfirmForm",
    "add_webauthn": "accounts.passkey_forms.PasskeyForm",
    "login_webauthn": "accounts.passkey_forms.PasskeySignInForm",
    "authenticate_webauthn": "accounts.passkey_forms.PasskeySecondStepForm",
    "reauthenticate_webauthn": "accounts.passkey_forms.PasskeyConfirmForm",
}
MFA_ADAPTER = "accounts.mfa_adapter.MFAAdapter"
USERSESSIONS_TRACK_ACTIVITY = True
USERSESSIONS_ADAPTER = "accounts.adapter.SessionsAdapter"
SITE_ID = 1

# Languages
LANGUAGE_CODE = "en"
LANGUAGES = [
    ("en", "English"),
    ("da", "Dansk"),
    ("de", "Deutsch"),
    ("et", "Eesti"),
    ("fi", "Suomi"),
    ("is", "Íslenska"),
    ("lv", "Latviešu"),
    ("lt", "Lietuviškai"),
    ("nb", "Norsk (bokmål)"),
    ("pl", "Polski"),
    ("ru", "Русский"),
    ("sv", "Svenska"),
]
# Languages of the help pages, first those that people in danger in this region often speak. Their texts, where they are
# not languages of the interface, are in locale/others/.
NETWORKAPP_HELP_LANGUAGES = ("en", "ru", "uk", "ro", "vi", "pl", "lt", "lv", "et", "de", "da", "fi", "is", "nb", "sv")
# Norwegian browsers request any of these.
for code in ("no", "nn", "no-no", "nn-no"):
    LANG_INFO.setdefault(code, {})["fallback"] = ["nb"]
WAGTAIL_CONTENT_LANGUAGES = LANGUAGES
WAGTAIL_I18N_ENABLED = True
LOCALE_PATHS = [ROOT / "locale", ROOT / "locale" / "others"]
FORMAT_MODULE_PATH = "home.formats"
USE_I18N = True
USE_TZ = True
TIME_ZONE = "UTC"
COUNTRIES_OVERRIDE = {
    "XA": _("Sample country A"),
    "XB": _("Sample country B"),
    "XC": _("Sample country C"),
}

# Wagtail
# Name of the site until it is set on the screen "This site".
WAGTAIL_SITE_NAME = "Networks of parliamentarians"
WAGTAILADMIN_BASE_URL = env.str("WAGTAILADMIN_BASE_URL", default="http://localhost:8000")
# Passwords and e-mail addresses can be changed only under /account/, which asks for the second step.
WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = False
# Wagtail's e-mails about comments and moderation stay text: it would write their HTML in the language of the person who
# acts, and not of the one who reads.
WAGTAILADMIN_NOTIFICATION_USE_HTML = False
WAGTAILUSERS_PASSWORD_ENABLED = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAIL_ENABLE_UPDATE_CHECK = False
WAGTAILDOCS_SERVE_METHOD = "serve_view"
# As large as photos of phones. A small file can contain many more pixels, which each resized copy would cost.
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "wagtail.search.backends.database"}}

# Virus scanner for uploads (clamd), such as tcp://127.0.0.1:3310
NETWORKAPP_CLAMD = env.str("CLAMD", default="")

# Mail
EMAIL_TIMEOUT = 10
# Sender of e-mails if none is set on the screen "This site".
DEFAULT_FROM_EMAIL = env.str("DEFAULT_FROM_EMAIL", default="noreply@localhost")
# Address for replies by e-mail, and the mailbox that receives them; see docs/operate.md.
NETWORKAPP_REPLY_ADDRESS = env.str("REPLY_ADDRESS", default="")
NETWORKAPP_REPLY_MAILBOX = env.str("REPLY_MAILBOX", default="")
# Key for push notifications (manage.py make_vapid_keys), and the contact for push services.
NETWORKAPP_VAPID_PRIVATE_KEY = env.str("VAPID_PRIVATE_KEY", default="")
NETWORKAPP_VAPID_SUBJECT = env.str("VAPID_SUBJECT", default="")

# Browsers
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ("/admin/", "/django-admin/"),
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [SELF],
        "form-action": [SELF],
        "frame-ancestors": [NONE],
        "img-src": [SELF, "data:"],
    },
}
X_FRAME_OPTIONS = "DENY"
SECURE_REFERRER_POLICY = "same-origin"
