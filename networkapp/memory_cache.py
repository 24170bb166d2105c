"""Data that pages need again and again, kept in the memory of the process under a token in the cache."""

from collections.abc import Callable
from time import monotonic
from typing import Any, ClassVar, Generic, TypeVar
from uuid import uuid4

from django.core.cache import cache
from django.db import transaction

LIFETIME = 300
"""After this number of seconds it is read again, in case another process has a cache of its own."""
Value = TypeVar("Value")


class ProcessCache(Generic[Value]):
    """The result of `load(*key)`, computed once, until it is reported as changed.

    With `seconds_known`, a process asks the cache for the token once in this number of seconds: for data that every
    page needs several times. It knows its own changes at once.
    """

    every: ClassVar[list[Any]] = []
    """All of them: tests restore them, since a transaction that is rolled back reports no change."""

    def __init__(self, name: str, load: Callable[..., Value], *, seconds_known: float = 0.0) -> None:
        self.name = f"networkapp.memory_cache.{name}"
        self.load = load
        self.seconds_known = seconds_known
        self._token: tuple[float, str] = (0.0, "")
        self._known: dict[tuple[Any, ...], tuple[str, Value]] = {}
        self.every.append(self)

    def get(self, *key: Any) -> Value:
        token = self._current_token()
        known = self._known.get(key)
        if known is None or known[0] != token:
            known = self._known[key] = (token, self.load(*key))
        return known[1]

    def forget(self, **message: Any) -> None:
        """Report a change, here at once and for other processes after commit. Also a receiver of signals."""
        self._drop()
        transaction.on_commit(self._drop)

    def restore(self, value: Value | None = None) -> None:
        """Forget everything in this process, without a report to others; with a value, keep that one as just loaded."""
        self._known.clear()
        self._token = (0.0, "")
        if value is not None:
            self._known[()] = (self._current_token(), value)

    def _drop(self) -> None:
        cache.delete(self.name)
        self._token = (0.0, "")

    def _current_token(self) -> str:
        asked_at, token = self._token
        if token and monotonic() - asked_at < self.seconds_known:
            return token
        asked_at = monotonic()
        token = cache.get(self.name) or ""
        if not token:
            token = str(uuid4())
            cache.set(self.name, token, LIFETIME)
        self._token = (asked_at, token)
        return token
