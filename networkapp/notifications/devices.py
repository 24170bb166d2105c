"""The browsers that somebody wants to be woken in when there is something new."""

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from networkapp.errors import Refused
from networkapp.models import PushSubscription
from networkapp.notifications.push import are_keys, is_push_service
from networkapp.users import User

MOST_DEVICES = 20


def devices_of(user: User) -> QuerySet[PushSubscription]:
    """Return the person's devices, newest first."""
    return PushSubscription.objects.filter(user=user).order_by("-added_at", "-pk")


def add_device(*, user: User, endpoint: str, p256dh: str, auth: str) -> PushSubscription:
    """Send push notifications in this browser to this person, and to nobody who used it before.

    Refused: `unknown_push_service`, `wrong_keys`, `too_many_devices`.
    """
    if not is_push_service(endpoint):
        words = _("This site does not support your browser’s push service.")
        raise Refused("unknown_push_service", words)
    if not are_keys(p256dh, auth):
        raise Refused("wrong_keys", _("Your browser did not provide the keys for push notifications. Try again."))
    if devices_of(user).exclude(endpoint=endpoint).count() >= MOST_DEVICES:
        raise Refused("too_many_devices", _("Notifications are already on in several browsers. Remove one first."))
    known = {"user": user, "p256dh": p256dh, "auth": auth}
    return PushSubscription.objects.update_or_create(endpoint=endpoint, defaults=known)[0]


def remove_device(*, user: User, endpoint: str) -> None:
    """Stop push notifications to this person in the browser; a browser of somebody else stays as it is."""
    devices_of(user).filter(endpoint=endpoint).delete()
