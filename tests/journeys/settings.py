"""Settings of the site for browser tests: development settings without rate limits."""

from config.settings.dev import *  # noqa: F403

NETWORKAPP_PACE: dict[str, object] = {}
# These tests are not about the time that a password check takes.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# A key for tests only, so that push notifications can be sent.
NETWORKAPP_VAPID_PRIVATE_KEY = "y8Z7bwgP2X4RlLwmt5Qm1qF_Eo5unNKyUllO3lKYxDc"
# Sign-ins are shared by all tests of a run; the test of confirmation signs in again.
ACCOUNTS_STEP_UP_SECONDS = 60 * 60 * 24
