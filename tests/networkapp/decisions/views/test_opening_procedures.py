"""A chair opens, extends, pauses, closes and withdraws procedures on their pages."""

import re
from datetime import UTC, datetime
from uuid import uuid4

import pytest
from django.utils import timezone

from networkapp.decisions.models import Procedure
from networkapp.decisions.procedures.actions import withdraw_procedure
from networkapp.decisions.procedures.forms.procedures import ExtendProcedureForm
from networkapp.models import Seat
from tests.factories.meetings import call, make_meeting
from tests.factories.procedures import (
    make_procedure,
    make_proposal,
    next_minute,
    states,
    translate,
)
from tests.networkapp.decisions.views.procedure_pages import page, sign_in


def test_opening_form_preselects_no_kind_of_procedure(chair: Seat, member: Seat) -> None:
    proposal = make_proposal(chair.network, by=chair.user)
    client, address = sign_in(chair), f"{proposal.get_absolute_url()}open/"
    assert re.findall(r"<input[^>]*checked[^>]*>", client.get(address).content.decode()) == []
    answer = client.post(address, {"client_key": uuid4()})
    assert answer.context["form"].errors["kind"] == ["Choose a procedure."]
    assert Procedure.objects.count() == 0


@pytest.mark.parametrize(
    ("typed", "expires_at", "code"),
    [
        ("2027-03-28T03:30", None, "no_such_hour"),
        ("2027-10-31T03:30", datetime(2027, 10, 31, 0, 30, tzinfo=UTC), None),
        ("2027-10-31T04:30", datetime(2027, 10, 31, 2, 30, tzinfo=UTC), None),
    ],
)
def test_deadline_in_a_clock_change_night_is_unambiguous_or_refused(
    typed: str, expires_at: datetime | None, code: str | None
) -> None:
    with timezone.override("Europe/Helsinki"):
        form = ExtendProcedureForm({"extension-expires_at": typed, "extension-reason": "More time"})
        errors = form.errors.as_data().get("expires_at", [])
        assert ([error.code for error in errors], form.cleaned_data.get("expires_at")) == (
            [code] if code else [],
            expires_at,
        )


def test_withdrawing_a_procedure_reveals_no_hidden_positions(chair: Seat, member: Seat) -> None:
    procedure = make_procedure(chair, "written", hidden_until_closed=True, quorum=1)
    states(procedure, member, "object", "Quetzal")
    withdraw_procedure(procedure=procedure, user=chair.user, words="Look")
    text = page(chair, procedure)
    assert [words in text for words in ("Quetzal", "Objects", "Position recorded")] == [False, False, True]


def test_chair_opens_a_procedure_from_a_proposal_and_members_get_403(chair: Seat, member: Seat) -> None:
    proposal = make_proposal(chair.network, by=chair.user)
    address = f"/networks/here/proposals/{proposal.number}/open/"
    assert sign_in(member).get(address).status_code == 403
    ahead, past = call(chair), make_meeting(chair.network, number=7, slug="past")
    offered = re.findall(r'<option value="(\d+)"', sign_in(chair).get(address).content.decode())
    assert (str(ahead.pk) in offered, str(past.pk) in offered) == (True, False)
    wrong = {"kind": "silence", "expires_at": "2020-01-01T10:00", "base": 1, "client_key": uuid4()}
    answer = sign_in(chair).post(address, wrong)
    assert (answer.status_code, "Give the delegations more time" in answer.content.decode()) == (422, True)
    right = {**wrong, "expires_at": f"{next_minute(days=1):%Y-%m-%dT%H:%M}"}
    answer = sign_in(chair).post(address, right)
    procedure = Procedure.objects.get()
    assert (answer["Location"], procedure.kind) == (procedure.get_absolute_url(), "silence")


def test_chair_extends_pauses_and_withdraws_a_procedure(chair: Seat, member: Seat) -> None:
    proposal = make_proposal(chair.network, by=chair.user, paragraphs=["One."])
    translate(proposal.versions.get(), "ru", {"p1": "Раз."})
    procedure = make_procedure(chair, proposal=proposal, required_languages=["ru"])
    address, client = procedure.get_absolute_url(), sign_in(chair)
    later = f"{next_minute(days=2):%Y-%m-%dT%H:%M}"
    sent = {"extension-expires_at": later, "extension-reason": "Holidays"}
    assert sign_in(member).post(f"{address}extend/", sent).status_code == 403
    assert client.post(f"{address}extend/", sent).status_code == 302
    assert "Holidays" in page(member, procedure)
    sent = {"stop-language": "ru", "stop-words": "Paragraph 1 is cut off"}
    assert sign_in(member).post(f"{address}stop/", sent).status_code == 302
    assert [words in page(chair, procedure) for words in ("Deadline paused", "Paragraph 1 is cut off")] == [True, True]
    assert client.post(f"{address}resume/", {"resume-language": "ru"}).status_code == 302
    assert "<time-left data-until=" in page(chair, procedure)
    assert client.post(f"{address}withdraw/", {"end-words": ""}).status_code == 422
    assert client.post(f"{address}withdraw/", {"end-words": "A better text"}).status_code == 302
    assert "A better text" in page(member, procedure)


def test_procedure_at_a_meeting_is_closed_on_its_page(chair: Seat, member: Seat) -> None:
    procedure = make_procedure(chair, "meeting", quorum=1)
    states(procedure, member, "agree")
    assert sign_in(chair).post(f"{procedure.get_absolute_url()}close/").status_code == 302
    assert "Adopted" in page(member, procedure)
    assert "Adopted" in sign_in(member).get("/networks/here/procedures/").content.decode().title()
