"""The site that browser stories use: development, without limits on how often something is done."""

from config.settings.dev import *  # noqa: F403

NETWORKAPP_PACE: dict[str, object] = {}
# Stories are not about how long it takes to try a password.
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
# A key of tests alone, so that browsers can be woken.
NETWORKAPP_VAPID_PRIVATE_KEY = "y8Z7bwgP2X4RlLwmt5Qm1qF_Eo5unNKyUllO3lKYxDc"
# Sign-ins are shared by all journeys of a run; that of the step-up itself signs in anew.
ACCOUNTS_STEP_UP_SECONDS = 60 * 60 * 24
