"""One box over everything: each source finds only what its reader may see, by asking the permission table."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.db.models import FilteredRelation, Q, QuerySet
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from networkapp.decisions.procedures.register import decisions_for
from networkapp.discussion.actions.attachments import readable_attachments
from networkapp.discussion.models import Topic
from networkapp.discussion.search import NO_NARROWING, find_messages
from networkapp.handbooks.models import GlossaryTerm
from networkapp.library.queries import list_organisations, list_publications
from networkapp.meetings.queries.meetings import list_meetings
from networkapp.models import Network, is_open
from networkapp.permissions import Action
from networkapp.registry import NamedSearchSource, Narrowing, SearchHit, search_sources
from networkapp.search.pages import find_in_handbooks, find_news, find_pages
from networkapp.search.words import LONGEST_QUERY, excerpt, having_words
from networkapp.users import AnyUser

PAGES = frozenset({"handbooks", "news", "pages"})
"""Kinds whose things have versions in several languages, each with an address of its own."""
PER_KIND = 6
OF_ONE_KIND = 50


@dataclass(frozen=True, kw_only=True)
class Found:
    """What one source found. `more` where it holds more than is shown."""

    kind: str
    label: str | Promise
    hits: list[SearchHit]
    more: bool


def search(
    *, user: AnyUser, query: str, kind: str = "", narrowing: Narrowing = NO_NARROWING, every_language: bool = False
) -> list[Found]:
    """What `user` may see and `query` finds, by kind; of one kind alone where it is named, and then more of it.

    All words must occur. Kinds in which nothing is found are left out, and those that cannot be narrowed where the
    search is; an empty query finds nothing. Pages are found in the reader's language, or in the original where they
    have no version in it; in all their languages with `every_language`.
    """
    wanted = " ".join(query[:LONGEST_QUERY].split())
    if not wanted:
        return []
    limit = OF_ONE_KIND if kind else PER_KIND
    narrowed = () if narrowing == NO_NARROWING else (narrowing,)
    return [
        Found(kind=source.kind, label=source.label, hits=hits[:limit], more=len(hits) > limit)
        for source in sources()
        if kind in {"", source.kind} and (source.narrows or not narrowed)
        if (hits := list(source.find(user, wanted, limit + 1, *narrowed, **_languages(source, every_language))))
    ]


def _languages(source: NamedSearchSource, every_language: bool) -> dict[str, bool]:
    return {"every_language": every_language} if source.kind in PAGES else {}


def sources() -> list[NamedSearchSource]:
    """All that the box searches, ours and what other plugins registered, in the order in which it is shown."""
    known = [source for source in (*OWN_SOURCES, *search_sources) if is_open(source.find)]
    return sorted(known, key=lambda source: source.order)


def _find_in_glossary(user: AnyUser, query: str, limit: int) -> Iterable[SearchHit]:
    terms = GlossaryTerm.objects.where(user, may=Action.READ_HANDBOOKS).prefetch_related("translations")
    fields = ("title", "text", "forms", "translations__title", "translations__text", "translations__forms")
    for term in having_words(terms, query, *fields)[:limit]:
        yield SearchHit(
            kind="glossary",
            title=term.local_title,
            url=term.get_absolute_url(),
            excerpt=excerpt(term.local_text, query),
            language=term.text_language,
        )


def _find_in_library(user: AnyUser, query: str, limit: int) -> Iterable[SearchHit]:
    fields = ("title", "text", "symbol", "translations__title", "translations__text", "issuer__title")
    for publication in having_words(list_publications(), query, *fields)[:limit]:
        yield SearchHit(
            kind="library",
            title=publication.title,
            url=publication.get_absolute_url(),
            excerpt=excerpt(publication.local_text, query),
        )


def _find_organisations(user: AnyUser, query: str, limit: int) -> Iterable[SearchHit]:
    fields = ("title", "text", "abbreviation", "area", "translations__title", "translations__text")
    for organisation in having_words(list_organisations(), query, *fields)[:limit]:
        yield SearchHit(
            kind="organisations",
            title=organisation.local_title,
            url=organisation.get_absolute_url(),
            excerpt=excerpt(organisation.local_text, query),
        )


def _find_meetings(user: AnyUser, query: str, limit: int, narrowing: Narrowing = NO_NARROWING) -> Iterable[SearchHit]:
    fields = ("title", "place", "translations__title", "known_item__title", "guests__name")
    # An item that is internal finds nothing for who does not read the network.
    read = list(Network.objects.where(user, may=Action.READ).order_by().values_list("pk", flat=True))
    known = FilteredRelation("agenda", condition=Q(agenda__internal=False) | Q(network__in=read))
    meetings = list_meetings(user=user).alias(known_item=known)
    meetings = meetings if narrowing.author is None else meetings.none()
    within = {"network": narrowing.network, "date__gte": narrowing.since, "date__lte": narrowing.until}
    for meeting in having_words(_within(meetings, within), query, *fields)[:limit]:
        yield SearchHit(
            kind="meetings",
            title=f"{meeting.label}: {meeting.local_title}",
            url=meeting.get_absolute_url(),
            excerpt=f"{meeting.place}, {meeting.country.name}" if meeting.country else meeting.place,
        )


def _find_decisions(user: AnyUser, query: str, limit: int, narrowing: Narrowing = NO_NARROWING) -> Iterable[SearchHit]:
    decisions = decisions_for(user) if narrowing.author is None else decisions_for(user).none()
    within = {
        "network": narrowing.network,
        "adopted_on__gte": narrowing.since,
        "adopted_on__lte": narrowing.until,
    }
    for decision in having_words(_within(decisions, within), query, "words", "outcome_statement")[:limit]:
        yield SearchHit(
            kind="decisions",
            title=str(decision),
            url=decision.get_absolute_url(),
            excerpt=excerpt(" ".join([*decision.paragraphs, decision.outcome_statement]), query),
            language=decision.language,
            date=decision.adopted_on,
        )


def _find_topics(user: AnyUser, query: str, limit: int, narrowing: Narrowing = NO_NARROWING) -> Iterable[SearchHit]:
    topics = Topic.objects.where(user, may=Action.READ).select_related("network")
    if narrowing.network is not None:
        topics = topics.appearing_in(Network.objects.filter(pk=narrowing.network))
    within = {
        "opened_by__user": narrowing.author,
        "last_message_at__date__gte": narrowing.since,
        "opened_at__date__lte": narrowing.until,
    }
    for topic in having_words(_within(topics, within), query, "title")[:limit]:
        yield SearchHit(
            kind="topics",
            title=topic.title,
            url=topic.get_absolute_url(),
            excerpt=topic.network.local_name,
            date=topic.last_message_at,
        )


def _find_messages(user: AnyUser, query: str, limit: int, narrowing: Narrowing = NO_NARROWING) -> Iterable[SearchHit]:
    for message in find_messages(user=user, query=query, limit=limit, narrowing=narrowing):
        yield SearchHit(
            kind="messages",
            title=_("%(seat)s in “%(topic)s”") % {"seat": message.seat.label, "topic": message.topic.title},
            url=message.get_absolute_url(),
            excerpt=excerpt(message.body, query),
            date=message.posted_at,
        )


def _find_papers(user: AnyUser, query: str, limit: int, narrowing: Narrowing = NO_NARROWING) -> Iterable[SearchHit]:
    posted = readable_attachments(user).filter(message__isnull=False)
    if narrowing.network is not None:
        posted = posted.filter(topic__in=Topic.objects.appearing_in(Network.objects.filter(pk=narrowing.network)))
    within = {
        "user": narrowing.author,
        "uploaded_at__date__gte": narrowing.since,
        "uploaded_at__date__lte": narrowing.until,
    }
    for paper in having_words(_within(posted, within), query, "name", "description").order_by("-uploaded_at", "-pk")[
        :limit
    ]:
        yield SearchHit(
            kind="papers",
            title=paper.name,
            url=f"{paper.topic.get_absolute_url()}?message={paper.message_id}#message-{paper.message_id}",
            excerpt=_("%(seat)s in “%(topic)s”") % {"seat": paper.uploaded_by.label, "topic": paper.topic.title},
            date=paper.uploaded_at,
        )


def _within(things: QuerySet[Any], conditions: Mapping[str, Any]) -> QuerySet[Any]:
    return things.filter(**{name: value for name, value in conditions.items() if value is not None})


def _own(kind: str, label: Any, find: Any, *, order: int, narrows: bool = False) -> NamedSearchSource:
    return NamedSearchSource(kind=kind, label=label, find=find, order=order, narrows=narrows)


# Publications of the networks first, then their activities and messages, then the rest; plugins set their own order.
OWN_SOURCES = (
    _own("handbooks", gettext_lazy("Handbooks"), find_in_handbooks, order=10),
    _own("glossary", gettext_lazy("Glossary"), _find_in_glossary, order=15),
    _own("news", gettext_lazy("News"), find_news, order=18),
    _own("library", gettext_lazy("Library"), _find_in_library, order=20),
    _own("organisations", gettext_lazy("Organisations"), _find_organisations, order=35),
    _own("meetings", gettext_lazy("Meetings"), _find_meetings, order=40, narrows=True),
    _own("decisions", gettext_lazy("Decisions"), _find_decisions, order=45, narrows=True),
    _own("topics", gettext_lazy("Topics"), _find_topics, order=50, narrows=True),
    _own("messages", gettext_lazy("Messages"), _find_messages, order=60, narrows=True),
    _own("papers", gettext_lazy("Attachments"), _find_papers, order=65, narrows=True),
    _own("pages", gettext_lazy("Pages"), find_pages, order=70),
)
