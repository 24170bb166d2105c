"""Published numbers and answers in the form in which they leave the platform: the API and the open data say the same.

Everything that was computed is rounded as pages round it. An exact fraction could be taken apart again into the few
persons behind it; what a country itself counted, and may be public, stays exact.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from evaluation.numbers import shortest
from evaluation.results.published_versions import PublishedAssessment
from evaluation.scoring import round_for_display, series_order


@dataclass(frozen=True, kw_only=True)
class PublicDocument:
    """Evidence that an answer rests on."""

    title: str
    url: str
    dated: date | None


@dataclass(frozen=True, kw_only=True)
class PublicComment:
    """A comment beside an answer; `body` is the organisation that speaks for civil society."""

    voice: str
    body: str
    text: str
    disputes: bool
    written_on: date


@dataclass(frozen=True, kw_only=True)
class PublicAnswer:
    """A country's published answer to one criterion; numbers and texts are set only if `status` is `value`.

    `value` of a ratio is in the unit of the criterion's goalposts. If it is about few persons, `low` and `high` bound
    it instead, and numerator and denominator are withheld.
    """

    criterion: str
    version: int
    recommendation: int
    kind: str
    status: str
    reason: str
    level: int | None
    ticks: tuple[str, ...]
    value: Decimal | None
    low: Decimal | None
    high: Decimal | None
    numerator: Decimal | None
    denominator: Decimal | None
    number: Decimal | None
    choice: bool | None
    date: date | None
    text: str
    treaties: Mapping[str, str]
    comment: str
    flags: tuple[str, ...]
    grade: str
    not_applicable_confirmed: bool
    evidence: tuple[PublicDocument, ...]
    since: str
    notes: tuple[PublicComment, ...]


def points(number: Fraction | None) -> Decimal | None:
    """Return a score or bound from 0 to 100, rounded half up to one decimal."""
    return None if number is None else round_for_display(number)


def percent(share: Fraction | None) -> Decimal | None:
    """Return a share from 0 to 1 as per cent, rounded half up to one decimal."""
    return None if share is None else round_for_display(share * 100)


def public_answer(frozen: Mapping[str, Any]) -> PublicAnswer:
    """Return the answer as its published version froze it."""
    low, high = _bounds(frozen["band"])
    return PublicAnswer(
        criterion=frozen["series_id"],
        version=frozen["version"],
        recommendation=frozen["recommendation"],
        kind=frozen["kind"],
        status=frozen["status"],
        reason=frozen["reason"],
        level=frozen["level"],
        ticks=tuple(frozen["ticks"]),
        value=None if frozen["value"] is None or frozen["band"] else round_for_display(Fraction(frozen["value"])),
        low=low,
        high=high,
        numerator=_counted(frozen["numerator"]),
        denominator=_counted(frozen["denominator"]),
        number=_counted(frozen["number"]),
        choice=frozen["choice"],
        date=_day(frozen["date"]),
        text=frozen["text"],
        treaties=frozen["treaties"],
        comment=frozen["comment"],
        flags=tuple(frozen["flags"]),
        grade=frozen["grade"],
        not_applicable_confirmed=frozen["not_applicable_confirmed"],
        evidence=tuple(
            PublicDocument(title=item["title"], url=item["url"], dated=_day(item["dated"]))
            for item in frozen["evidence"]
        ),
        # Versions published before these were asked for have none.
        since=frozen.get("since", ""),
        notes=tuple(
            PublicComment(**{**note, "written_on": date.fromisoformat(note["written_on"])})
            for note in frozen.get("notes", ())
        ),
    )


def answers_of(published: PublishedAssessment) -> list[PublicAnswer]:
    """Return what a country published about every criterion, in the order of the series."""
    return [public_answer(published.answers[series]) for series in sorted(published.answers, key=series_order)]


def _bounds(band: list[str] | None) -> tuple[Decimal | None, Decimal | None]:
    if band is None:
        return None, None
    low, high = (round_for_display(Fraction(bound)) for bound in band)
    return low, high


def _counted(text: str | None) -> Decimal | None:
    """Return a number as the country counted it. Four digits are enough for fractions of what was typed."""
    if text is None:
        return None
    number = Fraction(text)
    return shortest(Decimal(number.numerator) / Decimal(number.denominator))


def _day(text: str | None) -> date | None:
    return None if text is None else date.fromisoformat(text)
