"""An amendment that breaks a silence procedure is confirmed on its own page and shown in full on the procedure page."""

import re
from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from networkapp.decisions.models import Amendment, AmendmentDraft, Procedure
from networkapp.decisions.procedures.outcomes import outcome_of
from tests.factories.procedures import make_procedure
from tests.factories.proposals import Drafting, make_drafting
from tests.networkapp.decisions.views.test_proposals import HERE, amend_data, enter, page
from tests.worlds import world


@world
def here(db: None) -> Drafting:
    return make_drafting()


def test_amendment_that_breaks_a_silence_is_a_draft_until_it_is_confirmed(client: Client, here: Drafting) -> None:
    procedure = make_procedure(here.secretariat, proposal=here.proposal)
    assert "Continue to confirmation" in page(enter(client, here.other), f"{HERE}amend/", key="p1")
    answer = client.post(f"{HERE}amend/", amend_data(replacement="may", start=2, end=2))
    draft = AmendmentDraft.objects.get()
    assert (answer.headers["Location"], Amendment.objects.count(), Procedure.objects.get().result) == (
        draft.get_absolute_url(),
        0,
        "",
    )
    confirming = page(client, draft.get_absolute_url())
    assert "This amendment ends the silence procedure for everyone and cannot be undone." in confirming
    assert ("Propose for XB and end the procedure" in confirming, "send-back/" in confirming) == (True, False)
    assert enter(client, here.member).get(draft.get_absolute_url()).status_code == 404
    assert enter(client, here.member).post(f"{draft.get_absolute_url()}release/").status_code == 404
    sent = {"replacement": draft.replacement, "reason": draft.reason, "breaks_silence": "True"}
    made = enter(client, here.other).post(f"{draft.get_absolute_url()}release/", sent)
    amendment = Amendment.objects.get()
    assert (made.headers["Location"], amendment.broke.stance) == (amendment.get_absolute_url(), "amend")
    board = page(client, procedure.get_absolute_url())
    head = board[board.index('class="note note--stop') : board.index('class="two')]
    whole = " ".join(re.sub(r"<[^>]+>", " ", head[head.index('class="wording"') :]).split())
    assert whole.startswith(
        'class="wording" lang="en">Help [removed from here] must [to here] [added from here] may [to here]'
        " not depend on evidence."
    )
    assert f'href="{amendment.get_absolute_url()}"' in head


def test_replacing_an_amendment_during_a_silence_procedure_withdraws_the_old_one(
    client: Client, here: Drafting
) -> None:
    enter(client, here.other).post(f"{HERE}amend/", amend_data(replacement="may", start=2, end=2))
    old = Amendment.objects.get()
    make_procedure(here.secretariat, proposal=here.proposal)
    client.post(f"{HERE}amend/", amend_data(replacement="can", start=2, end=2, again=old.number))
    draft = AmendmentDraft.objects.get()
    old.refresh_from_db()
    assert old.state == "open"
    sent = {"replacement": draft.replacement, "reason": draft.reason, "breaks_silence": "True"}
    client.post(f"{draft.get_absolute_url()}release/", sent)
    states = dict(Amendment.objects.values_list("replacement", "state"))
    assert states == {"may": "withdrawn", "can": "open"}


def test_approval_from_a_page_without_the_silence_warning_must_be_confirmed_again(
    client: Client, here: Drafting
) -> None:
    enter(client, here.adviser).post(f"{HERE}amend/", amend_data(partner=here.member.pk))
    prepared = AmendmentDraft.objects.get()
    sent = {"replacement": "may", "reason": "Clearer"}
    assert 'name="breaks_silence" value="False"' in page(enter(client, here.member), prepared.get_absolute_url())
    make_procedure(here.secretariat, proposal=here.proposal)
    answer = client.post(f"{prepared.get_absolute_url()}release/", sent)
    text = answer.content.decode()
    assert (answer.status_code, Amendment.objects.count(), Procedure.objects.get().result) == (422, 0, "")
    assert "Confirm that your amendment should end it" in text
    assert 'name="breaks_silence" value="True"' in text
    assert client.post(f"{prepared.get_absolute_url()}release/", {**sent, "breaks_silence": "True"}).status_code == 302
    assert Procedure.objects.get().result == "broken"


@pytest.mark.parametrize("kind", ["written", "meeting"])
def test_text_in_a_procedure_other_than_silence_cannot_be_amended(client: Client, here: Drafting, kind: str) -> None:
    make_procedure(here.secretariat, kind, proposal=here.proposal)
    shown = page(enter(client, here.other), f"{HERE}amend/", key="p1")
    assert ("Continue to confirmation" in shown, "The text cannot be amended at the moment." in shown) == (False, True)
    answer = client.post(f"{HERE}amend/", amend_data())
    assert (answer.status_code, answer.context["form"].errors.as_data()["__all__"][0].code) == (422, "being_decided")
    assert (Amendment.objects.count(), AmendmentDraft.objects.count()) == (0, 0)


def test_late_amendment_is_refused_without_a_button_to_propose_it(client: Client, here: Drafting) -> None:
    procedure = make_procedure(here.secretariat, proposal=here.proposal)
    enter(client, here.other).post(f"{HERE}amend/", amend_data())
    draft = AmendmentDraft.objects.get()
    past = timezone.now() - timedelta(hours=2)
    Procedure.objects.update(opened_at=past, expires_at=past + timedelta(hours=1))
    sent = {"replacement": "may", "reason": "Clearer", "breaks_silence": "True"}
    late = client.post(f"{draft.get_absolute_url()}release/", sent)
    again = client.post(f"{HERE}amend/", amend_data())
    assert [answer.status_code for answer in (late, again)] == [422, 422]
    assert f'action="{draft.get_absolute_url()}release/"' not in late.content.decode()
    assert "button--stop" not in again.content.decode()
    procedure.refresh_from_db()
    assert (outcome_of(procedure).result, Amendment.objects.count()) == ("adopted", 0)
