"""The follow-up of a recommendation: conclusions of networks, findings of others, chapters of handbooks."""

from collections.abc import Sequence
from dataclasses import dataclass

from wagtail.models import Page

from evaluation.bridges.handbooks import chapters_about
from evaluation.follow_up.verdicts import networks_recording_verdicts, verdicts_by_delegation
from evaluation.frameworks.adopting import frameworks_for
from evaluation.models import Recommendation, Verdict
from evaluation.permissions import ALLOWED, Action
from evaluation.sources.findings import CountryFindingLines, findings_about
from networkapp.languages.sorting import alphabetical
from networkapp.models import Delegation, Network
from networkapp.models.networks import networks_allowing
from networkapp.networks.queries.countries import country_name
from networkapp.users import AnyUser


@dataclass(frozen=True, kw_only=True)
class CountryVerdicts:
    """A country with what a network decided about it, the newest first."""

    delegation: Delegation
    verdicts: Sequence[Verdict]

    @property
    def country(self) -> str:
        return str(self.delegation.country)

    @property
    def name(self) -> str:
        return country_name(code=self.country)

    @property
    def now(self) -> Verdict | None:
        return self.verdicts[0] if self.verdicts else None

    @property
    def earlier(self) -> Sequence[Verdict]:
        return self.verdicts[1:]


@dataclass(frozen=True, kw_only=True)
class NetworkVerdicts:
    """The countries that a network assesses, in the alphabet; `may_record`: the reader writes its verdicts down."""

    network: Network
    rows: tuple[CountryVerdicts, ...]
    may_record: bool

    @property
    def decided(self) -> list[CountryVerdicts]:
        return [row for row in self.rows if row.verdicts]

    @property
    def undecided(self) -> list[CountryVerdicts]:
        return [row for row in self.rows if not row.verdicts]

    @property
    def is_sample(self) -> bool:
        return bool(self.network.kind == Network.Kind.SAMPLE)


@dataclass(frozen=True, kw_only=True)
class FollowUp:
    """Conclusions and findings are separate from scores, which have a page of their own."""

    recommendation: Recommendation
    networks: tuple[NetworkVerdicts, ...]
    findings: tuple[CountryFindingLines, ...]
    chapters: tuple[Page, ...]


def follow_up(*, code: int, user: AnyUser) -> FollowUp | None:
    """Return the follow-up of the recommendation with this number; None if `user` can read none with it."""
    recommendation = _recommendation(code, user)
    if recommendation is None:
        return None
    return FollowUp(
        recommendation=recommendation,
        networks=tuple(_networks(code, user)),
        findings=tuple(findings_about(recommendation=code, user=user)),
        chapters=tuple(chapters_about(subject=recommendation.subject_id, user=user)),
    )


def _recommendation(code: int, user: AnyUser) -> Recommendation | None:
    adopted = frameworks_for(user=user).order_by().values("pk")
    found: Recommendation | None = (
        Recommendation.objects.filter(framework__in=adopted, code=code)
        .select_related("subject")
        .prefetch_related("translations", "criteria__translations")
        .order_by("-framework__first_year", "-framework__pk")
        .first()
    )
    return found


def _networks(code: int, user: AnyUser) -> list[NetworkVerdicts]:
    """Return those with an assessment whose results `user` can read; sample networks last."""
    readable = Network.objects.filter(networks_allowing(user, ALLOWED[Action.READ_RESULTS]))
    shown = readable.filter(cycles__framework__recommendations__code=code).distinct()
    verdicts = verdicts_by_delegation(recommendation=code, networks=shown)
    recorded = set(networks_recording_verdicts(user).values_list("pk", flat=True))
    found = []
    for network in shown.prefetch_related("delegations").order_by("name", "pk"):
        judged = [item for item in network.delegations.all() if item.assessed and item.country]
        rows = (CountryVerdicts(delegation=item, verdicts=verdicts.get((network.pk, item.pk), ())) for item in judged)
        in_order = tuple(alphabetical(rows, name=lambda row: row.name))
        found.append(NetworkVerdicts(network=network, rows=in_order, may_record=network.pk in recorded))
    return sorted(found, key=lambda item: item.is_sample)
