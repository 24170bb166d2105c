"""Gaps: what a country has not answered, declined to answer, or answered with something outdated; and what would close
each.

Pure: it works on its input, the answers of a draft or those of a published version (queries.py), and knows
nothing more. So a list made of what is published reveals nothing that is not. What is too small to publish is no gap,
because nothing should close it, nor is a ratio with a denominator of zero.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

from django.utils.functional import Promise
from django.utils.text import capfirst, format_lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluation.assessments.validation import EVIDENCE_FROM_LEVEL, EVIDENCE_MONTHS, months_between
from evaluation.models import Answer, Criterion
from evaluation.scoring import series_order
from evaluation.values import TreatyStatus

Status, Reason = Answer.Status, Answer.Reason


class GapKind(StrEnum):
    """The kinds of gap. The value is a part of the key of a gap and must not change."""

    UNANSWERED = "unanswered"
    NOT_COLLECTED = "not_collected"
    LATE = "late"
    NOT_COMPILED = "not_compiled"
    NOT_AVAILABLE = "not_available"
    DECLINED = "declined"
    NOT_CONFIRMED = "not_confirmed"
    NO_EVIDENCE = "no_evidence"
    EXPIRED_EVIDENCE = "expired_evidence"
    OLD_EVIDENCE = "old_evidence"
    SAME_AGAIN = "same_again"
    NO_RECORD = "no_record"


@dataclass(frozen=True, kw_only=True)
class EvidenceAge:
    """A document behind an answer: its own date, and whether an answer may still rest on it."""

    dated: date | None
    stands: bool = True


@dataclass(frozen=True, kw_only=True)
class YearAnswer:
    """A country's answer to a criterion in one year, as far as the reader may know it. `value` is for comparison."""

    status: str
    reason: str = ""
    level: int | None = None
    confirmed: bool = False
    value: object = None
    proofs: tuple[EvidenceAge, ...] = ()
    treaties: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, kw_only=True)
class CriterionHistory:
    """A criterion with the answer of a year, comparable answers of the years before (the newest first), and who
    publishes the same independently."""

    criterion: Criterion
    recommendation: int
    now: YearAnswer
    before: Sequence[YearAnswer | None] = ()
    sources: tuple[str, ...] = ()


@dataclass(frozen=True, kw_only=True)
class Gap:
    """One gap of a country. `key` is the same for as long as the gap lasts, whatever the year and the version.

    `since` is the first of the years in a row in which it was there, as far as they can be compared. `closes` says what
    would close it; `question` is a first wording of a question to the government. `named` are instruments.
    """

    key: str
    country: str
    year: int
    criterion: Criterion
    recommendation: int
    kind: GapKind
    since: int
    sources: tuple[str, ...] = ()
    named: tuple[str, ...] = ()

    @property
    def years(self) -> int:
        return self.year - self.since + 1

    @property
    def state(self) -> str:
        return str(_WORDS[self.kind][0])

    @property
    def closes(self) -> str:
        return str(_WORDS[self.kind][1])

    @property
    def question(self) -> str:
        criterion_name = f"{self.criterion.series_id} (“{self.criterion.local_title}”)"
        question = str(_WORDS[self.kind][2]) % {"criterion": criterion_name, "named": ", ".join(self.named)}
        if not self.sources or self.kind not in MISSING:
            return question
        published = _("%(sources)s publishes a figure on the same subject: does the government agree with that figure?")
        return f"{question} {published % {'sources': ', '.join(self.sources)}}"


MISSING = frozenset(
    {GapKind.UNANSWERED, GapKind.NOT_COLLECTED, GapKind.LATE, GapKind.NOT_COMPILED, GapKind.NOT_AVAILABLE}
)
STALE = frozenset({GapKind.EXPIRED_EVIDENCE, GapKind.OLD_EVIDENCE, GapKind.SAME_AGAIN})


def _not_available(reason: Answer.Reason) -> Promise:
    return format_lazy("{status}: {reason}", status=capfirst(Status.NOT_AVAILABLE.label), reason=reason.label)


