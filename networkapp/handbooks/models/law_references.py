"""The law that a section names: as of when it describes it, by which sources, and the same of its country boxes."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Self


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def latest_day(*days: date | None) -> date | None:
    """Return the latest of `days`, leaving out None; None if no day is left."""
    return max((day for day in days if day), default=None)


@dataclass(frozen=True, kw_only=True)
class CountryNoteLaw:
    """A country box: its own day, and the sources that it names besides those of its section."""

    country: str
    as_of: date | None
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class CitedLaw:
    """The law dates of a section. `as_of` is None if no law is described, or it is `undecided`.

    `sources` are pairs of a legal source's identifier and its law date.
    """

    as_of: date | None = None
    undecided: bool = False
    sources: tuple[tuple[str, date | None], ...] = ()
    boxes: tuple[CountryNoteLaw, ...] = ()

    @property
    def undated(self) -> bool:
        """Return whether the section cites a source without a date of reading, and has no law date itself."""
        return self.as_of is None and not self.undecided and any(day is None for _name, day in self.sources)

    def after(self, checks: Mapping[str, date]) -> Self:
        """Return the law dates after legal reviews on these days: of country notes, and of the section under ""."""
        boxes = tuple(replace(box, as_of=latest_day(box.as_of, checks.get(box.country))) for box in self.boxes)
        as_of = latest_day(self.as_of, checks.get(""))
        return replace(self, as_of=as_of, undecided=self.undecided and as_of is None, boxes=boxes)

    def days(self) -> dict[str, date]:
        """Return the law date of the section under "", and those of country notes by country."""
        known = {"": self.as_of, **{box.country: box.as_of for box in self.boxes}}
        return {whose: day for whose, day in known.items() if day}

    def as_json(self) -> dict[str, Any]:
        def text(day: date | None) -> str | None:
            return day.isoformat() if day else None

        return {
            **({"undecided": True} if self.undecided else {}),
            "as_of": text(self.as_of),
            "sources": [[name, text(day)] for name, day in self.sources],
            "boxes": [[box.country, text(box.as_of), list(box.sources)] for box in self.boxes],
        }

    @classmethod
    def from_json(cls, kept: Mapping[str, Any]) -> Self:
        return cls(
            as_of=_day(kept.get("as_of")),
            undecided=kept.get("undecided", False),
            sources=tuple((name, _day(day)) for name, day in kept.get("sources", ())),
            boxes=tuple(
                CountryNoteLaw(country=country, as_of=_day(day), sources=tuple(names))
                for country, day, names in kept.get("boxes", ())
            ),
        )
