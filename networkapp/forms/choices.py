"""Choices that several forms offer."""

from datetime import date, datetime, timedelta
from functools import cache
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from typing import Any, ClassVar
from zoneinfo import TZPATH, ZoneInfo

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.translation import gettext as _

from networkapp.models import Delegation
from networkapp.text.cleaning import one_line

EARLIEST_DATE, LATEST_DATE = date(1900, 1, 1), date(2999, 12, 31)


class DayField(forms.DateField):
    """A day in whose neighbourhood the calendar goes on, in every time zone."""

    default_validators: ClassVar[list[Any]] = [MinValueValidator(EARLIEST_DATE), MaxValueValidator(LATEST_DATE)]


class NameField(forms.CharField):
    """A name that can be shown beside other words: one line of visible characters."""

    def to_python(self, value: Any) -> str:
        return one_line(super().to_python(value))


class SelectInLanguages(forms.Select):
    """Each option is marked with its language, if its thing has a `title_language`."""

    def create_option(self, name: str, value: Any, *args: Any, **kwargs: Any) -> dict[str, Any]:
        option: dict[str, Any] = super().create_option(name, value, *args, **kwargs)
        thing = getattr(value, "instance", None)
        if thing is not None and hasattr(thing, "title_language"):
            option["attrs"]["lang"] = thing.title_language
        return option


def time_zones() -> list[tuple[str, list[tuple[str, str]]] | tuple[str, str]]:
    """Return time zones as groups of a select: those of the delegations, then the rest of the world by region.

    Each city once, under its current name; UTC is alone at the top.
    """
    known = set(Delegation.objects.order_by().values_list("time_zone", flat=True).distinct())
    near = [zone for zone in time_zone_names() if zone in known]
    others = groupby((zone for zone in time_zone_names() if zone not in known), key=lambda zone: zone.partition("/")[0])
    groups = [(region, [(zone, _zone_label(zone)) for zone in zones]) for region, zones in others]
    groups.sort(key=lambda group: (group[0] != "Europe", group[0]))
    first = [(_("Time zones of the delegations"), [(zone, _zone_label(zone)) for zone in near])] if near else []
    return [("UTC", "UTC"), *first, *groups]


@cache
def time_zone_names() -> tuple[str, ...]:
    """Return the zones that the time zone database offers to people, without its obsolete names."""
    return tuple(sorted(zone for zone, _country in _zone_table()))


def zones_of_country(country: str) -> tuple[str, ...]:
    """Return the time zones of the country of this two-letter code that differ this year, the main one first.

    None for a code that the database lacks, such as those of sample countries.
    """
    days = [datetime(date.today().year, month, 1) for month in (1, 7)]
    found: dict[tuple[timedelta | None, ...], str] = {}
    for zone, code in _zone_table():
        if code == country:
            found.setdefault(tuple(ZoneInfo(zone).utcoffset(day) for day in days), zone)
    return tuple(found.values())


@cache
def _zone_table() -> tuple[tuple[str, str], ...]:
    """Return each zone with the code of its country."""
    installed = (Path(folder) / "zone.tab" for folder in TZPATH)
    table = next((path for path in installed if path.is_file()), None) or files("tzdata.zoneinfo") / "zone.tab"
    rows = (line.split("\t") for line in table.read_text(encoding="utf-8").splitlines() if line[:1] not in {"", "#"})
    return tuple((row[2], row[0]) for row in rows)


def _zone_label(zone: str) -> str:
    return zone.partition("/")[2].replace("_", " ").replace("/", ", ")
