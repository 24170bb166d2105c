"""The briefing: what needs its reader, what is new, what is open for their country, and the agenda."""

import math
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from urllib.parse import urlsplit

from django.db.models import Model, Prefetch
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.text import Truncator
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from networkapp.desk.sources import attention_of
from networkapp.discussion.actions.post import unread_topics
from networkapp.discussion.models import Topic, TopicState
from networkapp.meetings.models import AgendaItem, Meeting, MeetingState
from networkapp.meetings.registry import briefing_sources
from networkapp.models import Seat
from networkapp.models.translations import LocalText, format_mixed, join_mixed
from networkapp.overviews.briefs import country_brief_parts
from networkapp.permissions import Action
from networkapp.registry import DeskItem
from networkapp.text.clocks import format_in_zone
from networkapp.users import AnyUser, User

MAX_WORDS = 690
WORDS_PER_MINUTE = 230
MAX_LINE_WORDS = 24
MAX_ENTRIES = 8
"""Of each kind of thing; the page behind it has them all."""
DEFAULT_PERIOD = timedelta(days=90)
DESK_PERIOD = timedelta(days=7)
KEY = "meeting-brief"


@dataclass(frozen=True, kw_only=True)
class BriefingLine:
    """A line about one thing; `topic` is the topic that it is about, by primary key, because topics can move."""

    text: str | Promise
    url: str = ""
    detail: str = ""
    topic: int | None = None

    @property
    def words(self) -> int:
        return len(f"{self.text} {self.detail}".split())


@dataclass(frozen=True, kw_only=True)
class BriefingPart:
    """A heading and its lines; `more` counts those for which there was no room, and `least` is what stays of them."""

    key: str
    title: str
    lines: tuple[BriefingLine, ...]
    empty: str = ""
    more: int = 0
    least: int = 3

    @property
    def words(self) -> int:
        return len(self.title.split()) + sum(line.words for line in self.lines)


@dataclass(frozen=True, kw_only=True)
class MeetingBriefing:
    """The briefing of `reader` for a meeting about the time since the previous one, in at most some 700 words."""

    meeting: Meeting
    since: datetime
    parts: tuple[BriefingPart, ...]

    @property
    def words(self) -> int:
        return sum(part.words for part in self.parts)

    @property
    def minutes(self) -> int:
        return max(1, math.ceil(self.words / WORDS_PER_MINUTE))


def find_meeting_to_read(*, slug: str, user: AnyUser) -> Meeting | None:
    """Return the meeting if `user` can read its network, otherwise None."""
    found: Meeting | None = (
        Meeting.objects.where(user, may=Action.READ)
        .select_related("network", "series")
        .prefetch_related("translations")
        .filter(slug=slug)
        .first()
    )
    return found


def briefing_for(*, meeting: Meeting, user: User, personal: bool = True) -> MeetingBriefing:
    """Return the briefing of `user`, who can read the network of the meeting; the number of queries is constant.

    One that is not `personal` leaves out what is for this reader alone: the items of their desk, and unread messages.
    """
    since = _since(meeting)
    parts = (
        BriefingPart(
            key="voice",
            title=_("Your tasks"),
            lines=tuple(_task_lines(meeting, user)) if personal else (),
            empty=_("No tasks in this network."),
        ),
        BriefingPart(
            key="new",
            title=_("New since %(day)s") % {"day": date_format(timezone.localdate(since))},
            lines=tuple(_new_lines(meeting, user, since, personal)),
            empty=_("No new decisions, procedures, proposals or topics."),
        ),
        BriefingPart(key="country", title=_("Open for your country"), lines=tuple(_open_lines(meeting, user))),
        BriefingPart(
            key="agenda",
            title=_("Agenda"),
            lines=tuple(_agenda_lines(meeting, user)),
            empty=_("No agenda yet."),
            least=12,
        ),
    )
    return MeetingBriefing(meeting=meeting, since=since, parts=shorten_parts(parts=parts))


def shorten_parts(*, parts: Iterable[BriefingPart], most: int = MAX_WORDS) -> tuple[BriefingPart, ...]:
    """Return the parts with at most `most` words: long lines are cut, then the longest part loses one line at a time.

    Each part keeps the minimum number of lines that it states.
    """
    kept = [replace(part, lines=tuple(map(_shorten_line, part.lines))) for part in parts]
    while sum(part.words for part in kept) > most:
        longer = [part for part in kept if len(part.lines) > part.least]
        if not longer:
            break
        longest = max(longer, key=lambda part: part.words)
        kept[kept.index(longest)] = replace(longest, lines=longest.lines[:-1], more=longest.more + 1)
    return tuple(kept)


def desk_items(*, user: AnyUser) -> Iterator[DeskItem]:
    """Return the desk items for briefings of meetings in the next seven days, in networks that `user` can read."""
    now = timezone.now()
    near = Meeting.objects.ahead(now).where(user, may=Action.READ)
    until = timezone.localdate(now + DESK_PERIOD)
    for meeting in near.filter(date__lte=until).select_related("network").order_by("date", "pk"):
        yield DeskItem(
            title=_("Briefing for %(meeting)s") % {"meeting": meeting.label},
            email_title=_("Read the briefing for a meeting"),
            detail=meeting.network.local_name,
            url=reverse("networkapp:meeting_brief", args=[meeting.slug]),
            deadline=briefing_deadline(meeting=meeting),
            key=f"{KEY}-{meeting.pk}",
        )


