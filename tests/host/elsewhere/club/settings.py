"""A Wagtail site of somebody else, with other accounts, addresses and templates, and without allauth.

PLUGINS says which plugins are installed; FORGET names settings that this host forgot.
"""

import os
from importlib import import_module
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PLUGINS = os.environ["PLUGINS"].split()
SECRET_KEY = "club"
ALLOWED_HOSTS = ["testserver"]
ROOT_URLCONF = "club.urls"
ASGI_APPLICATION = "club.asgi.application"
DEFAULT_AUTO_FIELD = "django.db.models.AutoField"
AUTH_USER_MODEL = "people.Person"
LOGIN_URL = "/club-admin/login/"

INSTALLED_APPS = [
    "people",
    *(app for plugin in PLUGINS for app in import_module(plugin).SUITE),
    "wagtail.contrib.redirects",
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
    "channels",
    "django_countries",
    "django_htmx",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "networkapp.middleware.AnonymousVisitorMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "networkapp.middleware.InterfaceMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [ROOT / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": os.environ["HOST_DATABASE"]}}
CHANNEL_LAYERS = {"default": {"BACKEND": "channels.layers.InMemoryChannelLayer"}}
STATIC_URL = "/assets/"
MEDIA_URL = "/pictures/"
MEDIA_ROOT = Path(os.environ["HOST_DATABASE"]).parent / "pictures"
LANGUAGE_CODE = "fi"
LANGUAGES = [("fi", "suomi"), ("en", "English"), ("ru", "русский")]
USE_I18N = True
USE_TZ = True
TIME_ZONE = "Europe/Helsinki"
NETWORKAPP_SEARCH_PATH = "find/"
WAGTAIL_SITE_NAME = "The club"
WAGTAILADMIN_BASE_URL = "http://testserver"
