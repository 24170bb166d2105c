"""What a reader gets of a page, and what it costs."""

import re

from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext


def text_of(response: object) -> str:
    """What a reader reads, without tags."""
    html = response.content.decode()  # type: ignore[attr-defined]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))


def queries(client: Client, page: str) -> int:
    with CaptureQueriesContext(connection) as found:
        assert client.get(page).status_code == 200
    return len(found)
