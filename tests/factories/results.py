"""Frameworks, cycles and published versions to test with: small, whole, and computed by the real engine."""

from datetime import UTC, datetime
from typing import Any

from django.utils import timezone

from evaluation.assessments.cycles import open_cycle
from evaluation.frameworks.adopting import adopt_framework
from evaluation.models import (
    Answer,
    Assessment,
    AssessmentVersion,
    Criterion,
    Cycle,
    Framework,
    Recommendation,
    Stage,
)
from evaluation.results.publishing.publish import compute_results, freeze_answers, version_hash
from evaluation.results.publishing.scores import score_assessment
from evaluation.results.result_rows import store_summaries
from networkapp.models import Network
from tests.factories.networks import DelegationFactory, NetworkFactory, UserFactory

DAYS = {"opens_at": 9, "due_at": 11, "locks_at": 12}
LEVELS = [[], *([{"key": f"k{level}", "en": f"Attribute of level {level}"}] for level in range(1, 5))]
ANSWERED: dict[str, dict[str, Any]] = {
    "1": {"level": 3},
    "2": {"numerator": 9, "denominator": 24},
    "3": {"choice": True},
    "4": {"numerator": 17, "denominator": 40},
    "5": {"number": 40},
}


def make_framework(
    *, recommendations: int = 1, version: str = "1", first_year: int = 2020, network: Network | None = None
) -> Framework:
    """An adopted framework. Of each recommendation: level (essential), share of weight 2, yes or no, share of
    persons, and a number of persons as context."""
    framework = Framework.objects.create(
        network=network or NetworkFactory(slug="joint", kind="joint"),
        title="Criteria",
        version=version,
        first_year=first_year,
    )
    for code in range(1, recommendations + 1):
        recommendation = Recommendation.objects.create(
            framework=framework, code=code, title=f"Recommendation about subject {code}", text="What it says."
        )
        _criteria(recommendation)
    return adopt_framework(framework=framework, decision="By the conference")


def _criteria(recommendation: Recommendation) -> None:
    share = {
        "kind": "ratio",
        "floor": "0",
        "target": "80",
        "unit": "%",
        "scored": True,
        "numerator_text": "those with",
        "denominator_text": "all",
        "reference_period": "calendar year",
        "owner_hint": "ministry",
    }
    rows: list[dict[str, Any]] = [
        {"kind": "level", "scored": True, "essential": True, "levels": LEVELS},
        {**share, "weight": 2},
        {"kind": "yes_no", "scored": True},
        {**share, "about_persons": True, "target": "100"},
        {"kind": "number", "about_persons": True, "unit": "persons"},
    ]
    for position, fields in enumerate(rows, 1):
        Criterion.objects.create(
            recommendation=recommendation,
            position=position,
            series_id=f"{recommendation.code}.{position}",
            title=f"Criterion {position} of {recommendation.code}",
            **fields,
        )


def make_cycle(
    *, framework: Framework, countries: list[str], year: int = 2025, network: Network | None = None
) -> Cycle:
    """An open cycle with a draft for each country."""
    where = network or NetworkFactory(slug="sample", name="Sample network", kind="sample")
    where.delegations.add(*(DelegationFactory(code=code) for code in countries))
    opens, due, locks = (datetime(year, month, 1, tzinfo=UTC) for month in (9, 11, 12))
    return open_cycle(
        network=where, framework=framework, year=year, opens_at=opens, due_at=due, locks_at=locks, at=opens
    )


def answer_all(assessment: Assessment, **changes: dict[str, Any]) -> None:
    """Every criterion has a value; `changes` by position, such as c4={"numerator": 2, "denominator": 40}."""
    for answer in assessment.answers.select_related("criterion"):
        position = answer.criterion.series_id.partition(".")[2]
        fields = {"status": Answer.Status.VALUE, **ANSWERED[position], **changes.get(f"c{position}", {})}
        Answer.objects.filter(pk=answer.pk).update(**fields)


def publish_as_it_stands(
    assessment: Assessment, *, reason: str = "", peer_reviewed: bool = False, for_everybody: bool = True
) -> AssessmentVersion:
    """Create the next version of the answers, frozen and hashed by the domain; signing is tested elsewhere."""
    scored = score_assessment(assessment)
    answers, results = freeze_answers(assessment, scored), compute_results(assessment, scored)
    version = AssessmentVersion.objects.create(
        assessment=assessment,
        number=assessment.versions.count() + 1,
        reason=reason,
        published_at=timezone.now(),
        published_by=UserFactory(),
        peer_reviewed=peer_reviewed,
        for_everybody=for_everybody,
        answers=answers,
        results=results,
        basis=scored.basis,
        content_hash=version_hash(answers, results),
    )
    store_summaries(version)
    Assessment.objects.filter(pk=assessment.pk).update(stage=Stage.PUBLISHED)
    return version


def make_published(
    cycle: Cycle, code: str, *, for_everybody: bool = True, **changes: dict[str, Any]
) -> AssessmentVersion:
    """Country `code` has answered everything in `cycle` and published it."""
    assessment = Assessment.objects.get(cycle=cycle, delegation__code=code)
    answer_all(assessment, **changes)
    return publish_as_it_stands(assessment, for_everybody=for_everybody)


def copy_year(cycle: Cycle, year: int) -> None:
    """Everything published in `cycle` was published in `year` too, without any answers behind it."""
    days = {name: datetime(year, month, 1, tzinfo=UTC) for name, month in DAYS.items()}
    copied = Cycle.objects.create(network=cycle.network, framework=cycle.framework, year=year, **days)
    for version in AssessmentVersion.objects.filter(assessment__cycle=cycle, number=1).select_related("assessment"):
        assessment = Assessment.objects.create(
            cycle=copied, delegation_id=version.assessment.delegation_id, stage=Stage.PUBLISHED
        )
        copy = AssessmentVersion.objects.create(
            assessment=assessment,
            number=1,
            published_at=timezone.now(),
            published_by_id=version.published_by_id,
            for_everybody=version.for_everybody,
            answers=version.answers,
            results=version.results,
            content_hash=version.content_hash,
        )
        store_summaries(copy)
