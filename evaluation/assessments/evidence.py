"""Evidence: the documents of a country that its answers rest on, this year and in others."""

from datetime import date, datetime
from typing import Any

from django.core.files import File
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.assessments.answers import lock_for_answering, locked_answer, record_change
from evaluation.assessments.evidence_files import InspectedFile, discard_file, inspect_file, store_file
from evaluation.assessments.permissions import known_evidence
from evaluation.assessments.revisions import record_evidence_revision
from evaluation.assessments.sections import assigned_section_codes, require_may_answer
from evaluation.models import Answer, AnswerEvidence, Assessment, Criterion, Evidence, EvidenceRevision
from evaluation.permissions import Action
from networkapp.errors import Refused
from networkapp.users import User


def add_evidence(
    *,
    assessment: Assessment,
    criterion: Criterion,
    title: str,
    user: User,
    url: str = "",
    file: "File[Any] | None" = None,
    dated: date | None = None,
    expires_on: date | None = None,
    at: datetime | None = None,
) -> Evidence:
    """Add this document to the answer to `criterion`, which is graded as evidenced. Signatures are voided.

    It is at `url`, or is `file`, or both: then the file is the country's copy of the content at the address. The same
    address or the same file twice is one document, among those of this network that `user` works with. Refuses what
    `record_answer` refuses, an empty title, neither address nor file, an address that is not on the web, a future date,
    an expiry before it, and a file that networkapp would not accept.
    """
    _require_document(title, url, has_file=file is not None)
    _require_dates(dated, expires_on)
    require_may_answer(assessment=assessment, recommendation=criterion.recommendation_id, user=user)
    found = inspect_file(file, user=user) if file is not None else None
    moment = at or timezone.now()
    with transaction.atomic():
        current = lock_for_answering(assessment=assessment, criterion=criterion, user=user, at=at)
        answer = locked_answer(current, criterion)
        evidence = _existing_evidence(current, url, found, user=user)
        if evidence is None:
            filed = store_file(found, network=current.cycle.network, user=user, at=moment) if found else {}
            facts = {"title": title.strip(), "url": url, "dated": dated, "expires_on": expires_on}
            evidence = Evidence.objects.create(
                delegation=current.delegation, added_by=user, added_at=moment, **facts, **filed
            )
        elif found and not evidence.has_file:
            _store_file(evidence, found, current, user=user, at=moment)
        _link_evidence(answer, evidence, current, user=user, at=moment)
    return evidence


def reuse_evidence(*, assessment: Assessment, criterion: Criterion, evidence: Evidence, user: User) -> Evidence:
    """Add a document that the country has given already, in any year, as evidence for this answer.

    Refuses documents of other countries, and those of this country in another network.
    """
    _require_own(assessment, evidence)
    if not known_evidence(assessment).filter(pk=evidence.pk).exists():
        raise Refused("foreign_evidence", _("The item belongs to another network."), field="evidence")
    with transaction.atomic():
        current = lock_for_answering(assessment=assessment, criterion=criterion, user=user)
        _link_evidence(locked_answer(current, criterion), evidence, current, user=user, at=timezone.now())
    return evidence


def remove_evidence(*, assessment: Assessment, criterion: Criterion, evidence: Evidence, user: User) -> None:
    """Remove this document from the answer; without any the answer is merely stated. Signatures are voided.

    A document that no answer of any year uses any longer is deleted, with its file. Refused `not_here` if the answer
    does not use it.
    """
    with transaction.atomic():
        current = lock_for_answering(assessment=assessment, criterion=criterion, user=user)
        answer = locked_answer(current, criterion)
        removed, _rows = answer.rests_on.filter(evidence=evidence.pk).delete()
        if not removed:
            raise Refused("not_here", _("This document does not belong to this answer."), field="evidence")
        act = EvidenceRevision.Act.REMOVED
        record_evidence_revision(answer=answer, evidence=evidence, act=act, user=user, at=timezone.now())
        if not evidence.supports.exists():
            evidence.delete()
            discard_file(evidence)
        _grade(answer, Answer.Grade.V1 if answer.rests_on.exists() else Answer.Grade.V0)
        record_change(answer=answer, assessment=current, user=user)


