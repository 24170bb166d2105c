"""Mentions: whom a message names, and who that is today.

A delegation is written `@XB`, a seat of it `@member.XB`, an office `@chair`, the secretariat `@secretariat`, a person
`@[Name as shown]`; capitals make no difference. Only people with a seat where the topic appears are mentioned, and only
if the writer can see them; everything else stays text, so that nobody learns who exists.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.contrib.auth import get_user_model
from django.db.models import Q, QuerySet
from django.utils.translation import pgettext

from networkapp.discussion.models import Mention, Message, Topic
from networkapp.models import Capacity, Network, Office, Seat
from networkapp.permissions import ALLOWED, OF_A_DELEGATION, Action
from networkapp.text.markdown import mention_key, mentions_in
from networkapp.users import User

SUGGESTED = 6


@dataclass(frozen=True, kw_only=True)
class Named:
    """A person, delegation or seat that can be mentioned: as written, in words, and as stored in a Mention."""

    written: str
    label: str
    kept: Mapping[str, Any]

    @property
    def key(self) -> str:
        return mention_key(self.written[1:])


def whom(text: str, *, user: User, network: Network, topic: Topic | None = None) -> dict[str, Named]:
    """Return by key the people, delegations and seats that the text mentions and that `user` can mention there.

    No query, where nothing in the text looks like a mention.
    """
    written = mentions_in(text)
    if not written:
        return {}
    networks = topic.networks() if topic else [network]
    return {key: named for key, named in _nameable(networks, user).items() if key in written}


def record_mentions(*, message: Message, named: Mapping[str, Named]) -> None:
    """The message names these and nobody else."""
    message.mentions.all().delete()
    Mention.objects.bulk_create(Mention(message=message, **one.kept) for one in named.values())


def suggest(*, network: Network, user: User, begun: str) -> list[Named]:
    """Return the first few people whom `user` can mention in the network and whose code, seat or name begins like
    this.

    NotAllowed, if they cannot read it.
    """
    network.require(user, Action.READ)
    wanted = mention_key(begun.lstrip("["))
    fitting = [named for named in _nameable([network], user).values() if _begins(named, wanted)]
    return sorted(fitting, key=lambda named: (not named.key.startswith(wanted), len(named.key), named.key))[:SUGGESTED]


def people_mentioned(message: Message) -> QuerySet[Any]:
    """Return the people whom the message mentions today: people who can still read it, and holders of the named seats.

    Without its author; nobody, where it is sealed.
    """
    people = get_user_model()._default_manager.filter(is_active=True)
    mentions = [] if message.is_sealed else list(message.mentions.all())
    if not mentions:
        return people.none()
    meant = Q(pk__in=[])
    for mention in mentions:
        meant |= _meant(mention)
    seats = _reading([network.pk for network in message.topic.networks()]).filter(meant)
    return people.filter(pk__in=seats.values("user")).exclude(pk=message.author_id)


def _meant(mention: Mention) -> Q:
    if mention.user_id:
        return Q(user=mention.user_id)
    if mention.office:
        return Q(offices__office=mention.office)
    if mention.capacity:
        return Q(delegation=mention.delegation_id, capacity=mention.capacity)
    return Q(delegation=mention.delegation_id, capacity__in=OF_A_DELEGATION)


def _reading(networks: Iterable[int]) -> Any:
    return Seat.objects.current().filter(network__in=networks).with_role(ALLOWED[Action.READ])


def _nameable(networks: Iterable[Network], user: User) -> dict[str, Named]:
    visible = Network.objects.where(user, may=Action.LIST_SEATS)
    known = visible.filter(pk__in=[network.pk for network in networks]).values_list("pk", flat=True)
    seats = _reading(list(known)).filter(user__is_active=True)
    found: dict[str, Named] = {}
    for seat in seats.select_related("user", "delegation").prefetch_related("offices"):
        for named in _named_by(seat):
            found.setdefault(named.key, named)
    return found


def _named_by(seat: Seat) -> Iterable[Named]:
    delegation, capacity = seat.delegation, Capacity(seat.capacity)
    if delegation and seat.capacity in OF_A_DELEGATION:
        yield Named(written=f"@{delegation.code}", label=delegation.label, kept={"delegation": delegation})
        yield Named(
            written=f"@{capacity.value}.{delegation.code}",
            label=seat.label,
            kept={"delegation": delegation, "capacity": capacity},
        )
    elif capacity is Capacity.SECRETARIAT:
        label = pgettext("whoever holds such a seat", "the secretariat")
        yield Named(written="@secretariat", label=label, kept={"capacity": capacity})
    for held in seat.offices.all():
        office = Office(held.office)
        yield Named(written=f"@{office.value.replace('_', '-')}", label=str(office.label), kept={"office": office})
    name = " ".join(str(seat.user).split())
    if name and not set(name) & set("[]"):
        yield Named(written=f"@[{name}]", label=seat.label, kept={"user": seat.user})


def _begins(named: Named, wanted: str) -> bool:
    words = f"{named.key.strip('[]')} {named.label.casefold()}".replace(".", " ").replace(",", " ")
    return named.key.strip("[]").startswith(wanted) or any(word.startswith(wanted) for word in words.split())
