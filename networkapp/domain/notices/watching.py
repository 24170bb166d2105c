"""What somebody wants to be told of, and when."""

from collections.abc import Iterable
from datetime import time
from typing import Any

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from networkapp.errors import Refused
from networkapp.models import Network, NotificationSettings, Rhythm, Topic, Watch, WatchLevel
from networkapp.permissions import Action

USUAL = WatchLevel.ALL


def settings_of(user: Any) -> NotificationSettings:
    """How `user` wants to be told; the usual way, not yet stored, where she has not said."""
    return NotificationSettings.objects.filter(user=user).first() or NotificationSettings(user=user)


def choose_settings(
    *,
    user: Any,
    mail: Rhythm,
    digest_hour: int,
    digest_weekday: int,
    quiet_from: time | None = None,
    quiet_until: time | None = None,
    push: WatchLevel = WatchLevel.MENTIONS,
    shows_presence: bool = True,
) -> None:
    """From now on she is told this way. Refused: `half_quiet`, where quiet hours have only a beginning or an end."""
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


def stop_letters(*, user: Any) -> None:
    """She gets no letters about discussions any more; what is in the site stays."""
    NotificationSettings.objects.update_or_create(user=user, defaults={"mail": Rhythm.NEVER})


def watch_network(*, user: Any, network: Network, level: WatchLevel) -> None:
    """From now on she is told this much of the network; NotAllowed, where she may not read it."""
    network.require(user, Action.READ)
    Watch.objects.update_or_create(user=user, network=network, defaults={"level": level})


def watch_topic(*, user: Any, topic: Topic, level: WatchLevel | None) -> None:
    """From now on she is told this much of the topic, or as of its network where `level` is None.

    NotAllowed, where she may not read it.
    """
    topic.require(user, Action.READ)
    if level is None:
        Watch.objects.filter(user=user, topic=topic).delete()
    else:
        Watch.objects.update_or_create(user=user, topic=topic, defaults={"level": level})


def network_levels(user: Any) -> list[tuple[Network, WatchLevel]]:
    """The networks that she may read, by name, each with how much she is told of it."""
    networks: QuerySet[Network] = Network.objects.where(user, may=Action.READ).alphabetical()
    said = dict(Watch.objects.filter(user=user, network__isnull=False).values_list("network", "level"))
    return [(network, WatchLevel(said.get(network.pk, USUAL))) for network in networks]


def topic_level(user: Any, topic: Topic) -> WatchLevel | None:
    """What she said of this topic; None where it goes as its network does."""
    level = Watch.objects.filter(user=user, topic=topic).values_list("level", flat=True).first()
    return WatchLevel(level) if level else None


def levels_in(*, users: Iterable[Any], topic: Topic, network: Network) -> dict[int, WatchLevel]:
    """How much each of `users` (primary keys) is told of the topic as it stands in the network; one query."""
    known = list(users)
    of_topic: dict[int, WatchLevel] = {}
    of_network: dict[int, WatchLevel] = {}
    rows = Watch.objects.filter(user__in=known).filter(topic=topic) | Watch.objects.filter(
        user__in=known, network=network
    )
    for user, about, level in rows.values_list("user", "topic", "level"):
        (of_network if about is None else of_topic)[user] = WatchLevel(level)
    return {user: of_topic.get(user, of_network.get(user, USUAL)) for user in known}
