"""The answers of one assessment for editing: with last year's beside them and all remarks about them."""

from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property

from django.db.models import Count, Q, QuerySet
from django.utils import timezone
from django.utils.translation import ngettext

from evaluation.assessments.answer_content import AnswerContent, content_of
from evaluation.assessments.cross_checks import SourceFigure, SourceFigures, source_figures_for
from evaluation.assessments.validation import (
    UNANSWERED,
    AnswerCase,
    AnswerFinding,
    Severity,
    blockers,
    by_severity,
    findings,
)
from evaluation.errors import Blocked
from evaluation.models import Answer, Assessment, Criterion, Recommendation
from evaluation.scoring import series_order

LARGE_TEXTS = tuple(
    f"criterion__{name}"
    for name in ("text", "levels", "options", "instruments", "numerator_text", "denominator_text", "why")
)
Earlier = dict[str, dict[int, tuple[Criterion, AnswerContent]]]


@dataclass(frozen=True)
class Question:
    """One criterion with this country's answer."""

    answer: Answer
    case: AnswerCase

    @property
    def criterion(self) -> Criterion:
        return self.case.criterion

    @property
    def content(self) -> AnswerContent:
        return self.case.content

    @property
    def is_answered(self) -> bool:
        return self.content.status != Answer.Status.UNANSWERED


@dataclass(frozen=True)
class Section:
    """The questions of one recommendation. What the platform fills in is not counted.

    `left_out` says which answers are not scored or not shown as given, where the scores were looked at.
    """

    recommendation: Recommendation
    questions: tuple[Question, ...]
    left_out: tuple[AnswerFinding, ...] = ()

    @cached_property
    def findings(self) -> list[AnswerFinding]:
        return by_severity([*findings(question.case for question in self.questions), *self.left_out])

    @property
    def findings_on_page(self) -> list[AnswerFinding]:
        """Return the findings that the page of the section shows: none about answers that nobody has saved."""
        touched = {question.criterion.series_id for question in self.questions if question.answer.version}
        return [item for item in self.findings if item.series_id in touched or item.severity is Severity.LEFT_OUT]

    @property
    def blockers(self) -> list[AnswerFinding]:
        return blockers(self.findings)

    @property
    def problems(self) -> list[AnswerFinding]:
        """Return the blockers that the page of the section shows; questions without an answer are no problems yet."""
        return blockers(self.findings_on_page)

    @property
    def points(self) -> list[tuple[AnswerFinding, Criterion]]:
        """Return the remarks on what was answered, each with its criterion."""
        criteria = {question.criterion.series_id: question.criterion for question in self.questions}
        return [(found, criteria[found.series_id]) for found in self.findings if found.code != UNANSWERED]

    @property
    def unanswered(self) -> int:
        return self.asked - self.answered

    @property
    def asked(self) -> int:
        return sum(not question.case.is_filled_in_by_platform for question in self.questions)

    @property
    def answered(self) -> int:
        return sum(question.is_answered for question in self.questions if not question.case.is_filled_in_by_platform)


@dataclass(frozen=True)
class Worksheet:
    """Sections in the order of the recommendations: all of them, or some, if it is not whole.

    `answer_counts` has the numbers of questions asked and answered if fewer sections were loaded than are counted.
    `sources` are the numbers that independent sources publish of the country and year, also for sections that were not
    loaded.
    """

    assessment: Assessment
    sections: tuple[Section, ...]
    is_whole: bool = True
    answer_counts: tuple[int, int] | None = None
    sources: SourceFigures = field(default_factory=dict)

    @property
    def has_all_answers(self) -> bool:
        return self.is_whole and self.answer_counts is None

    @property
    def questions(self) -> Iterable[Question]:
        return (question for section in self.sections for question in section.questions)

    @property
    def asked(self) -> int:
        return self.answer_counts[0] if self.answer_counts else sum(section.asked for section in self.sections)

    @property
    def answered(self) -> int:
        return self.answer_counts[1] if self.answer_counts else sum(section.answered for section in self.sections)

    @cached_property
    def findings(self) -> list[AnswerFinding]:
        return by_severity(finding for section in self.sections for finding in section.findings)

    @property
    def unanswered(self) -> int:
        return self.asked - self.answered

    @property
    def unfinished(self) -> list[Section]:
        """Return the sections with questions without an answer, or with remarks on what was answered."""
        return [section for section in self.sections if section.unanswered or section.points]

    @property
    def left_out(self) -> list[tuple[AnswerFinding, Criterion]]:
        """Return the answers that do not count, each with its criterion."""
        return [point for each in self.sections for point in each.points if point[0].severity is Severity.LEFT_OUT]

    @property
    def has_blockers(self) -> bool:
        return any(section.blockers for section in self.sections)

    @property
    def first_open(self) -> int:
        """Return the code of the first section with a blocker, or else of the first section."""
        with_blockers = (section for section in self.sections if section.blockers)
        return next(with_blockers, self.sections[0]).recommendation.code

    def section(self, code: int) -> Section | None:
        return next((section for section in self.sections if section.recommendation.code == code), None)

    def question(self, series_id: str) -> Question | None:
        return next((question for question in self.questions if question.criterion.series_id == series_id), None)


