"""Reader threads of the sockets keep their database connections, replace lost ones, and close them at the end."""

import pytest
from django.db import OperationalError, connection, connections

from networkapp.db.threads import ReaderThreads

pytestmark = pytest.mark.django_db(transaction=True)


def answer() -> object:
    """Run a query, and return the database connection of this thread."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 42")
    return connection.connection


async def test_reader_thread_keeps_its_connection_replaces_a_lost_one_and_closes_it_at_the_end(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("networkapp.db.threads.THREAD_COUNT", 1)
    lost = [True]

    def lose_it() -> object:
        """Fail the first time as if the server had cut the connection."""
        if lost:
            lost.clear()
            raise OperationalError("server closed the connection unexpectedly")
        return answer()

    async with ReaderThreads() as threads:
        kept = await threads.run(answer)
        assert await threads.run(answer) is kept
        assert await threads.run(lose_it) is not kept
        (opened,) = await threads.run(connections.all, True)
        assert opened.connection is not None
    assert opened.connection is None
