"""The agenda: suggestions, order, start times, documents, and who can see or edit what."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.translation import override

from networkapp.decisions.models import Procedure, ProcedureKind, Proposal, ProposalVersion
from networkapp.errors import NotAllowed, Refused
from networkapp.meetings import registry
from networkapp.meetings.actions.action_items import create_action_item
from networkapp.meetings.actions.agenda import (
    AgendaEntry,
    add_agenda_item,
    add_suggestions,
    agenda_of,
    change_agenda_item,
    move_agenda_item,
    record_outcome,
    remove_agenda_item,
    suggestions_for,
)
from networkapp.meetings.actions.agenda_papers import add_agenda_paper, delete_agenda_paper, papers_for
from networkapp.meetings.actions.minutes import draft_minutes
from networkapp.meetings.models import AgendaItem, AgendaKind, AgendaPaper, Meeting
from networkapp.meetings.registry import AgendaSuggestion, register_agenda_source
from networkapp.models import Seat
from tests.factories.attachments import upload
from tests.factories.meetings import call, put_item, was
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory


@pytest.fixture
def chair(db: None, tmp_path: Any, settings: Any) -> Seat:
    settings.MEDIA_ROOT = tmp_path
    return SeatFactory(offices=["chair"], network=NetworkFactory(slug="here", visibility="public"))


@pytest.fixture
def meeting(chair: Seat) -> Meeting:
    return call(chair)


def refused(act: Callable[..., Any], **named: Any) -> str:
    with pytest.raises(Refused) as refusal:
        act(**named)
    return refusal.value.code


def titles(meeting: Meeting) -> list[str]:
    return [item.title for item in meeting.agenda.order_by("position")]


def make_draft_proposal(seat: Seat, title: str = "A text") -> Proposal:
    number = Proposal.objects.filter(network=seat.network).count() + 1
    return Proposal.objects.create(
        network=seat.network, number=number, title=title, seat=seat, proposed_by=seat.user, client_key=uuid4()
    )


def open_silence_procedure(seat: Seat, proposal: Proposal) -> Procedure:
    version = ProposalVersion.objects.create(
        proposal=proposal, number=1, origin="proposed", title=proposal.title, content_hash="0", seat=seat,
        written_by=seat.user,
    )  # fmt: skip
    return Procedure.objects.create(
        network=seat.network, kind=ProcedureKind.SILENCE, proposal=proposal, version=version, title=proposal.title,
        seat=seat, opened_by=seat.user, client_key=uuid4(), expires_at=timezone.now() + timedelta(3),
    )  # fmt: skip


def test_agenda_items_move_up_and_down_and_not_past_the_ends(meeting: Meeting, chair: Seat) -> None:
    first, _second, third = (put_item(meeting, chair, title) for title in ("One", "Two", "Three"))
    move_agenda_item(item=third, user=chair.user, up=True)
    assert titles(meeting) == ["One", "Three", "Two"]
    move_agenda_item(item=first, user=chair.user, up=True)
    move_agenda_item(item=first, user=chair.user, up=False)
    assert titles(meeting) == ["Three", "One", "Two"]
    remove_agenda_item(item=first, user=chair.user)
    assert list(meeting.agenda.values_list("position", "title")) == [(1, "Three"), (2, "Two")]


def test_start_times_follow_from_durations_until_an_item_without_duration(meeting: Meeting, chair: Seat) -> None:
    start = meeting.starts_at
    put_item(meeting, chair, "Opening", minutes=15)
    put_item(meeting, chair, "Hotlines", minutes=45)
    put_item(meeting, chair, "Open end")
    put_item(meeting, chair, "Whenever", minutes=10)
    put_item(meeting, chair, "Lunch", starts_at=start + timedelta(hours=4))
    times = [timed.starts_at and timed.starts_at - start for timed in agenda_of(meeting=meeting, user=chair.user)]
    assert times == [timedelta(0), timedelta(minutes=15), timedelta(hours=1), None, timedelta(hours=4)]
    fields = {"meeting": meeting, "user": chair.user}
    late = AgendaEntry(title="After the end", starts_at=meeting.ends_at)
    assert refused(add_agenda_item, entry=late, **fields) == "outside_the_meeting"
    assert refused(add_agenda_item, entry=AgendaEntry(title=" "), **fields) == "no_title"


def test_open_matters_are_suggested_once_and_added_as_internal_agenda_items(meeting: Meeting, chair: Seat) -> None:
    earlier = was(call(chair), days=20)
    draft, decided = make_draft_proposal(chair, "A draft"), make_draft_proposal(chair, "Decided on")
    running = open_silence_procedure(chair, decided)
    action = create_action_item(
        meeting=earlier,
        user=chair.user,
        text="Write to the ministries",
        client_key=uuid4(),
        delegation=None,
        owner=chair,
    )
    found = suggestions_for(meeting=meeting)
    assert [(one.about, one.kind) for one in found] == [
        (action, AgendaKind.ACTIONS), (running, AgendaKind.DECISION), (draft, AgendaKind.DECISION),
    ]  # fmt: skip
    keys = [found[0].key, found[1].key, "networkapp.proposal-999", "nonsense"]
    assert add_suggestions(meeting=meeting, user=chair.user, chosen=keys) == 2
    assert add_suggestions(meeting=meeting, user=chair.user, chosen=keys) == 0
    assert [(item.about, item.internal) for item in meeting.agenda.all()] == [(action, True), (running, True)]
    assert [one.about for one in suggestions_for(meeting=meeting)] == [draft]


def test_added_suggestion_has_its_title_in_the_language_of_the_agenda(meeting: Meeting, chair: Seat) -> None:
    draft_minutes(meeting=was(call(chair)), user=chair.user)
    with override("de"):
        (found,) = suggestions_for(meeting=meeting)
        add_suggestions(meeting=meeting, user=chair.user, chosen=[found.key])
    (item,) = meeting.agenda.all()
    assert (found.title.startswith("Minutes"), item.title.startswith("Minutes of meeting")) == (False, True)


def test_agenda_suggestions_contain_nothing_of_other_networks(meeting: Meeting, chair: Seat) -> None:
    other = SeatFactory(offices=["chair"], network=NetworkFactory(slug="there"))
    open_silence_procedure(other, make_draft_proposal(other))
    there = was(call(other), days=20)
    create_action_item(meeting=there, user=other.user, text="Theirs", client_key=uuid4(), owner=other)
    assert suggestions_for(meeting=meeting) == []


def test_plugin_can_register_a_source_of_agenda_suggestions(meeting: Meeting, chair: Seat, monkeypatch: Any) -> None:
    monkeypatch.setattr(registry, "agenda_sources", [])

    def source(*, meeting: Meeting) -> list[AgendaSuggestion]:
        return [AgendaSuggestion(about=meeting.network, title="The network itself")]

    register_agenda_source(source)
    register_agenda_source(source)
    assert [one.title for one in suggestions_for(meeting=meeting)] == ["The network itself"]


def test_visitor_sees_agenda_titles_but_no_internal_items_texts_or_documents(
    meeting: Meeting, chair: Seat, client: Client
) -> None:
    put_item(meeting, chair, "Secret Quetzal", internal=True)
    item = put_item(meeting, chair, "Hotlines", text="Text Quetzal", speaker="Speaker Quetzal")
    paper = add_agenda_paper(
        item=item, user=chair.user, file=upload("quetzal.pdf"), client_key=uuid4(), title="Quetzal"
    )
    record_outcome(item=item, user=chair.user, outcome="Outcome Quetzal")
    page = client.get(meeting.get_absolute_url()).content.decode()
    assert ("Hotlines" in page, "Quetzal" in page, "meet.example.org" in page) == (True, False, False)
    assert client.get(f"/api/v1/meetings/{meeting.slug}/").json()["agenda"] == ["Hotlines"]
    assert client.get(paper.get_absolute_url()).status_code == 302
    stranger = SeatFactory(network=NetworkFactory(slug="there"))
    client.force_login(stranger.user)
    assert client.get(paper.get_absolute_url()).status_code == 404
    assert "Quetzal" not in client.get(meeting.get_absolute_url()).content.decode()
    client.force_login(SeatFactory(network=chair.network, delegation=DelegationFactory(code="XB")).user)
    page = client.get(meeting.get_absolute_url()).content.decode()
    expected = ("Secret Quetzal", "Text Quetzal", "Speaker Quetzal", "Outcome Quetzal", "meet.example.org/room")
    assert [words in page for words in expected] == [True] * 5
    answer = client.get(paper.get_absolute_url())
    answer.close()
    assert answer.status_code == 200


def test_agenda_document_is_added_once_and_deleted_with_its_file(
    meeting: Meeting, chair: Seat, django_capture_on_commit_callbacks: Any
) -> None:
    item, key = put_item(meeting, chair), uuid4()
    first, again = (add_agenda_paper(item=item, user=chair.user, file=upload(), client_key=key) for _each in range(2))
    assert (first, AgendaPaper.objects.count()) == (again, 1)
    assert refused(remove_agenda_item, item=item, user=chair.user) == "was_talked_about"
    stored = first.document.file
    with django_capture_on_commit_callbacks(execute=True):
        delete_agenda_paper(paper=first, user=chair.user)
    assert (AgendaPaper.objects.count(), stored.storage.exists(stored.name)) == (0, False)
    assert list(papers_for(user=chair.user)) == []
    bad = {"item": item, "user": chair.user, "client_key": uuid4()}
    assert refused(add_agenda_paper, file=upload("x.exe", b"MZ" + bytes(90)), **bad) == "program"


def test_only_roles_that_conduct_meetings_can_edit_the_agenda(meeting: Meeting, chair: Seat) -> None:
    member, item = SeatFactory(network=chair.network), put_item(meeting, chair)
    for act in (
        lambda: put_item(meeting, member),
        lambda: change_agenda_item(item=item, user=member.user, entry=AgendaEntry(title="Mine")),
        lambda: move_agenda_item(item=item, user=member.user, up=True),
        lambda: remove_agenda_item(item=item, user=member.user),
        lambda: record_outcome(item=item, user=member.user, outcome="Won"),
        lambda: add_suggestions(meeting=meeting, user=member.user, chosen=[]),
        lambda: add_agenda_paper(item=item, user=member.user, file=upload(), client_key=uuid4()),
    ):
        with pytest.raises(NotAllowed):
            act()
    assert [(item.title, item.outcome) for item in AgendaItem.objects.all()] == [("Hotlines", "")]
