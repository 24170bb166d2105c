"""What a reader gets of a page, and what it costs."""

import re


def text_of(response: object) -> str:
    """What a reader reads, without tags."""
    html = response.content.decode()  # type: ignore[attr-defined]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))
