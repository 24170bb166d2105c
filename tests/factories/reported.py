"""A year of a network with things to report."""

from datetime import UTC, date, datetime
from uuid import UUID, uuid4

from django.utils import timezone

from networkapp.campaigns.models import DayActivity
from networkapp.decisions.models import Decision, FollowUp, FollowUpStep
from networkapp.handbooks.models import Edition, EditionText
from networkapp.meetings.models import Attendance, Meeting, Minutes
from networkapp.models import Capacity, Network
from tests.factories.campaigns import make_campaign
from tests.factories.days import make_day
from tests.factories.decisions import adopt
from tests.factories.inquiries import make_case, make_inquiry
from tests.factories.meetings import make_meeting
from tests.factories.networks import DelegationFactory, SeatFactory
from tests.factories.news import make_article


def meeting_of(network: Network, number: int = 1) -> Meeting:
    return make_meeting(network, number=number, slug=f"m-{number}", date=date(2025, 2, number))


def approved(meeting: Meeting) -> Minutes:
    seat = SeatFactory(network=meeting.network, capacity="secretariat", delegation=None)
    fields = {"seat": seat, "drafted_by": seat.user, "state": "approved", "text": "We met."}
    now = timezone.now()
    made: Minutes = Minutes.objects.create(
        meeting=meeting, approved_at=now, corrections_until=now, sent_at=now, content_hash="0" * 64, **fields
    )
    return made


def was_there(meeting: Meeting, code: str, mode: str = "present", capacity: str = "member") -> None:
    seat = SeatFactory(network=meeting.network, delegation=DelegationFactory(code=code), capacity=capacity)
    Attendance.objects.create(
        meeting=meeting, seat=seat, delegation=seat.delegation, capacity=Capacity(capacity), mode=mode
    )


def asked_of(decision: Decision, code: str, *, done_on: datetime | None = None) -> FollowUp:
    follow_up = FollowUp.objects.create(
        decision=decision, delegation=DelegationFactory(code=code), task="Report", opened_at=decision.adopted_at
    )
    if done_on:
        seat = SeatFactory(network=decision.network, delegation=follow_up.delegation)
        FollowUpStep.objects.create(
            follow_up=follow_up, state="done", words="Done.", seat=seat, reported_by=seat.user, reported_at=done_on,
            client_key="6f1c4a3e-0000-4000-8000-000000000001",
        )  # fmt: skip
    return follow_up


def edition_of(network: Network, number: int, handbook: UUID | None = None) -> None:
    edition = Edition.objects.create(
        network=network, handbook=handbook or uuid4(), number=number, label=f"2025-0{number}", digest="0" * 64,
        published_at=datetime(2025, 4, number, tzinfo=UTC), published_by=SeatFactory(network=network).user,
    )  # fmt: skip
    for language, title in (("de", "Ein Buch"), ("en", "A book")):
        EditionText.objects.create(edition=edition, language=language, title=title)


def do_much(network: Network, number: int) -> None:
    """Create a meeting, decision, publication and campaign of the network in 2025; `number`, from 1 to 3, distinguishes
    them."""
    meeting = meeting_of(network, number)
    was_there(meeting, f"X{'ABC'[number - 1]}")
    approved(meeting)
    asked_of(adopt(network, at=datetime(2025, 3, number, tzinfo=UTC)), "XA")
    make_case(make_inquiry(network), "XA", tabled_on=timezone.localdate())
    make_article(network, title="One", slug=f"a-{number}", day=date(2025, 5, number))
    edition_of(network, number)
    make_campaign(network, f"C {number}", more={"slug": f"c-{number}"})
    DayActivity.objects.create(network=network, day=make_day(f"d-{number}"), year=2025, title="We met", text="At noon.")
