"""The site under test."""

from os import getenv, getpid
from pathlib import Path
from tempfile import gettempdir

from .base import *  # noqa: F403
from .base import CACHES, DATABASES, REDIS_URL, STATIC_ROOT, STORAGES

DEBUG = False
ALLOW_DEMONSTRATION = True
SECRET_KEY = "test-only"
ALLOWED_HOSTS = ["testserver", "localhost", "127.0.0.1"]
EMAIL_BACKEND = "django.core.mail.backends.locmem.EmailBackend"
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["kept"] = {"BACKEND": "django.core.files.storage.InMemoryStorage"}
TASKS = {"default": {"BACKEND": "django_tasks.backends.immediate.ImmediateBackend"}}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # A file, because threads that write at once share a database in memory without waiting for each other.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(gettempdir()) / f"networks-test-{getpid()}.sqlite3")}
# Tests say in a second what people say in an hour; those of the pace itself set their own.
NETWORKAPP_PACE: dict[str, object] = {}
# Tests sign in without any log-in; those of the step-up itself turn it on.
ACCOUNTS_STEP_UP_SECONDS = None
# What is kept knows of a change when its transaction is through, and those of tests never are; its own tests keep it.
NETWORKAPP_KEEP_SECONDS = 0
# No test asks anything of the web.
NETWORKAPP_LINK_READER = ""
# WhiteNoise warns where nothing was collected, and tests take warnings for errors.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
if REDIS_URL:
    # A numbered database for each process of the suite, since one clears its cache while another counts on its own.
    number = int(getenv("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) + 1
    CACHES["shared"]["LOCATION"] = f"{REDIS_URL.rsplit('/', 1)[0]}/{number}"
