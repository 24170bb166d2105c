"""Browsers in which a user signed in before: nobody can keep their owner out of them.

A browser holds the keys of its accounts in one signed cookie that only pages of the account get and no script reads. A
key is deleted when the password changes, and when its session is ended from the list of sessions.
"""

from collections.abc import Iterable
from hashlib import sha256
from importlib import import_module
from typing import Any

from allauth.account.signals import password_changed, password_reset, password_set
from django.conf import settings
from django.contrib.auth.signals import user_logged_in
from django.core import signing
from django.dispatch import receiver
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.crypto import get_random_string

from accounts.addresses import verified_as
from accounts.models import KnownDevice, User
from networkapp.host import same_address

COOKIE, PATH, SALT = "known_device", "/account/", "accounts.known_devices"
LIFETIME = 60 * 60 * 24 * 365
# The accounts of one shared browser; the one that signed in longest ago goes first.
MOST_ACCOUNTS = 5
# The browsers of one account: each has a limit of its own, so there must be an end to them.
MOST_DEVICES = 20
SESSION = "accounts.known_device"


def find_known(request: HttpRequest, email: str) -> KnownDevice | None:
    """Return the browser of `request` where the account of this address signed in in it before; None elsewhere."""
    keys = [_hash(key) for key in _keys(request)]
    if not keys:
        return None
    # An address that an account only claims is not its own: the browser would count as known to somebody else.
    holders = {address.user_id for address in verified_as(email=email)}
    devices = KnownDevice.objects.filter(key_hash__in=keys).select_related("user").order_by("pk")
    theirs = (one for one in devices if one.user_id in holders or same_address(one=one.user.email, other=email))
    return next(theirs, None)


def find_known_to(request: HttpRequest, user: User) -> KnownDevice | None:
    """Return the browser of `request` where `user` signed in in it before; None elsewhere."""
    keys = [_hash(key) for key in _keys(request)]
    return KnownDevice.objects.filter(user=user, key_hash__in=keys).first() if keys else None


def remember(request: HttpRequest, response: HttpResponse) -> None:
    """Make the browser known to the user who has just signed in."""
    keys = _keys(request)
    device = KnownDevice.objects.filter(user_id=request.user.pk, key_hash__in=[_hash(key) for key in keys]).first()
    if device is None:
        key = get_random_string(43)
        device = KnownDevice.objects.create(user_id=request.user.pk, key_hash=_hash(key))
        theirs = KnownDevice.objects.filter(user_id=request.user.pk)
        newest = list(theirs.order_by("-pk").values_list("pk", flat=True)[:MOST_DEVICES])
        theirs.exclude(pk__in=newest).delete()
        keys = [*keys, key][-MOST_ACCOUNTS:]
    KnownDevice.objects.filter(pk=device.pk).update(last_used_at=timezone.now())
    request.session[SESSION] = device.pk
    response.set_cookie(
        COOKIE,
        signing.dumps(keys, salt=SALT),
        max_age=LIFETIME,
        path=PATH,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )


def forget_browsers_of(session_keys: Iterable[str]) -> None:
    """Forget the browsers of these sessions, which somebody ends because they no longer trust them."""
    store: Any = import_module(settings.SESSION_ENGINE).SessionStore
    known = [store(key).get(SESSION) for key in session_keys]
    KnownDevice.objects.filter(pk__in=[pk for pk in known if pk is not None]).delete()


def _keys(request: HttpRequest) -> list[str]:
    try:
        keys: list[str] = signing.loads(request.COOKIES.get(COOKIE, ""), salt=SALT, max_age=LIFETIME)
    except signing.BadSignature:
        return []
    return keys


def _hash(key: str) -> str:
    return sha256(key.encode()).hexdigest()


@receiver(user_logged_in)
def note_sign_in(request: HttpRequest | None, **kwargs: Any) -> None:
    """Have `KnownDeviceMiddleware` make the browser known once the answer is made."""
    if request is not None:
        request.has_signed_in = True  # type: ignore[attr-defined]


@receiver([password_changed, password_set])
def forget_other_devices(request: HttpRequest, user: User, **kwargs: Any) -> None:
    KnownDevice.objects.filter(user=user).exclude(pk=request.session.get(SESSION)).delete()


@receiver(password_reset)
def forget_all_devices(user: User, **kwargs: Any) -> None:
    KnownDevice.objects.filter(user=user).delete()
