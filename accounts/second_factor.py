"""Require two-step sign-in of the seats that the setting ACCOUNTS_MFA_REQUIRED_CAPACITIES lists."""

from collections.abc import Iterable

from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.conf import settings
from django.http import HttpRequest
from django.urls import reverse
from django.utils.translation import gettext as _

from networkapp.administration.rights import is_site_administrator
from networkapp.models import Seat
from networkapp.registry import DeskItem
from networkapp.users import AnyUser

KINDS = [Authenticator.Type.TOTP, Authenticator.Type.WEBAUTHN]


def has_one(user: AnyUser) -> bool:
    """Return whether the user has set up an authenticator app or a passkey; recovery codes alone do not count."""
    return bool(is_mfa_enabled(user, types=KINDS))


def is_required_of(user: AnyUser) -> bool:
    """Return whether a seat held today asks for one. Where any capacity is named, site administrators need one, too."""
    capacities = settings.ACCOUNTS_MFA_REQUIRED_CAPACITIES
    if not capacities or not user.is_authenticated:
        return False
    seated = Seat.objects.current().filter(user=user, capacity__in=capacities)
    return is_site_administrator(user) or bool(seated.exists())


def is_missing(user: AnyUser) -> bool:
    """Return whether everything except setting it up is closed to the user."""
    return is_required_of(user) and not has_one(user)


def socket_guard(request: HttpRequest) -> bool:
    """Whether the person of this request may follow a network live."""
    return not is_missing(request.user)


def offer(*, user: AnyUser) -> Iterable[DeskItem]:
    """Return the desk item that offers users without a second step a passkey or an app."""
    if has_one(user):
        return []
    return [
        DeskItem(
            key="second-factor",
            title=_("Secure your account"),
            detail=_("Add a passkey or an authenticator app, so that a stolen password is not enough to sign in."),
            url=reverse("mfa_index"),
            can_wait=True,
        )
    ]
