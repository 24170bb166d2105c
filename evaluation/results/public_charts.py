"""Charts to download and to embed in other sites: only what everybody can read, whoever asks for it."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from django.contrib.auth.models import AnonymousUser
from django.urls import reverse
from django.utils.translation import gettext as _

from evaluation.charts.geometry import YearMark, countries_chart, counts_chart, years_chart
from evaluation.charts.picture import PictureLayout, picture_layout
from evaluation.models import Cycle
from evaluation.results.comparison import BANDS, BandHistory
from evaluation.results.overviews import results_overview
from evaluation.results.recommendation import RecommendationPage, RecommendationResults, recommendation_page
from evaluation.results.result_rows import cache_key
from networkapp.models import Network

ANYBODY = AnonymousUser()
ChartKind = Literal["countries", "years", "bands"]


@dataclass(frozen=True, kw_only=True)
class PublicChart:
    """A chart with the words around it; `key` changes with everything published that it shows.

    `countries` are the countries of a year by name, `marks` the years of one country, `history` its bands by year: one
    of the three, as `kind` says. `path` leads to the page that the chart comes from.
    """

    kind: ChartKind
    key: str
    title: str
    subtitle: str
    notes: tuple[str, ...]
    path: str
    is_sample: bool
    countries: Sequence[tuple[str, YearMark]] = ()
    marks: Sequence[YearMark] = ()
    history: BandHistory | None = None

    @property
    def height(self) -> int:
        if self.history is not None:
            return counts_chart(self.history.years).height
        return years_chart(self.marks).height if self.marks else countries_chart(self.countries).height

    def layout(self, *, source: str) -> PictureLayout:
        """Return the layout of the picture, in the active language, with this line about its source."""
        sample = (_("Sample: countries and data are invented."),) if self.is_sample else ()
        return picture_layout(
            title=self.title,
            subtitle=self.subtitle,
            notes=(*sample, *self.notes, source),
            chart_height=self.height,
            in_legend=len(BANDS) if self.history is not None else 0,
        )


def chart_of_recommendation(*, network: str, year: int, code: int) -> PublicChart | None:
    """Return the countries of a network (by its slug) in a year for a recommendation; None if nothing is public."""
    found = _results(network, year, code)
    if found is None:
        return None
    page, results = found
    note = _(
        "The diamond is the score, the bar the possible range; a dashed bar has no score. Below 25 is Early, below 50 "
        "Developing, below 75 Substantial, up to 100 Advanced."
    )
    return PublicChart(
        kind="countries",
        key=page.key,
        title=f"{code} {page.recommendation.local_title}",
        subtitle=_subtitle(results.cycle, year),
        notes=(note,),
        path=f"{reverse('evaluation:recommendation', args=[code])}?year={year}",
        is_sample=results.is_sample,
        countries=results.marks,
    )


def chart_of_country(*, network: str, year: int, code: int, country: str) -> PublicChart | None:
    """Return the years of one country for a recommendation up to this year; None if nothing is public."""
    found = _results(network, year, code)
    row = next((row for row in found[1].rows if row.country == country.upper()), None) if found else None
    if found is None or row is None or not row.has_marks:
        return None
    page, results = found
    return PublicChart(
        kind="years",
        key=cache_key(page.key, row.country),
        title=f"{code} {page.recommendation.local_title}",
        subtitle=f"{row.name}, {_subtitle(results.cycle, row.marks[0].year, year)}",
        notes=(_("Bars are ranges, striped without a score; diamonds are scores."), *_breaks(row.marks[0].year, year)),
        path=f"{reverse('evaluation:recommendation', args=[code])}?year={year}",
        is_sample=results.is_sample,
        marks=row.marks,
    )


def chart_of_bands(*, network: str, year: int, country: str) -> PublicChart | None:
    """Return the number of recommendations of a country in each band, by year; None if nothing is public."""
    overview = results_overview(year=year, user=ANYBODY)
    sheets = overview.sheets if overview else ()
    sheet = next((sheet for sheet in sheets if sheet.cycle.network.slug == network), None)
    histories = sheet.matrix.histories if sheet else ()
    history = next((item for item in histories if item.column.country == country.upper()), None)
    if sheet is None or history is None or not history.has_any:
        return None
    first = history.years[0][0]
    note = _(
        "Number of recommendations in each band, from Early at the bottom to Advanced at the top; insufficient data "
        "above."
    )
    return PublicChart(
        kind="bands",
        key=cache_key(sheet.key, history.column.country),
        title=history.column.name,
        subtitle=f"{_subtitle(sheet.cycle, first, year)}. {_('Number of recommendations in each band')}",
        notes=(note, *_breaks(first, year)),
        path=f"{reverse('evaluation:profile', args=[country.lower()])}?year={year}",
        is_sample=sheet.matrix.is_sample,
        history=history,
    )


def _results(network: str, year: int, code: int) -> tuple[RecommendationPage, RecommendationResults] | None:
    page = recommendation_page(code=code, year=year, user=ANYBODY)
    found = page.results if page else ()
    results = next((item for item in found if item.cycle.network.slug == network), None)
    return (page, results) if page is not None and results is not None else None


def _subtitle(cycle: Cycle, *years: int) -> str:
    network: Network = cycle.network
    return f"{network.local_name}, {'–'.join(str(year) for year in dict.fromkeys(years))}"


def _breaks(first: int, last: int) -> tuple[str, ...]:
    if first == last:
        return ()
    return (_("A dashed vertical line marks a change of criteria. A dash is a year without published results."),)
