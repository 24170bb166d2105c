"""What a host has forgotten about evaluation, in words, each time it starts."""

from typing import Any

from django.core.checks import CheckMessage, Error, register
from django.urls import NoReverseMatch, reverse


@register("evaluation")
def addresses_are_included(**options: Any) -> list[CheckMessage]:
    """The plugin's addresses are among the host's."""
    try:
        reverse("evaluation:overview")
    except NoReverseMatch:
        return [
            Error(
                "The addresses of evaluation are not among those of the site.",
                hint='Add path("", include("evaluation.urls")) to the root urls.py, before Wagtail\'s own addresses.',
                id="evaluation.E001",
            )
        ]
    return []
