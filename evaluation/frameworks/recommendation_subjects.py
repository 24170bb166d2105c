"""The subjects of recommendations, which are not part of what is adopted and can change at any time."""

from collections.abc import Mapping

from django.db import transaction

from evaluation.models import Framework
from evaluation.permissions import Action
from networkapp.models import Subject
from networkapp.users import User


@transaction.atomic
def choose_subjects(*, framework: Framework, subjects: Mapping[int, Subject | None], user: User) -> int:
    """Set the subject of the recommendations with these numbers, or remove it. Return how many of them changed.

    Refuses (NotAllowed) who does not keep the framework.
    """
    framework.require(user, Action.KEEP_FRAMEWORK)
    changed = 0
    for recommendation in framework.recommendations.select_for_update().filter(code__in=subjects):
        subject = subjects[recommendation.code]
        if recommendation.subject_id != (subject.pk if subject else None):
            recommendation.subject = subject
            recommendation.save(update_fields=["subject"])
            changed += 1
    return changed