def update_evidence(
    *,
    assessment: Assessment,
    evidence: Evidence,
    user: User,
    expires_on: date | None = None,
    is_gone: bool = False,
    file: "File[Any] | None" = None,
    at: datetime | None = None,
) -> Evidence:
    """Save until when `evidence` is valid, whether its address still works, and a copy of it.

    What was signed stays signed: the document is the same. Where the address leads nowhere and no copy is kept, no
    answer can rest on it. Refuses (NotAllowed) who may not answer for the country; (Refused) documents of other
    countries, an expiry before its date, a second copy, and a file that networkapp would not take.
    """
    _require_own(assessment, evidence)
    _require_dates(evidence.dated, expires_on)
    assessment.require(user, Action.ANSWER)
    found = inspect_file(file, user=user) if file is not None else None
    moment = at or timezone.now()
    with transaction.atomic():
        current = Evidence.objects.select_for_update().get(pk=evidence.pk)
        if found and current.has_file:
            raise Refused("has_file", _("A copy of this document is already stored."), field="file")
        current.expires_on = expires_on
        current.gone_on = (current.gone_on or timezone.localdate(moment)) if is_gone and current.url else None
        current.save(update_fields=["expires_on", "gone_on"])
        if found:
            _store_file(current, found, assessment, user=user, at=moment)
    return current


def _existing_evidence(assessment: Assessment, url: str, found: InspectedFile | None, *, user: User) -> Evidence | None:
    """Return the same document of this country, by its address, or by its content if it has none.

    Contributors find only documents of their sections: otherwise a published address would give them the copy that is
    stored elsewhere, or let them add one there.
    """
    only = None if assessment.allows(user, Action.ANSWER) else assigned_section_codes(user, assessment)
    own = known_evidence(assessment, only=only).select_for_update()
    if url:
        return own.filter(url=url).order_by("pk").first()
    return own.filter(url="", sha256=found.sha256).order_by("pk").first() if found else None


def _link_evidence(answer: Answer, evidence: Evidence, assessment: Assessment, *, user: User, at: datetime) -> None:
    _row, is_new = AnswerEvidence.objects.get_or_create(
        answer=answer, evidence=evidence, defaults={"added_by": user, "added_at": at}
    )
    if is_new:
        record_evidence_revision(answer=answer, evidence=evidence, act=EvidenceRevision.Act.ADDED, user=user, at=at)
        _grade(answer, Answer.Grade.V1)
        record_change(answer=answer, assessment=assessment, user=user, at=at)


def _store_file(evidence: Evidence, found: InspectedFile, assessment: Assessment, *, user: User, at: datetime) -> None:
    for name, value in store_file(found, network=assessment.cycle.network, user=user, at=at).items():
        setattr(evidence, name, value)
    evidence.save()


def _require_own(assessment: Assessment, evidence: Evidence) -> None:
    if evidence.delegation_id != assessment.delegation_id:
        raise Refused("foreign_evidence", _("This document belongs to another country."), field="evidence")


def _require_document(title: str, url: str, *, has_file: bool) -> None:
    if not title.strip():
        raise Refused("no_title", _("Enter a title."), field="title")
    if not url and has_file:
        return
    if not url.startswith(("https://", "http://")):
        words = _("Enter an address beginning with https://, or upload a file.")
        raise Refused("no_address", words, field="url")


def _require_dates(dated: date | None, expires_on: date | None) -> None:
    if dated is not None and dated > timezone.localdate():
        raise Refused("day_to_come", _("The date cannot be in the future."), field="dated")
    if dated is not None and expires_on is not None and expires_on < dated:
        raise Refused(
            "expires_before", _("The expiry date cannot be before the date of the document."), field="expires_on"
        )


def _grade(answer: Answer, grade: Answer.Grade) -> None:
    """Set the grade of an answer by its evidence; V2 and V3 are given by others and not changed here."""
    if answer.grade in (Answer.Grade.V0, Answer.Grade.V1) and answer.grade != grade:
        answer.grade = grade
        answer.save(update_fields=["grade"])