def require_complete(answers: Section | Worksheet) -> None:
    """Raise Blocked, with the number of missing answers and of problems, if a blocker is open."""
    found = blockers(answers.findings)
    missing = sum(finding.code == UNANSWERED for finding in found)
    no_answer = ngettext(
        "%(n)s question has no answer. Enter a value or a reason.",
        "%(n)s questions have no answer. Enter a value or a reason.",
        missing,
    )
    problems = ngettext("Fix %(n)s problem first.", "Fix %(n)s problems first.", len(found) - missing)
    counts = ((no_answer, missing), (problems, len(found) - missing))
    if found:
        raise Blocked(" ".join(words % {"n": number} for words, number in counts if number), findings=found)


def load_worksheet(
    assessment: Assessment,
    *,
    today: date | None = None,
    only: Collection[int] | None = None,
    part: int | None = None,
) -> Worksheet:
    """Return the worksheet in a number of queries that does not depend on the number of criteria and answers.

    `only` limits it to the sections with these codes. With `part`, only that section is loaded, and all are counted:
    what a saved answer needs.
    """
    answers = (
        Answer.objects.filter(assessment=assessment)
        .select_related("criterion__recommendation", "changed_by")
        .prefetch_related("evidence", "criterion__translations", "criterion__recommendation__translations")
    )
    if only is not None:
        answers = answers.filter(criterion__recommendation__code__in=only)
    counts = None if part is None else _answer_counts(answers)
    if part is not None:
        answers = answers.filter(criterion__recommendation__code=part)
    day = today or timezone.localdate()
    earlier, sources = _earlier(assessment, part), source_figures_for(assessment)
    by_code: dict[int, list[Question]] = {}
    for answer in answers:
        outside = sources.get(answer.criterion.series_id, ())
        question = Question(answer, _case(answer, earlier, outside, assessment.cycle.year, day))
        by_code.setdefault(answer.criterion.recommendation.code, []).append(question)
    ordered = (sorted(questions, key=_sort_key) for _code, questions in sorted(by_code.items()))
    sections = (Section(questions[0].criterion.recommendation, tuple(questions)) for questions in ordered)
    return Worksheet(assessment, tuple(sections), is_whole=only is None, answer_counts=counts, sources=sources)


def find_answer(assessment: Assessment, series_id: str) -> Answer | None:
    """Return the answer to the series with its criterion; None if the assessment does not ask it."""
    return (
        Answer.objects.filter(assessment=assessment, criterion__series_id=series_id)
        .select_related("criterion__recommendation")
        .first()
    )


def earlier_answers(assessment: Assessment, *, years: int = 2) -> QuerySet[Answer]:
    """Return the answers of the same country in the last `years` cycles of the same network."""
    year = assessment.cycle.year
    return Answer.objects.filter(
        assessment__delegation=assessment.delegation_id,
        assessment__cycle__network=assessment.cycle.network_id,
        assessment__cycle__year__in=range(year - years, year),
    ).select_related("criterion__recommendation", "assessment__cycle")


def _answer_counts(answers: QuerySet[Answer]) -> tuple[int, int]:
    of_people = Q(criterion__computed=False) & ~Q(criterion__kind=Criterion.Kind.TREATY)
    counted = answers.order_by().aggregate(
        asked=Count("pk", filter=of_people),
        answered=Count("pk", filter=of_people & ~Q(status=Answer.Status.UNANSWERED)),
    )
    return counted["asked"], counted["answered"]


def _earlier(assessment: Assessment, part: int | None) -> Earlier:
    found: Earlier = {}
    # The texts of criteria are large and are not needed to compare numbers.
    answers = earlier_answers(assessment).defer(*LARGE_TEXTS)
    for answer in answers if part is None else answers.filter(criterion__recommendation__code=part):
        of_series = found.setdefault(answer.criterion.series_id, {})
        of_series[answer.assessment.cycle.year] = (answer.criterion, content_of(answer))
    return found


def _case(answer: Answer, earlier: Earlier, outside: Sequence[SourceFigure], year: int, today: date) -> AnswerCase:
    newer, past = answer.criterion, earlier.get(answer.criterion.series_id, {})
    contents: list[AnswerContent | None] = []
    for ago in (1, 2):
        older, content = past.get(year - ago, (None, None))
        if older is None or not can_be_compared(newer, older):
            break
        newer = older
        contents.append(content)
    last, before = [*contents, None, None][:2]
    return AnswerCase(
        criterion=answer.criterion,
        content=content_of(answer),
        earlier=(last, before),
        evidence=tuple(answer.evidence.all()),
        sources=outside,
        today=today,
    )


def can_be_compared(newer: Criterion, older: Criterion) -> bool:
    """Return whether both ask the same, or the newer version was adopted as comparable with the one before."""
    if newer.kind != older.kind:
        return False
    follows = newer.version == older.version + 1 and newer.compatible_with_previous
    return newer.version == older.version or follows


def _sort_key(question: Question) -> tuple[int, tuple[tuple[str, int], ...]]:
    return question.criterion.position, series_order(question.criterion.series_id)
