"""What topics are about: sections, agenda items, delegations, and what other plugins register."""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from operator import itemgetter
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import DateTimeField, IntegerField, Q, QuerySet, Value
from django.http import Http404
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from networkapp.db.prepared_statements import Given, GivenUser, Prepared, room_for, some_of, spread
from networkapp.db.unions import union_of
from networkapp.discussion.actions.uploads import open_with_files
from networkapp.discussion.models import Topic, TopicState
from networkapp.errors import Refused
from networkapp.handbooks.models import Section
from networkapp.handbooks.models.pages import readable_sections
from networkapp.meetings.models import AgendaItem
from networkapp.models import Delegation, Network
from networkapp.models.translations import LocalText
from networkapp.permissions import Action
from networkapp.registry import TopicSubject, topic_subjects
from networkapp.text.keys import as_key

OFFERED = 20
LOOKED_AT = 1_000


@dataclass(frozen=True, kw_only=True)
class Thing:
    """A thing that a topic can be about, for readers who can know of it. `key` names it in addresses."""

    kind: str
    label: str | Promise
    it: Any

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.it.pk}"

    @property
    def title(self) -> LocalText:
        """What it is called, in the reader's language where it has a name in it."""
        called = topic_subjects[self.kind].called
        said = called(self.it) if called else str(self.it)
        return said if isinstance(said, LocalText) else LocalText(said, getattr(self.it, "language", ""))

    @property
    def url(self) -> str:
        address = getattr(self.it, "get_absolute_url", None)
        return str(address()) if address else ""


@dataclass(frozen=True, kw_only=True)
class Talk:
    """Return the topics about some things of one kind that a reader can read, by the primary key of the thing.

    `reads` are the primary keys of the networks that the reader can read.
    """

    kind: str
    topics: Mapping[int, list[Topic]] = field(default_factory=dict)
    reads: frozenset[int] = frozenset()


def find_thing(*, kind: str, pk: int, reader: Any) -> Thing:
    """The thing of this kind and primary key; Http404, where `reader` may know of none."""
    subject = topic_subjects.get(kind)
    found = subject.where(reader).filter(pk=pk).first() if subject else None
    if subject is None or found is None:
        raise Http404
    return Thing(kind=kind, label=subject.label, it=found)


def thing_of(key: str, *, reader: Any) -> Thing | None:
    """The thing that is named like this ("section-5"), or None, where nothing is; Http404 as in `find_thing`."""
    kind, _dash, number = key.rpartition("-")
    if not key:
        return None
    pk = as_key(number)
    if pk is None:
        raise Http404
    return find_thing(kind=kind, pk=pk, reader=reader)


def still_there(key: str, *, reader: Any) -> Thing | None:
    """Return what `thing_of` returns, or None if `reader` can no longer know of the thing."""
    try:
        return thing_of(key, reader=reader)
    except Http404:
        return None


def require_thing(key: str, *, reader: Any) -> Thing | None:
    """What `thing_of` gives. Refused: `about_gone`, where there is nothing of the kind that `reader` may know of."""
    thing = still_there(key, reader=reader)
    if key and thing is None:
        words = _("The linked item is no longer available. Choose another.")
        raise Refused("about_gone", words)
    return thing


def open_about(*, network: Network, author: Any, about: str = "", **said: Any) -> Topic:
    """What `open_with_files` makes true, about the thing of this name where one is given; `about_gone` is Refused."""
    thing = require_thing(about, reader=author)
    return open_with_files(network=network, author=author, about=thing.it if thing else None, **said)


def find_things(*, words: str, reader: Any) -> list[Thing]:
    """The first things that have all these words in their names, of those that `reader` may know of; none for none."""
    wanted = words.replace("\x00", " ").split()
    found: list[Thing] = []
    for kind, subject in topic_subjects.items() if wanted else ():
        for it in _named(subject, wanted, reader)[: OFFERED - len(found)]:
            found.append(Thing(kind=kind, label=subject.label, it=it))
    return found