_WORDS: Mapping[GapKind, tuple[str | Promise, str | Promise, str | Promise]] = {
    GapKind.UNANSWERED: (
        capfirst(gettext_lazy("not answered")),
        gettext_lazy("Enter a value or a reason."),
        gettext_lazy("How does the government answer criterion %(criterion)s, which is still open?"),
    ),
    GapKind.NOT_COLLECTED: (
        _not_available(Reason.NOT_COLLECTED),
        gettext_lazy("Make someone responsible for collecting the data, and set the year when collection begins."),
        gettext_lazy("Why are data for criterion %(criterion)s not collected, and when will collection begin?"),
    ),
    GapKind.LATE: (
        _not_available(Reason.LATE),
        gettext_lazy("Enter the announced value."),
        gettext_lazy(
            "When will the government give the answer for criterion %(criterion)s that it announced for later?"
        ),
    ),
    GapKind.NOT_COMPILED: (
        _not_available(Reason.NOT_COMPILED),
        gettext_lazy("Compile the value from the data already collected."),
        gettext_lazy("When will the data collected for criterion %(criterion)s be compiled?"),
    ),
    GapKind.NOT_AVAILABLE: (
        capfirst(gettext_lazy("not available")),
        gettext_lazy("Enter the value, or state why it is not available."),
        gettext_lazy("What prevents the government from answering criterion %(criterion)s?"),
    ),
    GapKind.DECLINED: (
        gettext_lazy("Declined: confidential"),
        gettext_lazy("Enter a form of the answer that can be published, or name the rule that forbids publication."),
        gettext_lazy(
            "Which rule makes the answer for criterion %(criterion)s confidential, and what can be published?"
        ),
    ),
    GapKind.NOT_CONFIRMED: (
        gettext_lazy("Declared not applicable, not confirmed"),
        gettext_lazy("Ask the reviewers or the secretariat to confirm it, or enter an answer."),
        gettext_lazy("Why does criterion %(criterion)s not apply?"),
    ),
    GapKind.NO_EVIDENCE: (
        gettext_lazy("Level 3 or 4 without evidence"),
        gettext_lazy("Add a document as evidence."),
        gettext_lazy("Which document proves the level claimed for criterion %(criterion)s?"),
    ),
    GapKind.EXPIRED_EVIDENCE: (
        gettext_lazy("Evidence expired or no longer readable"),
        gettext_lazy("Add a valid, readable document."),
        gettext_lazy(
            "Which document replaces the evidence for criterion %(criterion)s, which is no longer valid or readable?"
        ),
    ),
    GapKind.OLD_EVIDENCE: (
        gettext_lazy("Evidence 36 months old or older"),
        gettext_lazy("Add a newer document, or confirm that the old one is still valid."),
        gettext_lazy(
            "Is the answer for criterion %(criterion)s still correct, now that its evidence is over three years old?"
        ),
    ),
    GapKind.SAME_AGAIN: (
        gettext_lazy("Same value for the third year"),
        gettext_lazy("Check the figure, and confirm or update it."),
        gettext_lazy("Was the figure for criterion %(criterion)s counted again? It has not changed in three years."),
    ),
    GapKind.NO_RECORD: (
        gettext_lazy("No entry in the treaty register"),
        gettext_lazy("Record the state’s actions on these treaties with their source."),
        gettext_lazy("What position does the state take on %(named)s (criterion %(criterion)s)?"),
    ),
}


def find_gaps(*, histories: Iterable[CriterionHistory], country: str, year: int, today: date) -> list[Gap]:
    """Return the gaps of `country` in `year`, in the order of the criteria."""
    ordered = sorted(histories, key=lambda item: (item.recommendation, series_order(item.criterion.series_id)))
    return [_gap(item, kind, country, year, today) for item in ordered for kind in gap_kinds(history=item, today=today)]


def gap_kinds(*, history: CriterionHistory, today: date) -> list[GapKind]:
    """Return the kinds of gap in one answer; empty if it is complete and up to date."""
    if history.criterion.kind == Criterion.Kind.TREATY:
        return [GapKind.NO_RECORD] if _treaties_without_record(history.now) else []
    if history.criterion.computed:
        return []
    missing = _missing_value_kind(history.now)
    if missing is not None:
        return [missing]
    return [kind for kind, is_so in _WEAKNESSES if is_so(history, today)]


def _gap(history: CriterionHistory, kind: GapKind, country: str, year: int, today: date) -> Gap:
    since = year
    for earlier in history.before:
        if earlier is None or _missing_value_kind(earlier) is not kind:
            break
        since -= 1
    return Gap(
        key=f"{country}-{history.criterion.series_id}-{kind}",
        country=country,
        year=year,
        criterion=history.criterion,
        recommendation=history.recommendation,
        kind=kind,
        since=since,
        sources=history.sources,
        named=_treaties_without_record(history.now) if kind is GapKind.NO_RECORD else (),
    )


def _missing_value_kind(answer: YearAnswer) -> GapKind | None:
    """Return why there is no value; None if there is one, or none is required."""
    if answer.status == Status.NOT_APPLICABLE:
        return None if answer.confirmed else GapKind.NOT_CONFIRMED
    if answer.status == Status.NOT_AVAILABLE:
        reasons = {
            Reason.NOT_COLLECTED: GapKind.NOT_COLLECTED,
            Reason.LATE: GapKind.LATE,
            Reason.NOT_COMPILED: GapKind.NOT_COMPILED,
        }
        return reasons.get(Reason(answer.reason), GapKind.NOT_AVAILABLE) if answer.reason else GapKind.NOT_AVAILABLE
    return {Status.UNANSWERED: GapKind.UNANSWERED, Status.CONFIDENTIAL: GapKind.DECLINED}.get(Status(answer.status))


def _treaties_without_record(answer: YearAnswer) -> tuple[str, ...]:
    return tuple(key for key, status in answer.treaties.items() if status == TreatyStatus.NO_RECORD)


def _has_no_evidence(history: CriterionHistory, today: date) -> bool:
    return (history.now.level or 0) >= EVIDENCE_FROM_LEVEL and not history.now.proofs


def _has_expired_evidence(history: CriterionHistory, today: date) -> bool:
    return any(not proof.stands for proof in history.now.proofs)


def _has_old_evidence(history: CriterionHistory, today: date) -> bool:
    """Return whether the newest valid document is too old."""
    months = [months_between(proof.dated, today) for proof in history.now.proofs if proof.dated and proof.stands]
    return bool(months) and min(months) >= EVIDENCE_MONTHS


def _is_unchanged_too_long(history: CriterionHistory, today: date) -> bool:
    if history.now.value is None or len(history.before) < 2:
        return False
    return all(earlier is not None and earlier.value == history.now.value for earlier in history.before[:2])


_WEAKNESSES: tuple[tuple[GapKind, Callable[[CriterionHistory, date], bool]], ...] = (
    (GapKind.NO_EVIDENCE, _has_no_evidence),
    (GapKind.EXPIRED_EVIDENCE, _has_expired_evidence),
    (GapKind.OLD_EVIDENCE, _has_old_evidence),
    (GapKind.SAME_AGAIN, _is_unchanged_too_long),
)
