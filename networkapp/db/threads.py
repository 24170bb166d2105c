"""Threads that read the database for the sockets of this process, each with a connection that it keeps.

A connection opened anew for every question would cost more than the question.
"""

import asyncio
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context
from threading import get_ident
from types import TracebackType
from typing import Any, Self

from django.db import InterfaceError, OperationalError, connections
from django.db.backends.base.base import BaseDatabaseWrapper

THREADS = 4


class ReadingThreads:
    """Open as long as anybody is inside; the last one who leaves closes what they kept open."""

    def __init__(self) -> None:
        self._inside = 0
        self._pool: ThreadPoolExecutor | None = None
        self._kept: dict[int, Sequence[BaseDatabaseWrapper]] = {}

    async def __aenter__(self) -> Self:
        self._inside += 1
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: Any, trace: TracebackType | None) -> None:
        self._inside -= 1
        if self._inside or self._pool is None:
            return
        pool, self._pool = self._pool, None
        kept, self._kept = self._kept, {}
        await asyncio.get_running_loop().run_in_executor(None, _closed, pool, kept)

    async def run(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """The result of a function that only reads: it is asked again where a connection was lost meanwhile."""
        if self._pool is None:
            self._pool = ThreadPoolExecutor(THREADS, "networkapp-reading")
        work = copy_context().run, self._asked, self._kept, function, *arguments
        return await asyncio.get_running_loop().run_in_executor(self._pool, *work)

    @staticmethod
    def _asked(kept: dict[int, Sequence[BaseDatabaseWrapper]], function: Callable[..., Any], *arguments: Any) -> Any:
        try:
            return function(*arguments)
        except (OperationalError, InterfaceError):
            connections.close_all()
            return function(*arguments)
        finally:
            kept[get_ident()] = connections.all(initialized_only=True)


def _closed(pool: ThreadPoolExecutor, kept: dict[int, Sequence[BaseDatabaseWrapper]]) -> None:
    pool.shutdown()
    for connection in (connection for opened in kept.values() for connection in opened):
        # Its thread has ended, so it may be closed from here.
        connection.inc_thread_sharing()
        connection.close()
