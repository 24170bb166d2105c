"""Desk items and notifications during an agreement on criteria."""

from datetime import timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format

from evaluation.frameworks.agreement import return_to_draft
from evaluation.frameworks.agreement_desk import positions_needed, proposals_to_decide, silence_ended
from evaluation.frameworks.agreement_notices import ASKED, ENDS_SOON, remind_of_silence, render_notices
from evaluation.frameworks.agreement_positions import state_position
from evaluation.frameworks.agreement_roll import roll_of
from evaluation.models import Consultation
from networkapp.errors import Refused
from networkapp.models import Notification
from tests.factories.agreement import Agreeing

pytestmark = pytest.mark.django_db


def test_desk_asks_a_country_for_its_position_until_it_is_given(consulting: Agreeing) -> None:
    (item,) = positions_needed(user=consulting.members["XA"])
    assert (item.url, item.deadline) == ("/evaluation/frameworks/t/position/", Consultation.objects.get().due_at)
    consulting.state("XA", "explain", "Only this one", series_id="1.2")
    assert len(list(positions_needed(user=consulting.members["XA"]))) == 1
    consulting.state("XA", "agree")
    assert list(positions_needed(user=consulting.members["XA"])) == []
    assert len(list(positions_needed(user=consulting.members["XC"]))) == 1
    assert list(positions_needed(user=consulting.secretariat)) == []


def test_desk_lists_proposals_for_the_rapporteur_and_ended_silence_for_the_secretariat(proposing: Agreeing) -> None:
    proposal = proposing.propose()
    assert list(proposals_to_decide(user=proposing.members["XB"])) == []
    proposing.close()
    (item,) = proposals_to_decide(user=proposing.members["XB"])
    assert item.title == "Decide on 1 proposal"
    assert list(proposals_to_decide(user=proposing.members["XA"])) == []
    proposing.consolidate(proposal)
    proposing.ask(at=timezone.now() - timedelta(days=15))
    assert len(list(silence_ended(user=proposing.secretariat))) == 1
    assert list(silence_ended(user=proposing.members["XA"])) == []


def test_adoption_is_on_the_desk_as_soon_as_all_countries_have_responded(consulting: Agreeing) -> None:
    roll = roll_of(Consultation.objects.get())
    assert (roll.can_be_adopted, list(silence_ended(user=consulting.secretariat))) == (False, [])
    for code in consulting.members:
        consulting.state(code, "agree")
    roll = roll_of(Consultation.objects.get())
    (item,) = silence_ended(user=consulting.secretariat)
    assert (roll.can_be_adopted, roll.is_due) == (True, False)
    assert item.title == "Record the adoption of the criteria: all countries have responded"
    consulting.state("XA", "object", "Another text")
    assert not roll_of(Consultation.objects.get()).can_be_adopted
    assert list(silence_ended(user=consulting.secretariat)) == []


def test_refusal_of_an_early_adoption_names_the_end_of_the_silence_procedure(consulting: Agreeing) -> None:
    due = timezone.localtime(Consultation.objects.get().due_at)
    with pytest.raises(Refused, match=date_format(due, "DATETIME_FORMAT").replace(".", r"\.")):
        consulting.adopt()


def test_members_are_notified_once_of_a_consultation_and_reminded_if_their_country_is_silent(draft: Agreeing) -> None:
    consultation = draft.ask()
    notifications = Notification.objects.filter(kind=ASKED).values_list("user", flat=True)
    assert set(notifications) == {user.pk for user in draft.members.values()}
    state_position(framework=draft.framework, user=draft.members["XA"], stance="agree")
    soon = consultation.due_at - timedelta(days=2)
    assert [remind_of_silence(now=consultation.due_at - timedelta(days=4)), remind_of_silence(now=soon) > 0] == [
        0,
        True,
    ]
    assert remind_of_silence(now=soon) == 0
    reminded = set(Notification.objects.filter(kind=ENDS_SOON).values_list("user", flat=True))
    assert reminded == {user.pk for code, user in draft.members.items() if code != "XA"}
    words = {
        code: render_notices(user=user, notifications=list(Notification.objects.filter(user=user)))
        for code, user in draft.members.items()
    }
    assert [len(words["XA"]), {item.deadline for item in words["XB"].values()}] == [0, {consultation.due_at}]
    assert not Notification.objects.filter(user=draft.members["XA"], seen_at=None).exists()
    return_to_draft(framework=draft.framework, user=draft.secretariat, reason="A mistake")
    assert not Notification.objects.filter(kind__in=(ASKED, ENDS_SOON), seen_at=None).exists()
