"""The sessions of a user, described in words that they recognise."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from allauth.usersessions.models import UserSession
from django.http import HttpRequest
from django.utils.translation import gettext as _

# The first match in what the browser reports wins; most claim to be Safari, and Edge to be Chrome.
BROWSERS = {"Edg": "Edge", "OPR/": "Opera", "Firefox": "Firefox", "Chrome": "Chrome", "Safari": "Safari"}
SYSTEMS = {
    "iPhone": "iPhone",
    "iPad": "iPad",
    "Android": "Android",
    "Windows": "Windows",
    "Mac OS X": "macOS",
    "Linux": "Linux",
}


@dataclass(frozen=True, kw_only=True)
class Session:
    pk: int
    device: str
    ip: str
    created_at: datetime
    last_seen_at: datetime
    is_current: bool


def sessions_of(request: HttpRequest) -> list[Session]:
    """The sessions of the request's person that still open something, this one first, then the last used."""
    person: Any = request.user
    known = UserSession.objects.purge_and_list(person)
    current = request.session.session_key
    sessions = [
        Session(
            pk=session.pk,
            device=device(session.user_agent),
            ip=session.ip,
            created_at=session.created_at,
            last_seen_at=session.last_seen_at,
            is_current=session.session_key == current,
        )
        for session in known
    ]
    return sorted(sessions, key=lambda session: (not session.is_current, -session.last_seen_at.timestamp()))


def device(user_agent: str) -> str:
    """ "Firefox, Windows" from what a browser reports."""
    browser = next((name for mark, name in BROWSERS.items() if mark in user_agent), "")
    system = next((name for mark, name in SYSTEMS.items() if mark in user_agent), "")
    return ", ".join(part for part in (browser, system) if part) or _("Unknown browser")
