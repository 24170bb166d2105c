"""Desks of who edits and of who keeps a network, with something of every kind that can lie there."""

from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.utils import timezone

from networkapp.decisions.proposals.actions import propose
from networkapp.decisions.proposals.amendments import propose_amendment
from networkapp.decisions.proposals.versions import newest_version
from networkapp.decisions.rules.amending import ParagraphChange
from networkapp.discussion.actions.moderation import hide_message, report_message
from networkapp.discussion.models import Draft
from networkapp.handbooks.models import Annotation, ChapterPage, HandbookPage
from networkapp.handbooks.reviews.actions import decide_review, find_review
from networkapp.inquiries.actions.inquiries import create_inquiry
from networkapp.library.models import Organisation
from networkapp.meetings.models import ActionItem
from networkapp.models import Notification, Seat
from networkapp.networks.actions.invitations import InvitedSeat, invite
from networkapp.networks.actions.seats import sync_groups
from tests.factories.annotations import note_on, sections_of
from tests.factories.days import make_day
from tests.factories.discussion import add_message, start_topic
from tests.factories.handbooks import front_page, handbook_index, make_chapter, make_handbook, section
from tests.factories.hotlines import make_hotline
from tests.factories.meetings import make_meeting
from tests.factories.networks import DelegationFactory, SeatFactory

A_LINK = "https://example.org/gone"


def fill_for_editors(seat: Seat) -> None:
    """Fill the desk of an editor: reviews, notes, references, law and translations."""
    handbook, editor = make_handbook(seat.network), seat.user
    colleague = SeatFactory(network=seat.network, capacity="expert", delegation=None, offices=["editor"])
    for each in (editor, colleague.user):
        sync_groups(user=each)
    described = section("law", law_as_of="2020-01-01")
    _put_notes(make_chapter(handbook, 1, sections=[described, section("help")]), seat, colleague)
    goes = make_chapter(handbook, 2, "gone")
    blocks = [{"type": "cross_reference", "section": each.pk} for each in sections_of(goes)]
    make_chapter(handbook, 3, sections=[section("refers", blocks=blocks)])
    ChapterPage.objects.get(pk=goes.pk).delete()
    for number, by, other in ((4, editor, None), (5, colleague.user, None), (6, editor, colleague.user)):
        _hand_in(make_chapter(handbook, number, "draft"), by, sent_back_by=other)
    front_page("ru")
    russian = handbook_index("ru").locale
    for page in (handbook, ChapterPage.objects.child_of(handbook).get(number=1)):
        page.copy_for_translation(russian).save_revision().publish()
    HandbookPage.objects.filter(locale=russian).update(translated_from=handbook.locale)


def _put_notes(chapter: ChapterPage, seat: Seat, colleague: Seat) -> None:
    """One that has lost its place, one that is assigned to the seat, and one that asks the editors for a change."""
    law, _help = sections_of(chapter)
    for item in ({"place": "orphaned"}, {"assigned_to": seat}, {"request": "asked"}):
        by = seat if "place" in item else colleague
        note = note_on(law, by.user, audience="network")
        Annotation.objects.filter(pk=note.pk).update(**item)


def _hand_in(chapter: ChapterPage, by: Any, *, sent_back_by: Any) -> None:
    chapter = ChapterPage.objects.get(pk=chapter.pk)
    chapter.title = "Other"
    chapter.save_revision(user=by)
    state = chapter.get_workflow().start(chapter, by).current_task_state
    if sent_back_by is not None:
        review = find_review(pk=state.pk, user=sent_back_by)
        decide_review(review=review, approve=False, comment="Why?", revision=review.revision, user=sent_back_by)


def fill_for_keepers(seat: Seat) -> None:
    """Create an invitation, an inquiry and an amendment that wait for the holder of this seat, who manages the
    network."""
    network = seat.network
    member, other = (SeatFactory(network=network, delegation=DelegationFactory(code=code)) for code in ("XY", "XZ"))
    network.delegations.add(other.delegation)
    place = InvitedSeat(capacity="member", delegation=other.delegation)
    invite(
        network=network, email="new@parliament.example", place=place, user=seat.user, base_url="https://here.example/"
    )
    fields = {"title": "Convictions", "questions": ("How many?",), "client_key": uuid4()}
    create_inquiry(network=network, user=member.user, **fields)
    proposal = propose(network=network, user=member.user, title="Help", text="Help first.", client_key=uuid4())
    version = newest_version(proposal)
    change = ParagraphChange(number=0, key=version.text[0].key, start=0, end=1, replacement="Support")
    propose_amendment(version=version, user=other.user, change=change, reason="Clearer", client_key=uuid4())


def fill_for_everybody(seat: Seat) -> None:
    """What can lie on a desk for any seat: drafts, names, notes, an action, a meeting, what was hidden or is broken."""
    network, person = seat.network, seat.user
    other = SeatFactory(network=network, capacity="secretariat", delegation=None)
    topic = start_topic(other)
    Draft.objects.create(user=person, network=network, topic=topic, body="I have begun")
    naming = add_message(topic, other, "What do you say?")
    fields = {"user": person, "network": network, "kind": "mention", "key": str(naming.pk)}
    Notification.objects.create(topic=topic, message=naming, **fields)
    hidden = add_message(topic, other, "Rude words")
    type(hidden).objects.filter(pk=hidden.pk).update(author=person)
    hidden.refresh_from_db()
    moderator = SeatFactory(network=network, offices=["chair"]).user
    report_message(message=hidden, user=moderator, reason="Rude")
    hide_message(message=hidden, user=moderator, reason="Rude")
    report_message(message=add_message(topic, other, "More rude words"), user=moderator, reason="Rude")
    meeting = make_meeting(network, number=99, slug="near", date=timezone.localdate() + timedelta(days=3))
    ActionItem.objects.create(
        meeting=meeting, text="Write it down", owner=seat, seat=other, made_by=other.user, client_key=uuid4(),
        due_on=timezone.localdate(),
    )  # fmt: skip
    ahead = timezone.localdate() + timedelta(days=9)
    make_day("near", month=ahead.month, day=min(ahead.day, 28))
    make_hotline(network=network, checked_on=None)
    days = {"failing_since": timezone.localdate() - timedelta(days=9), "failed_on": timezone.localdate()}
    Organisation.objects.create(slug="gone", title="Gone", website=A_LINK, asked_address=A_LINK, **days)
