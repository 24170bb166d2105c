"""A section is ready: marked by its contributor, for exactly the current answers; a later change is visible."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.assessments.answer_digests import signed_answers
from evaluation.assessments.cycles import require_open
from evaluation.assessments.permissions import AssessmentPermissions
from evaluation.assessments.sections import assigned_section_codes
from evaluation.assessments.transitions import lock_assessment
from evaluation.assessments.worksheet import Section, load_worksheet, require_complete
from evaluation.models import Assessment, SectionAssignment, SectionReady, Stage
from evaluation.permissions import Action
from networkapp.errors import NotAllowed, Refused
from networkapp.events import record
from networkapp.text.canonical_json import content_hash
from networkapp.users import AnyUser, User


def mark_ready(*, assessment: Assessment, code: int, user: User) -> SectionReady:
    """Mark the section with this code as ready with its current answers; marked again, it is ready with the newer ones.

    By its contributor; a section without one by people who may answer. Refused (NotAllowed) for anybody else; (Blocked)
    while a blocker is open in it; (Refused) for a code that is not asked, and for an assessment that is no draft or
    does not accept answers.
    """
    with transaction.atomic():
        current = _lock_for_work(assessment, code, user)
        section = load_worksheet(current).section(code)
        if section is None:
            raise Refused("not_asked", _("This question is not part of the assessment."))
        require_complete(section)
        seen = hash_of_section(section)
        mark = current.sections_ready.filter(recommendation__code=code, taken_back_at__isnull=True).first()
        if mark is not None and mark.answers_hash == seen:
            return mark
        if mark is not None:
            SectionReady.objects.filter(pk=mark.pk).update(taken_back_at=timezone.now())
        ready = SectionReady.objects.create(
            assessment=current, recommendation=section.recommendation, answers_hash=seen, marked_by=user
        )
        _record(current, "assessment.section_ready", code, user)
    return ready


def unmark_ready(*, assessment: Assessment, code: int, user: User) -> None:
    """Reopen a section that was marked as ready. Refused as in `mark_ready`, and if it was not marked."""
    with transaction.atomic():
        current = _lock_for_work(assessment, code, user)
        marks = current.sections_ready.filter(recommendation__code=code, taken_back_at__isnull=True)
        if not marks.update(taken_back_at=timezone.now()):
            raise Refused("not_ready", _("The section is not marked as ready."))
        _record(current, "assessment.section_not_ready", code, user)


def may_mark_ready(*, assessment: Assessment, code: int, user: AnyUser, permissions: AssessmentPermissions) -> bool:
    """Return whether `user`, who has this `permissions`, can mark the section as ready; one query."""
    if assessment.stage != Stage.DRAFT or not permissions.may_answer_in(code):
        return False
    holders = _holders(assessment, code).values_list("holder__user", flat=True)
    return user.pk in (holder_ids := set(holders)) or (permissions.may_answer and not holder_ids)


def hash_of_section(section: Section) -> str:
    """Return the hash of the answers in the section, their evidence included."""
    return content_hash(signed_answers(section.questions))


def _lock_for_work(assessment: Assessment, code: int, user: User) -> Assessment:
    current = lock_assessment(assessment)
    if code not in assigned_section_codes(user, current):
        current.require(user, Action.ANSWER)
        if _holders(current, code).exists():
            raise NotAllowed(Action.ANSWER)
    if current.stage != Stage.DRAFT:
        raise Refused("no_draft", _("Sections can be marked as ready only in a draft assessment."))
    require_open(current)
    return current


def _holders(assessment: Assessment, code: int) -> Any:
    return SectionAssignment.objects.current().filter(
        holder__assessment=assessment.pk, holder__user__isnull=False, recommendation__code=code
    )


def _record(assessment: Assessment, kind: str, code: int, user: User) -> None:
    payload = {"assessment": assessment.pk, "section": code}
    record(assessment.cycle.network, kind, payload, actor=user, delegation=assessment.delegation)
