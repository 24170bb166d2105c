"""What networkapp itself shows on the pages of an awareness day: entries of networks, campaigns, articles, meetings."""

from collections.abc import Iterable, Sequence
from datetime import date
from functools import reduce
from operator import or_
from typing import Any

from django.db.models import F, Q
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from networkapp.campaigns.models import DayOfYear
from networkapp.campaigns.queries.campaigns import list_campaigns, years_on
from networkapp.campaigns.queries.days import list_deeds
from networkapp.languages.languages import each_once
from networkapp.meetings.models import Meeting, MeetingState
from networkapp.meetings.queries.meetings import list_meetings
from networkapp.news.actions.articles import list_articles
from networkapp.news.models import ArticlePage
from networkapp.registry.days import DayEntry, register_day_source
from networkapp.users import AnyUser


def register_parts() -> None:
    """Register what pages of awareness days show, in this order."""
    for order, source in ((10, deeds_on_days), (20, campaigns_on_days), (30, articles_on_days), (40, meetings_on_days)):
        register_day_source(source, order=order)


def deeds_on_days(days: Sequence[DayOfYear], user: AnyUser) -> Iterable[DayEntry]:
    """What networks wrote down."""
    for deed in list_deeds(user=user).filter(day__in=days):
        words: Any = deed.in_language()
        yield DayEntry(
            day=deed.day_id,
            network=deed.network_id,
            year=deed.year,
            title=words.title,
            text=words.text,
            url=deed.link,
            language=words.language,
            anchor=f"deed-{deed.pk}",
        )


def campaigns_on_days(days: Sequence[DayOfYear], user: AnyUser) -> Iterable[DayEntry]:
    """The campaigns made for the days, in each year in which they ran on one."""
    known = {day.pk: day for day in days}
    made_for_them = list_campaigns(user=user).filter(days__in=days).annotate(for_day=F("days"))
    for campaign in made_for_them.prefetch_related("organisations__translations"):
        said = campaign.said["title"]
        by = ", ".join(one.local_title for one in campaign.organisations.all())
        for year in years_on(campaign, known[campaign.for_day]):
            yield DayEntry(
                day=campaign.for_day,
                network=campaign.network_id if campaign.own else None,
                by="" if campaign.own else by,
                year=year,
                kind=_("campaign"),
                title=said.text,
                language=said.language,
                url=campaign.get_absolute_url(),
            )


def articles_on_days(days: Sequence[DayOfYear], user: AnyUser) -> Iterable[DayEntry]:
    """The articles of networks that are dated on the days, each in one language."""
    for article in each_once(list_articles(user=user).filter(_dated_on(days))):
        for day in _days_of(article.date, days):
            yield _of_article(article, day)


def _of_article(article: ArticlePage, day: DayOfYear) -> DayEntry:
    return DayEntry(
        day=day.pk,
        network=article.network_id,
        year=article.date.year,
        kind=pgettext("news", "article"),
        title=article.title,
        language=article.locale.language_code,
        url=article.get_url() or "",
    )


def meetings_on_days(days: Sequence[DayOfYear], user: AnyUser) -> Iterable[DayEntry]:
    """The meetings that networks held on the days, or will."""
    on_them = list_meetings(user=user).filter(_dated_on(days)).exclude(state=MeetingState.CANCELLED)
    for meeting in on_them:
        for day in _days_of(meeting.date, days):
            yield _of_meeting(meeting, day)


def _of_meeting(meeting: Meeting, day: DayOfYear) -> DayEntry:
    return DayEntry(
        day=day.pk,
        network=meeting.network_id,
        year=meeting.date.year,
        kind=_("meeting"),
        title=f"{meeting.label}: {meeting.local_title}",
        url=meeting.get_absolute_url(),
    )


def _dated_on(days: Sequence[DayOfYear]) -> Q:
    on_one = (Q(date__month=day.month, date__day=day.day) for day in days)
    return reduce(or_, on_one, Q(pk__in=[]))


def _days_of(dated: date, days: Sequence[DayOfYear]) -> list[DayOfYear]:
    return [day for day in days if (day.month, day.day) == (dated.month, dated.day)]
