"""Proposals, decisions and follow-up in dossiers."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from networkapp.decisions.models import (
    Amendment,
    AmendmentState,
    Decision,
    FollowUp,
    FollowUpStep,
    InterpretativeStatement,
    PositionAct,
    Procedure,
    Proposal,
    ProposalVersion,
    RollEntry,
)
from networkapp.decisions.procedures.counter_proposals import CounterParagraph, counter_paragraphs
from networkapp.decisions.procedures.outcomes import hides_positions, outcome_of, with_positions
from networkapp.decisions.procedures.wording import change_segments
from networkapp.languages.sorting import alphabetical
from networkapp.models import Network
from networkapp.permissions import Action
from networkapp.registry.provenance import DossierEntry, Paragraph
from networkapp.users import AnyUser

COUNTER_TEXT = PositionAct._meta.get_field("counter_text").verbose_name
POSITION_LABELS = dict(RollEntry._meta.get_field("status").flatchoices)


def proposals_for(*, user: AnyUser) -> QuerySet[Proposal]:
    """Return the proposals that `user` can read, with network and seat."""
    found: QuerySet[Proposal] = Proposal.objects.where(user, may=Action.READ)
    return found.select_related("network", "seat__delegation")


def describe_proposals(proposals: Sequence[Proposal], user: AnyUser) -> Mapping[int, DossierEntry]:
    """Return for each proposal its first text, its amendments with their results, and the number of later versions."""
    versions = defaultdict(list)
    amendments: dict[int, list[Paragraph]] = defaultdict(list)
    keys = [proposal.pk for proposal in proposals]
    for version in ProposalVersion.objects.filter(proposal__in=keys).order_by("number"):
        versions[version.proposal_id].append(version)
    last = Amendment.objects.exclude(state=AmendmentState.CARRIED).filter(version__proposal__in=keys)
    for amendment in last.select_related("delegation", "version").order_by("number"):
        amendments[amendment.version.proposal_id].extend(_amendment_paragraphs(amendment))
    return {
        proposal.pk: _proposal_step(proposal, versions[proposal.pk], amendments[proposal.pk]) for proposal in proposals
    }


def _amendment_paragraphs(amendment: Amendment) -> Iterator[Paragraph]:
    """Return an amendment: who proposed it, its text and reason, and whether it was accepted."""
    values = {
        "number": amendment.number,
        "delegation": amendment.delegation.label,
        "state": amendment.get_state_display(),
    }
    heading = _("Amendment %(number)s, %(delegation)s: %(state)s") % values
    yield Paragraph(heading=heading, changes=change_segments(amendment.version, amendment.change))
    yield Paragraph(words=amendment.reason, quote=True)


def _proposal_step(
    proposal: Proposal, versions: Sequence[ProposalVersion], amendments: Sequence[Paragraph]
) -> DossierEntry:
    text = _numbered_paragraphs([row["text"] for row in versions[0].paragraphs], proposal.language) if versions else []
    if len(versions) > 1:
        newest = versions[-1]
        words = _("Version %(number)s (%(origin)s), %(day)s.")
        values = {"number": newest.number, "origin": newest.get_origin_display(), "day": _format_day(newest.written_at)}
        text.append(Paragraph(words=words % values))
    return DossierEntry(at=proposal.proposed_at, by=proposal.seat.label, text=(*text, *amendments))


def procedures_for(*, user: AnyUser) -> QuerySet[Procedure]:
    """Return the procedures on a text, because nothing follows from a sense check or a date poll."""
    found: QuerySet[Procedure] = Procedure.objects.where(user, may=Action.READ).filter(proposal__isnull=False)
    return found.select_related("network", "seat__delegation", "broken_by")


def name_procedure(procedure: Procedure) -> str:
    """Return the name of a procedure in a dossier: its kind and title."""
    return f"{procedure.get_kind_display()}: {procedure.title}"


def describe_procedures(procedures: Sequence[Procedure], user: AnyUser) -> Mapping[int, DossierEntry]:
    """Return for each procedure when it opened, its recorded result, and the texts of the delegations' positions.

    Never a position while they are open, nor one that stays hidden.
    """
    ended = Procedure.objects.filter(pk__in=[procedure.pk for procedure in procedures]).exclude(result="")
    stated = {
        procedure.pk: list(_position_paragraphs(procedure))
        for procedure in with_positions(ended).prefetch_related("version__texts")
        if not hides_positions(procedure, outcome_of(procedure))
    }
    return {procedure.pk: _procedure_step(procedure, stated.get(procedure.pk, [])) for procedure in procedures}


def _position_paragraphs(procedure: Procedure) -> Iterator[Paragraph]:
    """Yield the final texts, by delegation, with the text that would have resolved an objection."""
    for entry in alphabetical(procedure.roll.all(), name=lambda one: one.delegation.label):
        act = next(reversed(entry.acts.all()), None)
        if act is not None and act.words:
            heading = f"{entry.delegation.label}: {act.get_stance_display()}"
            yield Paragraph(words=act.words, heading=heading, quote=True, language=act.language)
            yield from (
                _counter_paragraph(part, act.language)
                for part in counter_paragraphs(procedure.version, act.counter_text)
            )


def _counter_paragraph(part: CounterParagraph, language: str) -> Paragraph:
    """Return a paragraph of the text that would have lifted an objection, as what it changes."""
    words = str(capfirst(COUNTER_TEXT))
    if part.number is None:
        return Paragraph(words=part.text, heading=words, quote=True, language=language)
    heading = _("%(words)s, on paragraph %(number)s") % {"words": words, "number": part.number}
    return Paragraph(changes=part.segments, heading=heading, language=part.language)


def _procedure_step(procedure: Procedure, positions: Sequence[Paragraph]) -> DossierEntry:
    paragraphs = []
    if procedure.expires_at:
        paragraphs.append(Paragraph(words=f"{_('Deadline')}: {_format_moment(procedure.expires_at)}."))
    if procedure.result:
        words = _("Result: %(result)s.") % {"result": procedure.get_result_display()}
        if procedure.ended_at:
            # By the clock of the network, as the decision is dated.
            ended = procedure.ended_at.astimezone(procedure.network.zone)
            values = {"result": procedure.get_result_display(), "moment": _format_moment(ended)}
            words = _("Result: %(result)s, %(moment)s.") % values
        paragraphs.append(Paragraph(words=words))
    return DossierEntry(at=procedure.opened_at, by=procedure.seat.label, text=(*paragraphs, *positions))


def decisions_for(*, user: AnyUser) -> QuerySet[Decision]:
    """Return the decisions that `user` can see, with their networks."""
    found: QuerySet[Decision] = Decision.objects.where(user, may=Action.SEE).select_related("network")
    return found


def name_decision(decision: Decision) -> str:
    """Return the name of a decision in a dossier: its number and title."""
    return _("Decision %(label)s: %(title)s") % {"label": decision.label, "title": decision.title}


def describe_decisions(decisions: Sequence[Decision], user: AnyUser) -> Mapping[int, DossierEntry]:
    """Return the adopted texts and statements; positions only for people who can read the network."""
    read = set(Network.objects.where(user, may=Action.READ).values_list("pk", flat=True))
    statements = defaultdict(list)
    of_these = InterpretativeStatement.objects.filter(decision__in=[decision.pk for decision in decisions])
    for one in of_these.select_related("delegation"):
        heading = f"{_('Interpretative statement')}: {one.delegation.label}"
        paragraph = Paragraph(words=one.text, heading=heading, quote=True, language=one.language)
        statements[one.decision_id].append(paragraph)
    return {
        decision.pk: _decision_step(decision, statements[decision.pk], reads=decision.network_id in read)
        for decision in decisions
    }


def _decision_step(decision: Decision, statements: Sequence[Paragraph], *, reads: bool) -> DossierEntry:
    text = _numbered_paragraphs(decision.paragraphs, decision.language)
    if decision.outcome_statement:
        text.append(Paragraph(words=decision.outcome_statement, heading=_("Outcome statement")))
    if reads and decision.roll:
        stood = "; ".join(f"{line['name']}: {POSITION_LABELS.get(line['standing'], '')}" for line in decision.roll)
        text.append(Paragraph(words=stood, heading=_("Positions of the delegations")))
    text.extend(statements)
    text.append(Paragraph(words=f"{_('Checksum (SHA-256)')}: {decision.content_hash}"))
    return DossierEntry(at=decision.adopted_at, by=decision.network.local_name, text=tuple(text))


def follow_ups_for(*, user: AnyUser) -> QuerySet[FollowUp]:
    """Return the follow-up of the decisions that `user` can see, with network and delegation."""
    decisions = Decision.objects.where(user, may=Action.SEE)
    return FollowUp.objects.filter(decision__in=decisions).select_related("decision__network", "delegation")


def name_follow_up(follow_up: FollowUp) -> str:
    """Return the name of a follow-up in a dossier: its delegation and task."""
    return f"{follow_up.delegation.label}: {follow_up.task}"


def describe_follow_ups(follow_ups: Sequence[FollowUp], user: AnyUser) -> Mapping[int, DossierEntry]:
    """Return a step of a dossier for each follow-up, by primary key: its reports and its current status."""
    steps = defaultdict(list)
    of_these = FollowUpStep.objects.filter(follow_up__in=[one.pk for one in follow_ups])
    for step in of_these.order_by("reported_at", "pk"):
        line = f"{_format_day(step.reported_at)}, {step.get_state_display()}: {step.words or step.source}"
        steps[step.follow_up_id].append(Paragraph(words=line))
    return {
        one.pk: DossierEntry(
            at=one.opened_at,
            by=one.delegation.label,
            text=(
                *steps[one.pk],
                Paragraph(words=_("Current status: %(state)s.") % {"state": one.get_state_display()}),
            ),
        )
        for one in follow_ups
    }


def _numbered_paragraphs(texts: Sequence[str], language: str) -> list[Paragraph]:
    return [Paragraph(words=text, number=number, language=language) for number, text in enumerate(texts, start=1)]


def _format_day(moment: Any) -> str:
    return date_format(moment, "DATE_FORMAT")


def _format_moment(moment: Any) -> str:
    return date_format(moment, "DATETIME_FORMAT")
