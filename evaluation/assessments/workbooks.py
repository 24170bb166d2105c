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

from evaluation.assessments.answer_content import AnswerFields, Content, content_from_json
from evaluation.assessments.answers import record_answer, require_answering
from evaluation.assessments.transitions import locked
from evaluation.assessments.validation import Finding, findings
from evaluation.assessments.worksheet import Question, Sheet, asked
from evaluation.models import WAITS_FOR, Answer, AnswerRevision, Assessment, Workbook
from evaluation.permissions import Action
from networkapp.errors import NotAllowed, Refused
from networkapp.events import record
from networkapp.users import User


@dataclass(frozen=True, kw_only=True)
class BadCell:
    """Why something in a workbook cannot be imported, and its position: a sheet, and a cell such as "C12"."""

    sheet: str = ""
    cell: str = ""
    words: str


@dataclass(frozen=True, kw_only=True)
class Offer:
    """An answer as a workbook has it: `content`, or the `problems` for which there is none.

    `base` is the version that it was made from; `cells` has the position of each part of it.
    """

    series_id: str
    base: int
    content: Content | None = None
    cells: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[BadCell, ...] = ()


class Standing(StrEnum):
    """How an offered answer relates to the current one. THERE: the site has the same answer, or imported it earlier."""

    CHANGE = "change"
    CONFLICT = "conflict"
    THERE = "there"
    BROKEN = "broken"


@dataclass(frozen=True, kw_only=True)
class Comparison:
    """One offered answer compared with the site: `before` is the answer at the download, `findings` what it lacks."""

    offer: Offer
    question: Question
    standing: Standing
    before: Content
    findings: tuple[Finding, ...] = ()

    @property
    def now(self) -> Content:
        return self.question.content

    @property
    def mine(self) -> Content:
        return self.offer.content or Content()


@dataclass(frozen=True, kw_only=True)
class Taken:
    """What became of the answers that were to be imported: done, or why not, by series."""

    done: tuple[str, ...]
    refused: Mapping[str, str]


def contents_at(answers: Iterable[Answer], versions: Mapping[str, int]) -> dict[str, Content]:
    """Return the content of each answer at the version named for its series, in one query; nothing if there was
    none."""
    wanted, series = Q(pk__in=[]), {}
    for answer in answers:
        version = versions.get(answer.criterion.series_id, 0)
        series[answer.pk] = answer.criterion.series_id
        if version:
            wanted |= Q(answer=answer.pk, version=version)
    found = {series_id: Content() for series_id in series.values()}
    for revision in AnswerRevision.objects.filter(wanted).only("answer_id", "new"):
        found[series[revision.answer_id]] = content_from_json(revision.new)
    return found


def keep_workbook(
    *,
    assessment: Assessment,
    user: User,
    name: str,
    offers: Sequence[Offer],
    problems: Sequence[BadCell],
    untouched: int,
    at: datetime | None = None,
) -> Workbook:
    """Store what `user` uploaded until they decide, in place of an earlier upload; no answer is changed.

    Refuses people who may not answer now, and when, as `record_answer` does.
    """
    with transaction.atomic():
        current = _open(assessment, user, at)
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


def workbook_waiting(*, assessment: Assessment, user: User) -> Workbook | None:
    """Return the person's waiting upload, if any."""
    found: Workbook | None = Workbook.objects.waiting().filter(assessment=assessment, user=user).first()
    return found


def compare(sheet: Sheet, workbook: Workbook) -> list[Comparison]:
    """Every offer beside the answers on `sheet`, in its order; one query."""
    offers = {kept["series_id"]: _offer_from_json(kept) for kept in workbook.offers}
    questions = [question for question in sheet.questions if question.criterion.series_id in offers]
    versions = {series_id: offer.base for series_id, offer in offers.items()}
    before = contents_at((question.answer for question in questions), versions)
    return [
        _compared(question, offers[series_id], before[series_id], is_taken=series_id in workbook.taken)
        for question in questions
        for series_id in (question.criterion.series_id,)
    ]


