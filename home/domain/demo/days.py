"""Awareness days with their source, and what the sample network did on them, which is invented."""

from home.domain.demo.content import by_key, content, day, items
from home.domain.demo.recording.days import AwarenessDayFields, record_activity, record_day
from networkapp.campaigns.models import AwarenessDay, DayActivity
from networkapp.models import Network

SAME_IN_ALL = ("month", "day", "since", "source", "source_link")


def make_days() -> None:
    """Every day of the data file is there; one that exists is left as it is."""
    there = set(AwarenessDay.objects.values_list("slug", flat=True))
    for item in items("days"):
        if item["slug"] not in there:
            kept = AwarenessDayFields(**{name: item[name] for name in SAME_IN_ALL}, read_on=day(item["read_on"] or ""))
            record_day(slug=item["slug"], title=item["title"], text=item["text"], kept=kept)


def make_activities() -> None:
    """What the sample network did is there; nothing is added where something was written down already."""
    if DayActivity.objects.exists():
        return
    networks, days = by_key(Network.objects.all(), "slug"), by_key(AwarenessDay.objects.all(), "slug")
    for item in content("days")["deeds"]:
        record_activity(
            network=networks[item["network"]],
            day=days[item["day"]],
            year=item["year"],
            title=item["title"],
            text=item["text"],
            link=item["link"],
        )
