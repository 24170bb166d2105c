"""What is stored about how somebody signs in, for their personal data: kinds, names and dates, never secrets."""

from collections.abc import Callable
from datetime import datetime
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.socialaccount.models import SocialAccount
from allauth.usersessions.models import UserSession

from accounts.devices import device
from accounts.models import KnownDevice
from networkapp.users import AnyUser

Row = dict[str, str]


def describe(user: AnyUser) -> dict[str, list[Row]]:
    """Return what is stored, by kind; each row as plain text."""
    kinds: dict[str, tuple[Any, Callable[[Any], Row]]] = {
        "email_addresses": (EmailAddress, _address),
        "authenticators": (Authenticator, _authenticator),
        "services": (SocialAccount, _service),
        "sessions": (UserSession, _session),
        "known_browsers": (KnownDevice, _browser),
    }
    return {
        name: [row(one) for one in model.objects.filter(user=user).order_by("pk")]
        for name, (model, row) in kinds.items()
    }


def _address(address: EmailAddress) -> Row:
    return {
        "email": address.email,
        "verified": "yes" if address.verified else "no",
        "primary": "yes" if address.primary else "no",
    }


def _authenticator(one: Authenticator) -> Row:
    """A passkey has the name that its holder gave it; the key itself, seeds and codes stay out."""
    name = str(one.data.get("name", "")) if one.type == Authenticator.Type.WEBAUTHN else ""
    kind = str(Authenticator.Type(one.type).label)
    return {"kind": kind, "name": name, "created": _moment(one.created_at), "last_used": _moment(one.last_used_at)}


def _service(account: SocialAccount) -> Row:
    """The name there and the number by which the service knows its user; other data of a sign-in may hold tokens."""
    return {
        "service": account.provider,
        "identifier": account.uid,
        "name": str(account.extra_data.get("name", "")),
        "email": str(account.extra_data.get("email", "")),
        "linked": _moment(account.date_joined),
        "last_used": _moment(account.last_login),
    }


def _session(session: UserSession) -> Row:
    return {
        "device": device(session.user_agent),
        "user_agent": session.user_agent,
        "ip_address": session.ip,
        "began": _moment(session.created_at),
        "last_used": _moment(session.last_seen_at),
    }


def _browser(known: KnownDevice) -> Row:
    """Return when a browser was first and last used, without its key."""
    return {"first_used": _moment(known.created_at), "last_used": _moment(known.last_used_at)}


def _moment(at: datetime | None) -> str:
    return at.isoformat(timespec="seconds") if at else ""
