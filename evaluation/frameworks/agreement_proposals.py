"""Proposals for a draft framework: made and amended by countries and secretariat, decided by the rapporteur."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.bridges.decisions import require_undecided
from evaluation.frameworks.agreement_consolidation import write_criterion
from evaluation.frameworks.agreement_roll import acting_seat
from evaluation.frameworks.agreement_texts import Fields, changed_fields, clean_fields, fields_of, problems
from evaluation.frameworks.transitions import locked_framework, require_draft
from evaluation.models import Criterion, Framework, FrameworkStatus, Proposal, ProposalWording
from evaluation.permissions import Action
from networkapp.errors import NotAllowed, Refused, refuse_longer
from networkapp.events import record
from networkapp.models import Delegation, Seat
from networkapp.permissions import Role as Voice
from networkapp.users import User

Kind, State, Role = Proposal.Kind, Proposal.State, ProposalWording.Role
MOST_REASON = 5_000


def propose(
    *,
    framework: Framework,
    user: User,
    kind: str,
    recommendation: int,
    series_id: str = "",
    fields: Mapping[str, Any] | None = None,
    reason: str = "",
    at: datetime | None = None,
) -> Proposal:
    """Propose a new criterion under `recommendation`, a change of `series_id`, or its removal, with its wording.

    Refuses (NotAllowed) who may not speak for a country or the secretariat; (Refused) while proposals are not open, a
    criterion or recommendation that is not in the draft, a text that could not be answered or scored, a change that
    changes nothing, and a removal or change without a reason.
    """
    with transaction.atomic():
        draft = locked_framework(framework)
        seat = acting_seat(draft, user, Action.PROPOSE_CRITERIA)
        _require_open(draft)
        before = {} if kind == Kind.NEW else fields_of(criterion_of(draft, series_id))
        code = _recommendation(draft, recommendation, series_id)
        wanted = {} if kind == Kind.REMOVAL else _complete_fields(fields, before)
        number = (draft.proposals.aggregate(last=Max("number"))["last"] or 0) + 1
        proposal = Proposal.objects.create(
            framework=draft,
            number=number,
            kind=Kind(kind),
            recommendation_code=code,
            series_id="" if kind == Kind.NEW else series_id,
            delegation=_country(seat),
            seat=seat,
            proposed_by=user,
            proposed_at=at or timezone.now(),
            reason=_validated_reason(reason, needed=kind != Kind.NEW),
        )
        _add_wording(proposal, Role.PROPOSED, wanted, before, seat, user, at)
        _record("framework.proposed", proposal, user)
    return proposal


def amend(
    *,
    proposal: Proposal,
    user: User,
    base: int,
    fields: Mapping[str, Any],
    reason: str = "",
    at: datetime | None = None,
) -> ProposalWording:
    """Add another wording of the proposal beside wording number `base`, which it changes.

    Refuses (NotAllowed) people who may not propose; (Refused) while proposals are not open, a decided proposal, a
    removal, a wording that does not exist, a text that could not be answered or scored, and one that changes nothing.
    """
    with transaction.atomic():
        current = _locked(proposal)
        seat = acting_seat(current.framework, user, Action.PROPOSE_CRITERIA)
        _require_open(current.framework)
        _require_undecided(current)
        if current.kind == Kind.REMOVAL:
            raise Refused("nothing_to_amend", _("You cannot amend a removal. Propose a change instead."))
        changed = _wording(current, base)
        wanted = _complete_fields(fields, changed.fields)
        wording = _add_wording(
            current,
            Role.AMENDMENT,
            wanted,
            changed.fields,
            seat,
            user,
            at,
            base=changed,
            reason=_validated_reason(reason),
        )
        _record("framework.amended", current, user)
    return wording


def consolidate(
    *,
    proposal: Proposal,
    user: User,
    base: int = 1,
    fields: Mapping[str, Any] | None = None,
    words: str = "",
    at: datetime | None = None,
) -> Proposal:
    """Put the rapporteur's wording of the proposal into the draft: the criterion is added, changed or removed.

    It is stored beside the draft's earlier text, or for a new criterion beside wording number `base`.

    Refuses (NotAllowed) people who are not rapporteur; (Refused) a decided proposal, a text that is submitted to the
    countries or adopted, one that could not be answered or scored, a criterion that was removed meanwhile, and a
    changed definition without a statement whether it continues the version before.
    """
    with transaction.atomic():
        current = _locked(proposal)
        seat = _rapporteur(current.framework, user)
        require_draft(current.framework)
        require_undecided(current.framework)
        _require_undecided(current)
        changed = _wording(current, base)
        is_new = current.kind == Kind.NEW
        before = changed.fields if is_new else fields_of(criterion_of(current.framework, current.series_id))
        wanted = {} if current.kind == Kind.REMOVAL else _validated(clean_fields(fields or {}))
        current.series_id = write_criterion(current, wanted)
        marked = changed if is_new else None
        _add_wording(current, Role.CONSOLIDATED, wanted, before, seat, user, at, base=marked)
        _decide(current, State.TAKEN, user, words, at)
        _record("framework.consolidated", current, user)
    return current


def set_aside(*, proposal: Proposal, user: User, words: str, at: datetime | None = None) -> Proposal:
    """Reject the proposal, with a reason. Refuses anyone but rapporteurs, and an empty reason."""
    with transaction.atomic():
        current = _locked(proposal)
        _rapporteur(current.framework, user)
        require_draft(current.framework)
        _require_undecided(current)
        _decide(current, State.SET_ASIDE, user, _validated_reason(words, needed=True, field="words"), at)
        _record("framework.set_aside", current, user)
    return current


def withdraw_proposal(*, proposal: Proposal, user: User, at: datetime | None = None) -> Proposal:
    """Withdraw the proposal for its proposer; it stays on record. Refuses others, and a decided proposal."""
    with transaction.atomic():
        current = _locked(proposal)
        seat = acting_seat(current.framework, user, Action.PROPOSE_CRITERIA)
        if _country(seat) != current.delegation:
            raise NotAllowed(Action.PROPOSE_CRITERIA)
        require_draft(current.framework)
        _require_undecided(current)
        _decide(current, State.WITHDRAWN, user, "", at)
        _record("framework.proposal_withdrawn", current, user)
    return current


def criterion_of(framework: Framework, series_id: str) -> Criterion:
    """Return the criterion of this series in the draft; otherwise Refused."""
    found = (
        Criterion.objects.filter(recommendation__framework=framework, series_id=series_id)
        .select_related("recommendation")
        .first()
    )
    if found is None:
        raise Refused("no_such_criterion", _("This criterion is not in the text."), field="series_id")
    return found


def _locked(proposal: Proposal) -> Proposal:
    framework = locked_framework(proposal.framework)
    current = Proposal.objects.select_related("delegation").get(pk=proposal.pk)
    current.framework = framework
    return current


def _require_open(framework: Framework) -> None:
    if framework.status != FrameworkStatus.PROPOSALS:
        raise Refused("proposals_closed", _("Proposals are not open."))


def _require_undecided(proposal: Proposal) -> None:
    if proposal.state != State.OPEN:
        raise Refused("settled", _("The proposal has already been decided."))


def _recommendation(framework: Framework, code: int, series_id: str) -> int:
    if series_id:
        return criterion_of(framework, series_id).recommendation.code
    if not framework.recommendations.filter(code=code).exists():
        raise Refused("no_such_recommendation", _("The recommendation does not exist."), field="recommendation")
    return code


def _complete_fields(proposed: Mapping[str, Any] | None, before: Fields) -> Fields:
    fields = _validated(clean_fields(proposed or {}))
    if before and not changed_fields(before, fields):
        raise Refused("nothing_changed", _("Change the text first."))
    return fields


def _validated(fields: Fields) -> Fields:
    for field, words in problems(fields):
        raise Refused("not_answerable", words, field=field)
    return fields


def _validated_reason(words: str, *, needed: bool = False, field: str = "reason") -> str:
    text = words.strip()
    if needed and not text:
        raise Refused("reason_needed", _("Enter a reason."), field=field)
    refuse_longer(text, limit=MOST_REASON, field=field)
    return text


def _wording(proposal: Proposal, number: int) -> ProposalWording:
    found = proposal.wordings.filter(number=number).first()
    if found is None:
        raise Refused("no_such_wording", _("The text does not exist."), field="base")
    return found


def _country(seat: Seat) -> Delegation | None:
    return None if seat.capacity == "secretariat" else seat.delegation


def _rapporteur(framework: Framework, user: User) -> Seat:
    framework.require(user, Action.CONSOLIDATE)
    seats = Seat.objects.current().filter(user=user, network=framework.network_id).with_role({Voice.RAPPORTEUR})
    seat: Seat = seats.select_related("delegation").order_by("pk")[0]
    return seat


def _add_wording(
    proposal: Proposal,
    role: ProposalWording.Role,
    fields: Fields,
    before: Fields,
    seat: Seat,
    user: User,
    at: datetime | None,
    **more: Any,
) -> ProposalWording:
    return ProposalWording.objects.create(
        proposal=proposal,
        number=proposal.wordings.count() + 1,
        role=role,
        fields=fields,
        before=before,
        delegation=_country(seat),
        seat=seat,
        written_by=user,
        written_at=at or timezone.now(),
        **more,
    )


def _decide(proposal: Proposal, state: Proposal.State, user: User, words: str, at: datetime | None) -> None:
    proposal.state, proposal.settled_by, proposal.settled_at = state, user, at or timezone.now()
    proposal.settled_words = _validated_reason(words)
    proposal.save()


def _record(kind: str, proposal: Proposal, user: User) -> None:
    facts = {"framework": proposal.framework_id, "version": proposal.framework.version, "proposal": proposal.number}
    record(proposal.framework.network, kind, facts, actor=user)
