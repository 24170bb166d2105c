"""The page of a procedure: what it shows to whom, and the actions on it."""

import re
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.utils import timezone

from networkapp.decisions.models import PositionAct, PositionDraft, Procedure
from networkapp.decisions.procedures.actions import ProcedureTerms, open_procedure
from networkapp.decisions.procedures.procedure_page import capital_clocks
from networkapp.models import Seat
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory
from tests.factories.procedures import (
    add_version,
    make_procedure,
    make_proposal,
    next_minute,
    states,
    translate,
    voice,
)
from tests.networkapp.decisions.views.procedure_pages import page, sign_in


def test_member_records_the_position_and_an_adviser_is_offered_a_draft(chair: Seat, member: Seat) -> None:
    adviser = voice(member.network, "XB", capacity="adviser")
    procedure = make_procedure(chair)
    address = procedure.get_absolute_url()
    fields = {"stance": "agree", "words": "", "client_key": uuid4()}
    answer = sign_in(member).post(f"{address}state/", fields)
    assert (answer.status_code, answer["Location"]) == (302, address)
    [act] = PositionAct.objects.all()
    assert (act.stance, act.seat, act.capacity) == ("agree", member, "member")
    assert sign_in(adviser).post(f"{address}state/", {**fields, "client_key": uuid4()}).status_code == 403
    assert 'name="draft-partner"' in page(adviser, procedure)
    assert "Record XB’s position" in page(member, procedure)


def test_procedure_page_shows_the_own_position_before_the_roll(chair: Seat, member: Seat) -> None:
    text = page(member, make_procedure(chair))
    assert sorted(('id="voice"', 'id="roll"'), key=text.index) == ['id="voice"', 'id="roll"']
    labels = re.findall(r"<td>([^<]+)<span class=\"roll-detail\">", text)
    assert labels == [chair.delegation.label, member.delegation.label]


@pytest.mark.parametrize(
    ("stance", "words", "filled_in"),
    [
        ("abstain", "Not yet", "Not yet"),
        ("explain", "We read it so", "We read it so"),
        ("object", "Not this", ""),
        ("", "", ""),
    ],
)
def test_position_form_preselects_no_position(
    chair: Seat, member: Seat, stance: str, words: str, filled_in: str
) -> None:
    procedure = make_procedure(chair, "written")
    if stance:
        states(procedure, member, stance, words)
    answer = sign_in(member).get(procedure.get_absolute_url())
    assert answer.context["position_form"].initial == {"words": filled_in}
    assert re.findall(r"<input[^>]*checked[^>]*>", answer.content.decode()) == []


@pytest.mark.parametrize(
    ("path", "prefix", "error"),
    [
        ("state/", "", "Choose a position."),
        ("prepare/", "draft-", "Choose a position."),
    ],
)
def test_position_form_without_a_choice_is_refused_with_an_instruction(
    chair: Seat, member: Seat, path: str, prefix: str, error: str
) -> None:
    procedure = make_procedure(chair, "written")
    adviser = voice(member.network, "XB", capacity="adviser")
    sent = {"words": "", "partner": member.pk, "client_key": uuid4()}
    sender = adviser if prefix else member
    answer = sign_in(sender).post(
        f"{procedure.get_absolute_url()}{path}", {f"{prefix}{name}": value for name, value in sent.items()}
    )
    form = answer.context["draft_form" if prefix else "position_form"]
    assert (answer.status_code, form.errors, PositionAct.objects.count()) == (422, {"stance": [error]}, 0)


def test_late_position_is_refused_and_the_entered_text_preserved(chair: Seat, member: Seat) -> None:
    procedure = make_procedure(chair)
    past = timezone.now() - timedelta(hours=2)
    Procedure.objects.update(opened_at=past, expires_at=past + timedelta(hours=1))
    typed = {"stance": "agree", "words": "Read with paragraph 2.", "client_key": uuid4()}
    answer = sign_in(member).post(f"{procedure.get_absolute_url()}state/", typed)
    text = answer.content.decode()
    assert (answer.status_code, PositionAct.objects.count()) == (422, 0)
    assert "Read with paragraph 2." in text
    assert "Anything received at or after that time does not count." in text


