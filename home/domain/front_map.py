"""The entrance to the countries on the front page: a list of them, and a map of those that the atlas knows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from home.domain.region_map import CountryShape, RegionMap, draw_region
from home.domain.region_map.planes import Box
from networkapp.overviews.countries import Country, countries_for
from networkapp.users import AnyUser

LETTER, LINE = 15, 30
"""The width of a letter and the height of a line, in units of the map."""


@dataclass(frozen=True, kw_only=True)
class PlacedCountry:
    """A country on the map. Its name is written there if there is room."""

    country: Country
    shape: CountryShape
    is_named: bool


@dataclass(frozen=True, kw_only=True)
class CountriesPart:
    """The countries with delegations in networks that the reader can see; `region` is None if none has a map."""

    countries: Sequence[Country]
    samples: Sequence[Country]
    region: RegionMap | None
    placed: Sequence[PlacedCountry]

    def __bool__(self) -> bool:
        return bool(self.countries or self.samples)


def countries_part(*, user: AnyUser) -> CountriesPart:
    """Return the countries whose delegations are in networks that `user` can see, with the map of their region."""
    found = [country for country in countries_for(user=user) if country.delegations]
    countries = [country for country in found if not country.is_sample]
    region = draw_region(frozenset(country.code for country in countries))
    return CountriesPart(
        countries=countries,
        samples=[country for country in found if country.is_sample],
        region=region,
        placed=_placed(countries, region) if region else (),
    )


def _placed(countries: Iterable[Country], region: RegionMap) -> list[PlacedCountry]:
    """Return the countries that are in the region, in the order of the list."""
    shapes = {shape.code: shape for shape in region.countries}
    there = [(country, shapes[country.code]) for country in countries if country.code in shapes]
    named = _with_room(there, region)
    return [PlacedCountry(country=country, shape=shape, is_named=country.code in named) for country, shape in there]


def _with_room(there: Iterable[tuple[Country, CountryShape]], region: RegionMap) -> set[str]:
    """Return the codes of those whose names fit beside each other; where there is most room, the name comes first."""
    paper = Box(left=0, top=0, right=region.width, bottom=region.height)
    written: dict[str, Box] = {}
    for country, shape in sorted(there, key=lambda one: -one[1].room):
        half = len(country.name) * LETTER / 2
        place = Box(left=shape.x - half, top=shape.y - LINE / 2, right=shape.x + half, bottom=shape.y + LINE / 2)
        if paper.holds(place) and not any(place.touches(other) for other in written.values()):
            written[country.code] = place
    return set(written)
