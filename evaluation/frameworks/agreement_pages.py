"""A framework as its readers see it: its status, its questions, the positions, and what they can do with it."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Prefetch, Q, QuerySet
from django.utils.translation import gettext as _

from evaluation.bridges.decisions import decision_entries, may_submit_to_decision
from evaluation.frameworks.adopting import criteria_in_full, drafts_for, frameworks_for
from evaluation.frameworks.agreement_ledger import LedgerEntry, ledger_entries
from evaluation.frameworks.agreement_roll import Roll, roll_of
from evaluation.frameworks.agreement_texts_shown import CriterionTextChange, CriterionTextLine, text_changes, text_lines
from evaluation.frameworks.completeness import gaps
from evaluation.frameworks.pilot_years import PilotYear, pilot_years_of
from evaluation.frameworks.versions import networks_managed_by
from evaluation.models import Criterion, Framework, FrameworkPatch, FrameworkStatus, Position, Proposal, Recommendation
from evaluation.models import ProposalWording as Wording
from evaluation.permissions import ALLOWED, Action
from evaluation.scoring import series_order
from networkapp.models import Delegation, Seat
from networkapp.permissions import Action as NetworkAction
from networkapp.permissions import Role
from networkapp.registry.publications import publication_count
from networkapp.users import AnyUser, User, is_signed_in

ACTS = (Action.PROPOSE_CRITERIA, Action.CONSOLIDATE, Action.STATE_POSITION, Action.KEEP_FRAMEWORK)


@dataclass(frozen=True, kw_only=True)
class FrameworkPermissions:
    """The reader's permissions on a version of criteria in its current state."""

    proposes: bool
    consolidates: bool
    states: bool
    can_manage: bool
    countries: frozenset[int] = frozenset()

    def made(self, proposal: Proposal) -> bool:
        """Return whether the reader's own country, or their secretariat, made the proposal."""
        return self.can_manage if proposal.delegation_id is None else proposal.delegation_id in self.countries


@dataclass(frozen=True, kw_only=True)
class CriterionAgreement:
    """One criterion with what the countries say to it, and the open proposals about it."""

    criterion: Criterion
    positions: Sequence[Position]
    proposals: Sequence[Proposal]
    patches: Sequence[FrameworkPatch]
    pilot: Sequence[PilotYear]


@dataclass(frozen=True, kw_only=True)
class RecommendationAgreement:
    """One recommendation with its criteria and the open proposals for new ones."""

    recommendation: Recommendation
    criteria: tuple[CriterionAgreement, ...]
    proposals: Sequence[Proposal]
    patches: Sequence[FrameworkPatch]


@dataclass(frozen=True, kw_only=True)
class FrameworkPage:
    """The content of the page of a version of criteria, as its reader can see it."""

    framework: Framework
    permissions: FrameworkPermissions
    lacking: Sequence[str]
    parts: tuple[RecommendationAgreement, ...]
    proposals: tuple[Proposal, ...]
    roll: Roll | None
    ledger: tuple[LedgerEntry, ...]
    patches: tuple[FrameworkPatch, ...]
    may_decide: bool
    may_start: bool
    follows: bool
    has_rapporteur: bool
    """Whether somebody can decide on proposals."""
    not_on_roll: str = ""
    """Why the delegation of a reader who states positions is not asked for one."""

    @property
    def waits(self) -> bool:
        """Return whether the reader's own country is asked and has not responded yet."""
        missing = self.roll.missing if self.roll else ()
        return self.permissions.states and any(voice.delegation.pk in self.permissions.countries for voice in missing)

    @property
    def proposals_left(self) -> list[Proposal]:
        """Return the proposals that wait for the rapporteur after the proposal period."""
        if self.framework.status != FrameworkStatus.DRAFT:
            return []
        return [proposal for proposal in self.proposals if proposal.state == Proposal.State.OPEN]

    @property
    def number_of_criteria(self) -> int:
        return sum(len(part.criteria) for part in self.parts)


@dataclass(frozen=True, kw_only=True)
class WordingDiff:
    """A wording with what it changes, or all that it says where there was nothing before."""

    wording: Wording
    changes: Sequence[CriterionTextChange]
    lines: Sequence[CriterionTextLine]


def readable_frameworks(user: AnyUser) -> QuerySet[Framework]:
    """Return the adopted versions of criteria and the drafts that `user` can read, newest first."""
    adopted = frameworks_for(user=user).order_by().values("pk")
    drafts = drafts_for(user=user).order_by().values("pk")
    found: QuerySet[Framework] = Framework.objects.filter(Q(pk__in=adopted) | Q(pk__in=drafts))
    return found.select_related("network", "previous").order_by("-first_year", "-pk")


def listed_frameworks(user: AnyUser) -> QuerySet[Framework]:
    """Annotate each with its number of criteria."""
    return readable_frameworks(user).annotate(criteria=Count("recommendations__criteria"))


def permissions_of(user: AnyUser, framework: Framework) -> FrameworkPermissions:
    """Return what `user` can do with `framework` by their seats, in one query."""
    seats = _seat_rows(user, framework) if is_signed_in(user) else []
    roles = {role for _country, capacity, office in seats for role in (capacity, office)}
    proposes, consolidates, states, can_manage = (bool(roles & ALLOWED[action]) for action in ACTS)
    speaking = ALLOWED[Action.PROPOSE_CRITERIA] - {Role.SECRETARIAT}
    status = framework.status
    changing = status in (FrameworkStatus.DRAFT, FrameworkStatus.PROPOSALS)
    return FrameworkPermissions(
        proposes=proposes and status == FrameworkStatus.PROPOSALS,
        consolidates=consolidates and changing,
        states=states and status == FrameworkStatus.POSITIONS,
        can_manage=can_manage,
        countries=frozenset(country for country, *its in seats if country and speaking.intersection(its)),
    )


