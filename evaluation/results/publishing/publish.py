"""Publish signed answers as a version: frozen, hashed, and without what may not be public."""

from collections.abc import Mapping
from datetime import datetime
from functools import partial
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.assessments.comments import current_comments
from evaluation.assessments.publishing_rules import require_confirmed, require_signatures
from evaluation.assessments.transitions import lock_assessment, move_to_stage
from evaluation.assessments.worksheet import load_worksheet
from evaluation.frameworks.adopting import require_unaltered
from evaluation.models import Assessment, AssessmentVersion, Stage
from evaluation.permissions import Action
from evaluation.results.cache_warming import warm_pages
from evaluation.results.publishing.review_snapshot import freeze_review
from evaluation.results.publishing.scores import AssessmentScores, score_assessment
from evaluation.results.publishing.snapshot import frozen_answer, frozen_results
from evaluation.results.result_rows import store_summaries
from evaluation.sources.suppression import mark_withheld_for_country
from networkapp.errors import Refused
from networkapp.events import record
from networkapp.text.canonical_json import content_hash
from networkapp.users import User


def publish(
    *, assessment: Assessment, user: User, for_everybody: bool = False, at: datetime | None = None
) -> AssessmentVersion:
    """Publish the signed answers as the next version, with the results computed from them, marked by their review.

    People who can see the network see them; with `for_everybody`, all others do too. Publications of one country come
    out one after the other: the protection of few persons checks everything that is published. Refuses (NotAllowed)
    people who may not publish; (Refused) answers that are not signed by both as they are, unconfirmed "not applicable",
    and a framework that is no longer what was adopted.
    """
    with transaction.atomic():
        _lock_assessments_of_country(assessment)
        current = lock_assessment(assessment)
        current.require(user, Action.PUBLISH)
        if current.stage not in (Stage.SIGNED, Stage.FINAL):
            raise Refused("not_signed", _("Only signed assessments can be published."))
        require_unaltered(current.cycle.framework)
        require_signatures(current)
        require_confirmed(current)
        if current.stage == Stage.SIGNED:
            move_to_stage(assessment=current, to=Stage.FINAL, user=user)
        version = _freeze(current, user, for_everybody, at or timezone.now())
        move_to_stage(assessment=current, to=Stage.PUBLISHED, user=user)
        facts = {"assessment": current.pk, "version": version.number, "year": current.cycle.year}
        record(current.cycle.network, "assessment.published", facts, actor=user)
        transaction.on_commit(partial(warm_pages, version), robust=True)
    return version


def freeze_answers(assessment: Assessment, scored: AssessmentScores | None = None) -> dict[str, dict[str, Any]]:
    """Return the public content of each answer by series id, without values that are confidential or too small."""
    by_series, notes = scored or score_assessment(assessment), current_comments(assessment)
    return {
        question.criterion.series_id: frozen_answer(
            question,
            by_series.scores[question.criterion.series_id],
            by_series.answers[question.criterion.series_id],
            notes.get(question.answer.pk, ()),
        )
        for question in load_worksheet(assessment).questions
    }


def compute_results(assessment: Assessment, scored: AssessmentScores | None = None) -> dict[str, Any]:
    """Return results by recommendation, counts by band and the sensitivity, with fractions as "1075/16"."""
    return frozen_results(scored or score_assessment(assessment))


def is_unaltered(version: AssessmentVersion) -> bool:
    """Return whether the stored content is still what was published."""
    return version.content_hash == version_hash(version.answers, version.results, version.review)


def version_hash(
    answers: Mapping[str, Any], results: Mapping[str, Any], review: Mapping[str, Any] | None = None
) -> str:
    """Return the hash that is published with a version, over the reviewers' comments too if there are any."""
    return content_hash({"answers": answers, "results": results, **({"review": review} if review else {})})


def _lock_assessments_of_country(assessment: Assessment) -> None:
    """Lock all assessments of the country in one order, so that publications do not overlap."""
    of_country = Assessment.objects.filter(delegation__country=assessment.delegation.country)
    list(of_country.select_for_update(of=("self",)).order_by("pk").values_list("pk"))


def _freeze(assessment: Assessment, user: User, for_everybody: bool, at: datetime) -> AssessmentVersion:
    scored = score_assessment(assessment)
    answers, results = freeze_answers(assessment, scored), compute_results(assessment, scored)
    review = freeze_review(assessment, scored)
    newest = assessment.versions.order_by("-number").first()
    version = AssessmentVersion.objects.create(
        assessment=assessment,
        number=newest.number + 1 if newest else 1,
        reason=assessment.reason if newest else "",
        published_at=at,
        published_by=user,
        peer_reviewed=assessment.peer_reviewed,
        for_everybody=for_everybody,
        answers=answers,
        results=results,
        review=review,
        basis=scored.basis,
        content_hash=version_hash(answers, results, review),
    )
    store_summaries(version)
    mark_withheld_for_country(country=str(assessment.delegation.country))
    return version
