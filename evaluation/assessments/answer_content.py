"""The content of an answer, without its author and time: compared, stored in revisions, signed."""

import datetime
from collections.abc import Collection, Mapping
from dataclasses import dataclass, fields, replace
from datetime import date
from decimal import Decimal
from typing import Any, Literal, TypedDict, assert_never

from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.models import Answer, Criterion
from evaluation.numbers import spelled, storable_number
from evaluation.values import Kind
from networkapp.errors import Refused

Status = Answer.Status
STATED_FLAGS = ("E", "P", "B", "D")
MAX_TEXT_LENGTH = 50_000
"""In characters: every page of a country reads all its texts through, and none may be as long as a request can be."""


class AnswerFields(TypedDict, total=False):
    """The fields of a submitted answer. Only those that belong to the criterion's kind and the state are stored."""

    reason: str
    number: Decimal | int | None
    numerator: Decimal | int | None
    denominator: Decimal | int | None
    choice: bool | None
    ticks: Collection[str]
    date: date | None
    text: str
    comment: str
    flags: Collection[str]
    since: str


@dataclass(frozen=True, kw_only=True)
class AnswerContent:
    """The content of an answer. Equal contents are the same answer, whoever gave it."""

    status: str = Status.UNANSWERED.value
    reason: str = ""
    level: int | None = None
    number: Decimal | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    choice: bool | None = None
    ticks: tuple[str, ...] = ()
    date: datetime.date | None = None
    text: str = ""
    comment: str = ""
    flags: tuple[str, ...] = ()
    since: str = ""

    @property
    def as_json(self) -> dict[str, Any]:
        """Return the content with numbers and dates as texts; the inverse of `content_from_json`."""
        plain = {field.name: getattr(self, field.name) for field in fields(self)}
        numbers = {name: spelled(plain[name]) for name in ("number", "numerator", "denominator")}
        day = None if self.date is None else self.date.isoformat()
        return {**plain, **numbers, "date": day, "ticks": list(self.ticks), "flags": list(self.flags)}

    @property
    def as_signed(self) -> dict[str, Any]:
        """Return the content for the signed hash, which includes fields that earlier answers did not have only if they
        are set.

        So the hash of answers that were signed before stays valid.
        """
        return {name: value for name, value in self.as_json.items() if name != "since" or value}

    def says_the_same_as(self, other: "AnswerContent") -> bool:
        """Return whether both have the same content, apart from comments, flags and the statement about the year
        before."""
        words: dict[str, Any] = {"comment": "", "flags": (), "since": ""}
        return replace(self, **words) == replace(other, **words)


def content_of(answer: Answer) -> AnswerContent:
    """Return the current content of an answer."""
    values = {field.name: getattr(answer, field.name) for field in fields(AnswerContent)}
    return AnswerContent(**{**values, "ticks": tuple(answer.ticks), "flags": tuple(answer.flags)})


def content_from_json(kept: Mapping[str, Any]) -> AnswerContent:
    """Return the content of an answer from the JSON of a revision."""
    numbers = {
        name: None if kept[name] is None else Decimal(kept[name]) for name in ("number", "numerator", "denominator")
    }
    day = None if kept["date"] is None else date.fromisoformat(kept["date"])
    lists = {"ticks": tuple(kept["ticks"]), "flags": tuple(kept["flags"])}
    return AnswerContent(**{**kept, **numbers, **lists, "date": day})


def content_for(*, criterion: Criterion, status: str, fields: AnswerFields) -> AnswerContent:
    """Return the content of an answer to `criterion` with `status` from submitted fields.

    An empty value counts as unanswered; the level follows from the attributes met and is 0 without any; a ratio of 0 in
    0 is undefined. Refuses an unknown state, reason, flag or attribute, a number below zero or one that cannot be
    stored exactly, a fraction of a person, a date in the future, and a text longer than LONGEST_TEXT.
    """
    if status not in Status.values:
        raise Refused("unknown_state", _("Choose one of the listed options."), field="status")
    words: dict[str, Any] = {"comment": _text(fields, "comment"), "since": _known_since(fields.get("since", ""))}
    if status == Status.VALUE:
        return _with_value(criterion, fields, words)
    return AnswerContent(
        status=status,
        reason=_known_reason(fields.get("reason", "")) if status == Status.NOT_AVAILABLE else "",
        denominator=Decimal(0) if status == Status.UNDEFINED and criterion.kind == Criterion.Kind.RATIO else None,
        **words,
    )


