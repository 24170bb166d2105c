"""The text of a criterion as it is proposed, amended and consolidated: cleaned, compared, and written into a draft.

`Fields` is plain JSON. `levels` is five lists of texts, level 0 first; `options` a list of texts; goalposts are exact
decimal texts; `compatible` says whether a changed definition goes on with the one before, None where nobody was asked.
"""

import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from typing import Any

from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _

from evaluation.models import Criterion, Framework, Instrument
from evaluation.values.inputs import SCORABLE, WITH_GOALPOSTS

Fields = dict[str, Any]
Problem = tuple[str, str | Promise]

TEXTS: Mapping[str, int] = {
    "title": 300,
    "text": 4_000,
    "unit": 80,
    "numerator_text": 300,
    "denominator_text": 300,
    "reference_period": 200,
    "why": 300,
    "owner_hint": 300,
    "source_hint": 300,
}
LABELS: Mapping[str, str | Promise] = {
    "title": _("Title"),
    "text": _("Guidance"),
    "kind": _("Kind"),
    "scored": _("Scored"),
    "scored_from": _("Scored from year"),
    "essential": capfirst(_("essential")),
    "weight": _("Weight"),
    "unit": _("Unit"),
    "floor": _("Floor (scores 0)"),
    "target": _("Target (scores 100)"),
    "per": _("Expressed per"),
    "is_share": _("Numerator cannot exceed denominator"),
    "about_persons": _("Counts people"),
    "numerator_text": _("Numerator"),
    "denominator_text": _("Denominator"),
    "reference_period": _("Reference period"),
    "levels": _("Levels"),
    "options": _("Options"),
    "instruments": _("Treaties"),
    "word_limit": _("Word limit"),
    "why": _("Purpose"),
    "owner_hint": _("Responsible body"),
    "source_hint": _("Comparable source"),
    "compatible": capfirst(_("comparable with the previous version")),
}
# What a criterion means and how it is measured: a change of any of these makes a new version of it.
MEANING = (
    *("kind", "title", "text", "unit", "floor", "target", "per", "is_share", "about_persons"),
    *("numerator_text", "denominator_text", "reference_period", "levels", "options", "instruments"),
)
BLANK: Fields = {
    **dict.fromkeys(TEXTS, ""),
    "kind": "",
    "scored": False,
    "scored_from": None,
    "essential": False,
    "weight": 1,
    "floor": "",
    "target": "",
    "per": 100,
    "is_share": True,
    "about_persons": False,
    "levels": [],
    "options": [],
    "instruments": [],
    "word_limit": None,
    "compatible": None,
}
NEEDED: Mapping[str, tuple[str, ...]] = {
    Criterion.Kind.RATIO: ("unit", "numerator_text", "denominator_text", "reference_period", "owner_hint"),
    Criterion.Kind.NUMBER: ("unit",),
    Criterion.Kind.MONEY: ("unit",),
}
"""Without which a criterion of the kind is not answered alike."""
GOALPOST = re.compile(r"-?\d{1,12}(\.\d{1,4})?")
MOST_PER, MOST_WORDS, MOST_LINES = 1_000_000, 5_000, 40


def blank_fields(framework: Framework) -> Fields:
    """Return the fields of an empty criterion; after an earlier version, with a shadow year: answered, not scored."""
    return {**BLANK, "scored_from": framework.first_year + 1 if framework.previous_id else None}


def fields_of(criterion: Criterion) -> Fields:
    """Return the current text of `criterion`."""
    same = {name: getattr(criterion, name) for name in BLANK if name not in ("levels", "options", "compatible")}
    return {
        **same,
        "kind": str(criterion.kind),
        "instruments": sorted(criterion.instruments),
        "levels": [[item["en"] for item in attributes] for attributes in criterion.levels],
        "options": [item["en"] for item in criterion.options],
        "compatible": None,
    }


def clean_fields(raw: Mapping[str, Any]) -> Fields:
    """Return the fields that belong to the kind, with clean spaces; missing ones are as in an empty criterion."""
    fields: Fields = {**BLANK, **{name: value for name, value in raw.items() if name in BLANK}}
    for name in (*TEXTS, "floor", "target"):
        fields[name] = str(fields[name] or "").strip()
    for name in ("floor", "target"):
        fields[name] = fields[name].replace(",", ".")
    kind = fields["kind"]
    fields["levels"] = [_lines(level) for level in fields["levels"]] if kind == Criterion.Kind.LEVEL else []
    fields["options"] = _lines(fields["options"]) if kind == Criterion.Kind.MULTI_CHOICE else []
    fields["instruments"] = sorted(fields["instruments"]) if kind == Criterion.Kind.TREATY else []
    if kind not in WITH_GOALPOSTS:
        fields |= {"floor": "", "target": ""}
    if kind != Criterion.Kind.RATIO:
        fields |= {"per": 100, "is_share": True, "numerator_text": "", "denominator_text": ""}
    if kind != Criterion.Kind.NARRATIVE:
        fields["word_limit"] = None
    if not fields["scored"]:
        fields["scored_from"] = None
    return fields


def problems(fields: Fields) -> list[Problem]:
    """Return what prevents a cleaned criterion from being answered and scored, by field; empty if nothing does."""
    return [*_text_problems(fields), *_scoring_problems(fields), *_number_problems(fields), *_item_problems(fields)]


