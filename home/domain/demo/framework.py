"""The framework: fifteen recommendations, the starter criteria, adopted and frozen."""

from typing import Any

from evaluation.frameworks.adopting import adopt_framework
from evaluation.models import (
    Criterion,
    CriterionTranslation,
    Framework,
    Recommendation,
    RecommendationTranslation,
)
from home.domain.demo.content import by_key, content, items, moment, translations
from networkapp.models import Network, Subject

VERSION = "1.0"
WITHOUT_ESSENTIAL = (2, 12)
WORDS_OF_A_NARRATIVE = 200
DECISION = "Demonstration content: loaded with the site, not adopted by anyone"


def make_framework() -> Framework:
    """Create the starter framework in the joint network, adopted. An existing one is left as it is."""
    known = Framework.objects.filter(version=VERSION).first()
    if known is not None:
        return known
    described = content("recommendations")["framework"]
    framework = Framework.objects.create(
        network=Network.objects.get(slug="joint"),
        title=described["title"]["en"],
        version=VERSION,
        first_year=described["year_from"],
    )
    _make_criteria(_make_recommendations(framework))
    return adopt_framework(
        framework=framework, decision=DECISION, without_essential=WITHOUT_ESSENTIAL, at=moment("2024-06-03")
    )


def _make_recommendations(framework: Framework) -> dict[int, Recommendation]:
    subjects = by_key(Subject.objects.all(), "slug")
    rows = Recommendation.objects.bulk_create(
        Recommendation(
            framework=framework,
            code=item["number"],
            subject=subjects[item["subject"]["slug"]],
            title=item["title"]["en"],
            text=item["text"]["en"],
        )
        for item in items("recommendations")
    )
    RecommendationTranslation.objects.bulk_create(
        row
        for recommendation, item in zip(rows, items("recommendations"), strict=True)
        for row in translations(RecommendationTranslation, recommendation, item["title"], item["text"])
    )
    return {recommendation.code: recommendation for recommendation in rows}


def _make_criteria(recommendations: dict[int, Recommendation]) -> None:
    rows = Criterion.objects.bulk_create(
        criterion_of(item, recommendations[item["recommendation"]], position)
        for position, item in enumerate(items("criteria"))
    )
    CriterionTranslation.objects.bulk_create(
        row for criterion, item in zip(rows, items("criteria"), strict=True) for row in _translations(criterion, item)
    )


def _translations(criterion: Criterion, item: dict[str, Any]) -> list[CriterionTranslation]:
    rows = translations(CriterionTranslation, criterion, item["title"], item["help"])
    for row in rows:
        for name, key in WORDS.items():
            setattr(row, name, item.get(key, {}).get(row.language, ""))
    return rows


def criterion_of(item: dict[str, Any], recommendation: Recommendation, position: int) -> Criterion:
    """The row, not yet saved, of a criterion in the data file."""
    return Criterion(
        recommendation=recommendation,
        position=position,
        title=item["title"]["en"],
        text=item["help"]["en"],
        floor=item["floor"] or "",
        target=item["target"] or "",
        per=int(item.get("factor", 100)),
        is_share=item.get("is_share", True),
        about_persons=item.get("about_persons", False),
        computed=item.get("computed", False),
        levels=[_attributes(item["series_id"], level) for level in item.get("levels", [])],
        options=[{"key": option["key"], **option["text"]} for option in item.get("options", [])],
        instruments=item.get("instruments", []),
        word_limit=WORDS_OF_A_NARRATIVE if item["kind"] == Criterion.Kind.NARRATIVE else None,
        **{name: item.get(key, {}).get("en", "") for name, key in WORDS.items()},
        **{name: item[name] for name in SAME_NAME},
    )


SAME_NAME = (
    "series_id",
    "version",
    "kind",
    "scored",
    "essential",
    "weight",
    "compatible_with_previous",
)
WORDS = {
    "unit": "unit",
    "numerator_text": "numerator",
    "denominator_text": "denominator",
    "reference_period": "reference_period",
    "why": "why",
    "owner_hint": "responsible_body",
    "source_hint": "source_hint",
}


def _attributes(series_id: str, level: dict[str, Any]) -> list[dict[str, str]]:
    if level["level"] == Criterion.Level.NOT_IN_PLACE:
        return [{"key": f"{series_id}-0", **level["descriptor"]}]
    return [{"key": attribute["key"], **attribute["text"]} for attribute in level["attributes"]]
