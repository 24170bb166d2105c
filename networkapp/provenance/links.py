"""Links from cause to effect: created when a thing is made of another, or read from a row that names its origin.

Both ends are read alike, each only by people who can see it: what a reader cannot see does not exist for them, and
nothing is reached through it.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from operator import attrgetter
from typing import Any

from django.contrib.contenttypes.fields import GenericForeignKey
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import Q, QuerySet
from django.http import Http404
from django.urls import NoReverseMatch
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from networkapp.errors import Refused
from networkapp.models import CausalLink
from networkapp.registry.provenance import DossierPart, dossier_parts
from networkapp.users import AnyUser, User

Key = tuple[int, int]
"""Of a thing: the primary key of its content type, and its own."""
ALL_ROWS = object()
"""In place of a reader: nothing is left out. For rules alone, never for what is shown."""
MOST_LEVELS = 30
MOST_THINGS = 300


class LinkDirection(StrEnum):
    """The direction in which a chain is followed: back to the causes of a thing, or on to its effects."""

    BACK = "back"
    ON = "on"


@dataclass(frozen=True, kw_only=True)
class LinkedThing:
    """The thing `it` at the other end of a consequence, for readers who can see it. `key` names it in addresses."""

    part: DossierPart
    it: Any

    @property
    def kind(self) -> str:
        return str(self.it._meta.model_name)

    @property
    def label(self) -> str | Promise:
        return self.part.label

    @property
    def title(self) -> str:
        return self.part.name(self.it)

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.it.pk}"

    @property
    def url(self) -> str:
        """Return the address of the thing; empty if it has no page of its own, or the host serves none."""
        try:
            return str(self.it.get_absolute_url())
        except (AttributeError, NoReverseMatch):
            return ""

    @property
    def network(self) -> int | None:
        """Return the primary key of the network that the item belongs to; None if it belongs to none."""
        found = attrgetter(self.part.network)(self.it) if self.part.network else None
        return None if found is None else int(found)

    @property
    def place(self) -> Key:
        return key_of(self.it)


def key_of(thing: Any) -> Key:
    """Return the content type and primary key of a thing."""
    return ContentType.objects.get_for_model(thing).pk, thing.pk


@transaction.atomic
def link_cause(*, cause: Any, effect: Any, user: User) -> CausalLink:
    """Record that `effect` came of `cause`, by `user`; recorded again it is the same.

    Refused: `not_there` (one of the two does not exist, or not for `user`), `goes_round` (the effect led to the cause
    already).
    """
    for thing in (cause, effect):
        if link_to(thing, user=user) is None:
            raise Refused("not_there", _("The linked item is no longer available. Choose another."))
    # One at a time: two lines drawn at once could close a round that neither sees.
    line = ContentType.objects.get_for_model(CausalLink)
    ContentType.objects.select_for_update(no_key=True).get(pk=line.pk)
    (cause_type, cause_id), (effect_type, effect_id) = key_of(cause), key_of(effect)
    ends = {"cause_type_id": cause_type, "cause_id": cause_id, "effect_type_id": effect_type, "effect_id": effect_id}
    known: CausalLink | None = CausalLink.objects.filter(**ends).first()
    if known is not None:
        return known
    if key_of(cause) == key_of(effect) or _has_effect(effect, to=cause):
        raise Refused("goes_round", _("These items are already linked in the other direction."))
    return CausalLink.objects.create(made_by=user, **ends)


def causes_of(thing: Any, user: AnyUser) -> list[LinkedThing]:
    """Return what led to `thing`, as far as `user` can see it; in a fixed number of queries."""
    return _neighbours([thing], LinkDirection.BACK, user)


def effects_of(thing: Any, user: AnyUser) -> list[LinkedThing]:
    """Return what `thing` led to, as far as `user` can see it; in a fixed number of queries."""
    return _neighbours([thing], LinkDirection.ON, user)


def chain_of(thing: Any, user: AnyUser) -> list[LinkedThing]:
    """Return `thing` itself, everything that led to it and everything that came of it, step by step, as far as `user`
    can see it.

    Nothing is reached through what they cannot see. Each further step costs the same, however many things it contains.
    """
    first = link_to(thing, user=user)
    found = {first.place: first} if first else {}
    for way in LinkDirection:
        level = [first] if first else []
        for _level in range(MOST_LEVELS):
            level = [link for link in _neighbours([link.it for link in level], way, user) if link.place not in found]
            level = level[: MOST_THINGS - len(found)]
            found |= {link.place: link for link in level}
            if not level:
                break
    return list(found.values())


def link_to(thing: Any, *, user: AnyUser) -> LinkedThing | None:
    """Return the thing as `user` sees it; None if they cannot see it, or it is of no kind with links."""
    part = dossier_parts.get(thing._meta.model_name)
    it = _visible_rows(part, user).filter(pk=thing.pk).first() if part else None
    return LinkedThing(part=part, it=it) if part and it else None


def find_link(key: str, *, user: AnyUser) -> LinkedThing:
    """Return the item with this key ("decision-5"); Http404 if `user` cannot see it."""
    kind, _dash, number = key.rpartition("-")
    part = dossier_parts.get(kind)
    if part is None or not (number.isascii() and number.isdigit() and len(number) <= 18):
        raise Http404
    it = _visible_rows(part, user).filter(pk=int(number)).first()
    if it is None:
        raise Http404
    return LinkedThing(part=part, it=it)


def _visible_rows(part: DossierPart, reader: Any) -> QuerySet[Any]:
    found: QuerySet[Any] = part.model._base_manager.all() if reader is ALL_ROWS else part.where(user=reader)
    return found


def _has_effect(thing: Any, *, to: Any) -> bool:
    return key_of(to) in {link.place for link in _all_effects(thing)}


def _all_effects(thing: Any) -> Iterator[LinkedThing]:
    """Return everything that came of the thing, whoever can see it."""
    level, known = [thing], {key_of(thing)}
    while level:
        fresh = [link for link in _neighbours(level, LinkDirection.ON, ALL_ROWS) if link.place not in known]
        yield from fresh
        known |= {link.place for link in fresh}
        level = [link.it for link in fresh]


def _neighbours(things: Sequence[Any], way: LinkDirection, reader: Any) -> list[LinkedThing]:
    """Return the things one step from these: a query for links, one for each kind that can name them, one for each kind
    that was found."""
    if not things:
        return []
    by_type: dict[int, list[int]] = defaultdict(list)
    for thing in things:
        kind, pk = key_of(thing)
        by_type[kind].append(pk)
    wanted = dict.fromkeys([*_recorded_keys(by_type, way), *_keys_named_by(things, way)])
    known: dict[Key, LinkedThing] = {}
    for part, condition in _models_naming(by_type, way):
        for it in _visible_rows(part, reader).filter(condition):
            wanted[key_of(it)] = None
            known[key_of(it)] = LinkedThing(part=part, it=it)
    known |= links_to(wanted.keys() - known.keys(), user=reader)
    return [known[key] for key in wanted if key in known]


def links_to(keys: Iterable[Key], *, user: AnyUser) -> dict[Key, LinkedThing]:
    """Return those of these things that `user` can see and that lead anywhere; a query for each kind."""
    by_kind: dict[int, list[int]] = defaultdict(list)
    for kind, pk in keys:
        by_kind[kind].append(pk)
    known: dict[Key, LinkedThing] = {}
    for kind, numbers in by_kind.items():
        part = dossier_parts.get(ContentType.objects.get_for_id(kind).model)
        if part is not None:
            known |= {
                key_of(it): LinkedThing(part=part, it=it) for it in _visible_rows(part, user).filter(pk__in=numbers)
            }
    return known


def _recorded_keys(by_type: dict[int, list[int]], way: LinkDirection) -> list[Key]:
    here, there = ("effect", "cause") if way is LinkDirection.BACK else ("cause", "effect")
    condition = Q()
    for kind, keys in by_type.items():
        condition |= Q(**{f"{here}_type": kind, f"{here}_id__in": keys})
    return list(CausalLink.objects.filter(condition).values_list(f"{there}_type", f"{there}_id"))


def _keys_named_by(things: Iterable[Any], way: LinkDirection) -> Iterator[Key]:
    """Return what the rows of these things name as their causes, or as their effects."""
    for thing in things:
        part = dossier_parts.get(thing._meta.model_name)
        for name in _fields(part, way) if part else ():
            field = thing._meta.get_field(name)
            if isinstance(field, GenericForeignKey):
                kind, pk = getattr(thing, f"{field.ct_field}_id"), getattr(thing, field.fk_field)
            else:
                kind, pk = ContentType.objects.get_for_model(field.related_model).pk, getattr(thing, field.attname)
            if kind and pk:
                yield kind, pk


def _models_naming(by_type: dict[int, list[int]], way: LinkDirection) -> Iterator[tuple[DossierPart, Q]]:
    """Yield each model whose rows can refer to these things, with the condition that finds the rows that do."""
    other = LinkDirection.ON if way is LinkDirection.BACK else LinkDirection.BACK
    for part in dossier_parts.values():
        condition = Q()
        for name in _fields(part, other):
            field = part.model._meta.get_field(name)
            if isinstance(field, GenericForeignKey):
                for kind, keys in by_type.items():
                    condition |= Q(**{field.ct_field: kind, f"{field.fk_field}__in": keys})
            else:
                keys = by_type.get(ContentType.objects.get_for_model(field.related_model).pk, [])
                condition |= Q(**{f"{name}__in": keys}) if keys else Q()
        if condition:
            yield part, condition


def _fields(part: DossierPart, way: LinkDirection) -> tuple[str, ...]:
    return part.causes if way is LinkDirection.BACK else part.effects
