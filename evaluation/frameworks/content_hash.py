"""The content hash of a framework: of all that decides what is asked and how it counts, as it was adopted."""

from collections.abc import Iterable, Mapping
from typing import Any

from evaluation.models import Criterion, Framework, FrameworkPatch, Recommendation
from networkapp.text.canonical_json import content_hash

HASHED_FIELDS = (
    "series_id",
    "version",
    "position",
    "kind",
    "title",
    "text",
    "scored",
    "essential",
    "weight",
    "unit",
    "floor",
    "target",
    "per",
    "is_share",
    "about_persons",
    "computed",
    "numerator_text",
    "denominator_text",
    "reference_period",
    "instruments",
    "word_limit",
    "compatible_with_previous",
)
ATTRIBUTE = "attribute "
MARK = "about_persons"
"""The one correction that is no text: a criterion came to be marked as counting persons after its adoption."""
MARKED = {False: "no", True: "yes"}
TextPlace = tuple[int, str, str]
"""Number of the recommendation, series (empty for the recommendation itself), and which text of it."""


def framework_hash(framework: Framework) -> str:
    """Return the hash of what was adopted, in the original language, without recorded corrections.

    Corrected are spelling, and the mark that a criterion counts persons, which protects them and changes no question.
    What is neither as it was adopted nor as the last recorded correction made it changes the hash.
    """
    adopted = _AdoptedTexts(framework.patches.filter(language="").order_by("made_at", "pk"))
    return content_hash(
        {
            "version": framework.version,
            "years": [framework.first_year, framework.last_year],
            "recommendations": [
                _recommendation(recommendation, adopted)
                for recommendation in framework.recommendations.prefetch_related("criteria").order_by("code")
            ],
        }
    )


class _AdoptedTexts:
    """The texts as they were adopted, without the corrections recorded since."""

    def __init__(self, patches: Iterable[FrameworkPatch]) -> None:
        self.first: dict[TextPlace, str] = {}
        self.last: dict[TextPlace, str] = {}
        for patch in patches:
            place = (patch.recommendation_code, patch.series_id, patch.place)
            self.first.setdefault(place, patch.old)
            self.last[place] = patch.new

    def text(self, place: TextPlace, now: str) -> str:
        return self.first[place] if self.last.get(place) == now else now


def _recommendation(recommendation: Recommendation, adopted: _AdoptedTexts) -> dict[str, Any]:
    code = recommendation.code
    return {
        "code": code,
        "title": adopted.text((code, "", "title"), recommendation.title),
        "text": adopted.text((code, "", "text"), recommendation.text),
        "criteria": [
            _criterion(criterion, code, adopted)
            for criterion in sorted(recommendation.criteria.all(), key=_criterion_order)
        ],
    }


def _criterion_order(criterion: Criterion) -> tuple[str, int]:
    return criterion.series_id, criterion.version


def _criterion(criterion: Criterion, code: int, adopted: _AdoptedTexts) -> dict[str, Any]:
    def as_adopted(name: str, now: Any) -> Any:
        return adopted.text((code, criterion.series_id, name), now) if isinstance(now, str) else now

    def original(item: Mapping[str, str]) -> list[str]:
        return [item["key"], as_adopted(f"{ATTRIBUTE}{item['key']}", item["en"])]

    fields = {name: as_adopted(name, getattr(criterion, name)) for name in HASHED_FIELDS}
    fields[MARK] = as_adopted(MARK, MARKED[criterion.about_persons]) == MARKED[True]
    if criterion.scored_from is not None:
        # Only where there are shadow years: what was adopted before these were known keeps its hash.
        fields["scored_from"] = criterion.scored_from
    levels = [[original(item) for item in attributes] for attributes in criterion.levels]
    return {**fields, "levels": levels, "options": [original(option) for option in criterion.options]}
