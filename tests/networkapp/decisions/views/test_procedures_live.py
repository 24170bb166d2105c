"""An open procedure page, updated by its frames, equals a reloaded page and reveals no hidden positions."""

import json
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from django.utils import translation

from networkapp import events, registry
from networkapp.decisions.live import procedures
from networkapp.decisions.models import Procedure, Proposal
from networkapp.decisions.procedures.actions import close_at_meeting, extend_procedure, withdraw_procedure
from networkapp.decisions.procedures.clock_stops import pause_deadline, resume_deadline
from networkapp.decisions.procedures.notices import CHANGES
from networkapp.decisions.procedures.positions import withdraw_objection
from networkapp.live import messages
from networkapp.live.messages import Variant
from networkapp.models import Event, Seat
from tests.factories.networks import NetworkFactory
from tests.factories.procedures import chair_of, make_procedure, make_proposal, next_minute, states, translate, voice
from tests.networkapp.core.live_pages import OpenPage
from tests.worlds import world

PARTS = ("rule", "head", "draft-notice", "roll", "others")
BACKEND = "django.contrib.auth.backends.ModelBackend"


@world
def chair(db: None) -> Seat:
    return chair_of(NetworkFactory(slug="here"))


@world
def member(chair: Seat) -> Seat:
    return voice(chair.network, "XB")


def agree(procedure: Procedure, chair: Seat, member: Seat) -> None:
    states(procedure, member, "explain", "Read <b>with</b> paragraph 2.")


def object_to_it(procedure: Procedure, chair: Seat, member: Seat) -> None:
    states(procedure, member, "object", "Too early.", counter_text="Later.")


def object_and_withdraw(procedure: Procedure, chair: Seat, member: Seat) -> None:
    if procedure.kind != "silence":
        object_to_it(procedure, chair, member)
        withdraw_objection(procedure=procedure, user=member.user, client_key=uuid4())


def put_off(procedure: Procedure, chair: Seat, member: Seat) -> None:
    if procedure.kind != "meeting":
        extend_procedure(procedure=procedure, user=chair.user, expires_at=next_minute(days=9), reason="Holidays")


def stop(procedure: Procedure, chair: Seat, member: Seat) -> None:
    if procedure.kind != "meeting":
        pause_deadline(procedure=procedure, user=member.user, language="ru", words="The end")


def stop_and_resume(procedure: Procedure, chair: Seat, member: Seat) -> None:
    if procedure.kind != "meeting":
        stop(procedure, chair, member)
        resume_deadline(procedure=procedure, user=chair.user, language="ru")


def take_it_back(procedure: Procedure, chair: Seat, member: Seat) -> None:
    withdraw_procedure(procedure=procedure, user=chair.user, words="A better text")


def close(procedure: Procedure, chair: Seat, member: Seat) -> None:
    if procedure.kind == "meeting":
        agree(procedure, chair, member)
        close_at_meeting(procedure=procedure, user=chair.user)


ACTS = (agree, object_to_it, object_and_withdraw, put_off, stop, stop_and_resume, take_it_back, close)


def opened(chair: Seat, kind: str, **terms: Any) -> Procedure:
    proposal = make_proposal(chair.network, by=chair.user, paragraphs=["One."])
    translate(proposal.versions.get(), "ru", {"p1": "Раз."})
    # The remaining time is shown in the same words for half an hour.
    ends = next_minute(days=3, hours=1.5)
    fields = {"expires_at": ends, "required_languages": ["ru"], "quorum": 1, **terms}
    return make_procedure(chair, kind, proposal=proposal, **fields)


def load(reader: Seat, shown: Procedure | Proposal, language: str = "en") -> OpenPage:
    client = Client()
    client.force_login(reader.user, backend=BACKEND)
    answer = client.get(shown.get_absolute_url(), headers={"accept-language": language})
    return OpenPage(answer.content.decode())


def frames_for(reader: Seat, page: OpenPage) -> list[dict[str, Any]]:
    """Return the frames that the socket sends to this page since it was loaded."""
    variant = Variant(str(page.live["data-language"]), str(page.live["data-zone"]))
    missed = events.events_after(reader.network_id, page.seen, limit=99)
    who = events.reader_of(reader.network, reader.user)
    with translation.override("ru"):
        made = messages.encode_events(missed, [variant])
    return [
        json.loads(made[at.sequence, variant] if events.is_visible_to(at, who) else messages.cursor(at.sequence))
        for at in missed
    ]