def changed_fields(old: Fields, new: Fields, names: Iterable[str] = tuple(BLANK)) -> list[str]:
    """Return the names of the fields in which the two differ, in the order of the page."""
    wanted = set(names)
    return [name for name in LABELS if name in wanted and old.get(name) != new.get(name)]


def is_same_definition(old: Fields, new: Fields) -> bool:
    """Return whether both ask the same and measure it in the same way."""
    return not changed_fields(old, new, MEANING)


def apply_fields(criterion: Criterion, fields: Fields) -> None:
    """Set `criterion`, not yet saved, to `fields`. Requirements and options with the same text keep their keys."""
    for name in BLANK:
        if name not in ("levels", "options", "instruments", "compatible"):
            setattr(criterion, name, fields[name])
    if sorted(criterion.instruments) != fields["instruments"]:
        criterion.instruments = fields["instruments"]
    known = [item for attributes in criterion.levels for item in attributes] + list(criterion.options)
    keys = _ItemKeys(criterion.series_id, known)
    criterion.levels = [
        [keys.of(text, f"{level}") for text in attributes] for level, attributes in enumerate(fields["levels"])
    ]
    criterion.options = [keys.of(text, "o") for text in fields["options"]]


class _ItemKeys:
    """The keys of attributes and options: kept where the text is the same, else new ones."""

    def __init__(self, series_id: str, known: Iterable[Mapping[str, str]]) -> None:
        self.series_id = series_id
        self.by_text = {item["en"]: dict(item) for item in known}
        self.taken = {item["key"] for item in self.by_text.values()}

    def of(self, text: str, place: str) -> dict[str, str]:
        kept = self.by_text.pop(text, None)
        if kept is not None:
            return kept
        number = 1
        while (key := f"{self.series_id}-{place}-{number}") in self.taken:
            number += 1
        self.taken.add(key)
        return {"key": key, "en": text}


def _lines(texts: Iterable[str]) -> list[str]:
    return [line for text in texts if (line := " ".join(str(text).split()))]


def _text_problems(fields: Fields) -> Iterable[Problem]:
    for name, most in TEXTS.items():
        if len(fields[name]) > most:
            yield name, _("The text is too long. Shorten it.")
    if not fields["title"]:
        yield "title", _("Enter a title.")
    if fields["kind"] not in Criterion.Kind.values:
        yield "kind", _("Choose the kind of answer.")
    for name in NEEDED.get(fields["kind"], ()):
        if not fields[name]:
            yield name, _("Fill in this field, so that all countries answer in the same way.")


def _scoring_problems(fields: Fields) -> Iterable[Problem]:
    if fields["scored"] and fields["kind"] not in {kind.value for kind in SCORABLE}:
        yield "scored", _("Money, dates and texts are context only and cannot be scored.")
    if fields["essential"] and not fields["scored"]:
        yield "essential", _("Only scored criteria can be essential.")
    if fields["weight"] not in (1, 2, 3):
        yield "weight", _("Enter a weight of 1, 2 or 3.")
    year = fields["scored_from"]
    if year is not None and not (isinstance(year, int) and 1990 <= year <= 2100):
        yield "scored_from", _("Enter a year.")


def _number_problems(fields: Fields) -> Iterable[Problem]:
    if not (isinstance(fields["per"], int) and 1 <= fields["per"] <= MOST_PER):
        yield "per", _("Enter a number from 1 to 1,000,000.")
    limit = fields["word_limit"]
    if limit is not None and not (isinstance(limit, int) and 1 <= limit <= MOST_WORDS):
        yield "word_limit", _("Enter a limit from 1 to 5,000 words.")
    posts = {name: fields[name] for name in ("floor", "target") if fields[name]}
    wrong = [name for name, post in posts.items() if not GOALPOST.fullmatch(post)]
    for name in wrong:
        yield name, _("Enter a plain number with up to 12 digits before and 4 after the decimal point.")
    if fields["kind"] not in WITH_GOALPOSTS or not fields["scored"] or wrong:
        return
    for name in ("floor", "target"):
        if name not in posts:
            yield name, _("Enter both a floor and a target.")
    if len(posts) == 2 and Decimal(posts["floor"]) == Decimal(posts["target"]):
        yield "target", _("Enter different numbers for floor and target.")


def _item_problems(fields: Fields) -> Iterable[Problem]:
    lines = [*fields["options"], *(text for level in fields["levels"] for text in level)]
    place = "options" if fields["options"] else "levels"
    if len(lines) > MOST_LINES or any(len(line) > 500 for line in lines):
        yield place, _("The text is too long. Shorten it.")
    if len(set(lines)) < len(lines):
        yield place, _("Remove the duplicate line.")
    match fields["kind"]:
        case Criterion.Kind.LEVEL if len(fields["levels"]) != len(Criterion.Level) or not all(fields["levels"][1:]):
            yield "levels", _("Describe each level from 1 to 4.")
        case Criterion.Kind.MULTI_CHOICE if not fields["options"]:
            yield "options", _("One option per line.")
        case Criterion.Kind.TREATY:
            known = set(Instrument.objects.filter(key__in=fields["instruments"]).values_list("key", flat=True))
            if not fields["instruments"] or known != set(fields["instruments"]):
                yield "instruments", _("Choose treaties from the list.")
