"""The server warns of possible personal data before anything is stored, and lets the author continue."""

from collections.abc import Callable
from uuid import uuid4

import pytest
from bs4 import BeautifulSoup
from django.test import Client

from networkapp.discussion.actions.message_drafts import prepare_message
from networkapp.discussion.models import Draft, Message, MessageDraft, Topic
from networkapp.meetings.actions.minutes import draft_minutes
from networkapp.models import Seat
from tests.factories.decisions import adopt
from tests.factories.discussion import start_topic
from tests.factories.meetings import call, was
from tests.factories.networks import NetworkFactory
from tests.factories.procedures import make_procedure
from tests.worlds import world

Give = Callable[..., Seat]
CASE = "Anna Kowalska, born 12.03.1998, is safe"


@world
def topic(seat: Give) -> Topic:
    return start_topic(seat("member"))


def as_(client: Client, seat: Seat) -> Client:
    client.force_login(seat.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def stored_counts() -> tuple[int, int, int, int]:
    return Topic.objects.count(), Message.objects.count(), MessageDraft.objects.count(), Draft.objects.count()


def test_personal_data_warning_stores_nothing_and_lets_the_author_continue(
    client: Client, topic: Topic, caplog: pytest.LogCaptureFixture
) -> None:
    message, before = {"body": CASE, "client_key": str(uuid4())}, stored_counts()
    answer = as_(client, topic.opened_by).post(topic.get_absolute_url(), message)
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "<b>born 12.03.1998</b>: A name with a date of birth" in page
    assert f"{CASE}</textarea>" in page
    assert 'name="checked"' in page
    assert stored_counts() == before
    assert "12.03.1998" not in caplog.text
    assert client.post(topic.get_absolute_url(), {**message, "checked": "on"}).status_code == 302
    assert topic.messages.filter(body=CASE).count() == 1


def test_every_form_with_text_warns_of_personal_data(client: Client, topic: Topic, seat: Give) -> None:
    member = topic.opened_by
    adviser = seat("adviser", network=topic.network, delegation=member.delegation)
    prepared = prepare_message(
        topic=topic, user=adviser.user, partner=member.pk, body="Fine", client_key=uuid4()
    )  # fmt: skip
    text, before = {"body": "Fine", "client_key": str(uuid4())}, stored_counts()
    as_(client, member)
    answers = [
        client.post(f"/networks/{topic.network.slug}/topics/new/", {**text, "title": CASE}),
        client.post(topic.get_absolute_url(), {**text, "body": CASE}, headers={"accept": "application/json"}),
        client.post(f"{topic.get_absolute_url()}finish/", {**text, "body": CASE, "partner": adviser.pk}),
        client.post(f"{prepared.get_absolute_url()}release/", {"body": CASE}),
    ]
    assert [answer.status_code for answer in answers] == [422] * 4
    assert stored_counts() == before
    assert client.post(topic.get_absolute_url(), text).status_code == 302


def test_too_long_text_is_refused_without_a_personal_data_check(client: Client, topic: Topic) -> None:
    """Every number in it would be named on the page, and found one after the other."""
    values = {"body": "+49 30 1234567 " * 20_000, "client_key": str(uuid4())}
    answer = as_(client, topic.opened_by).post(topic.get_absolute_url(), values, headers={"accept": "application/json"})
    assert (answer.status_code, set(answer.json()["errors"])) == (422, {"body"})
    assert answer.json()["errors"]["body"][0]["code"] == "message_too_long"


def test_fields_checked_by_the_script_are_those_checked_by_the_server(client: Client, seat: Give) -> None:
    """The script says that it has looked, and then the server does not: so it must have looked at the same."""
    chair = seat("member", offices=["chair"])
    NetworkFactory(slug=chair.network.slug).delegations.add(chair.delegation)
    procedure = make_procedure(chair)
    meeting = was(call(chair))
    draft_minutes(meeting=meeting, user=chair.user)
    decision = adopt(chair.network, seat=chair)
    here, client = chair.network.slug, as_(client, chair)
    pages = {
        procedure.get_absolute_url(): {"words", "objection-words objection-counter_text", "words counter_text"},
        f"/inquiries/{here}/new/": {"title why questions"},
        f"/networks/{here}/ask-for-dates/": {"title text"},
        decision.get_absolute_url(): {"text"},
        f"/meetings/{meeting.slug}/minutes/": {"text"},
        f"/meetings/{meeting.slug}/agenda/": {"title text"},
        f"/meetings/{meeting.slug}/actions/": {"text"},
    }
    for address, expected in pages.items():
        page = BeautifulSoup(client.get(address).content, "html.parser")
        guards = page.select("[data-personal]")
        texts = {str(guard["data-said"]) for guard in guards}
        assert (address, bool(texts), texts <= expected) == (address, True, True)
        for guard in guards:
            form = guard.find_parent("form")
            assert form is not None
            assert form.find_parent("guarded-form") is not None
            assert {str(control["name"]) for control in form.select("[name]")} >= set(str(guard["data-said"]).split())
        assert page.select('script[src*="js/discussion"]')
