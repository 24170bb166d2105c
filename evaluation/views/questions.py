"""What a page shows of one question: its form, its state, last year beside it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from evaluation.domain.computed import computed_value
from evaluation.domain.sheets import Question, Section, Sheet
from evaluation.domain.standing import Signatures, Standing
from evaluation.domain.validation import Finding, Severity
from evaluation.forms.answers import AnswerForm, EvidenceForm
from evaluation.models import Answer, Evidence
from evaluation.values import AnswerValue


@dataclass(frozen=True, kw_only=True)
class State:
    """The line at the right of the title; `kind` is one of networkapp_parts.STATES."""

    kind: str
    word: str
    detail: str = ""


@dataclass(frozen=True, kw_only=True)
class Shown:
    """One question as a template needs it."""

    question: Question
    form: AnswerForm
    evidence_form: EvidenceForm
    state: State
    findings: tuple[Finding, ...]
    is_open: bool
    saved_by: str = ""
    computed: AnswerValue | None = None

    @property
    def criterion(self) -> Any:
        return self.question.criterion

    @property
    def anchor(self) -> str:
        return f"q{self.criterion.series_id.replace('.', '-')}"

    @property
    def needs_comment(self) -> bool:
        return any(finding.severity is Severity.NEEDS_COMMENT for finding in self.findings)

    @property
    def template(self) -> str:
        """The partial with the fields of its kind."""
        kind = "computed" if self.computed is not None else self.criterion.kind
        return f"evaluation/assessment/kinds/{kind}.html"


@dataclass(frozen=True, kw_only=True)
class Desk:
    """What is the same for all questions of a page: who reads, who wrote, which documents are known."""

    sheet: Sheet
    standing: Standing
    signatures: Signatures
    people: Mapping[int, str]
    known: Iterable[Evidence]
    reader: Any


def shown(desk: Desk, question: Question, form: AnswerForm | None = None, state: State | None = None) -> Shown:
    """`question` with its saved answer, or with a form that came back and the state that says why."""
    answer, criterion = question.answer, question.criterion
    fills_itself = question.case.is_filled_in_by_platform
    own = [finding for finding in desk.sheet.findings if finding.series_id == criterion.series_id]
    return Shown(
        question=question,
        form=form or AnswerForm(criterion, content=question.content, version=answer.version),
        evidence_form=EvidenceForm(criterion, known=desk.known),
        state=state or state_of(desk, answer, fills_itself=fills_itself),
        findings=tuple(own),
        is_open=desk.standing.may_answer_in(criterion.recommendation.code) and not fills_itself,
        saved_by=saved_by(desk, answer),
        computed=computed_value(criterion, desk.sheet.assessment) if fills_itself else None,
    )


def shown_section(desk: Desk, section: Section) -> list[Shown]:
    return [shown(desk, question) for question in section.questions]


def state_of(desk: Desk, answer: Answer, *, fills_itself: bool = False) -> State:
    """Computed, signed and locked, not answered, or saved: when and by whom."""
    if fills_itself:
        return State(kind="none", word=_("Filled in by the platform"))
    if answer.version == 0:
        return State(kind="none", word=_("Not answered"))
    detail = saved_by(desk, answer)
    if not desk.standing.may_answer_in(answer.criterion.recommendation.code):
        return State(kind="saved", word=_("As saved"), detail=detail)
    if answer.status == Answer.Status.UNANSWERED:
        return State(kind="none", word=_("Not answered"), detail=_("emptied %s") % detail)
    return State(kind="saved", word=_("Saved"), detail=detail)


def saved_by(desk: Desk, answer: Answer) -> str:
    """ "14:02, you", "3 June, adviser, Sample country A"."""
    who = _("you") if answer.changed_by_id == desk.reader.pk else desk.people.get(answer.changed_by_id or 0, "")
    return ", ".join(part for part in (short_moment(answer.changed_at), who) if part)


def short_moment(moment: Any) -> str:
    """The time for today, else the day."""
    local = timezone.localtime(moment)
    return date_format(local, "H:i") if local.date() == timezone.localdate() else date_format(local, "MONTH_DAY_FORMAT")
