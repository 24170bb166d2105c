"""Remarks about an answer before it is signed: blockers, required comments, hints (method 3.8).

Rules are data: a code, a severity, the words, and the condition on one case. The page, the sign-off and every import
use the same list. Blockers prevent signing and never saving.
"""

import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from fractions import Fraction

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evaluation.assessments.answer_content import AnswerContent
from evaluation.assessments.cross_checks import SourceFigure
from evaluation.models import Answer, Criterion, Evidence
from evaluation.values import exact
from networkapp.text.personal_data_warnings import find_warnings

UNANSWERED = "unanswered"
EVIDENCE_FROM_LEVEL = 3
EVIDENCE_MONTHS = 36
LARGE_SHARE = Fraction(1, 2)
LARGE_UNITS = Fraction(10)
# Beside what networkapp knows of personal data: an address by which one person is reached, and any day of birth.
PERSONAL = re.compile(
    r"(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}\.\w|\+?\d[\d ()/-]{7,40}\d|\b\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d\b"
)


class Severity(StrEnum):
    BLOCKER = "blocker"
    NEEDS_COMMENT = "needs_comment"
    LEFT_OUT = "left_out"
    HINT = "hint"


@dataclass(frozen=True, kw_only=True)
class AnswerCase:
    """One answer with what it is judged by.

    `earlier` are the comparable answers of last year and the year before; `sources` what others publish of the same.
    """

    criterion: Criterion
    content: AnswerContent
    earlier: tuple[AnswerContent | None, AnswerContent | None] = (None, None)
    evidence: Sequence[Evidence] = ()
    sources: Sequence[SourceFigure] = ()
    today: date

    @property
    def last_year(self) -> AnswerContent | None:
        return self.earlier[0]

    @property
    def is_filled_in_by_platform(self) -> bool:
        return self.criterion.computed or self.criterion.kind == Criterion.Kind.TREATY


@dataclass(frozen=True, kw_only=True)
class ValidationRule:
    code: str
    severity: Severity
    words: str | Promise
    breaks: Callable[[AnswerCase], bool]
    wants_comment: bool = False


@dataclass(frozen=True, kw_only=True)
class AnswerFinding:
    series_id: str
    code: str
    severity: Severity
    words: str | Promise
    wants_comment: bool = False


def exact_value(criterion: Criterion, content: AnswerContent | None) -> Fraction | None:
    """Return the answer as one exact number in its unit; None if it has none."""
    if content is None or content.status != Answer.Status.VALUE:
        return None
    if content.number is not None:
        return exact(content.number)
    if content.numerator is None or not content.denominator:
        return None
    return Fraction(criterion.per) * exact(content.numerator) / exact(content.denominator)


def _is_unanswered(case: AnswerCase) -> bool:
    return case.content.status == Answer.Status.UNANSWERED


def _has_no_reason(case: AnswerCase) -> bool:
    return case.content.status == Answer.Status.NOT_AVAILABLE and not case.content.reason


def _has_another_reason(case: AnswerCase) -> bool:
    return case.content.status == Answer.Status.NOT_AVAILABLE and case.content.reason == Answer.Reason.OTHER


def _does_not_apply(case: AnswerCase) -> bool:
    return case.content.status == Answer.Status.NOT_APPLICABLE


def _is_half_a_ratio(case: AnswerCase) -> bool:
    content = case.content
    is_ratio = case.criterion.kind == Criterion.Kind.RATIO and content.status == Answer.Status.VALUE
    return is_ratio and (content.numerator is None or content.denominator is None)


def _exceeds_the_whole(case: AnswerCase) -> bool:
    content = case.content
    if not case.criterion.is_share or content.numerator is None or content.denominator is None:
        return False
    return content.numerator > content.denominator


def _divides_by_nothing(case: AnswerCase) -> bool:
    return bool(case.content.denominator == 0 and case.content.numerator)


def _is_negative(case: AnswerCase) -> bool:
    content = case.content
    return any(part is not None and part < 0 for part in (content.numerator, content.denominator, content.number))


def _is_high_without_evidence(case: AnswerCase) -> bool:
    """Return whether a high level lacks valid evidence that somebody can read."""
    stands = any(evidence.stands(case.today) for evidence in case.evidence)
    return (case.content.level or 0) >= EVIDENCE_FROM_LEVEL and not stands


def _is_not_compared(case: AnswerCase) -> bool:
    """Return whether an answer equal to last year's has not been marked as unchanged."""
    then = case.last_year
    if then is None or Answer.Status.UNANSWERED in (then.status, case.content.status) or case.content.since:
        return False
    return case.content.says_the_same_as(then)


def _is_not_still_true(case: AnswerCase) -> bool:
    if case.content.since != Answer.Since.STILL_TRUE or _is_unanswered(case):
        return False
    return case.last_year is None or not case.content.says_the_same_as(case.last_year)


def _is_retired(case: AnswerCase) -> bool:
    return case.content.since == Answer.Since.RETIRED


def _rests_on_what_is_over(case: AnswerCase) -> bool:
    return any(not evidence.stands(case.today) or evidence.cannot_be_read for evidence in case.evidence)


def _changed_much(case: AnswerCase) -> bool:
    now, then = exact_value(case.criterion, case.content), exact_value(case.criterion, case.last_year)
    if now is None or then is None:
        return False
    difference = abs(now - then)
    return difference > LARGE_UNITS and difference > LARGE_SHARE * abs(then)


def _jumped_levels(case: AnswerCase) -> bool:
    then = case.last_year.level if case.last_year else None
    return case.content.level is not None and then is not None and abs(case.content.level - then) >= 2