def briefing_deadline(*, meeting: Meeting) -> datetime:
    """Return when it begins; if only the day is known, when that day ends at the venue."""
    end_of_day = datetime.combine(meeting.date + timedelta(days=1), time(), meeting.zone)
    return meeting.starts_at or end_of_day


def _since(meeting: Meeting) -> datetime:
    """Return when the previous meeting ended, at most the time now. If there was none: some months before this one."""
    now = timezone.now()
    earlier = Meeting.objects.filter(network=meeting.network_id, date__lt=meeting.date)
    past = earlier.exclude(state=MeetingState.CANCELLED).exclude(pk__in=Meeting.objects.ahead(now))
    before = past.order_by("-date").first()
    if before is None:
        return min(now, briefing_deadline(meeting=meeting)) - DEFAULT_PERIOD
    return min(now, before.ends_at or briefing_deadline(meeting=before))


def _task_lines(meeting: Meeting, user: User) -> Iterator[BriefingLine]:
    """Return the items of this network on the reader's desk, soonest first."""
    slugs = set(Meeting.objects.filter(network=meeting.network_id).values_list("slug", flat=True))
    here = [item for item in attention_of(user) if _is_in_network(item, meeting.network.slug, slugs)]
    for item in sorted(here, key=lambda item: item.deadline.timestamp() if item.deadline else math.inf):
        until = format_in_zone(item.deadline) if item.deadline else ""
        yield BriefingLine(
            text=item.title, url=item.url, detail=_("due %(moment)s") % {"moment": until} if until else ""
        )


def _is_in_network(item: DeskItem, network: str, meetings: set[str]) -> bool:
    steps = urlsplit(item.url).path.strip("/").split("/")
    return not item.key.startswith(KEY) and (network in steps or (steps[0] == "meetings" and steps[-1] in meetings))


def _new_lines(meeting: Meeting, user: AnyUser, since: datetime, personal: bool) -> Iterator[BriefingLine]:
    for _order, source in briefing_sources:
        yield from source(meeting=meeting, user=user, since=since)
    topics = Topic.objects.where(user, may=Action.READ).filter(network=meeting.network_id, opened_at__gte=since)
    for topic in topics.exclude(state=TopicState.ARCHIVED).order_by("-opened_at")[:MAX_ENTRIES]:
        topic.network = meeting.network
        yield replace(dated_line(words=_("New topic: %(what)s"), thing=topic, moment=topic.opened_at), topic=topic.pk)
    if personal:
        yield from _unread_lines(meeting, user)


def _unread_lines(meeting: Meeting, user: AnyUser) -> Iterator[BriefingLine]:
    counts = [topic.unread for topic in unread_topics(user=user).filter(network=meeting.network_id)[:200]]
    if counts:
        words = ngettext("%(n)s unread message", "%(n)s unread messages", sum(counts))
        yield BriefingLine(text=words % {"n": sum(counts)}, url=meeting.network.get_absolute_url())


def dated_line(*, words: str, thing: Model, moment: date) -> BriefingLine:
    """Return a line about the thing, with its date: of a time, the date in the reader's time zone."""
    day = timezone.localdate(moment) if isinstance(moment, datetime) else moment
    address = getattr(thing, "get_absolute_url", None)
    text = format_mixed(words, what=LocalText(str(thing), getattr(thing, "language", "")))
    return BriefingLine(text=text, url=address() if address else "", detail=date_format(day))


def _open_lines(meeting: Meeting, user: User) -> Iterator[BriefingLine]:
    """Return what the plugins know to be open for the countries of the reader's delegations in this network."""
    seats = Seat.objects.current().filter(user=user, network=meeting.network_id, delegation__isnull=False)
    countries = {str(country) for country in seats.values_list("delegation__country", flat=True)} - {"", "None"}
    for country in sorted(countries):
        for section in country_brief_parts(country=country, user=user):
            for line in section.lines[:2]:
                yield BriefingLine(text=f"{section.title}: {line}", url=section.url)


def _agenda_lines(meeting: Meeting, user: AnyUser) -> Iterator[BriefingLine]:
    items = AgendaItem.objects.shown_to(user).filter(meeting=meeting).order_by("position")
    for number, item in enumerate(items.prefetch_related(Prefetch("papers")), start=1):
        papers = len(item.papers.all())
        documents = ngettext("%(n)s document", "%(n)s documents", papers) % {"n": papers} if papers else ""
        starts = item.starts_at.astimezone(meeting.zone).strftime("%H:%M") if item.starts_at else ""
        item.meeting = meeting
        detail = ", ".join(part for part in (starts, item.speaker, documents) if part)
        yield BriefingLine(
            text=join_mixed(number, LocalText(item.title, "en")), url=item.get_absolute_url(), detail=detail
        )


def _shorten_line(line: BriefingLine) -> BriefingLine:
    text = Truncator(str(line.text)).words(MAX_LINE_WORDS, truncate="…")
    # What need not be cut goes on knowing the languages of its parts.
    text = line.text if text == line.text else text
    return replace(line, text=text, detail=Truncator(line.detail).words(10, truncate="…"))
