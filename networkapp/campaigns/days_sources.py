"""Activities of networks and campaigns for the pages of awareness days."""

from collections.abc import Iterable, Sequence
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from networkapp.campaigns.models import AwarenessDay
from networkapp.campaigns.queries.campaigns import list_campaigns, years_on
from networkapp.campaigns.queries.days import list_activities
from networkapp.registry.days import DayEntry
from networkapp.users import AnyUser


def activities_on_days(days: Sequence[AwarenessDay], user: AnyUser) -> Iterable[DayEntry]:
    """Yield the activities that networks recorded for `days`, as far as `user` can see them."""
    for activity in list_activities(user=user).filter(day__in=days):
        words: Any = activity.in_language()
        yield DayEntry(
            day=activity.day_id,
            network=activity.network_id,
            year=activity.year,
            title=words.title,
            text=words.text,
            url=activity.link,
            language=words.language,
            anchor=f"deed-{activity.pk}",
        )


def campaigns_on_days(days: Sequence[AwarenessDay], user: AnyUser) -> Iterable[DayEntry]:
    """Yield the campaigns for these days, in each year in which they ran on one."""
    known = {day.pk: day for day in days}
    made_for_them = list_campaigns(user=user).filter(days__in=days).annotate(for_day=F("days"))
    for campaign in made_for_them.prefetch_related("organisations__translations"):
        title = campaign.texts["title"]
        by = ", ".join(one.local_title for one in campaign.organisations.all())
        for year in years_on(campaign=campaign, day=known[campaign.for_day]):
            yield DayEntry(
                day=campaign.for_day,
                network=campaign.network_id if campaign.own else None,
                by="" if campaign.own else by,
                year=year,
                kind=_("Campaign"),
                title=title.text,
                language=title.language,
                url=campaign.get_absolute_url(),
            )
