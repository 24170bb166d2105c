"""Rate limits of a user: the error, the kept text, and an unreachable cache."""

from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import uuid4

import pytest
from django.core.cache import cache
from django.test import Client
from django.utils import timezone

from networkapp import rate_limits
from networkapp.discussion.actions.messages import edit_message, react
from networkapp.discussion.actions.moderation import report_message
from networkapp.discussion.models import Draft
from networkapp.errors import Refused
from networkapp.models import Seat
from tests.factories.discussion import add_message, start_topic
from tests.factories.networks import SeatFactory
from tests.worlds import world

MINUTE, DAY = timedelta(minutes=1), timedelta(days=1)


@world
def author(db: None) -> Seat:
    return SeatFactory(starts_at=timezone.now() - DAY)


@pytest.fixture
def limit_of_one_a_day(settings: Any) -> None:
    cache.clear()
    acts = ("messages", "topics", "edits", "reactions", "reports", "uploads")
    settings.NETWORKAPP_PACE = dict.fromkeys(acts, ((1, DAY),))


def is_refused_as_too_fast(act: Any, *args: Any, **named: Any) -> bool:
    with pytest.raises(Refused) as refusal:
        act(*args, **named)
    return refusal.value.code == "too_fast"


def test_act_over_the_rate_limit_is_refused_until_the_period_is_over(
    author: Seat, settings: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache.clear()
    settings.NETWORKAPP_PACE = {"messages": ((2, MINUTE), (3, DAY))}
    now = [datetime(2030, 6, 12, 10, 14, 30, tzinfo=UTC)]
    monkeypatch.setattr(timezone, "now", lambda: now[0])
    words = []
    for seconds in (0, 1, 1, 28, 0):
        now[0] += timedelta(seconds=seconds)
        try:
            rate_limits.check_rate_limit(user=author.user, act="messages", field="body")
            words.append("")
        except Refused as refusal:
            words.append(str(refusal))
    assert words[:2] == ["", ""]
    assert words[2] == "Too many attempts in a short time. Try again after 12 June 2030, 10:15 (UTC)."
    rate_limits.check_rate_limit(user=SeatFactory().user, act="messages")
    rate_limits.check_rate_limit(user=author.user, act="reactions")


def test_rate_limits_count_per_user_and_act_and_not_for_repeated_requests(
    author: Seat, limit_of_one_a_day: None
) -> None:
    topic = start_topic(author)
    assert is_refused_as_too_fast(start_topic, author)
    key = uuid4()
    message = add_message(topic, author, client_key=key)
    assert add_message(topic, author, client_key=key) == message
    assert is_refused_as_too_fast(add_message, topic, author)
    reader = SeatFactory(network=author.network)
    theirs = add_message(topic, reader)
    edit_message(message=message, user=author.user, body="Else", base=0)
    assert is_refused_as_too_fast(edit_message, message=message, user=author.user, body="More", base=2)
    react(message=theirs, user=author.user, kind="agree")
    assert is_refused_as_too_fast(react, message=theirs, user=author.user, kind="thanks")
    for _time in range(2):
        report_message(message=theirs, user=author.user, reason="It names somebody")
    another = add_message(topic, SeatFactory(network=author.network))
    assert is_refused_as_too_fast(report_message, message=another, user=author.user, reason="It names somebody")


def test_rate_limited_message_stays_in_the_form_and_the_draft(
    author: Seat, limit_of_one_a_day: None, client: Client
) -> None:
    topic = start_topic(author)
    address = topic.get_absolute_url()
    client.force_login(author.user, backend="django.contrib.auth.backends.ModelBackend")
    Draft.objects.create(user=author.user, network=topic.network, topic=topic, body="A quetzal.", version=1)
    items = [
        {"body": body, "client_key": uuid4(), "draft_version": 0} for body in ("First.", "A quetzal.", "A quetzal.")
    ]
    assert client.post(address, items[0]).status_code == 302
    page = client.post(address, items[1])
    assert (page.status_code, page.content.decode().count("A quetzal.") > 0) == (422, True)
    assert "Too many attempts in a short time. Try again after" in page.content.decode()
    response = client.post(address, items[2], headers={"accept": "application/json"})
    assert (response.status_code, response.json()["errors"]["body"][0]["code"]) == (429, "too_fast")
    assert 0 < int(response["Retry-After"]) <= 24 * 60 * 60
    assert Draft.objects.get(user=author.user).body == "A quetzal."
    assert topic.messages.count() == 2


def test_unreachable_cache_disables_rate_limits(author: Seat, limit_of_one_a_day: None, settings: Any) -> None:
    settings.CACHES = {
        "default": {
            "BACKEND": "django.core.cache.backends.redis.RedisCache",
            "LOCATION": "redis://127.0.0.1:1/0",
            "OPTIONS": {"socket_connect_timeout": 1},
        }
    }
    topic = start_topic(author)
    for body in ("One.", "Two."):
        add_message(topic, author, body=body)
    assert topic.messages.count() == 3