def _named(subject: TopicSubject, wanted: list[str], reader: Any) -> Any:
    known = subject.where(reader)
    if not subject.by:
        beginnings = [word.lower() for word in wanted]
        parts = ((it, str(it).lower().split()) for it in known[:LOOKED_AT])
        return [it for it, begun in parts if all(any(part.startswith(one) for part in begun) for one in beginnings)]
    for word in wanted:
        known = known.filter(Q(*((f"{field}__icontains", word) for field in subject.by), _connector=Q.OR))
    return known


def about_of(*, topic: Topic, reader: Any) -> Thing | None:
    """What the topic is about, as far as `reader` may know of it: the topic may be shared further than its subject."""
    if topic.about_type_id is None:
        return None
    kind = ContentType.objects.get_for_id(topic.about_type_id).model
    try:
        return find_thing(kind=kind, pk=topic.about_id or 0, reader=reader)
    except Http404:
        return None


def talk_about(*, kind: str, keys: Iterable[int], reader: Any) -> Talk | None:
    """Return the topics about these things, the newest message first; None for a person who can read no network at
    all."""
    if not getattr(reader, "is_authenticated", False) or not reader.is_active:
        return None
    things = [*keys, 0]
    many = room_for(things)
    subject = ContentType.objects.get_for_model(topic_subjects[kind].model)
    given = {"reader": reader.pk, "subject": subject.pk, "now": timezone.now()}
    known = _topics_about(many).rows(**given, **spread("thing", things, many))
    topics: dict[int, list[Topic]] = defaultdict(list)
    for thing, pk, title, name, names, slug, _at in sorted(
        (row for row in known if row[0]), key=itemgetter(6), reverse=True
    ):
        topics[thing or 0].append(Topic(pk=pk, title=title, network=Network(name=name, names=names, slug=slug)))
    networks = frozenset(pk for thing, pk, *_names in known if not thing)
    return Talk(kind=kind, topics=topics, reads=networks) if known else None


@cache
def _topics_about(many: int) -> Prepared:
    """Return the topics about several things, and in the same query the networks of the reader, without a thing."""
    reader, now = GivenUser("reader"), Given("now")
    about = {"about_type": Given("subject"), "about_id__in": some_of("thing", many)}
    nothing = (Value(None, IntegerField()), "pk", "name", "name", "names", "slug", Value(None, DateTimeField()))
    home = ("network__name", "network__names", "network__slug")

    def make() -> QuerySet[Topic, Any]:
        found = Topic.objects.where(reader, may=Action.READ, at=now).filter(**about)
        rows = found.exclude(state=TopicState.ARCHIVED).values_list("about_id", "pk", "title", *home, "last_message_at")
        reads = Network.objects.where(reader, may=Action.READ, at=now).values_list(*nothing)
        return union_of(rows, reads, duplicates=True)

    return Prepared(make)


def opening_networks(person: Any) -> QuerySet[Network]:
    """Return the networks in which `person` can start a topic about something."""
    networks: QuerySet[Network] = Network.objects.where(person, may=Action.OPEN_TOPIC).alphabetical()
    return networks


def sections_for(user: Any) -> QuerySet[Section]:
    """The published sections of the handbooks that `user` may read."""
    sections: QuerySet[Section] = readable_sections(user).current().select_related("page")
    return sections


def agenda_items_for(user: Any) -> QuerySet[AgendaItem]:
    """The agenda items that `user` may know of."""
    found: QuerySet[AgendaItem] = AgendaItem.objects.shown_to(user).select_related("meeting")
    return found


def delegations_for(user: Any) -> QuerySet[Delegation]:
    """The delegations of the networks that `user` may know of."""
    return Delegation.objects.filter(networks__in=Network.objects.where(user, may=Action.SEE)).distinct()
