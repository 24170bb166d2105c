"""What the front page shows of what the networks have published."""

from datetime import date
from typing import Any

from networkapp.models import ChapterPage, Meeting, Subject
from networkapp.permissions import Action


def what_the_front_page_shows(*, user: Any, language: str) -> dict[str, Any]:
    """The fifteen subjects, the handbook's newest chapters and the dates of meetings, as `user` may see them."""
    return {}
