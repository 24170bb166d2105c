"""Two addresses for monitoring: is the site running, and can it reach the services that it needs."""

import asyncio
from collections.abc import Callable

from asgiref.sync import async_to_sync
from channels.layers import get_channel_layer
from django.conf import settings
from django.core.cache import caches
from django.db import connection
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

PATIENCE = 2.0
Answer = Callable[[HttpRequest], HttpResponse]


class HealthMiddleware:
    """Answer both before any other middleware, so that they also answer while the database is not available."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return ADDRESSES.get(request.path_info, self.get_response)(request)


@never_cache
@require_safe
def liveness(request: HttpRequest) -> HttpResponse:
    return JsonResponse({"status": "ok"})


@never_cache
@require_safe
def readiness(request: HttpRequest) -> HttpResponse:
    """Return 200 if database, cache and channel layer answer, otherwise 503 with the status of each."""
    parts = {name: _answers(probe) for name, probe in PROBES.items()}
    return JsonResponse(parts, status=200 if all(state == "ok" for state in parts.values()) else 503)


def _answers(probe: Callable[[], None]) -> str:
    try:
        probe()
    except Exception:  # the drivers raise many kinds of errors, and all mean the same here
        return "unreachable"
    return "ok"


def _database() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")


def _cache() -> None:
    """Test the shared cache if there is one, although the process could continue with its own."""
    cache = caches["shared" if "shared" in settings.CACHES else "default"]
    cache.set("readyz", "ok", 10)
    if cache.get("readyz") != "ok":
        raise ConnectionError("the cache did not store a value")


def _channel_layer() -> None:
    async_to_sync(_send)()


async def _send() -> None:
    await asyncio.wait_for(get_channel_layer().group_send("readyz", {"type": "probe"}), PATIENCE)


ADDRESSES: dict[str, Answer] = {"/healthz/": liveness, "/readyz/": readiness}
PROBES: dict[str, Callable[[], None]] = {"database": _database, "cache": _cache, "channel_layer": _channel_layer}