def test_page_after_a_late_refusal_has_no_buttons_to_record_a_position(chair: Seat, member: Seat) -> None:
    procedure, client = make_procedure(chair), sign_in(member)
    sent = {"objection-words": "Too early.", "objection-counter_text": "Later.", "objection-client_key": uuid4()}
    client.post(f"{procedure.get_absolute_url()}object/", sent)
    draft = PositionDraft.objects.get()
    past = timezone.now() - timedelta(hours=2)
    Procedure.objects.update(opened_at=past, expires_at=past + timedelta(hours=1))
    answers = [
        client.post(f"{procedure.get_absolute_url()}object/", {**sent, "objection-client_key": uuid4()}),
        client.post(f"{draft.get_absolute_url()}release/"),
        client.get(draft.get_absolute_url()),
        client.get(procedure.get_absolute_url()),
    ]
    assert [answer.status_code for answer in answers] == [422, 422, 200, 200]
    acts = [
        re.findall(rf'action="(?:{procedure.get_absolute_url()}|/networks/here/positions/)([^"]*)"', page)
        for page in (answer.content.decode() for answer in answers)
    ]
    assert acts == [[], [f"{draft.pk}/take-back/"], [f"{draft.pk}/take-back/"], []]
    assert ["Too early." in answers[0].content.decode(), "Later." in answers[0].content.decode()] == [True, True]
    assert PositionAct.objects.count() == 0


def test_objection_is_a_private_draft_until_it_is_confirmed(chair: Seat, member: Seat) -> None:
    procedure, client = make_procedure(chair), sign_in(member)
    typed = {"partner": member.pk, "words": "Too early.", "counter_text": "By 30 November.", "client_key": uuid4()}
    sent = {f"objection-{name}": value for name, value in typed.items()}
    answer = client.post(f"{procedure.get_absolute_url()}object/", sent)
    draft = PositionDraft.objects.get()
    assert (answer["Location"], PositionAct.objects.count()) == (draft.get_absolute_url(), 0)
    assert "Object for XB" in client.get(draft.get_absolute_url()).content.decode()
    assert sign_in(chair).get(draft.get_absolute_url()).status_code == 404
    client.post(f"{draft.get_absolute_url()}release/")
    procedure.refresh_from_db()
    assert (procedure.result, procedure.broken_by) == ("broken", member.delegation)
    result = page(chair, procedure)
    assert [words in result for words in ("Silence broken", "by XB", "Too early.", "By 30 November.")] == [True] * 4


def test_position_drafted_by_an_adviser_is_approved_by_the_member_and_both_are_named(chair: Seat, member: Seat) -> None:
    adviser, procedure = voice(member.network, "XB", capacity="adviser"), make_procedure(chair)
    sent = {"partner": member.pk, "stance": "agree", "words": "Read with paragraph 2.", "client_key": uuid4()}
    prefixed = {f"draft-{name}": value for name, value in sent.items()}
    sign_in(adviser).post(f"{procedure.get_absolute_url()}prepare/", prefixed)
    draft = PositionDraft.objects.get()
    assert sign_in(adviser).post(f"{draft.get_absolute_url()}release/").status_code == 403
    answer = sign_in(member).post(f"{draft.get_absolute_url()}back/", {"note": "Shorter"})
    assert answer.status_code == 302
    assert "Shorter" in sign_in(adviser).get(draft.get_absolute_url()).content.decode()
    sign_in(adviser).post(f"{draft.get_absolute_url()}again/", {"words": "With paragraph 2."})
    sign_in(member).post(f"{draft.get_absolute_url()}release/")
    act = PositionAct.objects.get()
    assert (act.stance, act.words, act.seat, act.drafted_by) == ("explain", "With paragraph 2.", member, adviser)
    by = (adviser.user, member.user)
    assert "Drafted by {} (adviser, XB); approved by {} (member, XB)".format(*by) in page(chair, procedure)


def test_hidden_positions_are_shown_only_after_the_procedure_closes(chair: Seat, member: Seat) -> None:
    procedure = make_procedure(chair, "written", hidden_until_closed=True, quorum=1)
    states(procedure, member, "object", "Quetzal")
    assert "Quetzal" in page(member, procedure) or "Objects" in page(member, procedure)
    for seat in (chair, voice(member.network, "XC")):
        text = page(seat, procedure)
        assert [words in text for words in ("Quetzal", "Objects", "Position recorded")] == [False, False, True]
    past = timezone.now() - timedelta(hours=2)
    Procedure.objects.update(opened_at=past - timedelta(hours=9), expires_at=past)
    PositionAct.objects.update(stated_at=past - timedelta(hours=1))
    text = page(chair, procedure)
    assert [words in text for words in ("Quetzal", "Objects", "Position recorded")] == [True, True, False]


