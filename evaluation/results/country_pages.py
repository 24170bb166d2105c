"""The page of one country: its profile, its treaties, and what others publish about it.

Published content does not change, so the page is made once for all readers with the same access; `key` shows whether it
is still valid. Only the inputs of the key are read each time.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from evaluation.results.cache import cached_html
from evaluation.results.context import ContextTable, context_table
from evaluation.results.country_answers import RecommendationAnswers, answers_by_recommendation
from evaluation.results.country_profile import Profile, ProfileSource, profile_source, treaty_date
from evaluation.results.last_changed import latest_keys
from evaluation.results.peer_remarks import PublishedRemarks, remarks_on
from evaluation.results.published_versions import PublishedAssessment
from evaluation.results.result_rows import VersionSummary, cache_key
from evaluation.results.summaries import CountrySummary, summarise
from evaluation.sources.observations import Observations, observations_of
from evaluation.treaties.tables import TreatyTable, country_treaties
from networkapp.users import AnyUser


@dataclass(frozen=True, kw_only=True)
class CountryPage:
    """The content of a country's page; each part is only made when it is needed."""

    sheet: ProfileSource
    key: str

    @property
    def brief(self) -> VersionSummary:
        return self.sheet.brief

    @property
    def years(self) -> Sequence[int]:
        return self.sheet.years

    @property
    def profile(self) -> Profile:
        return self.sheet.profile

    @property
    def published(self) -> PublishedAssessment:
        return self.profile.published

    @cached_property
    def summary(self) -> CountrySummary:
        return summarise(self.profile)

    @cached_property
    def remarks(self) -> PublishedRemarks | None:
        return remarks_on(self.profile)

    @cached_property
    def answers(self) -> Mapping[int, RecommendationAnswers]:
        return answers_by_recommendation(self.profile)

    @cached_property
    def observations(self) -> Observations:
        return observations_of(country=self.brief.country)

    @cached_property
    def context(self) -> ContextTable:
        return context_table(self.profile, self.observations)

    @cached_property
    def treaties(self) -> TreatyTable:
        return country_treaties(self.profile.treaties, self.brief.country)

    @property
    def body(self) -> SafeString:
        """Return the content of the page, cached for all who can read the same."""
        return cached_html("profile", self.key, self._made)

    def _made(self) -> str:
        context = {
            "profile": self.profile,
            "published": self.published,
            "observations": self.observations,
            "treaties": self.treaties,
            "summary": self.summary,
            "remarks": self.remarks,
            "answers": self.answers,
            "unscored": self.context,
        }
        return render_to_string("evaluation/profile/body.html", context)


def country_page(*, country: str, year: int | None, user: AnyUser | None) -> CountryPage | None:
    """Return the page of `country` (two letters) for `year`, or for its latest; None if `user` can see nothing of
    it."""
    sheet = profile_source(country=country, year=year, user=user)
    if sheet is None:
        return None
    key = cache_key(
        sheet.brief.seen,
        [brief.seen for brief in sheet.known],
        [version.pk for version in sheet.versions],
        treaty_date(sheet.brief.year),
        latest_keys(),
    )
    return CountryPage(sheet=sheet, key=key)
