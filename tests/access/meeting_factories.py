"""Meetings of a network that contain something of every kind."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import uuid4

from django.core.files.base import ContentFile
from django.utils import timezone

from networkapp.meetings.actions.agenda_papers import add_agenda_paper
from networkapp.meetings.actions.minutes import draft_minutes, open_for_corrections, propose_correction, save_minutes
from networkapp.meetings.models import ActionItem, AgendaItem, AgendaPaper, Meeting, MinutesCorrection, Turn
from networkapp.models import Network, Seat
from tests.factories.meetings import call, put_item, was
from tests.factories.networks import DelegationFactory, SeatFactory


@dataclass(frozen=True, kw_only=True)
class Sitting:
    """`coming` is an upcoming meeting, on `item` of which somebody asks to speak; `past` has minutes open for
    corrections; `drafted` has a draft of them; `bare` was held and has none."""

    coming: Meeting
    item: AgendaItem
    paper: AgendaPaper
    turn: Turn
    past: Meeting
    correction: MinutesCorrection
    drafted: Meeting
    bare: Meeting
    action: ActionItem


def sit(network: Network, clerk: Seat, word: str, own: str) -> Sitting:
    """Create the meetings; everything in them is bait except what everybody who sees the network is shown."""
    member = SeatFactory(network=network, delegation=DelegationFactory(code=own))
    coming = call(clerk, title="A meeting ahead", link=f"https://{word}.example/")
    item = put_item(coming, clerk, "An item", text=f"Text {word}")
    paper = add_agenda_paper(
        item=item, user=clerk.user, file=ContentFile(f"Text {word}".encode(), f"{word}.txt"), client_key=uuid4(),
        title=f"Paper {word}",
    )  # fmt: skip
    Meeting.objects.filter(pk=coming.pk).update(at_item=item)
    turn = Turn.objects.create(
        meeting=coming, item=item, seat=member, delegation=member.delegation, asked_by=member.user
    )
    past, drafted, bare = (was(call(clerk, title="A meeting before"), days=days) for days in (9, 8, 10))
    out, _draft = (
        save_minutes(minutes=begun, user=clerk.user, text=f"Minutes {word}", base=begun.version)
        for begun in (draft_minutes(meeting=meeting, user=clerk.user) for meeting in (past, drafted))
    )
    open_for_corrections(minutes=out, user=clerk.user, until=timezone.now() + timedelta(days=3))
    correction = propose_correction(minutes=out, user=member.user, words=f"Not so, {word}", client_key=uuid4())
    action = ActionItem.objects.create(
        meeting=past, text=f"Action {word}", owner=clerk, seat=clerk, made_by=clerk.user, client_key=uuid4()
    )
    Seat.objects.filter(pk=member.pk).update(ends_at=timezone.now())
    return Sitting(
        coming=Meeting.objects.get(pk=coming.pk), item=item, paper=paper, turn=turn, past=past,
        correction=correction, drafted=drafted, bare=bare, action=action,
    )  # fmt: skip
