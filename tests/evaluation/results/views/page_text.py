"""The text of a page as its reader sees it."""

import re


def text_of(response: object) -> str:
    """Return the text of the page without tags."""
    html = response.content.decode()  # type: ignore[attr-defined]
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", html))
