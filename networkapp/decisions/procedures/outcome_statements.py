"""Outcome statements of decisions by the network's officers; earlier ones stay readable."""

from datetime import date

from django.db import transaction

from networkapp import events
from networkapp.decisions.models import Decision, OutcomeStatement
from networkapp.decisions.procedures.statements import checked_statement
from networkapp.networks.queries.seats import require_permitted_seat
from networkapp.permissions import Action
from networkapp.users import User

OUTCOME_STATED = "decision.outcome_stated"


@transaction.atomic
def write_outcome_statement(
    *, decision: Decision, user: User, text: str, review_on: date | None = None
) -> OutcomeStatement | None:
    """Save this outcome statement of the decision, and the day of its review; the last one counts.

    None if nothing is new. Refused: `no_text`, `too_long`; NotAllowed without a seat that keeps decisions.
    """
    seat = require_permitted_seat(network=decision.network, user=user, action=Action.KEEP_DECISIONS)
    checked = checked_statement(text)
    locked: Decision = Decision.objects.select_for_update(of=("self",)).select_related("network").get(pk=decision.pk)
    if (locked.outcome_statement, locked.review_on) == (checked, review_on):
        return None
    written = OutcomeStatement.objects.create(
        decision=locked, text=checked, review_on=review_on, seat=seat, written_by=user
    )
    locked.outcome_statement, locked.review_on = checked, review_on
    locked.save(update_fields=["outcome_statement", "review_on"])
    events.record(locked.network, OUTCOME_STATED, {"decision": locked.pk}, actor=user)
    return written
