"""What pages need again and again, kept ready in the memory of the process under a token that stands in the cache."""

from collections.abc import Callable
from typing import Any, Generic, TypeVar
from uuid import uuid4

from django.core.cache import cache
from django.db import transaction

LIFETIME = 300
"""After so many seconds it is read anew, should another process have a cache of its own."""
Value = TypeVar("Value")


class KeptReady(Generic[Value]):
    """What `load(*key)` gives, asked for once, until somebody says that it has changed."""

    def __init__(self, name: str, load: Callable[..., Value]) -> None:
        self.name = f"networkapp.ready.{name}"
        self.load = load
        self._known: dict[tuple[Any, ...], tuple[str, Value]] = {}

    def get(self, *key: Any) -> Value:
        token = cache.get(self.name)
        if token is None:
            token = str(uuid4())
            cache.set(self.name, token, LIFETIME)
        known = self._known.get(key)
        if known is None or known[0] != token:
            known = self._known[key] = (token, self.load(*key))
        return known[1]

    def forget(self, **message: Any) -> None:
        """What was kept has changed, here at once and for others when it is committed. Also a receiver of signals."""
        cache.delete(self.name)
        transaction.on_commit(lambda: cache.delete(self.name))
