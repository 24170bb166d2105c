"""Parts of a report beside the results: treaty actions of states, and conclusions of the network.

Unlike published versions both keep changing, so a report's hash covers what of them it shows.
"""

from collections.abc import Collection
from dataclasses import dataclass

from django.utils import timezone

from evaluation.follow_up.verdicts import public_verdicts_of
from evaluation.models import Verdict
from evaluation.reports.models import ReportPart
from evaluation.treaties.countries import StateInstrument, instruments_of
from evaluation.treaties.status import register_of
from networkapp.languages.sorting import alphabetical
from networkapp.models import Network
from networkapp.networks.queries.countries import country_name


@dataclass(frozen=True, kw_only=True)
class CountryTreaties:
    """The treaties of one country in a report."""

    country: str
    rows: tuple[StateInstrument, ...]

    @property
    def name(self) -> str:
        return country_name(code=self.country)


@dataclass(frozen=True, kw_only=True)
class ConclusionChange:
    """A network's newest conclusion about a country and a recommendation, and the one `before`."""

    verdict: Verdict
    before: Verdict | None

    @property
    def name(self) -> str:
        return country_name(code=str(self.verdict.delegation.country))


@dataclass(frozen=True, kw_only=True)
class ReportContext:
    """Empty where the report does not show it."""

    treaties: tuple[CountryTreaties, ...] = ()
    decided: tuple[ConclusionChange, ...] = ()

    @property
    def facts(self) -> list[str]:
        """Return all facts that the report shows, without text derived from them."""
        rows = [
            repr((
                state.country, row.instrument.symbol, row.cell.record.status.value, row.cell.record.since,
                row.step.value, [(item.action.articles, item.action.reservation) for item in row.reservations_in_force],
            ))
            for state in self.treaties
            for row in state.rows
        ]  # fmt: skip
        return [*rows, *(f"verdict {item.verdict.pk}" for item in self.decided)]


def report_context(*, network: Network, countries: Collection[str], parts: Collection[str]) -> ReportContext:
    """Return the current content beside the results of these countries (two letters), for everybody, in these parts."""
    in_order = alphabetical(countries, name=lambda code: country_name(code=code))
    return ReportContext(
        treaties=_treaties(in_order) if ReportPart.TREATIES in parts else (),
        decided=_decided(network, in_order) if ReportPart.VERDICTS in parts else (),
    )


def _treaties(countries: list[str]) -> tuple[CountryTreaties, ...]:
    register = register_of(on=timezone.localdate(), countries=countries)
    return tuple(CountryTreaties(country=code, rows=instruments_of(register, code)) for code in countries)


def _decided(network: Network, countries: list[str]) -> tuple[ConclusionChange, ...]:
    place = {code: at for at, code in enumerate(countries)}
    rows = [
        ConclusionChange(verdict=verdict[0], before=next(iter(verdict[1:]), None))
        for verdict in public_verdicts_of(network=network)
    ]
    shown = [row for row in rows if str(row.verdict.delegation.country) in place]
    return tuple(
        sorted(shown, key=lambda row: (row.verdict.recommendation, place[str(row.verdict.delegation.country)]))
    )
