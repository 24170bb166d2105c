"""The types of people's accounts. A site chooses its user model in AUTH_USER_MODEL."""

from typing import TYPE_CHECKING, TypeGuard

from django.contrib.auth.base_user import AbstractBaseUser
from django.contrib.auth.models import AnonymousUser

if TYPE_CHECKING:
    # django-stubs resolves this name to the model that AUTH_USER_MODEL names.
    from django.contrib.auth.models import _User as User
else:
    User = AbstractBaseUser

__all__ = ["AnyUser", "User", "is_signed_in"]

# Somebody who may not be signed in.
AnyUser = User | AnonymousUser


def is_signed_in(user: AnyUser | None) -> TypeGuard[User]:
    """Return whether `user` is signed in; None is a visitor."""
    return getattr(user, "is_authenticated", False)
