"""Action items of meetings: who, until when, and their status."""

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.utils.formats import date_format
from django.utils.text import Truncator
from django.utils.translation import gettext as _

from networkapp import events
from networkapp.errors import NotAllowed, Refused
from networkapp.meetings.actions.meetings import lock_meeting
from networkapp.meetings.models import ActionItem, ActionState, ActionStep, AgendaItem, Meeting
from networkapp.models import Delegation, Network, Notification, Seat
from networkapp.models.translations import LocalText, format_mixed, join_mixed
from networkapp.networks.queries.seats import permitted_seat, require_permitted_seat
from networkapp.notifications.notices import notify_people, resolve_notices
from networkapp.permissions import ALLOWED, Action
from networkapp.registry import DeskItem
from networkapp.text.cleaning import clean_text, one_line
from networkapp.users import User

ACTION_AGREED, ACTION_REPORTED, ACTION_DUE = "action.agreed", "action.stepped", "action.due"
MAX_TEXT_LENGTH = 500
REMINDER_LEAD_TIME = timedelta(days=3)
# People who act for a delegation report the status of its action items.
DELEGATION_ACTION = Action.CORRECT_MINUTES


def action_items_of(*, meeting: Meeting) -> QuerySet[ActionItem]:
    """Return the action items of the meeting with their reports, in three queries."""
    found: QuerySet[ActionItem] = meeting.actions.select_related(
        "delegation", "owner__delegation", "owner__user", "item"
    )
    return found.prefetch_related("steps__seat__delegation", "steps__seat__user")


@transaction.atomic
def create_action_item(
    *,
    meeting: Meeting,
    user: User,
    text: str,
    client_key: UUID,
    delegation: Delegation | None = None,
    owner: Seat | None = None,
    due_on: date | None = None,
    item: AgendaItem | None = None,
) -> ActionItem:
    """Create an open action item for a delegation, or for the holder of a seat (and the seat's delegation).

    The same `client_key` creates it once. Refused: `no_text`, `text_too_long`, `no_owner`, `elsewhere` (owner or item
    of another network or meeting), `due_before` the meeting; NotAllowed without a seat that conducts meetings.
    """
    seat = require_permitted_seat(network=meeting.network, user=user, action=Action.CONDUCT_MEETINGS)
    locked = lock_meeting(meeting=meeting, user=user)
    known = ActionItem.objects.filter(made_by=user, client_key=client_key).first()
    if known is not None:
        return known
    _check(locked, delegation, owner, item, due_on)
    words = one_line(text)
    if not words:
        raise Refused("no_text", _("Describe what needs to be done."), field="text")
    if len(words) > MAX_TEXT_LENGTH:
        raise Refused("text_too_long", _("The text is too long. Shorten it."), field="text")
    action = ActionItem.objects.create(
        meeting=locked, item=item, text=words, delegation=owner.delegation if owner else delegation, owner=owner,
        due_on=due_on, seat=seat, made_by=user, client_key=client_key,
    )  # fmt: skip
    events.record(locked.network, ACTION_AGREED, {"meeting": locked.pk, "action": action.pk}, actor=user)
    return action


@transaction.atomic
def report_action_item(
    *, action: ActionItem, user: User, state: ActionState, words: str, client_key: UUID
) -> ActionStep:
    """Report the status of the action item; every step is stored, and reminders about it stop.

    The same `client_key` adds one step. Refused: `no_reason` (dropped without one), `nothing_said` (open, as before,
    and no text); NotAllowed for anyone but its owner, people who act for its delegation, and people who conduct
    meetings.
    """
    seat = _reporting_seat(action, user)
    if seat is None:
        raise NotAllowed(DELEGATION_ACTION)
    locked = ActionItem.objects.select_for_update(of=("self",)).select_related("meeting__network").get(pk=action.pk)
    known = ActionStep.objects.filter(recorded_by=user, client_key=client_key).first()
    if known is not None:
        return known
    text = clean_text(words).strip()
    if state == ActionState.DROPPED and not text:
        raise Refused("no_reason", _("Enter a reason."), field="words")
    if state == locked.state and not text:
        raise Refused("nothing_said", _("The action item already has this status. Enter an update."), field="words")
    step = ActionStep.objects.create(
        action=locked, state=state, words=text, seat=seat, recorded_by=user, client_key=client_key
    )
    locked.state = state
    locked.save(update_fields=["state"])
    if state != ActionState.OPEN:
        resolve_notices(kind=ACTION_DUE, key=str(locked.pk))
    payload = {"meeting": locked.meeting_id, "action": locked.pk, "state": state}
    events.record(locked.meeting.network, ACTION_REPORTED, payload, actor=user)
    return step


def reportable_action_items(*, meeting: Meeting, user: User) -> frozenset[int]:
    """Return the action items of the meeting (primary keys) whose status `user` can report; two queries."""
    every = meeting.actions.all()
    if not meeting.network.allows(user, Action.CONDUCT_MEETINGS):
        every = every.filter(_acted_on_condition(user))
    return frozenset(every.values_list("pk", flat=True))


