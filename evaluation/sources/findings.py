"""Activities and findings of independent bodies for pages: beside a country's own answers, and never in its score."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Exists, F, OuterRef, QuerySet
from django.utils.translation import gettext as _

from evaluation.models import Criterion, Finding, FindingResponse, FoundRevision, MonitoringEvent
from evaluation.results.published_versions import PublishedAssessment, newest_versions, read_version
from evaluation.sources.formats.finding_files import COMMITTEE, GRETA
from evaluation.treaties.tables import known_states, sample_states
from networkapp.languages.sorting import alphabetical
from networkapp.models import Delegation, Network
from networkapp.networks.queries.countries import country_name
from networkapp.users import AnyUser


@dataclass(frozen=True, kw_only=True)
class CountryStatement:
    """The country's own published answer to the criterion of a finding, with its year."""

    year: int
    criterion: Criterion
    answer: Mapping[str, Any]


@dataclass(frozen=True, kw_only=True)
class FindingLine:
    """A finding with what was answered to it, and the country's own word where it touches a criterion."""

    finding: Finding
    own: CountryStatement | None

    @property
    def replies(self) -> list[FindingResponse]:
        return [item for item in self.finding.responses.all() if item.kind == FindingResponse.Kind.REPLY]

    @property
    def measures(self) -> list[FindingResponse]:
        return [item for item in self.finding.responses.all() if item.kind == FindingResponse.Kind.MEASURE]

    @property
    def earlier(self) -> list[FoundRevision]:
        return list(self.finding.revisions.all())


@dataclass(kw_only=True)
class MonitoringRound:
    """One round of one body about one country; GRETA and its Committee of the Parties are one."""

    body: str
    number: int | None
    events: list[MonitoringEvent] = field(default_factory=list)
    lines: list[FindingLine] = field(default_factory=list)


@dataclass(frozen=True, kw_only=True)
class CountryFindings:
    """The page of a country: rounds by body, the newest round first."""

    country: str
    is_sample: bool
    rounds: tuple[MonitoringRound, ...]

    @property
    def has_results(self) -> bool:
        """Return whether the country has published results."""
        return any(line.own for round in self.rounds for line in round.lines)

    @property
    def name(self) -> str:
        return country_name(code=self.country)


@dataclass(frozen=True, kw_only=True)
class CountryFindingLines:
    """The findings about one country and one recommendation."""

    country: str
    is_sample: bool
    lines: tuple[FindingLine, ...]

    @property
    def name(self) -> str:
        return country_name(code=self.country)


def country_findings(*, country: str, user: AnyUser | None = None) -> CountryFindings | None:
    """Return what is stored about `country` (two letters); None for one that takes no part and about which nothing is
    stored."""
    code, samples = country.upper(), sample_states()
    events = list(MonitoringEvent.objects.filter(country=code).prefetch_related("revisions__file"))
    lines = list(_lines(Finding.objects.filter(country=code), user))
    if not events and not lines and code not in known_states() | samples:
        return None
    return CountryFindings(country=code, is_sample=code in samples, rounds=tuple(_rounds(events, lines)))


def findings_about(*, recommendation: int, user: AnyUser | None = None) -> list[CountryFindingLines]:
    """Return the findings about a recommendation by country, in alphabetical order; sample countries last."""
    samples, by_country = sample_states(), dict[str, list[FindingLine]]()
    for line in _lines(Finding.objects.filter(recommendation=recommendation), user):
        by_country.setdefault(str(line.finding.country), []).append(line)
    found = (
        CountryFindingLines(country=country, is_sample=country in samples, lines=tuple(lines))
        for country, lines in by_country.items()
    )
    return sorted(alphabetical(found, name=lambda item: item.name), key=lambda item: item.is_sample)


def mechanism_name(body: str) -> str:
    """Return the name for bodies that work in the same rounds."""
    return _("GRETA and the Committee of the Parties") if body in (GRETA, COMMITTEE) else body


def recorded_events(*, country: str = "") -> QuerySet[Any]:
    """Return the events, of one country (two letters) if given; each with `is_sample`."""
    return _of(MonitoringEvent, country).order_by("country", "body", "round", "date", "pk")


def recorded_responses() -> QuerySet[Any]:
    """Return the responses to findings by body, round and finding, each with `country` and `is_sample`."""
    samples = Delegation.objects.filter(country=OuterRef("finding__country"), networks__kind=Network.Kind.SAMPLE)
    found: QuerySet[Any] = FindingResponse.objects.annotate(country=F("finding__country"), is_sample=Exists(samples))
    return found.order_by("finding__country", "finding__body", "finding__round", "finding", "date", "pk")


def recorded_findings(*, country: str = "") -> QuerySet[Any]:
    """Return the findings with their responses, of one country (two letters) if given; each with `is_sample`."""
    return _of(Finding, country).order_by("country", "body", "round", "pk").prefetch_related("responses")


def _of(model: Any, country: str) -> QuerySet[Any]:
    samples = Delegation.objects.filter(country=OuterRef("country"), networks__kind=Network.Kind.SAMPLE)
    found: QuerySet[Any] = model.objects.annotate(is_sample=Exists(samples))
    return found.filter(country=country.upper()) if country else found


def _lines(found: Any, user: AnyUser | None) -> Iterator[FindingLine]:
    findings = list(found.prefetch_related("responses", "revisions__file").order_by("body", "round", "pk"))
    own = _country_statements({str(item.country) for item in findings if item.series_id}, user)
    for finding in findings:
        yield FindingLine(finding=finding, own=own.get((str(finding.country), finding.series_id)))


def _country_statements(countries: Iterable[str], user: AnyUser | None) -> dict[tuple[str, str], CountryStatement]:
    """Return the newest published answers of these countries that `user` can read, by country and series."""
    wanted = set(countries)
    if not wanted:
        return {}
    versions = newest_versions(user).filter(assessment__delegation__country__in=wanted)
    newest: dict[str, PublishedAssessment] = {}
    for version in versions.order_by("assessment__cycle__year"):
        newest[str(version.assessment.delegation.country)] = read_version(version)
    frameworks = {item.framework_id for item in newest.values()}
    criteria = Criterion.objects.filter(recommendation__framework__in=frameworks).select_related("recommendation")
    by_place = {(item.recommendation.framework_id, item.series_id): item for item in criteria}
    return {
        (country, series): CountryStatement(
            year=item.year, criterion=by_place[item.framework_id, series], answer=answer
        )
        for country, item in newest.items()
        for series, answer in item.answers.items()
        if (item.framework_id, series) in by_place
    }


def _rounds(events: Iterable[MonitoringEvent], lines: Iterable[FindingLine]) -> list[MonitoringRound]:
    rounds: dict[tuple[str, int | None], MonitoringRound] = {}

    def of(item: MonitoringEvent | Finding) -> MonitoringRound:
        body = mechanism_name(item.body)
        return rounds.setdefault((body, item.round), MonitoringRound(body=body, number=item.round))

    for event in events:
        of(event).events.append(event)
    for line in lines:
        of(line.finding).lines.append(line)
    for found in rounds.values():
        found.events.sort(key=lambda event: (event.date is None, event.date or 0, event.pk))
    return sorted(rounds.values(), key=lambda item: (item.body, -(item.number or 0)))