@pytest.mark.parametrize(
    ("hidden", "when"), [(True, "when the procedure closes"), (False, "All delegations see the objection")]
)
def test_objection_form_states_who_will_see_the_objection(member: Seat, chair: Seat, hidden: bool, when: str) -> None:
    text = page(member, make_procedure(chair, "written", hidden_until_closed=hidden))
    expected = ("when the procedure closes", "All delegations see the objection")
    assert [words in text for words in expected] == [words == when for words in expected]


def test_procedure_page_marks_changes_to_the_previous_version_and_shows_translations(chair: Seat) -> None:
    proposal = make_proposal(chair.network, by=chair.user, paragraphs=["It should be so.", "This goes."])
    version = add_version(proposal, ["It must be so."])
    translate(version, "ru", {"p1": "Так должно быть."})
    procedure = make_procedure(chair, proposal=proposal)
    marked, plain = page(chair, procedure), page(chair, procedure, marks="no")
    assert ("<del>" in marked, "<del>" in plain, "It must be so." in plain) == (True, False, True)
    assert "This goes." in marked
    assert "Так должно быть." in page(chair, procedure, language="ru")
    assert sign_in(chair).get(procedure.get_absolute_url(), {"language": "de"}).status_code == 404


@pytest.mark.parametrize(
    ("moment", "shown"),
    [
        (
            datetime(2026, 3, 28, 23, 30, tzinfo=UTC),
            [("23:30", False), ("00:30", True), ("01:30", True), ("02:30", True)],
        ),
        (datetime(2026, 3, 29, 1, 0, tzinfo=UTC), [("01:00", False), ("03:00", False), ("04:00", False)]),
        (datetime(2026, 10, 25, 0, 30, tzinfo=UTC), [("00:30", False), ("02:30", False), ("03:30", False)]),
        (
            datetime(2026, 10, 25, 1, 30, tzinfo=UTC),
            [("01:30", False), ("02:30", False), ("03:30", False), ("04:30", False)],
        ),
    ],
)
def test_capital_clocks_show_local_times_before_and_after_a_clock_change(moment: datetime, shown: Any) -> None:
    zones = {"XA": "Atlantic/Reykjavik", "XB": "Europe/Berlin", "XC": "Europe/Helsinki", "XD": "Europe/Moscow"}
    delegations = [DelegationFactory.build(code=code, time_zone=zone) for code, zone in zones.items()]
    capitals = capital_clocks(moment, delegations)
    assert [(f"{one.moment:%H:%M}", one.is_other_day) for one in capitals] == shown
    assert sum(len(one.places) for one in capitals) == 4


def test_procedure_pages_return_404_for_users_who_cannot_read_the_network(chair: Seat, member: Seat) -> None:
    proposal = make_proposal(chair.network, by=chair.user, title="Quetzals")
    procedure, elsewhere = make_procedure(chair, proposal=proposal), SeatFactory(network=NetworkFactory(slug="there"))
    official = voice(member.network, "XB", capacity="government")
    for seat in (elsewhere, official):
        for address in ("", "voice/", "keep/"):
            assert sign_in(seat).get(f"{procedure.get_absolute_url()}{address}").status_code == 404
        assert procedure.title not in sign_in(seat).get("/desk/").content.decode()


def test_procedure_past_its_deadline_is_listed_with_its_result_before_it_is_recorded(
    chair: Seat, member: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    procedure = make_procedure(chair, "written", quorum=2)
    client = sign_in(member)
    monkeypatch.setattr("django.utils.timezone.now", lambda: procedure.expires_at)
    body = client.get("/networks/here/procedures/").content.decode()
    assert ("No procedures in progress." in body, "Written procedure: quorum not reached" in body) == (True, True)
    assert "No ended procedures yet." not in body
    procedure.refresh_from_db()
    assert procedure.result == ""


def test_decision_list_links_to_the_page_of_a_date_poll(chair: Seat, member: Seat) -> None:
    poll = open_procedure(
        network=chair.network, user=chair.user, client_key=uuid4(),
        terms=ProcedureTerms(
            kind="date_poll", title="When", expires_at=next_minute(hours=3), dates=[next_minute(days=9)]
        ),
    )  # fmt: skip
    assert f'href="{poll.get_absolute_url()}"' in sign_in(member).get("/decisions/").content.decode()


@pytest.mark.parametrize(("kind", "printed"), [("written", True), ("sense_check", False)])
def test_only_binding_procedures_state_that_explanations_are_printed_with_the_decision(
    chair: Seat, member: Seat, kind: str, printed: bool
) -> None:
    assert ("Printed with the decision." in page(member, make_procedure(chair, kind))) == printed
