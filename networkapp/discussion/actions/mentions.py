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

MOST_SUGGESTIONS = 6


@dataclass(frozen=True, kw_only=True)
class MentionTarget:
    """A person, delegation or seat that can be mentioned: as written, in words, and as stored in a Mention."""

    written: str
    label: str
    mention_fields: Mapping[str, Any]

    @property
    def key(self) -> str:
        return mention_key(self.written[1:])


def find_mention_targets(
    *, text: str, user: User, network: Network, topic: Topic | None = None
) -> dict[str, MentionTarget]:
    """Return by key the people, delegations and seats that the text mentions and that `user` can mention there.

    No query, where nothing in the text looks like a mention.
    """
    written = mentions_in(text)
    if not written:
        return {}
    networks = topic.networks() if topic else [network]
    return {key: target for key, target in _targets_in(networks, user).items() if key in written}


def record_mentions(*, message: Message, targets: Mapping[str, MentionTarget]) -> None:
    """Replace the stored mentions of the message with these."""
    message.mentions.all().delete()
    Mention.objects.bulk_create(Mention(message=message, **one.mention_fields) for one in targets.values())


def suggest_mentions(*, network: Network, user: User, prefix: str) -> list[MentionTarget]:
    """Return the first few people whom `user` can mention in the network and whose code, seat or name begins like
    this.

    NotAllowed, if they cannot read it.
    """
    network.require(user, Action.READ)
    prefix = mention_key(prefix.lstrip("["))
    matching = [target for target in _targets_in([network], user).values() if _matches_prefix(target, prefix)]
    return sorted(matching, key=lambda target: (not target.key.startswith(prefix), len(target.key), target.key))[
        :MOST_SUGGESTIONS
    ]


def people_mentioned(*, message: Message) -> QuerySet[Any]:
    """Return the people whom the message mentions today: people who can still read it, and holders of the named seats.

    Without its author; nobody, where it is sealed.
    """
    people = get_user_model()._default_manager.filter(is_active=True)
    mentions = [] if message.is_sealed else list(message.mentions.all())
    if not mentions:
        return people.none()
    meant = Q(pk__in=[])
    for mention in mentions:
        meant |= _seat_condition(mention)
    seats = _readers([network.pk for network in message.topic.networks()]).filter(meant)
    return people.filter(pk__in=seats.values("user")).exclude(pk=message.author_id)


def _seat_condition(mention: Mention) -> Q:
    if mention.user_id:
        return Q(user=mention.user_id)
    if mention.office:
        return Q(offices__office=mention.office)
    if mention.capacity:
        return Q(delegation=mention.delegation_id, capacity=mention.capacity)
    return Q(delegation=mention.delegation_id, capacity__in=OF_A_DELEGATION)


def _readers(networks: Iterable[int]) -> Any:
    return Seat.objects.current().filter(network__in=networks).with_role(ALLOWED[Action.READ])


def _targets_in(networks: Iterable[Network], user: User) -> dict[str, MentionTarget]:
    visible = Network.objects.where(user, may=Action.LIST_SEATS)
    known = visible.filter(pk__in=[network.pk for network in networks]).values_list("pk", flat=True)
    seats = _readers(list(known)).filter(user__is_active=True)
    found: dict[str, MentionTarget] = {}
    for seat in seats.select_related("user", "delegation").prefetch_related("offices"):
        for target in _targets_of_seat(seat):
            found.setdefault(target.key, target)
    return found


def _targets_of_seat(seat: Seat) -> Iterable[MentionTarget]:
    delegation, capacity = seat.delegation, Capacity(seat.capacity)
    if delegation and seat.capacity in OF_A_DELEGATION:
        yield MentionTarget(
            written=f"@{delegation.code}", label=delegation.label, mention_fields={"delegation": delegation}
        )
        yield MentionTarget(
            written=f"@{capacity.value}.{delegation.code}",
            label=seat.label,
            mention_fields={"delegation": delegation, "capacity": capacity},
        )
    elif capacity is Capacity.SECRETARIAT:
        label = pgettext("whoever holds such a seat", "the secretariat")
        yield MentionTarget(written="@secretariat", label=label, mention_fields={"capacity": capacity})
    for seat_office in seat.offices.all():
        office = Office(seat_office.office)
        yield MentionTarget(
            written=f"@{office.value.replace('_', '-')}", label=str(office.label), mention_fields={"office": office}
        )
    name = " ".join(str(seat.user).split())
    if name and not set(name) & set("[]"):
        yield MentionTarget(written=f"@[{name}]", label=seat.label, mention_fields={"user": seat.user})


def _matches_prefix(target: MentionTarget, prefix: str) -> bool:
    words = f"{target.key.strip('[]')} {target.label.casefold()}".replace(".", " ").replace(",", " ")
    return target.key.strip("[]").startswith(prefix) or any(word.startswith(prefix) for word in words.split())
