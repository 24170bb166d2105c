"""The agreement record: who proposed, amended, decided, asked, agreed and adopted what, and when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from evaluation.models import (
    Framework,
    FrameworkPatch,
    FrameworkStatus,
    FrameworkStep,
    Position,
    Proposal,
    ProposalWording,
)
from networkapp.models import Delegation, Seat

Status, Stance, Role = FrameworkStatus, Position.Stance, ProposalWording.Role


@dataclass(frozen=True, kw_only=True)
class LedgerEntry:
    """One line: when, whose, what happened, in whose words, and where to read more. `tone` is a state of the look."""

    at: datetime
    who: str
    what: str
    words: str = ""
    url: str = ""
    tone: str = "none"


def ledger_entries(framework: Framework) -> list[LedgerEntry]:
    """Return all entries of `framework`, oldest first, in a constant number of queries."""
    proposals = list(framework.proposals.select_related("delegation", "seat__delegation"))
    entries = [
        *map(_step_entry, framework.steps.all()),
        *(entry for proposal in proposals for entry in _proposal_entries(proposal)),
        *_wording_entries(framework, proposals),
        *_position_entries(framework),
        *map(_patch_entry, framework.patches.all()),
    ]
    return sorted(entries, key=lambda entry: entry.at)


def acting_side_name(delegation: Delegation | None, seat: Seat) -> str:
    """Return who acted: the country with the role of the seat, or the secretariat."""
    return capfirst(_("secretariat")) if delegation is None else f"{delegation.label}, {seat.get_capacity_display()}"


def _step_entry(step: FrameworkStep) -> LedgerEntry:
    words = {
        (Status.DRAFT, Status.PROPOSALS): _("Proposals opened"),
        (Status.PROPOSALS, Status.DRAFT): _("Proposals closed"),
        (Status.DRAFT, Status.POSITIONS): _("Countries asked for positions"),
        (Status.POSITIONS, Status.DRAFT): _("Text withdrawn"),
        (Status.POSITIONS, Status.ADOPTED): _("Adopted by the countries"),
        (Status.DRAFT, Status.ADOPTED): capfirst(_("adopted")),
    }
    what = words.get((Status(step.before), Status(step.after)), "") if step.before else _("Draft started")
    who = capfirst(_("secretariat")) if step.taken_by_id else _("Recorded automatically")
    tone = "saved" if step.after == Status.ADOPTED else "none"
    return LedgerEntry(at=step.taken_at, who=who, what=what, words=step.words, tone=tone)


def _proposal_entries(proposal: Proposal) -> Iterable[LedgerEntry]:
    url = proposal.get_absolute_url()
    yield LedgerEntry(
        at=proposal.proposed_at,
        who=acting_side_name(proposal.delegation, proposal.seat),
        what=_("Proposal %(number)s: %(what)s") % {"number": proposal.number, "what": proposal_summary(proposal)},
        words=proposal.reason,
        url=url,
        tone="says",
    )
    settled = {
        Proposal.State.SET_ASIDE: _("Proposal %s rejected"),
        Proposal.State.WITHDRAWN: _("Proposal %s withdrawn"),
    }.get(Proposal.State(proposal.state))
    if settled and proposal.settled_at:
        taken_back = proposal.state == Proposal.State.WITHDRAWN
        who = acting_side_name(proposal.delegation, proposal.seat) if taken_back else capfirst(_("rapporteur"))
        yield LedgerEntry(
            at=proposal.settled_at, who=who, what=settled % proposal.number, words=proposal.settled_words, url=url
        )


def proposal_summary(proposal: Proposal) -> str:
    """Return the proposal in a few words: "a change of 5.3"."""
    series = {"series": proposal.series_id, "code": proposal.recommendation_code}
    if proposal.kind == Proposal.Kind.NEW:
        return _("a new criterion for recommendation %(code)s") % series
    if proposal.kind == Proposal.Kind.REMOVAL:
        return _("removal of %(series)s") % series
    return _("a change to %(series)s") % series


def _wording_entries(framework: Framework, proposals: Iterable[Proposal]) -> Iterable[LedgerEntry]:
    by_pk = {proposal.pk: proposal for proposal in proposals}
    found = ProposalWording.objects.filter(proposal__framework=framework).exclude(role=Role.PROPOSED)
    for wording in found.defer("fields", "before").select_related("delegation", "seat__delegation"):
        proposal = by_pk[wording.proposal_id]
        amends = wording.role == Role.AMENDMENT
        words = _("Amendment to proposal %(number)s") if amends else _("Proposal %(number)s accepted")
        yield LedgerEntry(
            at=wording.written_at,
            who=acting_side_name(wording.delegation, wording.seat) if amends else capfirst(_("rapporteur")),
            what=words % {"number": proposal.number},
            words=wording.reason if amends else proposal.settled_words,
            url=f"{proposal.get_absolute_url()}#wording-{wording.number}",
            tone="says" if amends else "saved",
        )


def _position_entries(framework: Framework) -> Iterable[LedgerEntry]:
    found = Position.objects.filter(entry__consultation__framework=framework)
    for position in found.select_related("entry__delegation", "seat__delegation"):
        words = {
            Stance.AGREE: _("Agrees to %s"),
            Stance.EXPLAIN: _("Agrees to %s, with an explanation"),
            Stance.EXCEPT: _("Agrees, except %s"),
            Stance.OBJECT: _("Objects to %s"),
        }[Stance(position.stance)]
        subject = position.series_id or _("the text")
        tones = {Stance.OBJECT: "stop", Stance.EXCEPT: "says"}
        who = acting_side_name(position.entry.delegation, position.seat)
        tone = tones.get(Stance(position.stance), "saved")
        yield LedgerEntry(at=position.stated_at, who=who, what=words % subject, words=position.words, tone=tone)
        if position.replaced_at:
            yield LedgerEntry(
                at=position.replaced_at, who=who, what=_("Position on %s replaced or withdrawn") % subject
            )


def _patch_entry(patch: FrameworkPatch) -> LedgerEntry:
    what = _("Translation corrected: %s") if patch.language else f"{_('Spelling corrected')}: %s"
    where = patch.series_id or _("recommendation %(number)s") % {"number": patch.recommendation_code}
    return LedgerEntry(at=patch.made_at, who=capfirst(_("secretariat")), what=what % where, words=patch.note)