def take_answers(*, workbook: Workbook, user: User, seen: Mapping[str, int], at: datetime | None = None) -> Taken:
    """Import the answers named in `seen` from the workbook, each as if it had been typed; the others stay.

    `seen` gives the version of the site's answer that the person saw when they chose. If it has changed since, that
    answer is not overwritten and is named among the refused. Refuses (NotAllowed) somebody else's upload; (NotAllowed,
    Refused) as `record_answer` does if nothing can be recorded; one refused answer does not prevent the others.
    """
    _require_hers(workbook, user)
    done, refused = [], {}
    with transaction.atomic():
        current = _open(workbook.assessment, user, at)
        for kept in workbook.offers:
            offer = _offer_from_json(kept)
            if offer.content is None or offer.series_id not in seen:
                continue
            try:
                _take(current, offer, seen[offer.series_id], user=user, at=at)
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
    return Taken(done=tuple(done), refused=refused)


def discard_workbooks(*, assessment: Assessment, user: User) -> None:
    """Delete the person's waiting upload; imported answers stay."""
    Workbook.objects.filter(assessment=assessment, user=user).delete()


def remove_expired(now: datetime) -> int:
    """Delete uploads that waited for too long; return their number."""
    removed: int = Workbook.objects.filter(put_at__lte=now - WAITS_FOR).delete()[0]
    return removed


def require_may_bring_back(*, assessment: Assessment, user: User) -> None:
    """Raise NotAllowed unless `user` can answer all of `assessment`, or a section of it."""
    if not (assessment.allows(user, Action.ANSWER) or assessment.allows(user, Action.WORK_ON_SECTION)):
        raise NotAllowed(Action.ANSWER)


def _open(assessment: Assessment, user: User, at: datetime | None) -> Assessment:
    current = locked(assessment)
    require_may_bring_back(assessment=current, user=user)
    require_answering(current, at=at)
    return current


def _require_hers(workbook: Workbook, user: User) -> None:
    if workbook.user_id != user.pk:
        raise NotAllowed(Action.ANSWER)


def _take(assessment: Assessment, offer: Offer, seen: int, *, user: User, at: datetime | None) -> None:
    answer = asked(assessment, offer.series_id)
    if answer is None or offer.content is None:
        raise Refused("not_asked", _("This question is not part of the assessment."))
    given: Any = {name: getattr(offer.content, name) for name in AnswerFields.__annotations__}
    record_answer(
        assessment=assessment,
        criterion=answer.criterion,
        status=offer.content.status,
        base_version=seen,
        user=user,
        via=AnswerRevision.Via.XLSX,
        at=at,
        **given,
    )


def _compared(question: Question, offer: Offer, before: Content, *, is_taken: bool) -> Comparison:
    standing, said = Standing.BROKEN, tuple[Finding, ...]()
    if offer.content is not None:
        said = tuple(findings([replace(question.case, content=offer.content)]))
        standing = Standing.THERE if is_taken else _standing(question.content, before, offer.content)
    return Comparison(offer=offer, question=question, standing=standing, before=before, findings=said)


def _standing(now: Content, before: Content, mine: Content) -> Standing:
    if now == mine:
        return Standing.THERE
    return Standing.CHANGE if now == before else Standing.CONFLICT


def _offer_as_json(offer: Offer) -> dict[str, Any]:
    return {
        "series_id": offer.series_id,
        "base": offer.base,
        "content": offer.content.as_json if offer.content else None,
        "cells": dict(offer.cells),
        "problems": [asdict(problem) for problem in offer.problems],
    }


def _offer_from_json(kept: Mapping[str, Any]) -> Offer:
    return Offer(
        series_id=kept["series_id"],
        base=kept["base"],
        content=content_from_json(kept["content"]) if kept["content"] else None,
        cells=kept["cells"],
        problems=tuple(BadCell(**problem) for problem in kept["problems"]),
    )
