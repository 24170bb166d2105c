"""Awareness days to test with."""

from home.domain.demo.recording.days import AwarenessDayFields, record_day
from networkapp.campaigns.models import AwarenessDay


def make_day(slug: str = "a-day", month: int = 1, day: int = 1, since: int = 2007) -> AwarenessDay:
    title = {"en": f"The day {slug}", "de": f"Der Tag {slug}"}
    return record_day(
        slug=slug, title=title, text={}, kept=AwarenessDayFields(month=month, day=day, since=since, source="A book")
    )
