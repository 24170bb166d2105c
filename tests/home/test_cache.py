"""The site works while the shared cache and the channel layer are unreachable."""

from collections.abc import Iterator
from typing import Any
from uuid import uuid4

import pytest
from allauth.account.models import EmailAddress
from django.core.cache import caches
from django.test import Client
from pytest_django import Settings

from home.cache import SteadyCache
from networkapp.models import Event, Seat
from tests.factories.discussion import start_topic
from tests.factories.networks import SeatFactory, UserFactory
from tests.worlds import world

REDIS = "django.core.cache.backends.redis.RedisCache"
LOCAL = "django.core.cache.backends.locmem.LocMemCache"
NOWHERE = "redis://127.0.0.1:1/0"


@pytest.fixture
def unreachable_services(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    monkeypatch.setattr(SteadyCache, "away_until", 0.0)
    settings.CACHES = {
        "default": {"BACKEND": "home.cache.SteadyCache"},
        "own": {"BACKEND": LOCAL, "LOCATION": "own"},
        "shared": {"BACKEND": REDIS, "LOCATION": NOWHERE},
    }
    layer = "channels_redis.pubsub.RedisPubSubChannelLayer"
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": layer, "CONFIG": {"hosts": [NOWHERE]}}}
    yield
    caches["own"].clear()


@world
def member(db: None) -> Seat:
    return SeatFactory()


def test_pages_work_while_the_shared_cache_is_unreachable(
    client: Client, unreachable_services: None, member: Seat
) -> None:
    assert [client.get(page).status_code for page in ("/", "/networks/", "/account/login/")] == [200] * 3
    client.force_login(member.user, backend="django.contrib.auth.backends.ModelBackend")
    assert [client.get(page).status_code for page in ("/desk/", "/account/", "/search/?q=a")] == [200] * 3


def test_message_is_posted_while_the_channel_layer_is_unreachable(
    client: Client, unreachable_services: None, member: Seat, django_capture_on_commit_callbacks: Any, caplog: Any
) -> None:
    topic = start_topic(member)
    client.force_login(member.user, backend="django.contrib.auth.backends.ModelBackend")
    with django_capture_on_commit_callbacks(execute=True):
        answer = client.post(topic.get_absolute_url(), {"body": "Still here", "client_key": str(uuid4())})
    assert answer.status_code == 302
    assert Event.objects.filter(kind="message.posted").last().network == member.network
    assert "Error calling record" in caplog.text, "the layer was there after all"


def test_wrong_passwords_are_counted_while_the_shared_cache_is_unreachable(
    client: Client, unreachable_services: None, db: None
) -> None:
    user = UserFactory(email="ada@example.org", password="a-long-sentence-77")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    for _attempt in range(5):
        client.post("/account/login/", {"login": user.email, "password": "wrong"})
    right = client.post("/account/login/", {"login": user.email, "password": "a-long-sentence-77"})
    assert right.status_code == 200


def test_readiness_reports_an_unreachable_cache_despite_its_fallback(
    client: Client, unreachable_services: None, db: None
) -> None:
    answer = client.get("/readyz/")
    expected = {"database": "ok", "cache": "unreachable", "channel_layer": "unreachable"}
    assert (answer.status_code, answer.json()) == (503, expected)


def test_shared_cache_is_used_again_after_a_pause(unreachable_services: None, settings: Settings) -> None:
    steady = caches["default"]
    steady.set("word", "own")
    settings.CACHES = {**settings.CACHES, "shared": {"BACKEND": LOCAL, "LOCATION": "shared"}}
    assert caches["default"].get("word") == "own", "it is asked again only after a pause"
    SteadyCache.away_until = 0.0
    caches["shared"].set("word", "shared")
    assert caches["default"].get("word") == "shared"
