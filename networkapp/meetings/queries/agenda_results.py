"""Results of the things on an agenda: procedures, proposals, inquiries, decisions, action items."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from networkapp.decisions.models import Decision, Procedure, ProcedureResult, Proposal
from networkapp.decisions.procedures.outcomes import clock_of, outcome_of, with_positions
from networkapp.decisions.rules.outcomes import Outcome, Result
from networkapp.inquiries.models import Inquiry
from networkapp.inquiries.queries.matrix import AnswerMatrix, answer_matrices
from networkapp.meetings.models import ActionItem, AgendaItem, Minutes
from networkapp.models import Network
from networkapp.text.clocks import by_clock_of

ItemResults = Iterator[tuple[int, str]]


def agenda_results(*, items: Iterable[AgendaItem], network: Network) -> dict[int, str]:
    """Return, by primary key, a sentence for each item whose subject belongs to `network` and has a result.

    Each says what everybody who reads the network may know: positions that are hidden until the end and answers under
    embargo are not in it. The number of queries does not grow with the number of items.
    """
    models = {ContentType.objects.get_for_model(model).pk: model for model in RESULT_SENTENCES}
    abouts = {item.pk: (models.get(item.about_type_id or 0), item.about_id or 0) for item in items}
    wanted: dict[Any, set[int]] = defaultdict(set)
    for model, key in abouts.values():
        if model is not None:
            wanted[model].add(key)
    found = {model: dict(RESULT_SENTENCES[model](keys, network)) for model, keys in wanted.items()}
    sentences = {pk: found[model].get(key, "") for pk, (model, key) in abouts.items() if model is not None}
    return {pk: sentence for pk, sentence in sentences.items() if sentence}


def procedure_sentence(procedure: Procedure, found: Outcome) -> str:
    """Return how the procedure ended, or until when it is open; `found` is what it has come to."""
    kind = str(procedure.get_kind_display())
    if not found.is_over:
        # A deadline that is paused moves on; while it is, nobody knows the end.
        closes = clock_of(procedure).closes_at()
        if closes is None:
            return _("%(kind)s, still open.") % {"kind": _capitalize(kind)}
        until = by_clock_of(closes, procedure.network.zone)
        return _("%(kind)s, open until %(moment)s.") % {"kind": _capitalize(kind), "moment": until}
    if found.result == Result.ADOPTED and hasattr(procedure, "decision"):
        given = {"kind": _capitalize(kind), "decision": procedure.decision.label}
        return _("%(kind)s: adopted as decision %(decision)s.") % given
    words = f"{_capitalize(kind)}: {ProcedureResult(found.result.value).label}"
    objecting = procedure.broken_by if procedure.result else None
    return f"{words} ({objecting.code})." if objecting else f"{words}."


def _procedure_results(keys: set[int], network: Network) -> ItemResults:
    rows = Procedure.objects.filter(network=network, pk__in=keys).select_related("decision", "broken_by")
    for procedure in with_positions(rows):
        yield procedure.pk, procedure_sentence(procedure, outcome_of(procedure))


def _proposal_results(keys: set[int], network: Network) -> ItemResults:
    """Return the last procedure on each proposal, or the status of the proposal if there was none."""
    rows = Procedure.objects.filter(network=network, proposal__in=keys).select_related("decision", "broken_by")
    said = {
        procedure.proposal_id: procedure_sentence(procedure, outcome_of(procedure))
        for procedure in with_positions(rows).order_by("opened_at", "pk")
    }
    for proposal in Proposal.objects.filter(network=network, pk__in=keys):
        state = _("Proposal: %(state)s.") % {"state": proposal.get_state_display()}
        yield proposal.pk, said.get(proposal.pk, state)


def _inquiry_results(keys: set[int], network: Network) -> ItemResults:
    for pk, matrix in answer_matrices(
        inquiries=Inquiry.objects.filter(network=network, pk__in=keys), user=None
    ).items():
        yield pk, inquiry_sentence(matrix)


def inquiry_sentence(matrix: AnswerMatrix) -> str:
    """Return before how many parliaments the inquiry is, and how many of them have answered it in which way."""
    asked = [(label, number) for label, number in matrix.counts if label]
    many = sum(number for _label, number in asked)
    if not many:
        return _("Not yet sent to any parliament.")
    words = ngettext("Sent to %(n)s parliament (%(states)s).", "Sent to %(n)s parliaments (%(states)s).", many)
    return words % {"n": many, "states": ", ".join(f"{label}: {number}" for label, number in asked)}


def _decision_results(keys: set[int], network: Network) -> ItemResults:
    for decision in Decision.objects.filter(network=network, pk__in=keys):
        yield decision.pk, _("Adopted as decision %(decision)s.") % {"decision": decision.label}


def _minutes_results(keys: set[int], network: Network) -> ItemResults:
    rows = Minutes.objects.filter(meeting__network=network, pk__in=keys).select_related("meeting")
    for minutes in rows:
        given = {"number": minutes.meeting.number, "state": minutes.get_state_display()}
        yield minutes.pk, _("Minutes of meeting %(number)s: %(state)s.") % given


def _action_results(keys: set[int], network: Network) -> ItemResults:
    for action in ActionItem.objects.filter(meeting__network=network, pk__in=keys):
        yield action.pk, _("Action item: %(state)s.") % {"state": action.get_state_display()}


def _capitalize(words: str) -> str:
    return f"{words[:1].upper()}{words[1:]}"


RESULT_SENTENCES: Mapping[Any, Callable[[set[int], Network], ItemResults]] = {
    Procedure: _procedure_results,
    Proposal: _proposal_results,
    Inquiry: _inquiry_results,
    Decision: _decision_results,
    Minutes: _minutes_results,
    ActionItem: _action_results,
}
