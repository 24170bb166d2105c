"""The text of a criterion as people read it, and what changed between two of them, word by word."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _

from evaluation.frameworks.agreement_texts import LABELS, Fields, changed_fields
from evaluation.models import Criterion
from networkapp.text.diff import Segment, differences


@dataclass(frozen=True, kw_only=True)
class CriterionTextLine:
    """One field of a text that is not empty."""

    label: str | Promise
    text: str


@dataclass(frozen=True, kw_only=True)
class CriterionTextChange:
    """One field in which two texts differ."""

    label: str | Promise
    segments: Sequence[Segment]


OF_RATIOS = frozenset({"per", "is_share"})
"""Fields that always have a value, and say something of ratios alone."""


def text_lines(fields: Fields) -> list[CriterionTextLine]:
    """Return the labels and texts of a criterion in the order of the page, without fields that do not apply."""
    others = frozenset() if fields.get("kind") == Criterion.Kind.RATIO else OF_RATIOS
    shown = ((LABELS[name], field_text(name, fields[name])) for name in LABELS if name in fields.keys() - others)
    return [CriterionTextLine(label=label, text=text) for label, text in shown if text]


def text_changes(old: Fields, new: Fields) -> list[CriterionTextChange]:
    """Return the fields in which two texts differ, with what was removed and added in each."""
    return [
        CriterionTextChange(
            label=LABELS[name], segments=differences(field_text(name, old.get(name)), field_text(name, new.get(name)))
        )
        for name in changed_fields(old, new)
    ]


def field_text(name: str, value: Any) -> str:
    """Return one field as a text; empty if it has no value."""
    if value is None or value == "" or value == []:
        return ""
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if name == "kind":
        return str(Criterion.Kind(value).label)
    if name == "levels":
        return "\n".join(f"{level}: {text}" for level, texts in enumerate(value) for text in texts)
    if isinstance(value, list):
        return "\n".join(map(str, value))
    return str(value)
