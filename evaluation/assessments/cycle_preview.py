"""Preview the opening of a cycle: who is asked, in which languages, and what last year left."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone

from evaluation.assessments.cycles import assessed_delegations, require_can_open, require_may_run
from evaluation.assessments.worksheet import can_be_compared
from evaluation.frameworks.translations import TranslationCoverage, coverage
from evaluation.models import Answer, Criterion, Framework
from evaluation.permissions import ALLOWED, Action
from networkapp.languages.sorting import alphabetical
from networkapp.models import Delegation, Network, Seat
from networkapp.permissions import Role
from networkapp.users import User


@dataclass(frozen=True, kw_only=True)
class PreviewedCountry:
    """One delegation that would be asked, the people who answer for it today, and what is there from last year."""

    delegation: Delegation
    delegates: tuple[str, ...]
    government: tuple[str, ...]
    notified: tuple[str, ...]
    prefilled: int


@dataclass(frozen=True, kw_only=True)
class CyclePreview:
    """The consequences of opening the cycle with these terms. `left_out` are not assessed, and not asked."""

    network: Network
    framework: Framework
    year: int
    opens_at: datetime
    due_at: datetime
    locks_at: datetime
    criteria: int
    countries: tuple[PreviewedCountry, ...]
    left_out: tuple[Delegation, ...]
    languages: tuple[TranslationCoverage, ...]

    @property
    def opens_now(self) -> bool:
        return self.opens_at <= timezone.now()

    @property
    def people_notified(self) -> int:
        """Return how many people will be notified when the cycle opens, each once in each country."""
        return sum(len(country.notified) for country in self.countries)

    @property
    def without_delegate(self) -> tuple[PreviewedCountry, ...]:
        return tuple(country for country in self.countries if not country.delegates)

    @property
    def prefilled(self) -> int:
        return sum(country.prefilled for country in self.countries)

    @property
    def last_year(self) -> int:
        return self.year - 1


def preview_cycle(
    *,
    network: Network,
    framework: Framework,
    year: int,
    opens_at: datetime,
    due_at: datetime,
    locks_at: datetime,
    user: User,
) -> CyclePreview:
    """Return what opening a cycle with these terms would do; nothing is written.

    Refuses what `open_cycle` refuses.
    """
    require_may_run(network=network, user=user)
    dates = {"opens_at": opens_at, "due_at": due_at, "locks_at": locks_at}
    require_can_open(network=network, framework=framework, year=year, **dates)
    criteria = list(Criterion.objects.filter(recommendation__framework=framework))
    return CyclePreview(
        network=network,
        framework=framework,
        year=year,
        **dates,
        criteria=len(criteria),
        countries=tuple(_previewed_countries(network, comparable_answer_counts(network, year - 1, criteria))),
        left_out=tuple(alphabetical(network.delegations.filter(assessed=False), name=_label)),
        languages=tuple(one for one in coverage(framework) if one.done),
    )


def comparable_answer_counts(network: Network, year: int, criteria: Iterable[Criterion]) -> Mapping[int, int]:
    """Return by delegation how many answers of `year` can be confirmed as still true for these criteria."""
    series = {criterion.series_id: criterion for criterion in criteria}
    answers = Answer.objects.filter(assessment__cycle__network=network, assessment__cycle__year=year)
    found: dict[int, int] = {}
    for answer in answers.exclude(status=Answer.Status.UNANSWERED).select_related("criterion", "assessment"):
        newer = series.get(answer.criterion.series_id)
        if newer is not None and not newer.computed and can_be_compared(newer, answer.criterion):
            found[answer.assessment.delegation_id] = found.get(answer.assessment.delegation_id, 0) + 1
    return found


def _previewed_countries(network: Network, prefilled: Mapping[int, int]) -> Iterable[PreviewedCountry]:
    seats = Seat.objects.current().filter(network=network, user__is_active=True).with_role(ALLOWED[Action.ANSWER])
    by_delegation: dict[int | None, list[Seat]] = {}
    for seat in seats.select_related("user").prefetch_related("offices").order_by("pk"):
        by_delegation.setdefault(seat.delegation_id, []).append(seat)
    for delegation in alphabetical(assessed_delegations(network), name=_label):
        delegation_seats = by_delegation.get(delegation.pk, [])
        yield PreviewedCountry(
            delegation=delegation,
            delegates=_names(seat for seat in delegation_seats if _is_delegate(seat)),
            government=_names(seat for seat in delegation_seats if seat.capacity == Role.GOVERNMENT),
            notified=_names(delegation_seats),
            prefilled=prefilled.get(delegation.pk, 0),
        )


def _is_delegate(seat: Seat) -> bool:
    return any(office.office == Role.ASSESSMENT_DELEGATE for office in seat.offices.all())


def _names(seats: Iterable[Seat]) -> tuple[str, ...]:
    """Return the people behind the seats by name, each once."""
    return tuple({seat.user_id: str(seat.user) for seat in seats}.values())


def _label(delegation: Delegation) -> str:
    return str(delegation.label)
