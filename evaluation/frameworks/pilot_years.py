"""Shadow years looked back on: how many countries could answer a criterion while it was not scored yet."""

from collections.abc import Mapping
from dataclasses import dataclass

from evaluation.models import Criterion, Framework
from evaluation.results.published_versions import newest_versions
from evaluation.scoring import stays_after_pilot
from evaluation.values import Status
from networkapp.users import AnyUser


@dataclass(frozen=True, kw_only=True)
class PilotYear:
    """One shadow year of one criterion: of how many countries that published, how many could answer."""

    year: int
    able: int
    of: int

    @property
    def stays(self) -> bool:
        """Return whether the criterion stays by the rule of the method; the network decides, not the rule."""
        return 2 * self.able >= self.of


def pilot_years_of(framework: Framework, user: AnyUser) -> Mapping[str, list[PilotYear]]:
    """Return the published shadow years that `user` can read, by series and in order; at most two queries."""
    criteria = Criterion.objects.filter(recommendation__framework=framework, scored_from__isnull=False)
    scored_from = {series_id: year for series_id, year in criteria.values_list("series_id", "scored_from") if year}
    if not scored_from:
        return {}
    published = newest_versions(user).filter(
        assessment__cycle__framework=framework, assessment__cycle__year__lt=max(scored_from.values())
    )
    found_statuses: dict[tuple[str, int], list[Status]] = {}
    for answers, year in published.values_list("answers", "assessment__cycle__year"):
        for series_id, first in scored_from.items():
            if year < first and series_id in answers:
                found_statuses.setdefault((series_id, year), []).append(Status(answers[series_id]["status"]))
    found: dict[str, list[PilotYear]] = {}
    for (series_id, year), statuses in sorted(found_statuses.items()):
        able = sum(stays_after_pilot([status]) for status in statuses)
        found.setdefault(series_id, []).append(PilotYear(year=year, able=able, of=len(statuses)))
    return found
