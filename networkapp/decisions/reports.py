"""Parts of a network's report about its decisions: follow-up, texts, and open proposals."""

from collections import Counter
from typing import Any

from django.db.models import Prefetch
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from networkapp.decisions.models import Decision, FollowUp, FollowUpState, ProposalState
from networkapp.languages.sorting import alphabetical
from networkapp.models import Delegation
from networkapp.registry.reports import ReportPart, ReportRow, ReportScope, ReportTable, ReportText

UNDER_WAY = (ProposalState.DRAFT, ProposalState.OPEN)


def decisions(of: ReportScope) -> ReportPart:
    """Return what was adopted: number, procedure, and how far the follow-up was at the end of the period."""
    adopted = list(
        adopted_in(of)
        .select_related("network", "procedure")
        .prefetch_related(Prefetch("follow_ups", queryset=_asked(of)))
        .defer("paragraphs", "texts", "roll", "words")
    )
    rows = tuple(
        ReportRow(
            cells=(
                str(decision),
                date_format(decision.adopted_on),
                decision.procedure.get_kind_display(),
                _counted(state_then(one, of) for one in decision.follow_ups.all()),
            ),
            url=decision.get_absolute_url(),
            language=decision.language,
        )
        for decision in adopted
    )
    silent = [decision.label for decision in adopted if not decision.outcome_statement]
    return ReportPart(
        title=_("Decisions"),
        tables=(
            ReportTable(columns=(_("Decision"), capfirst(_("adopted")), _("Procedure"), _("Follow-up")), rows=rows),
        ),
        missing=tuple(_("Decision %(decision)s has no outcome statement.") % {"decision": label} for label in silent),
    )


def follow_up(of: ReportScope) -> ReportPart:
    """Return the number of follow-ups by delegation and status at the end of the period, for a report."""
    follow_ups = _asked(of).filter(decision__network=of.network).select_related("delegation")
    by_delegation: dict[Delegation, Counter[str]] = {}
    for one in follow_ups:
        by_delegation.setdefault(one.delegation, Counter())[state_then(one, of)] += 1
    ordered = alphabetical(by_delegation, name=lambda delegation: delegation.label)
    rows = tuple(
        ReportRow(cells=(whose.label, *(str(by_delegation[whose][state.value]) for state in FollowUpState)))
        for whose in ordered
    )
    silent = [whose.label for whose in ordered if by_delegation[whose][FollowUpState.OPEN.value]]
    columns = (_("Delegation"), *(str(state.label).capitalize() for state in FollowUpState))
    return ReportPart(
        title=_("Follow-up by country"),
        tables=(ReportTable(columns=columns, rows=rows),),
        missing=tuple(
            _("%(delegation)s has not reported on all its follow-up.") % {"delegation": name} for name in silent
        ),
    )


def proposals(of: ReportScope) -> ReportPart:
    """Return how many texts the network works on: their wording is for its members until they are adopted."""
    made = of.network.proposals.filter(state__in=UNDER_WAY, proposed_at__lt=of.ends_at)
    number = Counter(made.order_by().values_list("state", flat=True))
    return ReportPart(
        title=_("Proposals under way"),
        lines=tuple(
            f"{str(state.label).capitalize()}: {number[state.value]}" for state in UNDER_WAY if number[state.value]
        ),
    )


def texts_of_decisions(of: ReportScope) -> ReportPart:
    """Annex: what was adopted in full, with its outcome statement."""
    return ReportPart(
        title=_("Annex: texts of the decisions"),
        texts=tuple(
            ReportText(
                title=str(decision),
                paragraphs=tuple(decision.paragraphs),
                language=decision.language,
                note=decision.outcome_statement,
            )
            for decision in adopted_in(of)
        ),
    )


def statements(of: ReportScope) -> ReportPart:
    """Annex: how delegations read what was adopted."""
    made = adopted_in(of).prefetch_related("statements__delegation")
    return ReportPart(
        title=_("Annex: interpretative statements"),
        texts=tuple(
            ReportText(title=f"{decision.label}, {one.delegation.label}", paragraphs=(one.text,), language=one.language)
            for decision in made
            for one in decision.statements.all()
        ),
    )


def documents(of: ReportScope) -> ReportTable:
    """Return the decisions of the period with their hashes, for the list of documents in a report."""
    return ReportTable(
        title=_("Decisions"),
        columns=(_("Decision"), capfirst(_("adopted")), "SHA-256"),
        rows=tuple(
            ReportRow(
                cells=(str(one), date_format(one.adopted_on), one.content_hash),
                url=one.get_absolute_url(),
                language=one.language,
            )
            for one in adopted_in(of).select_related("network").defer("paragraphs", "texts", "roll", "words")
        ),
    )


def adopted_in(of: ReportScope) -> Any:
    """Return the decisions of the period, in their order."""
    within = {"adopted_on__gte": of.since, "adopted_on__lte": of.until}
    return Decision.objects.filter(**within, network=of.network).order_by("adopted_at", "pk")


def state_then(follow_up: FollowUp, of: ReportScope) -> str:
    """Return the status of the follow-up at the end of the period, from the reports until then."""
    until = of.ends_at
    before = [step.state for step in follow_up.steps.all() if step.reported_at < until]
    return before[-1] if before else FollowUpState.OPEN.value


def _asked(of: ReportScope) -> Any:
    return FollowUp.objects.filter(opened_at__lt=of.ends_at).prefetch_related("steps")


def _counted(states: Any) -> str:
    number = Counter(states)
    parts = [f"{FollowUpState(state).label}: {number[state]}" for state in FollowUpState.values if number[state]]
    return "; ".join(parts) or "–"
