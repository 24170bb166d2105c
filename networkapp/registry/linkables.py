"""Registry of things that topics can be about: sections, agenda items, delegations, and those of other plugins."""

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.http import Http404
from django.utils.functional import Promise
from django.utils.translation import gettext as _

from networkapp.errors import Refused
from networkapp.models.translations import LocalText
from networkapp.registry import TopicSubject, topic_subjects
from networkapp.text.keys import as_key
from networkapp.users import AnyUser

OFFERED = 20
LOOKED_AT = 1_000


@dataclass(frozen=True, kw_only=True)
class Linkable:
    """A thing that a topic can be about, for readers who can know of it. `key` names it in addresses."""

    kind: str
    label: str | Promise
    it: Any

    @property
    def key(self) -> str:
        return f"{self.kind}-{self.it.pk}"

    @property
    def title(self) -> LocalText:
        """Return the name of the thing, in the reader's language if it has one."""
        called = topic_subjects[self.kind].called
        title = called(self.it) if called else str(self.it)
        return title if isinstance(title, LocalText) else LocalText(title, getattr(self.it, "language", ""))

    @property
    def url(self) -> str:
        address = getattr(self.it, "get_absolute_url", None)
        return str(address()) if address else ""


def find_linkable(*, kind: str, pk: int, user: AnyUser) -> Linkable:
    """Return the thing of this kind and primary key; Http404 if `user` cannot see it."""
    subject = topic_subjects.get(kind)
    found = subject.where(user=user).filter(pk=pk).first() if subject else None
    if subject is None or found is None:
        raise Http404
    return Linkable(kind=kind, label=subject.label, it=found)


def linkable_of(key: str, *, user: AnyUser) -> Linkable | None:
    """Return the thing with this key ("section-5"), None for an empty key; Http404 as in `find_linkable`."""
    kind, _dash, number = key.rpartition("-")
    if not key:
        return None
    pk = as_key(number)
    if pk is None:
        raise Http404
    return find_linkable(kind=kind, pk=pk, user=user)


def linkable_or_none(key: str, *, user: AnyUser) -> Linkable | None:
    """Return what `linkable_of` returns, or None if `user` can no longer know of the thing."""
    try:
        return linkable_of(key, user=user)
    except Http404:
        return None


def require_linkable(key: str, *, user: AnyUser) -> Linkable | None:
    """Return the thing with this key that `user` can see; None for an empty key. Refused: `about_gone`."""
    thing = linkable_or_none(key, user=user)
    if key and thing is None:
        words = _("The linked item is no longer available. Choose another.")
        raise Refused("about_gone", words)
    return thing


def search_linkables(*, words: str, user: AnyUser) -> list[Linkable]:
    """Return the first things that `user` can see with all these words in their names; empty without words."""
    wanted = words.replace("\x00", " ").split()
    found: list[Linkable] = []
    for kind, subject in topic_subjects.items() if wanted else ():
        for it in _named(subject, wanted, user)[: OFFERED - len(found)]:
            found.append(Linkable(kind=kind, label=subject.label, it=it))
    return found


def _named(subject: TopicSubject, wanted: list[str], user: AnyUser) -> Any:
    known = subject.where(user=user)
    if not subject.by:
        beginnings = [word.lower() for word in wanted]
        parts = ((it, str(it).lower().split()) for it in known[:LOOKED_AT])
        return [it for it, begun in parts if all(any(part.startswith(one) for part in begun) for one in beginnings)]
    for word in wanted:
        known = known.filter(Q(*((f"{field}__icontains", word) for field in subject.by), _connector=Q.OR))
    return known
