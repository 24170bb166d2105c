"""The law status of sections, computed from the register of sources and the date when it is read."""

import re
from calendar import monthrange
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

from django.db.models import Q

from networkapp.handbooks.models import LegalSource
from networkapp.handbooks.models.law_references import CitedLaw, CountryNoteLaw
from networkapp.memory_cache import ProcessCache

MAX_IDENTIFIERS = 2_000
ENDS_OF_WORDS = re.compile(r"(?<=\w)(?!\w)")


class SourceRegister:
    """The sources that texts of a network can name; its own come before those of all."""

    def __init__(self, sources: Iterable[LegalSource]) -> None:
        self._known: dict[str, LegalSource] = {}
        for source in sources:
            for name in (source.identifier, *source.also_called.splitlines()):
                if fold_identifier(identifier=name):
                    self._known.setdefault(fold_identifier(identifier=name), source)
        self.find = lru_cache(maxsize=MAX_IDENTIFIERS)(self._find)
        """The source that is called so, or with the beginning of it: “Directive 2011/36/EU, as amended by …”."""

    def _find(self, identifier: str) -> LegalSource | None:
        name = fold_identifier(identifier=identifier)
        ends = [end.start() for end in ENDS_OF_WORDS.finditer(name)]
        return next((source for end in reversed(ends) if (source := self._known.get(name[:end]))), None)


def fold_identifier(*, identifier: str) -> str:
    """Return an identifier for comparison: without differences of case and spacing."""
    return " ".join(identifier.casefold().split())


def _register(network: int) -> SourceRegister:
    sources = LegalSource.objects.filter(Q(network=None) | Q(network=network))
    return SourceRegister(sorted(sources, key=lambda source: source.network_id is None))


REGISTER_CACHE: ProcessCache[SourceRegister] = ProcessCache("law", _register)


@dataclass(frozen=True, kw_only=True)
class LawStatus:
    """The legal status of a section, or of a note on `country`, today. `check_by` is when its review is due.

    If nobody has decided yet whether it describes law, it is `undecided`. If it has no date, and a source of it no date
    of reading, it is `undated`: nothing is known of its age, so it is not stale, but somebody should read the source.
    """

    as_of: date | None
    undecided: bool = False
    undated: bool = False
    check_by: date | None = None
    overdue: bool = False
    amended: tuple[LegalSource, ...] = ()
    country: str = ""

    @property
    def stale(self) -> bool:
        return self.overdue or bool(self.amended)


@dataclass(frozen=True, kw_only=True)
class SectionLawStatus:
    """The legal status of a whole section: its own text, and each of its country notes."""

    own: LawStatus
    boxes: tuple[LawStatus, ...] = ()

    @property
    def stale(self) -> bool:
        return self.own.stale or any(box.stale for box in self.boxes)

    @property
    def needs_review(self) -> bool:
        return self.stale or self.own.undated

    @property
    def stale_parts(self) -> list[LawStatus]:
        return [part for part in (self.own, *self.boxes) if part.stale]

    @property
    def stale_boxes(self) -> list[LawStatus]:
        return [box for box in self.boxes if box.stale]


def law_status_of(*, named: CitedLaw, register: SourceRegister, months: int | None, today: date) -> SectionLawStatus:
    """Return the status of the law in a section that cites these sources.

    It is outdated if a source that it cites was amended after its law date, or this number of `months` (None: never)
    after that date. If it has none, a source counts with the date as of which it was read. A country note has its own
    date, or that of the section, and depends on its own sources and those of the section.
    """
    names = [name for name, _day in named.sources]
    read = [(name, named.as_of or day) for name, day in named.sources]
    own = LawStatus(
        as_of=named.as_of,
        undecided=named.undecided,
        undated=named.undated,
        check_by=_months_after(named.as_of, months),
        overdue=_overdue(named.as_of, months, today),
        amended=_amended(read, register, today),
    )
    return SectionLawStatus(
        own=own, boxes=tuple(_country_note_status(box, named, names, register, months, today) for box in named.boxes)
    )


def _country_note_status(
    box: CountryNoteLaw, named: CitedLaw, names: list[str], register: SourceRegister, months: int | None, today: date
) -> LawStatus:
    as_of = box.as_of or named.as_of
    read = [(name, as_of) for name in dict.fromkeys((*box.sources, *names))]
    return LawStatus(
        as_of=as_of,
        check_by=_months_after(as_of, months),
        overdue=_overdue(as_of, months, today),
        amended=_amended(read, register, today),
        country=box.country,
    )


def _amended(read: Iterable[tuple[str, date | None]], register: SourceRegister, today: date) -> tuple[LegalSource, ...]:
    found: Mapping[int, LegalSource] = {
        source.pk: source
        for name, day in read
        if day and (source := register.find(name)) and source.amended_on and day < source.amended_on <= today
    }
    return tuple(found.values())


def _months_after(day: date | None, months: int | None) -> date | None:
    if day is None or not months:
        return None
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _overdue(day: date | None, months: int | None, today: date) -> bool:
    by = _months_after(day, months)
    return by is not None and by < today


def law_statuses(
    *, named: Iterable[tuple[str, CitedLaw]], network: int, months: int | None, today: date
) -> dict[str, SectionLawStatus]:
    """Return the current legal status of each section, by its anchor, with the sources that it cites."""
    register = REGISTER_CACHE.get(network)
    return {anchor: law_status_of(named=law, register=register, months=months, today=today) for anchor, law in named}