def framework_page(framework: Framework, user: AnyUser) -> FrameworkPage:
    """Return everything about `framework` that its page shows, in a constant number of queries."""
    proposals = tuple(framework.proposals.select_related("delegation", "seat__delegation"))
    consultation = framework.consultations.select_related("framework").order_by("-number").first()
    roll = roll_of(consultation) if consultation else None
    patches = tuple(framework.patches.all())
    permissions = permissions_of(user, framework)
    return FrameworkPage(
        framework=framework,
        permissions=permissions,
        not_on_roll=_reason_not_on_roll(permissions, roll),
        has_rapporteur=not permissions.can_manage or has_rapporteur(framework.network_id),
        lacking=_missing_content(framework, permissions),
        parts=tuple(_parts(framework, proposals, roll, patches, pilot_years_of(framework, user))),
        proposals=proposals,
        roll=roll,
        ledger=tuple(sorted([*ledger_entries(framework), *decision_entries(framework, user)], key=lambda one: one.at)),
        patches=patches,
        follows=framework.status == FrameworkStatus.POSITIONS and framework.network.allows(user, NetworkAction.READ),
        may_decide=may_submit_to_decision(framework, user),
        may_start=framework.is_adopted and networks_managed_by(user).exists(),
    )


def has_rapporteur(network: int) -> bool:
    """Return whether anybody holds a seat that can decide on proposals in the network with this primary key."""
    return Seat.objects.current().filter(network=network).with_role(ALLOWED[Action.CONSOLIDATE]).exists()


def _reason_not_on_roll(permissions: FrameworkPermissions, roll: Roll | None) -> str:
    if roll is None or not permissions.states or any(one.delegation.pk in permissions.countries for one in roll.voices):
        return ""
    own = Delegation.objects.filter(pk__in=permissions.countries).order_by("code").first()
    if own is None:
        return ""
    if own.assessed:
        words = _("Your delegation, %(name)s, is not on this roll because it joined after the roll was closed.")
    else:
        words = _(
            "Your delegation, %(name)s, is not on this roll: only assessed countries can state positions on criteria."
        )
    return words % {"name": own.label}


def _missing_content(framework: Framework, permissions: FrameworkPermissions) -> Sequence[str]:
    """Return what a draft lacks before it can be adopted, for people who edit it."""
    works = permissions.can_manage or permissions.consolidates or permissions.proposes
    if framework.is_adopted or not works:
        return ()
    return gaps(framework, without_essential=frozenset(framework.without_essential))


def wording_diffs(proposal: Proposal) -> list[WordingDiff]:
    """Return the wordings of a proposal in order, each compared with what it changes."""
    found = proposal.wordings.select_related("delegation", "seat__delegation", "base")
    return [
        WordingDiff(
            wording=wording,
            changes=text_changes(wording.before, wording.fields) if wording.before and wording.fields else [],
            lines=[] if wording.before and wording.fields else text_lines(wording.fields or wording.before),
        )
        for wording in found
    ]


def criterion_of_series(framework: Framework, series_id: str) -> Criterion | None:
    """Return the criterion of this series in `framework`, with its translations; None if there is none."""
    found = Criterion.objects.filter(recommendation__framework=framework, series_id=series_id)
    return found.select_related("recommendation").prefetch_related("translations").first()


def _seat_rows(user: User, framework: Framework) -> list[tuple[int | None, str, str | None]]:
    """Return the reader's seats in the network: delegation, role, office, one row for each office."""
    seats = Seat.objects.current().filter(user=user, network=framework.network_id)
    return list(seats.values_list("delegation", "capacity", "offices__office"))


def _parts(
    framework: Framework,
    proposals: Iterable[Proposal],
    roll: Roll | None,
    patches: Iterable[FrameworkPatch],
    pilots: Mapping[str, Sequence[PilotYear]],
) -> Iterable[RecommendationAgreement]:
    criteria = Criterion.objects.annotate(in_library=publication_count(Criterion, "series_id"))
    asked_for = Framework.objects.filter(pk=framework.pk)
    (whole,) = criteria_in_full(asked_for.prefetch_related(Prefetch("recommendations__criteria", criteria)))
    still_open = [proposal for proposal in proposals if proposal.state == Proposal.State.OPEN]
    positions = _positions_by_series(roll)
    for recommendation in sorted(whole.recommendations.all(), key=lambda one: one.code):
        code = recommendation.code
        in_order = sorted(recommendation.criteria.all(), key=lambda one: (one.position, series_order(one.series_id)))
        corrected = [patch for patch in patches if patch.recommendation_code == code]
        yield RecommendationAgreement(
            recommendation=recommendation,
            criteria=tuple(
                CriterionAgreement(
                    criterion=criterion,
                    positions=positions.get(criterion.series_id, ()),
                    proposals=[one for one in still_open if one.series_id == criterion.series_id],
                    patches=[one for one in corrected if one.series_id == criterion.series_id],
                    pilot=pilots.get(criterion.series_id, ()),
                )
                for criterion in in_order
            ),
            proposals=[one for one in still_open if one.recommendation_code == code and not one.series_id],
            patches=[one for one in corrected if not one.series_id],
        )


def _positions_by_series(roll: Roll | None) -> Mapping[str, list[Position]]:
    found: dict[str, list[Position]] = {}
    for voice in roll.voices if roll else ():
        for position in voice.items:
            position.entry = voice.entry
            found.setdefault(position.series_id, []).append(position)
    return found
