"""A peer review for display: the reviewed answers, with the remarks of reviewers and country on each."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import Any

from django.utils import timezone

from evaluation.assessments.answer_content import AnswerContent, content_from_json
from evaluation.assessments.answer_digests import answer_digest
from evaluation.assessments.review_rounds import changes_between
from evaluation.assessments.worksheet import Question, Section, Worksheet, load_worksheet
from evaluation.models import (
    Answer,
    Assessment,
    PeerCheck,
    PeerRemark,
    Review,
    ReviewingCountry,
    ReviewRound,
    ReviewThread,
    Stage,
)
from evaluation.permissions import Action
from evaluation.reviews.actions import earliest_end, reviewer_of
from networkapp.models import Seat
from networkapp.users import User

State = ReviewThread.State


@dataclass(frozen=True, kw_only=True)
class ReviewingCountryStatus:
    """A reviewing country: since when it has finished the newest round, and how many persons review for it today."""

    country: ReviewingCountry
    concluded_at: datetime | None
    persons: int


@dataclass(frozen=True, kw_only=True)
class ReviewedAnswer:
    """One answer under review. `before` is what was signed of it before the last correction, where that changed it."""

    question: Question
    threads: tuple[ReviewThread, ...]
    remarks: tuple[PeerRemark, ...]
    checked_by: tuple[ReviewingCountry, ...]
    mark: str
    before: Mapping[str, Any] | None

    @property
    def anchor(self) -> str:
        return f"q{self.question.criterion.series_id.replace('.', '-')}"

    @property
    def has_changed(self) -> bool:
        return self.before is not None

    @property
    def content_before(self) -> AnswerContent | None:
        if not self.before:
            return None
        return content_from_json({name: kept for name, kept in self.before.items() if name != "evidence"})

    @property
    def waits_for_confirmation(self) -> bool:
        answer = self.question.answer
        return answer.status == Answer.Status.NOT_APPLICABLE and answer.confirmed_at is None


@dataclass(frozen=True, kw_only=True)
class ReviewedSection:
    """A section of a peer review with its answers."""

    section: Section
    answers: tuple[ReviewedAnswer, ...]

    @property
    def to_check(self) -> int:
        return sum(not one.question.case.is_filled_in_by_platform for one in self.answers)

    @property
    def open_threads(self) -> list[ReviewThread]:
        return [thread for one in self.answers for thread in one.threads if thread.state != State.SETTLED]

    @property
    def remarks(self) -> int:
        return sum(len(one.remarks) for one in self.answers)


@dataclass(frozen=True, kw_only=True)
class ReviewPage:
    """The data of a page of a review. `mine` is the reviewing country for which the reader acts."""

    assessment: Assessment
    review: Review
    rounds: tuple[ReviewRound, ...]
    parties: tuple[ReviewingCountryStatus, ...]
    sections: tuple[ReviewedSection, ...]
    mine: ReviewingCountry | None
    may_reply: bool
    may_conduct: bool
    may_open_again: bool
    ends_at: datetime | None

    @property
    def is_running(self) -> bool:
        return self.review.closed_at is None and self.assessment.stage == Stage.PEER_REVIEW

    @property
    def may_ask(self) -> bool:
        return self.mine is not None and timezone.now() < self.review.asks_until

    @property
    def has_concluded(self) -> bool:
        return any(party.concluded_at and party.country == self.mine for party in self.parties)

    @property
    def may_end(self) -> bool:
        return self.may_conduct and self.is_running and (self.ends_at is None or self.ends_at <= timezone.now())

    @cached_property
    def answers(self) -> list[ReviewedAnswer]:
        return [one for section in self.sections for one in section.answers]

    @property
    def changed(self) -> list[ReviewedAnswer]:
        return [one for one in self.answers if one.has_changed]

    @property
    def to_confirm(self) -> list[ReviewedAnswer]:
        return [one for one in self.answers if one.waits_for_confirmation]

    @property
    def waiting(self) -> list[tuple[ReviewedAnswer, ReviewThread]]:
        """Return the questions that wait for the reader's side; for readers on neither side, all open ones."""
        mine = {State.OPEN} if self.may_reply else {State.REPLIED} if self.mine else {State.OPEN, State.REPLIED}
        return [(one, thread) for one in self.answers for thread in one.threads if thread.state in mine]

    @property
    def remarks_without_reply(self) -> list[tuple[ReviewedAnswer, PeerRemark]]:
        return [(one, remark) for one in self.answers for remark in one.remarks if not remark.reply]

    def section(self, code: int) -> ReviewedSection | None:
        return next((one for one in self.sections if one.section.recommendation.code == code), None)


