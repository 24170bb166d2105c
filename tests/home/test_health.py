"""Health checks for monitoring: whether the site is alive, and which service is unreachable."""

import socket

import pytest
from django.conf import settings
from django.db import connection
from django.db.utils import OperationalError
from django.test import Client
from pytest_django import Settings

from tests.factories.networks import UserFactory

pytestmark = pytest.mark.django_db
ALL_WELL = {"database": "ok", "cache": "ok", "channel_layer": "ok"}


@pytest.fixture
def unreachable_redis() -> str:
    """Return the address of a Redis that does not exist."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        return f"redis://127.0.0.1:{free.getsockname()[1]}/0"


def test_liveness_check_returns_ok(client: Client) -> None:
    answer = client.get("/healthz/")
    assert (answer.status_code, answer.json()) == (200, {"status": "ok"})


def test_readiness_check_returns_ok_if_all_services_are_reachable(client: Client) -> None:
    answer = client.get("/readyz/")
    assert (answer.status_code, answer.json()) == (200, ALL_WELL)


def test_readiness_response_is_not_cached(client: Client) -> None:
    assert "no-store" in client.get("/readyz/").headers["Cache-Control"]


@pytest.mark.parametrize("address", ["/healthz/", "/readyz/"])
def test_health_checks_refuse_post(address: str, client: Client) -> None:
    assert client.post(address).status_code == 405


def test_unreachable_database_is_reported_to_signed_in_users_too(client: Client) -> None:
    def away(*args: object) -> None:
        raise OperationalError

    client.force_login(UserFactory(), backend=settings.AUTHENTICATION_BACKENDS[0])
    with connection.execute_wrapper(away):
        answer = client.get("/readyz/")
    assert (answer.status_code, answer.json()) == (503, {**ALL_WELL, "database": "unreachable"})


def test_unreachable_cache_is_reported(client: Client, settings: Settings, unreachable_redis: str) -> None:
    backend = "django.core.cache.backends.redis.RedisCache"
    settings.CACHES = {"default": {"BACKEND": backend, "LOCATION": unreachable_redis}}
    answer = client.get("/readyz/")
    assert (answer.status_code, answer.json()) == (503, {**ALL_WELL, "cache": "unreachable"})


def test_unreachable_channel_layer_is_reported(client: Client, settings: Settings, unreachable_redis: str) -> None:
    layer = "channels_redis.pubsub.RedisPubSubChannelLayer"
    settings.CHANNEL_LAYERS = {"default": {"BACKEND": layer, "CONFIG": {"hosts": [unreachable_redis]}}}
    answer = client.get("/readyz/")
    assert (answer.status_code, answer.json()) == (503, {**ALL_WELL, "channel_layer": "unreachable"})
