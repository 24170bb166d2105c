"""The site as journeys drive it: development, but nobody is asked to slow down."""

from config.settings.dev import *  # noqa: F403

NETWORKAPP_PACE: dict[str, object] = {}
