"""Presentation only: the texts of criteria in the reader's language."""

from collections.abc import Mapping, Sequence

from django import template

from evaluation.frameworks.agreement_texts import LABELS
from evaluation.frameworks.content_hash import ATTRIBUTE
from evaluation.models import FrameworkPatch
from evaluation.wording import in_reader_language, language_of
from networkapp.models.translations import LocalText
from networkapp.text.diff import Segment, differences

register = template.Library()


@register.filter
def localized(item: Mapping[str, str]) -> LocalText:
    """Return the text of a requirement or option in the reader's language, or else English, with its language."""
    return LocalText(in_reader_language(item), language_of(item))


@register.simple_tag
def correction_diff(patch: FrameworkPatch) -> Sequence[Segment]:
    """Return the differences between the old and the new text of a correction, word by word."""
    return differences(patch.old, patch.new)


@register.filter
def corrected_field_name(place: str) -> str:
    """Return the name of the text of a criterion that was corrected."""
    return place.removeprefix(ATTRIBUTE) if is_attribute(place) else str(LABELS[place])


@register.filter
def is_attribute(place: str) -> bool:
    """Return whether the place of a correction is a requirement of a level."""
    return place.startswith(ATTRIBUTE)
