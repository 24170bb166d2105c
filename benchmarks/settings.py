"""The site as it is measured: development, but for connections to PostgreSQL, which are pooled as in production."""

from config.settings.dev import *  # noqa: F403
from config.settings.dev import DATABASES

ROOT_URLCONF = "addresses"
if DATABASES["default"]["ENGINE"].endswith("postgresql"):
    DATABASES["default"]["OPTIONS"]["pool"] = {"min_size": 2, "max_size": 10}

# One writer says here in a second what people say in an hour.
NETWORKAPP_PACE: dict[str, object] = {}
