"""Links from publications of the library to sections of handbooks, and to other things that topics can be about."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.db.models import QuerySet
from django.utils.translation import gettext as _
from wagtail.log_actions import log

from networkapp.editing.permission_policies import networks_edited
from networkapp.errors import NotAllowed, Refused
from networkapp.library.models import Publication, Relevance
from networkapp.permissions import Action
from networkapp.registry import TopicSubject, topic_subjects
from networkapp.registry.linkables import Linkable, linkable_or_none
from networkapp.users import AnyUser, User


def related_items(*, publication: Publication, user: AnyUser) -> list[Linkable]:
    """Return the things to which the publication is relevant and that `user` can see.

    Makes one query, and one for each kind of thing.
    """
    named: dict[str, list[Any]] = defaultdict(list)
    for kind, pk, series in publication.relevances.values_list("about_type__model", "about_id", "series"):
        named[kind].append(series or pk)
    return [
        Linkable(kind=kind, label=subject.label, it=it)
        for kind, subject in topic_subjects.items()
        if kind in named
        for it in _matching_objects(subject, named[kind], user)
    ]


def _matching_objects(subject: TopicSubject, names: Collection[Any], user: AnyUser) -> Iterable[Any]:
    """Return those of these keys, or the newest version of each of these series, that `user` can know of."""
    known = subject.where(user=user)
    if not subject.series:
        found: Iterable[Any] = known.filter(pk__in=names)
        return found
    versions = known.filter(**{f"{subject.series}__in": names}).order_by("pk")
    return {getattr(it, subject.series): it for it in versions}.values()


def _relation_key(thing: Linkable) -> dict[str, Any]:
    """Return the permanent key of a thing: the series if it has versions, otherwise its primary key."""
    series = topic_subjects[thing.kind].series
    return {"about_id": None, "series": getattr(thing.it, series)} if series else {"about_id": thing.it.pk}


def publications_for(*, publications: QuerySet[Publication], thing: Linkable) -> QuerySet[Publication]:
    """Return those of the publications that matter for the thing."""
    here = Relevance.objects.filter(about_type=_type_of(thing), **_relation_key(thing))
    return publications.filter(pk__in=here.values("publication"))


def add_related_item(*, publication: Publication, about: str, user: User) -> None:
    """Record that the publication matters for the thing with this name ("section-5"). Twice is once.

    NotAllowed for people who edit no library; Refused: `about_gone`, if `user` can know of no such thing.
    """
    thing = _require_related_item(about, user)
    _row, is_new = Relevance.objects.get_or_create(
        publication=publication, about_type=_type_of(thing), **_relation_key(thing)
    )
    if is_new:
        log(instance=publication, action="networkapp.matters", user=user, data={"about": str(thing.it)})


def remove_related_item(*, publication: Publication, about: str, user: User) -> None:
    """Remove the relation of the publication to the thing; NotAllowed and Refused as when it is added."""
    thing = _require_related_item(about, user)
    gone, _rows = publication.relevances.filter(about_type=_type_of(thing), **_relation_key(thing)).delete()
    if gone:
        log(instance=publication, action="networkapp.matters_not", user=user, data={"about": str(thing.it)})


def _require_related_item(about: str, user: User) -> Linkable:
    if not networks_edited(user=user, may=Action.EDIT_LIBRARY).exists():
        raise NotAllowed(Action.EDIT_LIBRARY)
    thing = linkable_or_none(about, user=user)
    if thing is None:
        raise Refused("about_gone", _("The linked item is no longer available. Choose another."))
    return thing


def _type_of(thing: Linkable) -> ContentType:
    return ContentType.objects.get_for_model(topic_subjects[thing.kind].model)
