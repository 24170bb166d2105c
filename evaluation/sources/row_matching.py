"""Find the country, year, indicator and breakdown of a row of a source. Each word is resolved once."""

import hashlib
import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cached_property

from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django_countries import countries

from evaluation.exchange.counts import ParsedCount, read_count
from evaluation.exchange.delimited import BrokenRow
from evaluation.exchange.state_names import StateNames, UnknownState
from evaluation.models import ExternalObservation
from evaluation.sources.formats.observation_files import ObservationRow
from evaluation.sources.formats.observation_rows import AGES, SEXES
from networkapp.errors import Refused

Dimension, Indicator, Unit = ExternalObservation.Dimension, ExternalObservation.Indicator, ExternalObservation.Unit
FIRST_YEAR = 1900
LONGEST = 120
UNODC, GLOTIP = "UNODC", "GLOTIP"
GLOTIP_URL = "https://dataunodc.un.org/dp-trafficking-persons"
GLOTIP_INDICATORS = {
    "detected trafficking victims": Indicator.DETECTED_VICTIMS,
    "persons brought into formal contact": Indicator.PERSONS_IN_CONTACT,
    "persons prosecuted": Indicator.PERSONS_PROSECUTED,
    "persons convicted": Indicator.PERSONS_CONVICTED,
    "offences of trafficking in persons": Indicator.OFFENCES,
}
INDICATORS = GLOTIP_INDICATORS | {code.value: code for code in Indicator}
DIMENSIONS = {
    "total": Dimension.TOTAL,
    "by citizenship": Dimension.CITIZENSHIP,
    "by form of exploitation": Dimension.FORM,
    "by country of repatriation": Dimension.REPATRIATION,
}
FORMS = {form.value: form.value for form in ExternalObservation.Form} | {
    "sexual exploitation": ExternalObservation.Form.SEXUAL.value,
    "forced labour": ExternalObservation.Form.LABOUR.value,
    "forced labor": ExternalObservation.Form.LABOUR.value,
    "other forms of exploitation": ExternalObservation.Form.OTHER.value,
}
INDICATOR_CODES, UNIT_CODES = frozenset(Indicator.values), frozenset(Unit.values)
UNITS = dict.fromkeys(("", "count", "counts", "number", "numbers"), "") | {unit.value: unit.value for unit in Unit}
ALL = ("", "total", "all", "_t")


@dataclass(frozen=True, kw_only=True)
class PublisherDetails:
    """The publisher: as the file as a whole says, or as given about it."""

    source: str = ""
    dataset: str = ""
    url: str = ""
    retrieved_on: date | None = None


@dataclass(frozen=True, kw_only=True)
class MatchedObservation:
    """One number with what it counts. `line` is its position in a file."""

    country: str
    year: int
    indicator: str
    unit: str
    source: str
    reading: ParsedCount
    dataset: str = ""
    dimension: str = Dimension.TOTAL.value
    category: str = ""
    sex: str = ExternalObservation.Sex.TOTAL.value
    age: str = ExternalObservation.Age.TOTAL.value
    flags: str = ""
    url: str = ""
    retrieved_on: date | None = None
    line: int | None = None

    @cached_property
    def key(self) -> str:
        return key_of(self)

    @cached_property
    def content(self) -> tuple[Decimal | None, Decimal | None, Decimal | None, str]:
        """Return what makes two rows of one key the same or different."""
        return (self.reading.value, self.reading.at_least, self.reading.below, self.flags)


def key_of(item: MatchedObservation | ExternalObservation) -> str:
    """Return the key of a row, which is equal for all figures about the same thing."""
    parts = (
        item.source,
        item.dataset,
        str(item.country),
        str(item.year),
        item.indicator,
        item.dimension,
        item.category,
        item.sex,
        item.age,
        item.unit,
    )
    return hashlib.sha256("\x1f".join(parts).encode()).hexdigest()[:32]


