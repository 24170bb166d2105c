"""Meetings: which ones somebody may know of, and how one is recorded."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.db.models import Exists, OuterRef, Prefetch, QuerySet

from networkapp.meetings.models import AgendaItem, Meeting, MeetingSeries, Minutes
from networkapp.models import Network, Subject
from networkapp.permissions import Action
from networkapp.users import AnyUser


def list_meetings(
    *, user: AnyUser, subject: Subject | None = None, network: Network | None = None, country: str = ""
) -> QuerySet[Meeting]:
    """Return the meetings of the networks that `user` can see, newest first; on `subject`, of `network` and in
    `country` (two letters) if these are given."""
    found: QuerySet[Meeting] = Meeting.objects.where(user, may=Action.SEE).about(subject)
    if network is not None:
        found = found.filter(network=network)
    if country:
        found = found.filter(country=country.upper())
    return found.select_related("network").prefetch_related("translations", "subjects__translations")


def list_meetings_with_agenda(*, user: AnyUser) -> QuerySet[Meeting]:
    """Return the result of `list_meetings` with guests and the agenda items that `user` can see."""
    agenda = Prefetch("agenda", queryset=AgendaItem.objects.shown_to(user))
    return list_meetings(user=user).select_related("network", "series", "host").prefetch_related(agenda, "guests")


def networks_with_meetings(*, user: AnyUser) -> QuerySet[Network]:
    """Return the networks that `user` can see and that have called a meeting, by name."""
    seen: QuerySet[Network] = Network.objects.where(user, may=Action.SEE).alphabetical()
    return seen.filter(Exists(Meeting.objects.filter(network=OuterRef("pk"))))


def meeting_countries(*, user: AnyUser) -> list[str]:
    """Return the countries with a meeting of a network that `user` can see, two letters each."""
    met = list_meetings(user=user).exclude(country="").order_by("country").values_list("country", flat=True)
    return [str(country) for country in met.distinct()]


def list_series(*, user: AnyUser) -> QuerySet[MeetingSeries]:
    """Return the series of the networks that `user` can see."""
    found: QuerySet[MeetingSeries] = MeetingSeries.objects.where(user, may=Action.SEE).select_related("network")
    return found


def networks_to_call_for(*, user: AnyUser) -> QuerySet[Network]:
    """Return the networks whose meetings `user` may call."""
    found: QuerySet[Network] = Network.objects.where(user, may=Action.CONDUCT_MEETINGS).alphabetical()
    return found


@dataclass(frozen=True, kw_only=True)
class MeetingAccess:
    """The additional content and actions of a reader on the page of a meeting, beyond those of everybody."""

    reads: bool
    conducts: bool
    minutes: Minutes | None


def meeting_access(*, meeting: Meeting, user: AnyUser) -> MeetingAccess:
    """Return what `user` can see and do, in three queries for readers of the network and one for others."""
    network: Network = meeting.network
    if not network.allows(user, Action.READ):
        return MeetingAccess(reads=False, conducts=False, minutes=None)
    conducts = network.allows(user, Action.CONDUCT_MEETINGS)
    minutes = Minutes.objects.shown_to(user).select_related("meeting__network").filter(meeting=meeting).first()
    return MeetingAccess(reads=True, conducts=conducts, minutes=minutes)


def next_meeting(*, networks: Iterable[int]) -> Meeting | None:
    """Return the next meeting of these networks (by primary key); None if there is none."""
    ahead = Meeting.objects.ahead().filter(network__in=networks)
    found: Meeting | None = (
        ahead.select_related("network").prefetch_related("translations").order_by("date", "starts_at", "pk").first()
    )
    return found