def review_page(*, assessment: Assessment, user: User) -> ReviewPage | None:
    """Return the newest review of `assessment` as `user`, who can read it, sees it; None if there is none.

    The number of queries does not depend on how many answers, questions and remarks there are.
    """
    review = assessment.reviews.order_by("-pk").first()
    if review is None:
        return None
    review.assessment = assessment
    rounds = tuple(review.rounds.order_by("number").prefetch_related("conclusions"))
    acting = reviewer_of(assessment=assessment, user=user)
    return ReviewPage(
        assessment=assessment,
        review=review,
        rounds=rounds,
        parties=_parties(assessment, rounds[-1]),
        sections=_sections(load_worksheet(assessment), review, rounds),
        mine=acting[0] if acting else None,
        may_reply=review.closed_at is None and assessment.allows(user, Action.REPLY),
        may_conduct=assessment.allows(user, Action.CONDUCT_REVIEW),
        may_open_again=any(assessment.allows(user, action) for action in (Action.REOPEN, Action.SEND_BACK)),
        ends_at=earliest_end(review=review),
    )


def _parties(assessment: Assessment, newest: ReviewRound) -> tuple[ReviewingCountryStatus, ...]:
    concluded = {one.reviewing_id: one.concluded_at for one in newest.conclusions.all()}
    seats = Seat.objects.current().filter(network=assessment.cycle.network_id, offices__office="reviewer")
    persons = list(seats.order_by().values_list("delegation", flat=True))
    drawn = assessment.reviewing.select_related("delegation").order_by("delegation__code")
    return tuple(
        ReviewingCountryStatus(
            country=one, concluded_at=concluded.get(one.pk), persons=persons.count(one.delegation_id)
        )
        for one in drawn
    )


def _sections(sheet: Worksheet, review: Review, rounds: Sequence[ReviewRound]) -> tuple[ReviewedSection, ...]:
    threads, remarks, checks = _threads(review), _remarks(review), _checks(review)
    changed = changes_between(rounds[-2].answers, rounds[-1].answers) if len(rounds) > 1 else {}
    return tuple(
        ReviewedSection(
            section=section,
            answers=tuple(_reviewed(question, threads, remarks, checks, changed) for question in section.questions),
        )
        for section in sheet.sections
    )


def _reviewed(
    question: Question,
    threads: Mapping[int, list[ReviewThread]],
    remarks: Mapping[int, list[PeerRemark]],
    checks: Mapping[int, list[PeerCheck]],
    changed: Mapping[str, tuple[Any, Any]],
) -> ReviewedAnswer:
    pk, mark = question.answer.pk, answer_digest(question.answer)
    before, _after = changed.get(question.criterion.series_id, (None, None))
    return ReviewedAnswer(
        question=question,
        threads=tuple(threads.get(pk, ())),
        remarks=tuple(remarks.get(pk, ())),
        checked_by=tuple(one.reviewing for one in checks.get(pk, ()) if one.mark == mark),
        mark=mark,
        before=before,
    )


def _threads(review: Review) -> dict[int, list[ReviewThread]]:
    found = review.threads.select_related("reviewing__delegation").prefetch_related("entries__seat__delegation")
    return _by_answer(found)


def _remarks(review: Review) -> dict[int, list[PeerRemark]]:
    return _by_answer(review.remarks.select_related("reviewing__delegation", "seat__delegation"))


def _checks(review: Review) -> dict[int, list[PeerCheck]]:
    return _by_answer(review.checks.filter(reviewing__withdrawn_at=None).select_related("reviewing__delegation"))


def _by_answer(rows: Iterable[Any]) -> dict[int, list[Any]]:
    found: dict[int, list[Any]] = {}
    for row in rows:
        found.setdefault(row.answer_id, []).append(row)
    return found
