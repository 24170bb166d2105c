"""The five-minute guides: one for each role, of a few steps, each a sentence and a picture.

The steps are in guide_steps/. Pages show them, `bin/pictures` takes their pictures of the running site, and
tests/journeys/test_guides.py goes the same way; so a guide that is no longer true fails.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth import get_user_model
from django.utils import timezone
from django.utils.functional import Promise

from networkapp.permissions import Role
from networkapp.users import User

NEWCOMER = timedelta(days=60)
"""For how long somebody is new, from the day on which the account was created."""


@dataclass(frozen=True, kw_only=True)
class Step:
    """One sentence about one page. `title` is what the page is called, `says` what to see or do there.

    The way there is `address`, then what is to be pressed, each by a selector of Playwright's. In the end `shows` is
    on the page; where it `rolls`, at the top of the picture.
    """

    title: str | Promise
    says: str | Promise
    address: str
    press: tuple[str, ...] = ()
    shows: str
    rolls: bool = False


@dataclass(frozen=True, kw_only=True)
class Guide:
    """What somebody of one role can do, as `account` of the demonstration does it.

    `roles` are those whom it is for; a guide that is for site administrators needs none.
    """

    slug: str
    title: str | Promise
    says: str | Promise
    roles: frozenset[Role]
    account: str
    on_phone: bool
    steps: tuple[Step, ...]
    is_for_administrators: bool = False

    @property
    def size(self) -> tuple[int, int]:
        """Width and height of its pictures on a page, in pixels of CSS."""
        return (390, 700) if self.on_phone else (1280, 800)

    @property
    def pictured(self) -> list[tuple[Step, str]]:
        """Each step with its picture, as static files are named."""
        return [(step, picture_of(self, number)) for number, step in enumerate(self.steps, 1)]


def picture_of(guide: Guide, number: int) -> str:
    """
    >>> picture_of(Guide(slug="member", title="", says="", roles=frozenset(), account="", on_phone=True, steps=()), 1)
    'home/guide/member-1.webp'
    """
    return f"home/guide/{guide.slug}-{number}.webp"


def guides_offered_to(*, user: User, seats: Iterable[Any], guides: Iterable[Guide], administers: bool) -> list[Guide]:
    """Return the guides for the seats of a newcomer, and for site administrators where the person `administers`.

    None for a person who hid them, or whose account is older than sixty days.
    """
    if user.guide_put_aside or user.date_joined < timezone.now() - NEWCOMER:
        return []
    roles = {Role(role) for seat in seats for role in (seat.capacity, *(one.office for one in seat.offices.all()))}
    return [guide for guide in guides if guide.roles & roles or (guide.is_for_administrators and administers)]


def dismiss_guides(*, user: User) -> None:
    """Offer no guide on the desk of `user` any longer."""
    get_user_model().objects.filter(pk=user.pk).update(guide_put_aside=True)
