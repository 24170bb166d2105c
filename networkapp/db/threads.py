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

THREAD_COUNT = 4


class ReaderThreads:
    """Threads with database connections, open while anybody uses them; the last user closes the connections."""

    def __init__(self) -> None:
        self._open_count = 0
        self._pool: ThreadPoolExecutor | None = None
        self._connections: dict[int, Sequence[BaseDatabaseWrapper]] = {}

    async def __aenter__(self) -> Self:
        self._open_count += 1
        return self

    async def __aexit__(self, kind: type[BaseException] | None, error: Any, trace: TracebackType | None) -> None:
        self._open_count -= 1
        if self._open_count or self._pool is None:
            return
        pool, self._pool = self._pool, None
        kept_connections, self._connections = self._connections, {}
        await asyncio.get_running_loop().run_in_executor(None, _close, pool, kept_connections)

    async def run(self, function: Callable[..., Any], *arguments: Any) -> Any:
        """Return the result of a function that only reads, in a thread; run it again if the connection was lost."""
        if self._pool is None:
            self._pool = ThreadPoolExecutor(THREAD_COUNT, "networkapp-reading")
        work = copy_context().run, self._run_in_thread, self._connections, function, *arguments
        return await asyncio.get_running_loop().run_in_executor(self._pool, *work)

    @staticmethod
    def _run_in_thread(
        kept_connections: dict[int, Sequence[BaseDatabaseWrapper]], function: Callable[..., Any], *arguments: Any
    ) -> Any:
        try:
            return function(*arguments)
        except (OperationalError, InterfaceError):
            connections.close_all()
            return function(*arguments)
        finally:
            kept_connections[get_ident()] = connections.all(initialized_only=True)


def _close(pool: ThreadPoolExecutor, kept_connections: dict[int, Sequence[BaseDatabaseWrapper]]) -> None:
    pool.shutdown()
    for connection in (
        connection for thread_connections in kept_connections.values() for connection in thread_connections
    ):
        # Its thread has ended, so it may be closed from here.
        connection.inc_thread_sharing()
        connection.close()