@pytest.mark.parametrize("language", ["en", "de"])
@pytest.mark.parametrize("kind", ["silence", "written", "meeting"])
@pytest.mark.parametrize("act", ACTS)
def test_open_procedure_page_updated_by_its_frames_equals_a_reloaded_page(
    chair: Seat, member: Seat, act: Callable[..., None], kind: str, language: str
) -> None:
    procedure, reader = opened(chair, kind), voice(chair.network, "XC", capacity="expert")
    old = load(reader, procedure, language)
    act(procedure, chair, member)
    old.apply(frames_for(reader, old))
    fresh = load(reader, procedure, language)
    assert set(fresh.lists()) == {f"procedure-{part}-{procedure.pk}" for part in PARTS}
    assert old.lists() == fresh.lists()
    assert old.seen == fresh.seen


def test_new_position_appears_on_the_open_page_of_another_delegation(chair: Seat, member: Seat) -> None:
    procedure = opened(chair, "written")
    page = load(chair, procedure)
    states(procedure, member, "explain", "Quetzal")
    page.apply(frames_for(chair, page))
    assert "Quetzal" in page.lists()[f"procedure-roll-{procedure.pk}"][0]


def test_open_proposal_page_shows_a_new_procedure_and_its_result(chair: Seat, member: Seat) -> None:
    proposal = make_proposal(chair.network, by=chair.user, paragraphs=["One."])
    name = f"proposal-head-{proposal.pk}"
    page = load(chair, proposal)
    procedure = make_procedure(chair, "silence", proposal=proposal)
    page.apply(frames_for(chair, page))
    assert page.lists()[name] == load(chair, proposal).lists()[name]
    assert "Being decided" in page.lists()[name][0]
    states(procedure, member, "object", "Too early.")
    page.apply(frames_for(chair, page))
    assert page.lists()[name] == load(chair, proposal).lists()[name]
    assert "Not adopted" in page.lists()[name][0]


@pytest.mark.parametrize("language", ["en", "de"])
def test_open_procedure_pages_show_a_new_procedure_on_the_same_text_and_its_result(chair: Seat, language: str) -> None:
    proposal = make_proposal(chair.network, by=chair.user, paragraphs=["One."])
    first = make_procedure(chair, "silence", proposal=proposal)
    withdraw_procedure(procedure=first, user=chair.user, words="Another day")
    elsewhere = make_procedure(chair, "silence")
    pages = {shown: load(chair, shown, language) for shown in (first, elsewhere)}
    proposal.refresh_from_db()
    second = make_procedure(chair, "written", proposal=proposal)
    pages[second] = load(chair, second, language)
    for act in (lambda: None, lambda: withdraw_procedure(procedure=second, user=chair.user, words="Quetzal")):
        act()
        for shown, page in pages.items():
            page.apply(frames_for(chair, page))
            assert page.lists() == load(chair, shown, language).lists()
    lists = [pages[shown].lists()[f"procedure-others-{shown.pk}"][0] for shown in (first, second, elsewhere)]
    assert [second.get_absolute_url() in lists[0], first.get_absolute_url() in lists[1]] == [True, True]
    assert ["Quetzal" in each for each in lists] == [True, False, False]


def test_hidden_positions_are_in_no_frame_and_no_event_payload(chair: Seat, member: Seat) -> None:
    procedure = opened(chair, "written", hidden_until_closed=True)
    page = load(chair, procedure)
    states(procedure, member, "object", "Quetzal", counter_text="Takahe")
    withdraw_objection(procedure=procedure, user=member.user, client_key=uuid4(), words="Kakapo")
    sent = json.dumps(frames_for(chair, page))
    log = json.dumps(list(Event.objects.values_list("payload", flat=True)))
    for item in ("Quetzal", "Takahe", "Kakapo", "object", "Objects", "Abstains", "withdraw"):
        assert item not in log
    for item in ("Quetzal", "Takahe", "Kakapo", "Objects", "Abstains", "withdrawn"):
        assert item not in sent
    assert "Position recorded" in sent


def test_every_event_kind_shown_on_a_procedure_page_is_recorded_by_an_action(chair: Seat, member: Seat) -> None:
    for act in ACTS:
        for kind in ("silence", "written", "meeting"):
            act(opened(chair, kind), chair, member)
    shown = {kind for kind, view in registry.event_views.items() if view is procedures.procedure_changed}
    recorded = set(Event.objects.values_list("kind", flat=True))
    of_boards = {"procedure.position", *CHANGES}
    # Answers to date polls are tested in test_decisions_live.py.
    assert shown == {*of_boards, "procedure.dates_answered"}
    assert of_boards <= recorded
