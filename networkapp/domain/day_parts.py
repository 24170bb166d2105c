"""What networkapp itself shows on the pages of a day of the year: words of networks, campaigns, articles, meetings."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from networkapp.day_sources import DayEntry, register_day_source
from networkapp.domain.campaigns import list_campaigns, years_on
from networkapp.domain.days import list_deeds
from networkapp.domain.languages import each_once
from networkapp.domain.meetings import list_meetings
from networkapp.domain.news import list_articles
from networkapp.models import DayOfYear, MeetingState


def register_parts() -> None:
    """From now on the pages of days show all of these, in this order."""
    for order, source in ((10, deeds_on_day), (20, campaigns_on_day), (30, articles_on_day), (40, meetings_on_day)):
        register_day_source(source, order=order)


def deeds_on_day(day: DayOfYear, user: Any) -> Iterable[DayEntry]:
    """What networks wrote down."""
    for deed in list_deeds(user=user).filter(day=day):
        words: Any = deed.in_language()
        yield DayEntry(
            network=deed.network_id,
            year=deed.year,
            title=words.title,
            text=words.text,
            url=deed.link,
            language=words.language,
            anchor=f"deed-{deed.pk}",
        )


def campaigns_on_day(day: DayOfYear, user: Any) -> Iterable[DayEntry]:
    """The campaigns made for the day, in each year in which they ran on it."""
    made_for_it = list_campaigns(user=user).filter(days=day).prefetch_related("organisations__translations")
    for campaign in made_for_it:
        said = campaign.said["title"]
        by = ", ".join(one.local_title for one in campaign.organisations.all())
        for year in years_on(campaign, day):
            yield DayEntry(
                network=campaign.network_id if campaign.own else None,
                by="" if campaign.own else by,
                year=year,
                kind=_("campaign"),
                title=said.text,
                language=said.language,
                url=campaign.get_absolute_url(),
            )


def articles_on_day(day: DayOfYear, user: Any) -> Iterable[DayEntry]:
    """The articles of networks that are dated on the day, each in one language."""
    dated = list_articles(user=user).filter(date__month=day.month, date__day=day.day)
    for article in each_once(dated):
        yield DayEntry(
            network=article.network_id,
            year=article.date.year,
            kind=pgettext("news", "article"),
            title=article.title,
            language=article.locale.language_code,
            url=article.get_url() or "",
        )


def meetings_on_day(day: DayOfYear, user: Any) -> Iterable[DayEntry]:
    """The meetings that networks held on the day, or will."""
    on_it = list_meetings(user=user).filter(date__month=day.month, date__day=day.day)
    for meeting in on_it.exclude(state=MeetingState.CANCELLED):
        yield DayEntry(
            network=meeting.network_id,
            year=meeting.date.year,
            kind=_("meeting"),
            title=f"{meeting.label}: {meeting.local_title}",
            url=meeting.get_absolute_url(),
        )
