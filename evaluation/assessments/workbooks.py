"""Answers uploaded in a workbook: stored, shown beside the current ones, and imported one by one."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.assessments.answer_content import AnswerContent, AnswerFields, content_from_json
from evaluation.assessments.answers import record_answer, require_accepts_answers
from evaluation.assessments.transitions import lock_assessment
from evaluation.assessments.validation import AnswerFinding, findings
from evaluation.assessments.worksheet import Question, Worksheet, find_answer
from evaluation.models import WAITS_FOR, Answer, AnswerRevision, Assessment, Workbook
from evaluation.permissions import Action
from networkapp.errors import NotAllowed, Refused
from networkapp.events import record
from networkapp.users import User


@dataclass(frozen=True, kw_only=True)
class CellProblem:
    """A reason why something in a workbook cannot be imported, with its position: a sheet, and a cell such as "C12"."""

    sheet: str = ""
    cell: str = ""
    words: str


@dataclass(frozen=True, kw_only=True)
class UploadedAnswer:
    """An answer as a workbook has it: `content`, or the `problems` for which there is none.

    `base` is the version that it was made from; `cells` has the position of each part of it.
    """

    series_id: str
    base: int
    content: AnswerContent | None = None
    cells: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[CellProblem, ...] = ()


class UploadState(StrEnum):
    """The relation of an uploaded answer to the current one. THERE: the site has it already, or had imported it."""

    CHANGE = "change"
    CONFLICT = "conflict"
    THERE = "there"
    BROKEN = "broken"


@dataclass(frozen=True, kw_only=True)
class AnswerComparison:
    """One offered answer compared with the site: `before` is the answer at the download, `findings` what it lacks."""

    offer: UploadedAnswer
    question: Question
    state: UploadState
    before: AnswerContent
    findings: tuple[AnswerFinding, ...] = ()

    @property
    def now(self) -> AnswerContent:
        return self.question.content

    @property
    def mine(self) -> AnswerContent:
        return self.offer.content or AnswerContent()


@dataclass(frozen=True, kw_only=True)
class ImportOutcome:
    """The results of an import by series: imported, or why not."""

    done: tuple[str, ...]
    refused: Mapping[str, str]


def contents_at(answers: Iterable[Answer], versions: Mapping[str, int]) -> dict[str, AnswerContent]:
    """Return the content of each answer at the version named for its series, in one query; nothing if there was
    none."""
    wanted, series = Q(pk__in=[]), {}
    for answer in answers:
        version = versions.get(answer.criterion.series_id, 0)
        series[answer.pk] = answer.criterion.series_id
        if version:
            wanted |= Q(answer=answer.pk, version=version)
    found = {series_id: AnswerContent() for series_id in series.values()}
    for revision in AnswerRevision.objects.filter(wanted).only("answer_id", "new"):
        found[series[revision.answer_id]] = content_from_json(revision.new)
    return found


def store_workbook(
    *,
    assessment: Assessment,
    user: User,
    name: str,
    offers: Sequence[UploadedAnswer],
    problems: Sequence[CellProblem],
    untouched: int,
    at: datetime | None = None,
) -> Workbook:
    """Store what `user` uploaded until they decide, in place of an earlier upload; no answer is changed.

    Refuses people who may not answer now, and when, as `record_answer` does.
    """
    with transaction.atomic():
        current = _lock_open(assessment, user, at)
        kept: dict[str, Any] = {
            "name": name[:200],
            "put_at": at or timezone.now(),
            "offers": [_offer_as_json(offer) for offer in offers],
            "problems": [asdict(problem) for problem in problems],
            "untouched": untouched,
            "taken": [],
        }
        workbook: Workbook = Workbook.objects.update_or_create(assessment=current, user=user, defaults=kept)[0]
    return workbook


def pending_workbook(*, assessment: Assessment, user: User) -> Workbook | None:
    """Return the person's waiting upload, if any."""
    found: Workbook | None = Workbook.objects.waiting().filter(assessment=assessment, user=user).first()
    return found


def compare_answers(sheet: Worksheet, workbook: Workbook) -> list[AnswerComparison]:
    """Return each uploaded answer beside the one on `sheet`, in its order; one query."""
    offers = {kept["series_id"]: _offer_from_json(kept) for kept in workbook.offers}
    questions = [question for question in sheet.questions if question.criterion.series_id in offers]
    versions = {series_id: offer.base for series_id, offer in offers.items()}
    before = contents_at((question.answer for question in questions), versions)
    return [
        _compared(question, offers[series_id], before[series_id], is_taken=series_id in workbook.taken)
        for question in questions
        for series_id in (question.criterion.series_id,)
    ]


