"""Settings for tests."""

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
    # A file: threads that share an in-memory database do not wait for each other when they write.
    DATABASES["default"]["TEST"] = {"NAME": str(Path(gettempdir()) / f"networks-test-{getpid()}.sqlite3")}
# No rate limits: tests post in a second what people post in an hour. Tests of rate limits set their own.
NETWORKAPP_PACE: dict[str, object] = {}
# Tests sign in without the sign-in page; tests of the step-up turn it on.
ACCOUNTS_STEP_UP_SECONDS = None
# No page cache: it learns of changes when transactions are committed, and those of tests never are.
NETWORKAPP_KEEP_SECONDS = 0
# No test checks web addresses.
NETWORKAPP_LINK_READER = ""
# WhiteNoise warns if the folder is missing, and tests treat warnings as errors.
STATIC_ROOT.mkdir(parents=True, exist_ok=True)
if REDIS_URL:
    # A Redis database for each test process, because tests clear the cache.
    number = int(getenv("PYTEST_XDIST_WORKER", "gw0").removeprefix("gw")) + 1
    CACHES["shared"]["LOCATION"] = f"{REDIS_URL.rsplit('/', 1)[0]}/{number}"
