"""A cache that stays of use while the shared one is away."""

import logging
from collections.abc import Callable
from time import monotonic
from typing import Any

from django.core.cache import caches
from django.core.cache.backends.base import DEFAULT_TIMEOUT, BaseCache
from redis.exceptions import RedisError

logger = logging.getLogger(__name__)
AWAY = (RedisError, OSError)
PAUSE = 2.0
"""Seconds for which an absent cache is not asked again, so that no page waits for it more than once."""


class SteadyCache(BaseCache):
    """The cache `shared` while it can be reached; while it cannot, each process has its own, called `own`.

    So pages are served and rate limits count on, by process. What was cached meanwhile is not carried over.
    """

    away_until = 0.0

    def __init__(self, location: str, params: dict[str, Any]) -> None:
        super().__init__(params)

    def _ask(self, act: Callable[[BaseCache], Any]) -> Any:
        if monotonic() >= SteadyCache.away_until:
            try:
                return act(caches["shared"])
            except AWAY as problem:
                SteadyCache.away_until = monotonic() + PAUSE
                logger.warning("The shared cache is not available. Each process uses its own cache: %s", problem)
        return act(caches["own"])

    def add(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> Any:
        return self._ask(lambda cache: cache.add(key, value, timeout, version))

    def get(self, key: Any, default: Any = None, version: int | None = None) -> Any:
        return self._ask(lambda cache: cache.get(key, default, version))

    def set(self, key: Any, value: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> Any:
        return self._ask(lambda cache: cache.set(key, value, timeout, version))

    def touch(self, key: Any, timeout: Any = DEFAULT_TIMEOUT, version: int | None = None) -> Any:
        return self._ask(lambda cache: cache.touch(key, timeout, version))

    def delete(self, key: Any, version: int | None = None) -> Any:
        return self._ask(lambda cache: cache.delete(key, version))

    def incr(self, key: Any, delta: int = 1, version: int | None = None) -> Any:
        return self._ask(lambda cache: cache.incr(key, delta, version))

    def clear(self) -> Any:
        return self._ask(lambda cache: cache.clear())
