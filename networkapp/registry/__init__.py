"""The registry that other plugins fill in their `ready()`; networkapp knows none of them.

A desk source returns what needs a person, and by when, and what is new for them; a search source finds what they can
see among its own things; a topic subject is a model that a topic can be about; a part of the API is a router. Content
along a subject, a country or a network is registered in overviews.py, models with web addresses in links.py.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Protocol

from django.db.models import Model, QuerySet
from django.utils import timezone
from django.utils.functional import Promise

from networkapp.registry.ordered import add_in_order
from networkapp.users import AnyUser, User


@dataclass(frozen=True, kw_only=True)
class DeskItem:
    """One line of somebody's desk. Without a deadline it is after all that have one.

    If `title` or `detail` contains words in another language than the reader's, it is made by `mixed` or `join_mixed`
    (models/translations.py), which keep the languages of its parts.

    An item that `can_wait` is after everything else.

    An e-mail uses `email_title` if given: it leaves the site, and must not reveal what its network restricts. `about`
    names the thing, in words that may leave the site: e-mails group what is about the same.
    """

    title: str | Promise
    email_title: str | Promise = ""
    about: str | Promise = ""
    url: str
    detail: str | Promise = ""
    deadline: datetime | None = None
    since: datetime | None = None
    count: int | None = None
    key: str = ""
    can_wait: bool = False

    @property
    def is_late(self) -> bool:
        return self.deadline is not None and self.deadline < timezone.now()


@dataclass(frozen=True, kw_only=True)
class SearchHit:
    """One thing found. `excerpt` is plain text; what matched is marked when it is shown."""

    kind: str
    title: str
    url: str
    excerpt: str = ""
    language: str = ""
    date: date | datetime | None = None


@dataclass(frozen=True, kw_only=True)
class ListUpdate:
    """A partial for open pages: `html`, whose element has the id `id`, belongs into the list named `list`.

    Where the list already shows that id, the partial takes its place; else it goes to the `start` or the `end`, or
    nowhere where it belongs `here`. With `moves`, it goes there in either case. At `order` it goes before the first
    entry whose `data-order` is smaller, wherever it was. Without `html`, what has that id leaves the list.
    """

    list: str
    id: str
    html: str
    at: str = "end"
    moves: bool = False


@dataclass(frozen=True, kw_only=True)
class SearchFilters:
    """The filters of a search: network and author by primary key, days in the reader's time zone."""

    network: int | None = None
    author: int | None = None
    since: date | None = None
    until: date | None = None


NO_NARROWING = SearchFilters()


class ReadableRows(Protocol):
    def __call__(self, *, user: AnyUser) -> QuerySet[Any]: ...


class DeskSource(Protocol):
    def __call__(self, *, user: User) -> Iterable[DeskItem]: ...


class ClockJob(Protocol):
    def __call__(self, *, now: datetime) -> int: ...


class NoticeSource(Protocol):
    def __call__(self, *, user: User, notifications: Sequence[Any]) -> Mapping[int, DeskItem]: ...


class MessageLock(Protocol):
    def __call__(self, *, message: Any) -> str | Promise: ...


@dataclass(frozen=True, kw_only=True)
class TopicSubject:
    """A model that topics can be about. `where(user=)` returns the rows that the user can know of.

    They are searched in the fields `by`, or else in their text as shown. `series` is the field that all versions of a
    row share (the newest has the highest key); empty if there are no versions. `called` returns a row's name in the
    reader's language, if that differs from `str(row)`.
    """

    model: Any
    label: str | Promise
    where: ReadableRows
    by: tuple[str, ...] = ()
    series: str = ""
    called: Callable[[Any], str] | None = None
    order: int = 100


EventView = Callable[[Sequence[Any]], Mapping[int, Sequence[ListUpdate]]]
SearchSource = Callable[..., Iterable[SearchHit]]
FeedSource = Callable[..., Iterable[Any]]


@dataclass(frozen=True, kw_only=True)
class NamedSearchSource:
    """A kind of thing that the search finds; `order` is its position among the results.

    `find(user=, query=, limit=)` also takes `narrowing` if it `narrows`; the others are not asked then. One that finds
    things `by_language`, in the reader's language, takes `every_language`, too. Pages of the Wagtail models `pages` are
    found by it, and not as other pages.
    """

    kind: str
    label: str | Promise
    find: SearchSource
    order: int
    narrows: bool = False
    by_language: bool = False
    pages: tuple[type[Model], ...] = ()


@dataclass(frozen=True, kw_only=True)
class MenuEntry:
    """A place of a plugin that a skin may list in its menu; `url_name` is reversed without arguments."""

    label: str | Promise
    url_name: str
    order: int


needs_attention: list[DeskSource] = []
whats_new: list[DeskSource] = []
search_sources: list[NamedSearchSource] = []
menu: list[MenuEntry] = []
event_views: dict[str, EventView] = {}
adding: set[str] = set()
topic_subjects: dict[str, TopicSubject] = {}
desk_roles: dict[DeskSource, frozenset[str]] = {}
desk_order: dict[DeskSource, int] = {}
clock_jobs: dict[str, ClockJob] = {}
clock_order: dict[str, int] = {}
notice_sources: dict[str, NoticeSource] = {}
api_parts: list[tuple[int, str]] = []
message_locks: list[MessageLock] = []
feed_sources: list[FeedSource] = []