def import_answers(
    *, workbook: Workbook, user: User, seen: Mapping[str, int], at: datetime | None = None
) -> ImportOutcome:
    """Import the answers named in `seen` from the workbook, each as if it had been typed; the others stay.

    `seen` gives the version of the site's answer that the person saw when they chose. If it has changed since, that
    answer is not overwritten and is named among the refused. Refuses (NotAllowed) somebody else's upload; (NotAllowed,
    Refused) as `record_answer` does if nothing can be recorded; one refused answer does not prevent the others.
    """
    _require_owner(workbook, user)
    done, refused = [], {}
    with transaction.atomic():
        current = _lock_open(workbook.assessment, user, at)
        for kept in workbook.offers:
            offer = _offer_from_json(kept)
            if offer.content is None or offer.series_id not in seen:
                continue
            try:
                _import_answer(current, offer, seen[offer.series_id], user=user, at=at)
            except NotAllowed:
                refused[offer.series_id] = _("This section is no longer assigned to you.")
            except Refused as reason:
                refused[offer.series_id] = str(reason.message)
            else:
                done.append(offer.series_id)
        workbook.taken = [*workbook.taken, *done]
        workbook.save(update_fields=["taken"])
        if done:
            facts = {"assessment": current.pk, "series_ids": done}
            record(current.cycle.network, "assessment.workbook_taken", facts, actor=user, delegation=current.delegation)
    return ImportOutcome(done=tuple(done), refused=refused)


def discard_workbooks(*, assessment: Assessment, user: User) -> None:
    """Delete the person's waiting upload; imported answers stay."""
    Workbook.objects.filter(assessment=assessment, user=user).delete()


def remove_expired(*, now: datetime) -> int:
    """Delete uploads that waited for too long; return their number."""
    removed: int = Workbook.objects.filter(put_at__lte=now - WAITS_FOR).delete()[0]
    return removed


def require_may_upload(*, assessment: Assessment, user: User) -> None:
    """Raise NotAllowed unless `user` can answer all of `assessment`, or a section of it."""
    if not (assessment.allows(user, Action.ANSWER) or assessment.allows(user, Action.WORK_ON_SECTION)):
        raise NotAllowed(Action.ANSWER)


def _lock_open(assessment: Assessment, user: User, at: datetime | None) -> Assessment:
    current = lock_assessment(assessment)
    require_may_upload(assessment=current, user=user)
    require_accepts_answers(current, at=at)
    return current


def _require_owner(workbook: Workbook, user: User) -> None:
    if workbook.user_id != user.pk:
        raise NotAllowed(Action.ANSWER)


def _import_answer(
    assessment: Assessment, offer: UploadedAnswer, seen: int, *, user: User, at: datetime | None
) -> None:
    answer = find_answer(assessment, offer.series_id)
    if answer is None or offer.content is None:
        raise Refused("not_asked", _("This question is not part of the assessment."))
    fields: Any = {name: getattr(offer.content, name) for name in AnswerFields.__annotations__}
    record_answer(
        assessment=assessment,
        criterion=answer.criterion,
        status=offer.content.status,
        base_version=seen,
        user=user,
        via=AnswerRevision.Via.XLSX,
        at=at,
        **fields,
    )


def _compared(question: Question, offer: UploadedAnswer, before: AnswerContent, *, is_taken: bool) -> AnswerComparison:
    state, answer_findings = UploadState.BROKEN, tuple[AnswerFinding, ...]()
    if offer.content is not None:
        answer_findings = tuple(findings([replace(question.case, content=offer.content)]))
        state = UploadState.THERE if is_taken else _upload_state(question.content, before, offer.content)
    return AnswerComparison(offer=offer, question=question, state=state, before=before, findings=answer_findings)


def _upload_state(now: AnswerContent, before: AnswerContent, mine: AnswerContent) -> UploadState:
    if now == mine:
        return UploadState.THERE
    return UploadState.CHANGE if now == before else UploadState.CONFLICT


def _offer_as_json(offer: UploadedAnswer) -> dict[str, Any]:
    return {
        "series_id": offer.series_id,
        "base": offer.base,
        "content": offer.content.as_json if offer.content else None,
        "cells": dict(offer.cells),
        "problems": [asdict(problem) for problem in offer.problems],
    }


def _offer_from_json(kept: Mapping[str, Any]) -> UploadedAnswer:
    return UploadedAnswer(
        series_id=kept["series_id"],
        base=kept["base"],
        content=content_from_json(kept["content"]) if kept["content"] else None,
        cells=kept["cells"],
        problems=tuple(CellProblem(**problem) for problem in kept["problems"]),
    )
