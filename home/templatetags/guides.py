"""Which of the five-minute guides a desk offers."""

from collections.abc import Iterable
from typing import Any

from django import template

from home.domain.guide_steps import GUIDES
from home.domain.guides import Guide, guides_offered_to
from networkapp.administration.rights import MEMBERS
from networkapp.users import User

register = template.Library()


@register.simple_tag
def guides_for(user: User, seats: Iterable[Any]) -> list[Guide]:
    """{% guides_for request.user desk.seats as offered %}: those that fit a newcomer's seats."""
    administers = user.is_superuser or user.pk in MEMBERS.get()
    return guides_offered_to(user=user, seats=seats, guides=GUIDES.values(), administers=administers)
