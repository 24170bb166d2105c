"""Follow-up: a decision asks something of delegations, which report the status; every report is stored."""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from django.core.exceptions import ValidationError
from django.core.validators import URLValidator
from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from networkapp import events
from networkapp.decisions.follow_up.notices import notify_follow_ups_opened, resolve_reminders
from networkapp.decisions.models import FOLLOW_UP_TRANSITIONS, Decision, FollowUp, FollowUpState, FollowUpStep
from networkapp.errors import Refused, refuse_longer
from networkapp.models import Delegation, ParticipationRecord
from networkapp.networks.queries.delegations import require_seat_for_delegation
from networkapp.networks.queries.seats import require_permitted_seat
from networkapp.permissions import Action
from networkapp.text.cleaning import clean_text, one_line
from networkapp.users import AnyUser, User

FOLLOW_UP_OPENED = "decision.follow_up_opened"
FOLLOW_UP_REPORTED = "decision.follow_up_reported"
MAX_TASK_LENGTH, MAX_REPORT_LENGTH = 300, 5_000


@transaction.atomic
def open_follow_ups(
    *, decision: Decision, user: User, task: str, delegations: Iterable[Delegation], due_on: date | None = None
) -> list[FollowUp]:
    """Open follow-up of the decision for each of the delegations, due on `due_on`, and notify the people who state for
    them.

    A delegation that has the same task already does not get it twice. Return what was opened now. Refused: `no_task`,
    `task_too_long`, `no_delegation`, `due_past`; NotAllowed without a seat that keeps decisions.
    """
    require_permitted_seat(network=decision.network, user=user, action=Action.KEEP_DECISIONS)
    words = one_line(task)
    if not words:
        raise Refused("no_task", _("Describe what needs to be done."), field="task")
    refuse_longer(words, limit=MAX_TASK_LENGTH, field="task", code="task_too_long")
    if due_on is not None and due_on < timezone.now().date():
        raise Refused("due_past", _("Choose a later date."), field="due_on")
    # Locked, so that two who ask the same at once ask it once.
    locked = Decision.objects.select_for_update(of=("self",)).select_related("network").get(pk=decision.pk)
    may_be_asked = set(delegations_for_follow_up(decision=locked).values_list("pk", flat=True))
    chosen = {one.pk: one for one in delegations if one.pk in may_be_asked}
    if not chosen:
        raise Refused("no_delegation", _("Choose at least one delegation."), field="delegations")
    already_asked = set(locked.follow_ups.filter(task=words).values_list("delegation", flat=True))
    made = [
        FollowUp.objects.create(decision=locked, delegation=one, task=words, due_on=due_on, opened_by=user)
        for one in sorted(chosen.values(), key=lambda one: one.code)
        if one.pk not in already_asked
    ]
    if made:
        events.record(locked.network, FOLLOW_UP_OPENED, {"decision": locked.pk, "number": len(made)}, actor=user)
        notify_follow_ups_opened(made)
    return made


@transaction.atomic
def report_follow_up(
    *,
    follow_up: FollowUp,
    user: User,
    state: str,
    words: str,
    client_key: UUID,
    source: str = "",
) -> FollowUpStep:
    """Record a report of the delegation on its follow-up; earlier reports stay readable.

    The same `client_key` reports once. Refused: `no_such_state`, `says_nothing` (neither words nor a source),
    `reason_needed` (of what is not followed), `words_too_long`, `no_address`, `key_used`; NotAllowed without a seat
    that states for that delegation.
    """
    locked = _lock_follow_up(follow_up)
    network = locked.decision.network
    seat = require_seat_for_delegation(network=network, user=user, action=Action.STATE, delegation=locked.delegation)
    known: FollowUpStep | None = FollowUpStep.objects.filter(reported_by=user, client_key=client_key).first()
    if known is not None:
        if known.follow_up_id != locked.pk:
            raise Refused("key_used", _("This form was already sent. Reload the page and try again."), field="words")
        return known
    text, address = _clean_report(locked, state, words, source)
    step = FollowUpStep.objects.create(
        follow_up=locked, state=state, words=text, source=address, seat=seat, reported_by=user, client_key=client_key
    )
    locked.state = state
    locked.save(update_fields=["state"])
    payload = {"decision": locked.decision_id, "follow_up": locked.pk, "delegation": locked.delegation_id}
    events.record(network, FOLLOW_UP_REPORTED, payload, actor=user)
    resolve_reminders(locked)
    return step


def delegations_for_follow_up(*, decision: Decision) -> QuerySet[Delegation]:
    """Return the delegations that can get follow-up from the decision: on its roll, or in the network today, and not
    suspended or withdrawn; by code."""
    on_roll = Q(pk__in=decision.procedure.roll.values("delegation"))
    here = Q(pk__in=decision.network.delegations.values("pk"))
    absences = ParticipationRecord.objects.absences().filter(network=decision.network_id, delegation=OuterRef("pk"))
    return Delegation.objects.filter(on_roll | here).exclude(Exists(absences)).order_by("code")


def follow_ups_for(*, user: AnyUser) -> QuerySet[FollowUp]:
    """Return the follow-up of decisions that `user` can see, with each decision, by country and date."""
    decisions = Decision.objects.where(user, may=Action.SEE)
    found = FollowUp.objects.filter(decision__in=decisions).select_related("decision__network", "delegation")
    return found.order_by("delegation__code", "due_on", "pk")


def _lock_follow_up(follow_up: FollowUp) -> FollowUp:
    shown = FollowUp.objects.select_related("decision__network", "delegation")
    locked: FollowUp = shown.select_for_update(of=("self",)).get(pk=follow_up.pk)
    return locked


def _clean_report(follow_up: FollowUp, state: str, words: str, source: str) -> tuple[str, str]:
    """Return the text and the web address as they are saved."""
    if state not in FollowUpState.values or state not in FOLLOW_UP_TRANSITIONS[FollowUpState(follow_up.state)]:
        raise Refused("no_such_state", _("Choose a status."), field="state")
    text, address = clean_text(words).strip(), source.strip()
    if state == FollowUpState.DECLINED and not text:
        raise Refused("reason_needed", _("Enter a reason."), field="words")
    if not text and not address:
        raise Refused("says_nothing", _("Describe the measures, or add a link."), field="words")
    if len(text) > MAX_REPORT_LENGTH:
        raise Refused("words_too_long", _("The text is too long. Shorten it."), field="words")
    try:
        if address:
            URLValidator(schemes=["http", "https"])(address)
    except ValidationError as failure:
        raise Refused(
            "no_address", _("Enter a web address that starts with http:// or https://."), field="source"
        ) from failure
    return text, address
