"""Notify people who are asked to sign, or to sign again because the text changed; the items of their desks."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import F, OuterRef, Q, QuerySet, Subquery
from django.utils.translation import gettext as _

from networkapp.models import Notification
from networkapp.models.translations import format_mixed, join_mixed
from networkapp.news.models import ArticleWording, Signatory
from networkapp.news.models import SignatureState as State
from networkapp.notifications.notices import notify_people, resolve_notices
from networkapp.registry import DeskItem
from networkapp.users import AnyUser

ASKED = "article.signature_asked"


def notify_signatories(signatories: Iterable[Signatory]) -> None:
    """Notify the holders of these seats, once for each text."""
    for one in _with_newest(Signatory.objects.filter(pk__in=[signatory.pk for signatory in signatories])):
        people = [one.seat.user_id] if one.seat.is_current else []
        notify_people(network=one.network, kind=ASKED, key=_key(one), people=people)


def resolve_notification(signatory: Signatory) -> None:
    """Mark the notification as resolved: the signatory has answered, or is no longer asked."""
    for one in Notification.objects.filter(kind=ASKED, key__startswith=f"{signatory.pk}-", seen_at=None):
        resolve_notices(kind=ASKED, key=one.key)


def signatures_awaited_from(user: AnyUser) -> QuerySet[Signatory]:
    """Return what waits for the person: invitations without an answer, and confirmations of an earlier text."""
    signatories = _with_newest(Signatory.objects.of_reader(user))
    void = Q(state=State.CONFIRMED) & ~Q(wording__number=F("newest"))
    return signatories.filter(Q(state=State.INVITED) | void)


def desk_items(*, user: AnyUser) -> Iterable[DeskItem]:
    """Return the desk items for articles that await the reader's signature."""
    waiting = list(signatures_awaited_from(user))
    titles = _titles(waiting)
    for one in waiting:
        yield _item(one, titles)


def render_notices(*, user: AnyUser, notifications: Sequence[Notification]) -> dict[int, DeskItem]:
    """Return by primary key what still waits for `user`, in the words of the desk."""
    waiting = {_key(one): one for one in signatures_awaited_from(user)}
    titles = _titles(waiting.values())
    return {one.pk: _item(waiting[one.key], titles) for one in notifications if one.key in waiting}


def _with_newest(signatories: QuerySet[Signatory]) -> QuerySet[Signatory]:
    """Return each with the number of the text that is to be signed now, as `newest`."""
    put = ArticleWording.objects.filter(article=OuterRef("article")).order_by("-number")
    found = signatories.annotate(newest=Subquery(put.values("number")[:1]))
    return found.select_related("network", "seat__delegation").order_by("moved_at", "pk")


def _titles(signatories: Iterable[Signatory]) -> dict[tuple[Any, int], str]:
    articles = {one.article for one in signatories}
    put = ArticleWording.objects.filter(article__in=articles)
    return {(wording.article, wording.number): wording.title for wording in put}


def _item(signatory: Signatory, titles: dict[tuple[Any, int], str]) -> DeskItem:
    again = signatory.state == State.CONFIRMED
    words = _("Read and sign the changed article: %(title)s") if again else _("Read and sign article: %(title)s")
    return DeskItem(
        title=format_mixed(words, title=titles.get((signatory.article, signatory.newest), "")),  # type: ignore[attr-defined]
        email_title=_("Sign an article"),
        detail=join_mixed(signatory.seat.label, signatory.network.local_name),
        url=signatory.get_absolute_url(),
        since=signatory.moved_at,
        key=f"signature-{_key(signatory)}",
    )


def _key(signatory: Signatory) -> str:
    return f"{signatory.pk}-{signatory.newest}"  # type: ignore[attr-defined]
