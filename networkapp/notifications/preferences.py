"""A person's notification preferences: what they are notified about, and when."""

from collections.abc import Iterable
from datetime import time
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from networkapp.discussion.models import Topic
from networkapp.errors import Refused
from networkapp.models import EmailFrequency, Network, NotificationSettings, Watch, WatchLevel
from networkapp.permissions import Action
from networkapp.users import User

USUAL = WatchLevel.ALL


def settings_of(user: User) -> NotificationSettings:
    """Return the notification settings of `user`; the defaults, not yet stored, if they have not chosen."""
    return NotificationSettings.objects.filter(user=user).first() or NotificationSettings(user=user)


def choose_settings(
    *,
    user: User,
    mail: EmailFrequency,
    digest_hour: int,
    digest_weekday: int,
    quiet_from: time | None = None,
    quiet_until: time | None = None,
    push: WatchLevel = WatchLevel.MENTIONS,
    shows_presence: bool = True,
) -> None:
    """Save these notification settings. Refused: `half_quiet`, if quiet hours have only a beginning or an end."""
    if (quiet_from is None) != (quiet_until is None):
        words = _("Enter both a start and an end for quiet hours, or leave both empty.")
        raise Refused("half_quiet", words, field="quiet_until")
    NotificationSettings.objects.update_or_create(
        user=user,
        defaults={
            "mail": mail,
            "push": push,
            "digest_hour": digest_hour,
            "digest_weekday": digest_weekday,
            "quiet_from": quiet_from,
            "quiet_until": quiet_until,
            "shows_presence": shows_presence,
        },
    )


def stop_emails(*, user: User) -> None:
    """Stop e-mails about discussions to the user; notifications on the site stay."""
    NotificationSettings.objects.update_or_create(user=user, defaults={"mail": EmailFrequency.NEVER})


def watch_network(*, user: User, network: Network, level: WatchLevel) -> None:
    """Set the notification level of the network for the user; NotAllowed if they cannot read it."""
    network.require(user, Action.READ)
    Watch.objects.update_or_create(user=user, network=network, defaults={"level": level})


def watch_topic(*, user: User, topic: Topic, level: WatchLevel | None) -> None:
    """Set the notification level of the topic for the user, or that of its network if `level` is None.

    NotAllowed if they cannot read it.
    """
    topic.require(user, Action.READ)
    if level is None:
        Watch.objects.filter(user=user, topic=topic).delete()
    else:
        Watch.objects.update_or_create(user=user, topic=topic, defaults={"level": level})


def network_levels(user: User) -> list[tuple[Network, WatchLevel]]:
    """Return the networks that the user can read, by name, each with its notification level."""
    networks: QuerySet[Network] = Network.objects.where(user, may=Action.READ).alphabetical()
    levels = dict(Watch.objects.filter(user=user, network__isnull=False).values_list("network", "level"))
    return [(network, WatchLevel(levels.get(network.pk, USUAL))) for network in networks]


def topic_level(user: User, topic: Topic) -> WatchLevel | None:
    """Return the user's level for this topic; None if it follows its network."""
    level = Watch.objects.filter(user=user, topic=topic).values_list("level", flat=True).first()
    return WatchLevel(level) if level else None


def levels_in(*, users: Iterable[Any], topic: Topic, network: Network) -> dict[int, WatchLevel]:
    """Return the level of each of `users` (primary keys) for the topic as it appears in the network; one query."""
    known = list(users)
    of_topic: dict[int, WatchLevel] = {}
    of_network: dict[int, WatchLevel] = {}
    rows = Watch.objects.filter(user__in=known).filter(topic=topic) | Watch.objects.filter(
        user__in=known, network=network
    )
    for user, about, level in rows.values_list("user", "topic", "level"):
        (of_network if about is None else of_topic)[user] = WatchLevel(level)
    return {user: of_topic.get(user, of_network.get(user, USUAL)) for user in known}
