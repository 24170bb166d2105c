"""Results on agendas and documents in meeting packs about proposals, procedures and decisions."""

from collections.abc import Iterator
from typing import Any

from django.utils.formats import date_format
from django.utils.html import escape, format_html, format_html_join
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from networkapp.decisions.models import Decision, Procedure, ProcedureResult, Proposal, ProposalVersion
from networkapp.decisions.procedures.outcomes import clock_of, outcome_of, with_positions
from networkapp.decisions.rules.outcomes import Outcome, Result
from networkapp.meetings.packs.papers import MeetingDocument, html_reader
from networkapp.meetings.queries.agenda_results import ItemResults
from networkapp.models import Network
from networkapp.permissions import Action
from networkapp.text.clocks import format_in_zone
from networkapp.users import AnyUser


def procedure_sentence(procedure: Procedure, found: Outcome) -> str:
    """Return how the procedure ended, or until when it is open; `found` is what it has come to."""
    kind = str(procedure.get_kind_display())
    if not found.is_over:
        # A deadline that is paused moves on; while it is, nobody knows the end.
        closes = clock_of(procedure).closes_at()
        if closes is None:
            return _("%(kind)s, still open.") % {"kind": _capitalize(kind)}
        until = format_in_zone(closes, procedure.network.zone)
        return _("%(kind)s, open until %(moment)s.") % {"kind": _capitalize(kind), "moment": until}
    if found.result == Result.ADOPTED and hasattr(procedure, "decision"):
        values = {"kind": _capitalize(kind), "decision": procedure.decision.label}
        return _("%(kind)s: adopted as decision %(decision)s.") % values
    words = f"{_capitalize(kind)}: {ProcedureResult(found.result.value).label}"
    objecting = procedure.broken_by if procedure.result else None
    return f"{words} ({objecting.code})." if objecting else f"{words}."


def procedure_results(*, keys: set[int], network: Network) -> ItemResults:
    """Yield how each of these procedures ended, or until when it is open."""
    rows = Procedure.objects.filter(network=network, pk__in=keys).select_related("decision", "broken_by")
    for procedure in with_positions(rows):
        yield procedure.pk, procedure_sentence(procedure, outcome_of(procedure))


def proposal_results(*, keys: set[int], network: Network) -> ItemResults:
    """Return the last procedure on each proposal, or the status of the proposal if there was none."""
    rows = Procedure.objects.filter(network=network, proposal__in=keys).select_related("decision", "broken_by")
    sentences = {
        procedure.proposal_id: procedure_sentence(procedure, outcome_of(procedure))
        for procedure in with_positions(rows).order_by("opened_at", "pk")
    }
    for proposal in Proposal.objects.filter(network=network, pk__in=keys):
        state = f"{_('Proposal')}: {proposal.get_state_display()}."
        yield proposal.pk, sentences.get(proposal.pk, state)


def decision_results(*, keys: set[int], network: Network) -> ItemResults:
    """Yield under which number each of these decisions was adopted."""
    for decision in Decision.objects.filter(network=network, pk__in=keys):
        yield decision.pk, _("Adopted as decision %(decision)s.") % {"decision": decision.label}


def proposal_documents(*, keys: set[int], user: AnyUser) -> Iterator[tuple[Any, MeetingDocument]]:
    """Yield these proposals that `user` can read with their document."""
    found = Proposal.objects.where(user, may=Action.READ).filter(pk__in=keys).select_related("network")
    for proposal in found.prefetch_related("versions__amendments__delegation"):
        version = max(proposal.versions.all(), key=lambda one: one.number, default=None)
        if version is None:
            continue
        amendments = [one for one in version.amendments.all() if one.state == "open"]
        items = format_html_join(
            "",
            "<li>{} ({}): {} {}</li>",
            ((one.number, one.delegation.code, one.replacement or _("deleted"), one.reason) for one in amendments),
        )
        more = format_html("<p><b>{}</b></p><ul>{}</ul>", _("Open amendments"), items) if amendments else ""
        yield (
            proposal,
            MeetingDocument(
                title=str(proposal),
                kind=_("Proposal"),
                state=f"{version.content_hash} {[(one.pk, one.state) for one in amendments]}",
                url=proposal.get_absolute_url(),
                read=html_reader(_paragraphs_html(version) + more),
                facts=(_("Version %(number)s") % {"number": version.number},),
                states_result=False,
            ),
        )


def procedure_documents(*, keys: set[int], user: AnyUser) -> Iterator[tuple[Any, MeetingDocument]]:
    """Yield these procedures that `user` can read with their document."""
    found = Procedure.objects.where(user, may=Action.READ).filter(pk__in=keys).select_related("network", "version")
    for procedure in found:
        version = procedure.version
        text = _paragraphs_html(version) if version else format_html("<p>{}</p>", procedure.text)
        yield (
            procedure,
            MeetingDocument(
                title=procedure.title,
                kind=_("Procedure"),
                state=f"{procedure.pk} {version.content_hash if version else procedure.text}",
                url=procedure.get_absolute_url(),
                read=html_reader(text),
                states_result=False,
            ),
        )


def decision_documents(*, keys: set[int], user: AnyUser) -> Iterator[tuple[Any, MeetingDocument]]:
    """Yield these decisions that `user` can read with their document."""
    for decision in Decision.objects.where(user, may=Action.READ).filter(pk__in=keys).select_related("network"):
        rows = format_html_join("", "<li>{}</li>", ((text,) for text in decision.paragraphs))
        yield (
            decision,
            MeetingDocument(
                title=str(decision),
                kind=_("Decision"),
                state=decision.content_hash,
                url=decision.get_absolute_url(),
                read=html_reader(format_html("<ol>{}</ol>", rows)),
                facts=(capfirst(_("adopted on %(day)s") % {"day": date_format(decision.adopted_on)}),
                       f"SHA-256 {decision.content_hash}"),
            ),
        )  # fmt: skip


def _paragraphs_html(version: ProposalVersion) -> str:
    rows = "".join(f"<li>{escape(paragraph['text'])}</li>" for paragraph in version.paragraphs)
    return f"<ol>{rows}</ol>"


def _capitalize(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"
