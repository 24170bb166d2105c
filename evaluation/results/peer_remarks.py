"""Comments of peer reviewers on a country's answers, as frozen in its version."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from evaluation.models import Criterion
from evaluation.results.country_profile import Profile
from evaluation.results.published_versions import PublishedAssessment
from evaluation.scoring import series_order
from networkapp.languages.sorting import alphabetical
from networkapp.networks.queries.countries import country_name


@dataclass(frozen=True, kw_only=True)
class PublishedRemark:
    """One remark, by the country whose reviewers made it, and what the reviewed country replied."""

    country: str
    text: str
    reply: str
    is_of_earlier_answer: bool

    @property
    def by(self) -> str:
        """Return the name of the reviewing country in the reader's language."""
        return country_name(code=self.country)


@dataclass(frozen=True, kw_only=True)
class PublishedRemarks:
    """The countries that reviewed, by name, and their remarks by criterion; None where nobody did."""

    by: tuple[str, ...]
    rows: tuple[tuple[Criterion, tuple[PublishedRemark, ...]], ...]

    @property
    def number(self) -> int:
        return sum(len(found) for _criterion, found in self.rows)


def remarks_on(profile: Profile) -> PublishedRemarks | None:
    """Return the reviewers' comments on the published version, by criterion; None if no peers reviewed it."""
    review = profile.published.review
    if not review:
        return None
    known = {series: profile.criteria[series] for series in review["remarks"] if series in profile.criteria}
    return PublishedRemarks(
        by=tuple(alphabetical((country_name(code=code) for code in review["countries"]), name=str)),
        rows=tuple(
            (known[series], tuple(_remark(item) for item in review["remarks"][series]))
            for series in sorted(known, key=series_order)
        ),
    )


def remarks_in(published: PublishedAssessment) -> Iterator[tuple[str, int, PublishedRemark]]:
    """Yield every comment frozen with a version: series of its criterion, its number there, and itself."""
    remarks = published.review.get("remarks", {})
    for series in sorted(remarks, key=series_order):
        for number, frozen in enumerate(remarks[series], 1):
            yield series, number, _remark(frozen)


def _remark(frozen: Mapping[str, Any]) -> PublishedRemark:
    return PublishedRemark(
        country=frozen["country"],
        text=frozen["text"],
        reply=frozen["reply"],
        is_of_earlier_answer=frozen["is_of_earlier_answer"],
    )
