"""Settings of the plugin, with their defaults: `EVALUATION_<NAME>` in the host's settings."""

from typing import Any

from django.conf import settings

DEFAULTS: dict[str, Any] = {
    # Under which licence the host gives out the open data: its SPDX name, its title and its address.
    "DATA_LICENCE": {
        "name": "CC-BY-4.0",
        "title": "Creative Commons Attribution 4.0 International",
        "url": "https://creativecommons.org/licenses/by/4.0/",
    },
    # Whom users of the open data are to name.
    "DATA_ATTRIBUTION": "Self-assessments of the countries, published by the network named with them",
    # Sources whose numbers may be passed on in files; those of others stay on the pages that show them.
    "DATA_OF_OTHERS": ("UNODC",),
    # Who maintains the structure of the data in SDMX: capital letters, digits, _ and -.
    "SDMX_AGENCY": "PARLNET",
}


def setting(name: str) -> Any:
    """The host's value, or the default; a name that does not exist is a KeyError."""
    return getattr(settings, f"EVALUATION_{name}", DEFAULTS[name])