class RowMatcher:
    """Puts the rows of one file in their places."""

    def __init__(self, *, form: str, origin: PublisherDetails) -> None:
        self._is_glotip = form == "glotip"
        self._origin = _with_defaults(origin) if self._is_glotip else origin
        self._names = StateNames()
        self._categories: dict[tuple[str, str], str] = {}
        self._this_year = timezone.localdate().year

    def place(self, row: ObservationRow) -> MatchedObservation:
        """Return the number with what it counts; its reading is empty if the source has none.

        Refuses (BrokenRow) what cannot be assigned; (Refused) a file without a publisher.
        """
        cells = row.cells
        indicator = self._indicator(cells.get("indicator", ""))
        unit = _unit(cells.get("unit", ""), indicator)
        dimension, category = self._breakdown(cells)
        origin = self._origin_of(cells)
        return MatchedObservation(
            line=row.line,
            country=self._country(cells),
            year=self._year(cells["year"]),
            indicator=indicator,
            dimension=dimension,
            category=category,
            sex=_code_of_word(SEXES, cells.get("sex", ""), _("“%(word)s” is not a known sex category")),
            age=_code_of_word(AGES, cells.get("age", ""), _("“%(word)s” is not a known age group")),
            unit=unit,
            reading=read_count(cells["value"], is_whole=unit in UNIT_CODES),
            flags=_flags(cells.get("flags", "")),
            source=origin.source,
            dataset=origin.dataset,
            url=origin.url,
            retrieved_on=origin.retrieved_on,
        )

    def _country(self, cells: Mapping[str, str]) -> str:
        name, iso3 = cells.get("country", ""), cells.get("iso3", "")
        if not iso3 and re.fullmatch(r"[A-Z]{2,3}", name):
            name, iso3 = "", str(countries.alpha2(name)) or name
        if not name and not iso3:
            raise BrokenRow(_("has no country"))
        try:
            return self._names.code(name, iso3=iso3)
        except UnknownState as error:
            raise BrokenRow(error.reason) from error

    def _year(self, cell: str) -> int:
        if not re.fullmatch(r"[0-9]{4}", cell) or int(cell) < FIRST_YEAR:
            raise BrokenRow(_("“%(cell)s” is not a year") % {"cell": cell[:40]})
        if int(cell) > self._this_year:
            raise BrokenRow(_("the year %(year)s is in the future") % {"year": cell})
        return int(cell)

    def _indicator(self, cell: str) -> str:
        known = INDICATORS.get(cell.casefold())
        if known is not None:
            return known.value
        if not cell:
            raise BrokenRow(_("has no indicator"))
        if self._is_glotip:
            raise BrokenRow(_("“%(name)s” is not an indicator of this table") % {"name": cell[:LONGEST]})
        return _short(cell)

    def _breakdown(self, cells: Mapping[str, str]) -> tuple[str, str]:
        if self._is_glotip:
            words = _("“%(word)s” is not a known breakdown")
            dimension = _code_of_word(DIMENSIONS, cells["dimension"], words)
            return str(dimension), self._category(str(dimension), cells["category"])
        pairs = [
            (dimension.value, cells[name])
            for dimension, name in ((Dimension.CITIZENSHIP, "citizenship"), (Dimension.FORM, "form"))
            if cells.get(name, "").casefold() not in ALL
        ]
        if len(pairs) > 1:
            raise BrokenRow(_("is broken down by both form and citizenship"))
        dimension, category = pairs[0] if pairs else (Dimension.TOTAL.value, "")
        return dimension, self._category(dimension, category)

    def _category(self, dimension: str, cell: str) -> str:
        if dimension == Dimension.TOTAL:
            if cell.casefold() not in ALL:
                raise BrokenRow(_("is a total but has the category “%(category)s”") % {"category": cell[:LONGEST]})
            return ""
        if cell.casefold() in ALL:
            raise BrokenRow(_("is broken down but has no category"))
        if (dimension, cell) not in self._categories:
            self._categories[dimension, cell] = self._resolved(dimension, _repair_encoding(cell))
        return self._categories[dimension, cell]

    def _resolved(self, dimension: str, name: str) -> str:
        if dimension == Dimension.FORM:
            return FORMS.get(name.casefold(), _short(name))
        try:
            return self._names.code(name)
        except UnknownState:
            return _short(name)

    def _origin_of(self, cells: Mapping[str, str]) -> PublisherDetails:
        if self._is_glotip:
            return self._origin
        own = PublisherDetails(
            source=cells.get("source") or self._origin.source,
            dataset=cells.get("dataset") or self._origin.dataset,
            url=_address(cells.get("url", "")) or self._origin.url,
            retrieved_on=_day(cells.get("retrieved", "")) or self._origin.retrieved_on,
        )
        if not own.source and "source" not in cells:
            raise Refused("source_unnamed", _("The table does not name its publisher. Enter the source."))
        if not own.source:
            raise BrokenRow(_("has no source"))
        return own


def _with_defaults(origin: PublisherDetails) -> PublisherDetails:
    return replace(
        origin,
        source=origin.source or UNODC,
        dataset=origin.dataset or GLOTIP,
        url=origin.url or GLOTIP_URL,
    )


def _code_of_word(words: Mapping[str, str], cell: str, otherwise: str | Promise) -> str:
    found = words.get(cell.casefold())
    if found is None:
        raise BrokenRow(str(otherwise) % {"word": cell[:LONGEST]})
    return str(found)


def _unit(cell: str, indicator: str) -> str:
    """Refuses a rate or share of what is counted in persons: none is shown, and it could reveal few of them."""
    unit = UNITS.get(cell.casefold(), _short(cell)[:40])
    if unit and indicator in INDICATOR_CODES and unit not in UNIT_CODES:
        raise BrokenRow(_("has the unit “%(unit)s”; only numbers can be imported for this indicator") % {"unit": unit})
    if unit:
        return unit
    if indicator == Indicator.OFFENCES:
        return Unit.OFFENCES.value
    return Unit.PERSONS.value if indicator in INDICATOR_CODES else Unit.NUMBER.value


def _flags(cell: str) -> str:
    """Return the marks of the method that a source gives: "P", "EB". Refuses others."""
    found = "".join(sorted(set(cell.upper()) - set(" ,;/A")))
    if set(found) - set("EPBD"):
        raise BrokenRow(_("“%(flags)s” are not valid flags; use E, P, B or D") % {"flags": cell[:40]})
    return found


def _address(cell: str) -> str:
    if cell and not re.match(r"https?://\S+$", cell):
        raise BrokenRow(_("“%(cell)s” is not a web address") % {"cell": cell[:LONGEST]})
    return cell[:500]


def _day(cell: str) -> date | None:
    try:
        return date.fromisoformat(cell) if cell else None
    except ValueError as error:
        raise BrokenRow(_("“%(cell)s” is not a date; use the form 2005-05-16") % {"cell": cell[:40]}) from error


def _short(cell: str) -> str:
    if len(cell) > LONGEST:
        raise BrokenRow(_("“%(start)s…” is too long for a name") % {"start": cell[:40]})
    return cell


def _repair_encoding(name: str) -> str:
    """Return a name in which UTF-8 was read as Windows-1252 ("TÃ¼rkiye") as it was meant."""
    try:
        return name.encode("cp1252").decode("utf-8")
    except UnicodeError:
        return name