def desk_items(*, user: User) -> Iterable[DeskItem]:
    """Return the desk items for open action items of the reader or their delegation."""
    for action in _open_action_items(user).order_by("due_on", "pk"):
        yield _desk_item(action)


def render_notices(*, user: User, notifications: Sequence[Notification]) -> dict[int, DeskItem]:
    """Return by primary key the text of reminders about action items that are still open and theirs."""
    keys = {one.pk: int(one.key) for one in notifications}
    found = {action.pk: action for action in _open_action_items(user).filter(pk__in=set(keys.values()))}
    return {pk: _desk_item(found[key]) for pk, key in keys.items() if key in found}


def send_reminders(*, now: datetime) -> int:
    """Remind owners once of an action item due within three days; return the number of items. A job of the clock."""
    due = ActionItem.objects.filter(state=ActionState.OPEN, reminded_at=None, due_on__isnull=False)
    soon = due.filter(due_on__lte=(now + REMINDER_LEAD_TIME).date()).select_related("meeting__network")
    return sum(_send_reminder(action, now) for action in soon)


@transaction.atomic
def _send_reminder(action: ActionItem, now: datetime) -> int:
    taken = ActionItem.objects.filter(pk=action.pk, reminded_at=None, state=ActionState.OPEN).update(reminded_at=now)
    if taken:
        people = _owner_seats(action).order_by().values_list("user", flat=True)
        notify_people(network=action.meeting.network, kind=ACTION_DUE, key=str(action.pk), people=set(people), at=now)
    return taken


def _owner_seats(action: ActionItem) -> QuerySet[Seat]:
    seats = Seat.objects.current().filter(network=action.meeting.network_id, user__is_active=True)
    if action.owner_id:
        # Return the seat, or, if it has ended, the seats that act for its delegation today.
        own: QuerySet[Seat] = seats.filter(pk=action.owner_id)
        if own.exists() or action.delegation_id is None:
            return own
    found: QuerySet[Seat] = seats.filter(delegation=action.delegation_id).with_role(ALLOWED[DELEGATION_ACTION])
    return found


def _acted_on_condition(user: User) -> Q:
    """Return the condition on an action under which `user` holds its seat today, or acts for its delegation."""
    seats = Seat.objects.current().filter(user=user, network=OuterRef("meeting__network"))
    acting = seats.filter(delegation=OuterRef("delegation")).with_role(ALLOWED[DELEGATION_ACTION])
    return Q(Exists(seats.filter(pk=OuterRef("owner")))) | Q(Exists(acting))


def _open_action_items(user: User) -> QuerySet[ActionItem]:
    open_ones = ActionItem.objects.where(user, may=Action.READ).filter(
        _acted_on_condition(user), state=ActionState.OPEN
    )
    found: QuerySet[ActionItem] = open_ones.select_related("meeting__network", "delegation")
    return found


def _desk_item(action: ActionItem) -> DeskItem:
    return DeskItem(
        title=format_mixed(
            _("Complete the action item: %(action)s"), action=LocalText(Truncator(action.text).chars(120), "")
        ),
        email_title=_("Complete an action item"),
        detail=join_mixed(action.meeting.label, action.meeting.network.local_name),
        url=action.get_absolute_url(),
        deadline=action.due_at,
        key=f"action-{action.pk}",
    )


def _reporting_seat(action: ActionItem, user: User) -> Seat | None:
    network: Network = action.meeting.network
    conducting = permitted_seat(network=network, user=user, action=Action.CONDUCT_MEETINGS)
    if conducting is not None:
        return conducting
    seats = Seat.objects.current().filter(network=network, user=user).select_related("delegation")
    own: Seat | None = seats.filter(pk=action.owner_id).first() if action.owner_id else None
    if own is not None or action.delegation_id is None:
        return own
    acting: Seat | None = seats.filter(delegation=action.delegation_id).with_role(ALLOWED[DELEGATION_ACTION]).first()
    return acting


def _check(
    meeting: Meeting, delegation: Delegation | None, owner: Seat | None, item: AgendaItem | None, due_on: date | None
) -> None:
    if delegation is None and owner is None:
        raise Refused("no_owner", _("Choose a delegation or a person."), field="delegation")
    if delegation is not None and not meeting.network.participating_delegations().filter(pk=delegation.pk).exists():
        raise Refused("elsewhere", _("This delegation does not take part in the network."), field="delegation")
    if owner is not None and owner.network_id != meeting.network_id:
        raise Refused("elsewhere", _("The item belongs to another network."), field="owner")
    if item is not None and item.meeting_id != meeting.pk:
        raise Refused("elsewhere", _("This item belongs to the agenda of another meeting."), field="item")
    if due_on is not None and due_on < meeting.date:
        words = _("Choose a date on or after the meeting (%(day)s).") % {"day": date_format(meeting.date)}
        raise Refused("due_before", words, field="due_on")
