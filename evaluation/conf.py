"""Settings of the plugin, with their defaults: `EVALUATION_<NAME>` in the host's settings."""

from typing import Any

from django.conf import settings

DEFAULTS: dict[str, Any] = {
    # Licence of the open data: its SPDX identifier, its title and its web address.
    "DATA_LICENCE": {
        "name": "CC-BY-4.0",
        "title": "Creative Commons Attribution 4.0 International",
        "url": "https://creativecommons.org/licenses/by/4.0/",
    },
    # Whom users of the open data must credit.
    "DATA_ATTRIBUTION": "Self-assessments of the countries, published by the network named with them",
    # Independent sources whose terms allow their figures in files; figures of other sources are on pages only.
    "DATA_OF_OTHERS": ("UNODC",),
    # Id of the SDMX agency that maintains the data structure: capital letters, digits, _ and -.
    "SDMX_AGENCY": "PARLNET",
}


def setting(name: str) -> Any:
    """Return the host's value of a setting, or its default. KeyError for an unknown name."""
    return getattr(settings, f"EVALUATION_{name}", DEFAULTS[name])