def register_attention(source: DeskSource, *, roles: frozenset[str] | None = None, order: int = 100) -> None:
    """Ask `source(user=)` from now on what needs the reader of a desk. Registering twice is registering once.

    If `roles` are named, it has nothing for people with none of them in any seat, and is not asked for them. `order` is
    its position among items with the same deadline or none.
    """
    _register_on_the_desk(needs_attention, source, roles, order)


def register_news(source: DeskSource, *, roles: frozenset[str] | None = None, order: int = 100) -> None:
    """Ask `source` from now on what is new for the reader of a desk; `roles` and `order` as for what needs them."""
    _register_on_the_desk(whats_new, source, roles, order)


def _register_on_the_desk(
    known: list[DeskSource], source: DeskSource, roles: frozenset[str] | None, order: int
) -> None:
    if source not in known:
        known.append(source)
    if roles is not None:
        desk_roles[source] = roles
    desk_order[source] = order
    known.sort(key=desk_order.__getitem__)


def register_search(
    *,
    kind: str,
    label: str | Promise,
    find: SearchSource,
    order: int = 100,
    narrows: bool = False,
    by_language: bool = False,
    pages: tuple[type[Model], ...] = (),
) -> None:
    """Add `find(user=, query=, limit=)` to the search; it returns only what `user` can see.

    One that `narrows` also takes `narrowing`, and is asked where the reader has narrowed the search.
    `by_language` and `pages` are described at NamedSearchSource.
    """
    if kind not in {source.kind for source in search_sources}:
        search_sources.append(
            NamedSearchSource(
                kind=kind, label=label, find=find, order=order, narrows=narrows, by_language=by_language, pages=pages
            )
        )


def register_menu(entry: MenuEntry) -> None:
    """Add an entry to the menu, which skins list."""
    if entry not in menu:
        menu.append(entry)
        menu.sort(key=lambda known: known.order)


def register_event_view(kind: str, view: EventView, *, adds: bool = False) -> None:
    """Show events of this kind on open pages: `view(events)` returns the partials by sequence.

    The view is asked in the language and time zone of the page; what it gives must not depend on the reader. Events
    that do not only add something may change what earlier ones show, or to whom: those are then made anew.
    """
    event_views[kind] = view
    (adding.add if adds else adding.discard)(kind)


def register_topic_subject(
    model: Any,
    *,
    label: str | Promise,
    where: ReadableRows,
    by: tuple[str, ...] = (),
    series: str = "",
    called: Callable[[Any], str] | None = None,
    order: int = 100,
) -> None:
    """Allow topics about things of this model, which is called `label`.

    `where(user=)` returns those that this user can know of. One is shown as its `str`, or as the result of `called` in
    the reader's language, linked if it has an address, and found by words in the fields `by`; without these in its
    `str`, which is for models with few rows. What the library records about one applies to all that share its `series`,
    if it has such a field. `order` is the position of its kind among what is found.
    """
    topic_subjects[model._meta.model_name] = TopicSubject(
        model=model, label=label, where=where, by=by, series=series, called=called, order=order
    )
    sort_registered(topic_subjects, key=lambda kind: topic_subjects[kind].order)


def register_clock_job(name: str, job: ClockJob, *, order: int = 100) -> None:
    """Have the clock call `job(now=)` every minute; it records what time has decided and returns how much.

    E-mails are sent by the job with the order 42: one that gives notice has a lower one.
    """
    clock_jobs[name] = job
    clock_order[name] = order
    sort_registered(clock_jobs, key=clock_order.__getitem__)


def register_notice(kind: str, source: NoticeSource) -> None:
    """Allow notices of `kind` (notifications/notices.py), with texts from `source(user=, notifications=)`.

    It returns, by primary key, the text of those that are still valid and visible to the user, in the active language;
    others are neither listed nor sent.
    """
    notice_sources[kind] = source


def register_api(router: str, *, order: int = 100) -> None:
    """Add the router of django-ninja at this dotted path to the read API.

    A path, so that a command which serves no addresses does not load the API. `order` is its position in the
    description of the API.
    """
    add_in_order(api_parts, router, order=order)


def register_message_lock(lock: MessageLock) -> None:
    """Call `lock(message=)` before a message is changed or withdrawn. It returns why that is not possible, or None."""
    if lock not in message_locks:
        message_locks.append(lock)


def register_feed(source: FeedSource) -> None:
    """Add entries to news feeds: `source(language=, network=, absolute=)` returns them for all networks or for one.

    It gives entries (metadata/atom.py) of what everybody may see; `absolute` makes whole addresses.
    """
    if source not in feed_sources:
        feed_sources.append(source)


def sort_registered(known: dict[str, Any], *, key: Callable[[str], int]) -> None:
    """Sort what is registered by `key`; what has the same one stays as it was registered."""
    for name in sorted(known, key=key):
        known[name] = known.pop(name)