def _is_the_same_again(case: AnswerCase) -> bool:
    values = [exact_value(case.criterion, content) for content in (case.content, *case.earlier)]
    return values[0] is not None and values[0] == values[1] == values[2]


def _differs_from_a_source(case: AnswerCase) -> bool:
    own = exact_value(case.criterion, case.content)
    return own is not None and any(source.is_of_whole and source.differs_from(own) for source in case.sources)


def _is_no_longer_reported(case: AnswerCase) -> bool:
    had_value = case.last_year is not None and case.last_year.status == Answer.Status.VALUE
    return had_value and case.content.status not in (Answer.Status.VALUE, Answer.Status.UNANSWERED)


def _without_comment(condition: Callable[[AnswerCase], bool]) -> Callable[[AnswerCase], bool]:
    return lambda case: not case.content.comment and condition(case)


def _comes_late(case: AnswerCase) -> bool:
    return case.content.status == Answer.Status.NOT_AVAILABLE and case.content.reason == Answer.Reason.LATE


def _rests_on_old_evidence(case: AnswerCase) -> bool:
    months = [months_between(evidence.dated, case.today) for evidence in case.evidence if evidence.dated]
    return bool(months) and min(months) >= EVIDENCE_MONTHS


def months_between(then: date, now: date) -> int:
    """Return the whole months from one day to a later one."""
    return (now.year - then.year) * 12 + now.month - then.month - (now.day < then.day)


def _may_name_a_person(case: AnswerCase) -> bool:
    text = f"{case.content.text}\n{case.content.comment}"
    return bool(PERSONAL.search(text) or find_warnings(text))


def _is_too_long(case: AnswerCase) -> bool:
    limit = case.criterion.word_limit
    return limit is not None and len(case.content.text.split()) > limit


def _blocker(code: str, words: str | Promise, breaks: Callable[[AnswerCase], bool]) -> ValidationRule:
    return ValidationRule(code=code, severity=Severity.BLOCKER, words=words, breaks=breaks)


def _comment(
    code: str, words: str | Promise, breaks: Callable[[AnswerCase], bool], severity: Severity = Severity.NEEDS_COMMENT
) -> ValidationRule:
    return ValidationRule(
        code=code, severity=severity, words=words, breaks=_without_comment(breaks), wants_comment=True
    )


def _hint(code: str, words: str | Promise, breaks: Callable[[AnswerCase], bool]) -> ValidationRule:
    return ValidationRule(code=code, severity=Severity.HINT, words=words, breaks=breaks)


RULES: Sequence[ValidationRule] = (
    _blocker(UNANSWERED, _("Enter a value or a reason."), _is_unanswered),
    _blocker("no_reason", _("Choose a reason why there is no value."), _has_no_reason),
    _comment("no_reason", _("Explain the reason in the comment."), _has_another_reason, Severity.BLOCKER),
    _comment(
        "no_reason", _("Explain in the comment why the criterion does not apply."), _does_not_apply, Severity.BLOCKER
    ),
    _blocker("half_a_ratio", _("Enter both numbers."), _is_half_a_ratio),
    _blocker("more_than_whole", _("The numerator cannot be larger than the denominator."), _exceeds_the_whole),
    _blocker("nothing_to_count", _("The denominator cannot be 0."), _divides_by_nothing),
    _blocker("negative", _("Enter a number of 0 or more."), _is_negative),
    _blocker("no_evidence", _("Add evidence for level 3 or 4."), _is_high_without_evidence),
    _blocker(
        "not_still_true",
        _("The answer differs from last year’s. Choose “changed” or “discontinued”."),
        _is_not_still_true,
    ),
    # It wants one of three words, which no comment replaces.
    _blocker(
        "not_compared",
        _("The answer is the same as last year’s. Choose “unchanged”, “changed” or “discontinued”."),
        _is_not_compared,
    ),
    _comment("retired", _("Explain what ended and what replaced it."), _is_retired),
    _comment("changed_much", _("Explain the change of more than half since last year."), _changed_much),
    _comment("jumped", _("Explain the change of two or more levels since last year."), _jumped_levels),
    _comment(
        "same_again",
        _("The value is the same for the third year. Confirm in the comment that it is correct."),
        _is_the_same_again,
    ),
    _comment(
        "differs", _("Explain the difference of more than a tenth from an independent source."), _differs_from_a_source
    ),
    _comment("no_longer_reported", _("Explain why there is no value this year."), _is_no_longer_reported),
    _hint("late", _("Remember to enter the value when it is available."), _comes_late),
    _hint("old_evidence", _("The newest evidence is at least 36 months old."), _rests_on_old_evidence),
    _hint("personal", _("Check the text: it may identify a person."), _may_name_a_person),
    _hint("too_long", _("The text is longer than the word limit."), _is_too_long),
    _hint(
        "evidence_over", _("Add another document: one has expired or is no longer available."), _rests_on_what_is_over
    ),
)


def findings(cases: Iterable[AnswerCase]) -> list[AnswerFinding]:
    """Return all remarks about `cases`, blockers first, then in the order of the cases."""
    return by_severity(
        AnswerFinding(
            series_id=case.criterion.series_id,
            code=rule.code,
            severity=rule.severity,
            words=rule.words,
            wants_comment=rule.wants_comment,
        )
        for case in cases
        if not case.is_filled_in_by_platform
        for rule in RULES
        if rule.breaks(case)
    )


def by_severity(found: Iterable[AnswerFinding]) -> list[AnswerFinding]:
    """Return the findings, blockers first."""
    return sorted(found, key=lambda finding: list(Severity).index(finding.severity))


def blockers(found: Iterable[AnswerFinding]) -> list[AnswerFinding]:
    """Return the findings that prevent signing."""
    return [finding for finding in found if finding.severity is Severity.BLOCKER]
