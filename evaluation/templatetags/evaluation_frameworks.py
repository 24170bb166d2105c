"""Presentation only: the texts of criteria in the reader's language."""

from collections.abc import Mapping

from django import template

from evaluation.domain.wording import in_reader_language

register = template.Library()


@register.filter
def in_my_language(item: Mapping[str, str]) -> str:
    """The text of an attribute or option in the reader's language, else in English."""
    return in_reader_language(item)