def level_of(criterion: Criterion, ticks: Collection[str]) -> int:
    """Return the highest level whose requirements, and those of all levels below, are met; 0 if level 1 is not."""
    reached = 0
    for level, attributes in enumerate(criterion.levels):
        if level and not all(item["key"] in ticks for item in attributes):
            break
        reached = level
    return reached


def _with_value(criterion: Criterion, fields: AnswerFields, words: dict[str, Any]) -> AnswerContent:
    value = _value(criterion, fields)
    if not value:
        return AnswerContent(**words)
    if criterion.kind == Criterion.Kind.RATIO and value["denominator"] == 0 and not value["numerator"]:
        return AnswerContent(status=Status.UNDEFINED.value, denominator=Decimal(0), **words)
    flags = _known(fields.get("flags", ()), STATED_FLAGS, field="flags")
    return AnswerContent(status=Status.VALUE.value, flags=flags, **words, **value)


def _value(criterion: Criterion, fields: AnswerFields) -> dict[str, Any]:
    """Return the fields of the criterion's kind; empty if nothing was given."""
    kind = Kind(criterion.kind)
    match kind:
        case Kind.LEVEL:
            return _level(criterion, fields.get("ticks", ()))
        case Kind.MULTI_CHOICE:
            keys = [option["key"] for option in criterion.options]
            return {"ticks": _known(fields.get("ticks", ()), keys, field="ticks")}
        case Kind.RATIO:
            return _unless_empty({name: _number(criterion, fields, name) for name in ("numerator", "denominator")})
        case Kind.NUMBER | Kind.MONEY:
            return _unless_empty({"number": _number(criterion, fields, "number")})
        case Kind.YES_NO:
            return _unless_empty({"choice": fields.get("choice")})
        case Kind.DATE:
            return _unless_empty({"date": _past_day(fields.get("date"))})
        case Kind.NARRATIVE:
            return {"text": text} if (text := _text(fields, "text")) else {}
        case Kind.TREATY:
            # Filled in from the register of treaties.
            return {}
        case _:
            assert_never(kind)


def _text(fields: AnswerFields, name: Literal["text", "comment"]) -> str:
    text = fields.get(name, "").strip()
    if len(text) > MAX_TEXT_LENGTH:
        words = _("Use %(most)s characters or fewer, or attach a document.")
        raise Refused("too_long", words % {"most": MAX_TEXT_LENGTH}, field=name)
    return text


def _level(criterion: Criterion, chosen: Collection[str]) -> dict[str, Any]:
    """Return ticks and level; the tick of level 0 ("none of this") is dropped if there are others."""
    keys = [item["key"] for attributes in criterion.levels for item in attributes]
    ticks = _known(chosen, keys, field="ticks")
    nothing = {item["key"] for item in criterion.levels[0]}
    higher = tuple(key for key in ticks if key not in nothing)
    return {"ticks": higher or ticks, "level": level_of(criterion, higher)}


def _unless_empty(value: dict[str, Any]) -> dict[str, Any]:
    return value if any(part is not None for part in value.values()) else {}


def _number(criterion: Criterion, fields: AnswerFields, name: str) -> Decimal | None:
    number = fields.get(name)
    if number is None:
        return None
    if isinstance(number, bool) or not isinstance(number, int | Decimal):
        raise TypeError(f"{name} must be an int or a Decimal, not {type(number).__name__}")
    kept = storable_number(Decimal(number), field=name)
    if kept < 0:
        raise Refused("negative", _("Enter a number of 0 or more."), field=name)
    if kept % 1 and criterion.counts_persons:
        raise Refused("part_of_a_person", _("Enter a whole number of people."), field=name)
    return kept


def _past_day(day: date | None) -> date | None:
    if day is not None and day > timezone.localdate():
        raise Refused("day_to_come", _("The date cannot be in the future."), field="date")
    return day


def _known_since(since: str) -> str:
    if since and since not in Answer.Since.values:
        raise Refused("unknown_since", _("Choose unchanged, changed or discontinued."), field="since")
    return since


def _known_reason(reason: str) -> str:
    if reason and reason not in Answer.Reason.values:
        raise Refused("unknown_reason", _("Choose one of the listed options."), field="reason")
    return reason


def _known(codes: Collection[str], known: Collection[str], *, field: str) -> tuple[str, ...]:
    if not set(codes) <= set(known):
        raise Refused("unknown_option", _("Choose one of the listed options."), field=field)
    return tuple(key for key in known if key in codes)
