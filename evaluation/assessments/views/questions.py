"""One question on a page: its form, its state, and last year's answer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from evaluation.assessments.comments import CommentRight, comment_rights, current_comments
from evaluation.assessments.computed_criteria import computed_value
from evaluation.assessments.forms.answers import AnswerForm
from evaluation.assessments.forms.evidence import EvidenceForm, UpdateEvidenceForm
from evaluation.assessments.forms.voices import CommentForm
from evaluation.assessments.permissions import AssessmentPermissions, Signatures, known_evidence
from evaluation.assessments.prefill import (
    OF_TREATY,
    PrefillOffer,
    RegisteredStatuses,
    offers_for,
    provenances,
    registered_statuses,
)
from evaluation.assessments.validation import AnswerFinding
from evaluation.assessments.worksheet import Question, Section, Worksheet
from evaluation.bridges.inquiries import GovernmentAnswers, answers_of_government
from evaluation.errors import AnswerConflict
from evaluation.models import Answer, AnswerRevision, Assessment, Criterion, Evidence, VoiceNote
from evaluation.values import AnswerValue
from networkapp.users import AnyUser


@dataclass(frozen=True, kw_only=True)
class QuestionState:
    """The line at the right of the title; `kind` is one of networkapp_parts.STATES."""

    kind: str
    word: str
    detail: str = ""


@dataclass(frozen=True, kw_only=True)
class EvidenceDocument:
    """A document of an answer: whether it is still valid, and the form for changing it."""

    item: Evidence
    has_expired: bool
    is_gone: bool
    form: UpdateEvidenceForm | None


@dataclass(frozen=True, kw_only=True)
class QuestionView:
    """One question as a template needs it. What a page does not show is not made: an autosave asks for little of it."""

    desk: "AnswerDesk"
    question: Question
    form: AnswerForm
    state: QuestionState
    conflict: AnswerConflict | None = None

    @cached_property
    def evidence_form(self) -> EvidenceForm:
        return EvidenceForm(self.question.criterion, known=self.desk.known)

    @cached_property
    def documents(self) -> tuple[EvidenceDocument, ...]:
        case, may_care = self.question.case, self.desk.permissions.may_care
        return tuple(
            EvidenceDocument(
                item=item,
                has_expired=item.has_expired(case.today),
                is_gone=item.is_gone,
                form=UpdateEvidenceForm(item, beside=self.criterion.series_id) if may_care else None,
            )
            for item in case.evidence
        )

    @cached_property
    def notes(self) -> tuple[VoiceNote, ...]:
        return tuple(self.desk.notes.get(self.question.answer.pk, ()))

    @cached_property
    def note_form(self) -> CommentForm | None:
        return note_form(self.desk.speaker, self.question.criterion, self.notes)

    @cached_property
    def offers(self) -> tuple[PrefillOffer, ...]:
        if not self.is_open:
            return ()
        series_id = self.criterion.series_id
        registered = self.desk.registered.get(series_id) if self.criterion.kind in OF_TREATY else None
        replies = self.desk.replies.get(series_id, ())
        return offers_for(self.criterion, self.question.content, self.question.case.sources, registered, replies)

    @property
    def answer_origin(self) -> str:
        return answer_origin(self.desk, self.question.answer)

    @property
    def taken_at(self) -> str:
        return taken_at(self.desk, self.question.answer)

    @cached_property
    def findings(self) -> tuple[AnswerFinding, ...]:
        series_id = self.question.criterion.series_id
        return tuple(finding for finding in self.desk.sheet.findings if finding.series_id == series_id)

    @cached_property
    def is_open(self) -> bool:
        fills_itself = self.question.case.is_filled_in_by_platform
        return not fills_itself and self.desk.permissions.may_answer_in(self.question.criterion.recommendation.code)

    @property
    def saved_by(self) -> str:
        return saved_by(self.desk, self.question.answer)

    @cached_property
    def computed(self) -> AnswerValue | None:
        if not self.question.case.is_filled_in_by_platform:
            return None
        return computed_value(self.question.criterion, self.desk.assessment)

    @property
    def criterion(self) -> Any:
        return self.question.criterion

    @property
    def anchor(self) -> str:
        return f"q{self.criterion.series_id.replace('.', '-')}"

    @property
    def needs_comment(self) -> bool:
        return any(finding.wants_comment for finding in self.findings)

    @property
    def since(self) -> str:
        """Return what became of last year's answer: as stated, otherwise "changed" if it differs; "asked" until
        somebody decides."""
        last, content = self.question.case.last_year, self.question.content
        if last is None or last.status == Answer.Status.UNANSWERED:
            return ""
        if content.since or not self.question.is_answered:
            return content.since or "asked"
        return "asked" if content.says_the_same_as(last) else Answer.Since.CHANGED.value

    @property
    def since_choices(self) -> list[tuple[str, Any]]:
        """Return the three choices of what became of last year's answer."""
        return list(Answer.Since.choices)

    @property
    def disputed(self) -> bool:
        return any(note.disputes for note in self.notes)

    @property
    def template(self) -> str:
        """Return the partial with the fields of this kind of criterion."""
        kind = "computed" if self.computed is not None else self.criterion.kind
        return f"evaluation/assessment/kinds/{kind}.html"


@dataclass(frozen=True, kw_only=True)
class AnswerDesk:
    """The data that all questions of a page share: reader and signatures; the rest is loaded where it is shown."""

    sheet: Worksheet
    permissions: AssessmentPermissions
    signatures: Signatures
    people: Mapping[int, str]
    reader: AnyUser

    @property
    def assessment(self) -> Assessment:
        return self.sheet.assessment

    @cached_property
    def known(self) -> Sequence[Evidence]:
        return list(known_evidence(self.assessment, only=self.assessment.only_sections))

    @cached_property
    def notes(self) -> Mapping[int, Sequence[VoiceNote]]:
        return current_comments(self.assessment)

    @cached_property
    def speaker(self) -> CommentRight | None:
        """Return for whom the reader can comment beside an answer."""
        return next(iter(comment_rights(self.reader, self.assessment)), None)

    @cached_property
    def registered(self) -> RegisteredStatuses:
        return registered_statuses(self.assessment)

    @cached_property
    def replies(self) -> GovernmentAnswers:
        return answers_of_government(self.assessment, self.reader)

    @cached_property
    def provenances(self) -> Mapping[int, AnswerRevision]:
        return provenances(self.assessment)


@dataclass(frozen=True, kw_only=True)
class UnsavedAnswer:
    """An answer that was posted and not saved: its form, and the conflict if somebody else changed it meanwhile."""

    form: AnswerForm
    conflict: AnswerConflict | None = None

    @property
    def state(self) -> QuestionState:
        if self.conflict:
            return QuestionState(kind="conflict", word=_("Conflict"))
        return QuestionState(kind="stop", word=_("Not saved:"), detail=str(next(iter(self.form.errors.values()))[0]))


def question_view(
    desk: AnswerDesk, question: Question, returned: UnsavedAnswer | None = None, *, in_section: bool = False
) -> QuestionView:
    """Return `question` with its saved answer, or with the form that was not saved."""
    answer, fills_itself = question.answer, question.case.is_filled_in_by_platform
    if returned:
        return QuestionView(
            desk=desk, question=question, form=returned.form, state=returned.state, conflict=returned.conflict
        )
    content, version = question.content, answer.version
    return QuestionView(
        desk=desk,
        question=question,
        form=AnswerForm(question.criterion, content=content, version=version, in_section=in_section),
        state=state_of(desk, answer, fills_itself=fills_itself),
    )


def note_form(speaker: CommentRight | None, criterion: Criterion, notes: Iterable[VoiceNote]) -> CommentForm | None:
    """Return the form of the comment that the reader can write, with the current one of their body."""
    if speaker is None:
        return None
    own = (note for note in notes if (note.voice, note.body) == (speaker.voice, speaker.body))
    return CommentForm(criterion, voice=speaker.voice, note=next(own, None))


def answer_origin(desk: AnswerDesk, answer: Answer) -> str:
    """Return the origin of the current answer, if nobody typed it on a page."""
    revision = desk.provenances.get(answer.pk)
    if revision is None:
        return ""
    return revision.source or str(AnswerRevision.Via(revision.via).label)


def taken_at(desk: AnswerDesk, answer: Answer) -> str:
    """Return the address of the answer in parliament that the value was imported from, if the reader can read it."""
    source, series = answer_origin(desk, answer), answer.criterion.series_id
    return next((reply.url for reply in desk.replies.get(series, ()) if source and reply.source == source), "")


def shown_section(desk: AnswerDesk, section: Section, returned: Mapping[str, UnsavedAnswer]) -> list[QuestionView]:
    """Return the questions of the section for its form, each as saved, or as it came back."""
    return [
        question_view(desk, question, returned.get(question.criterion.series_id), in_section=True)
        for question in section.questions
    ]


def state_of(desk: AnswerDesk, answer: Answer, *, fills_itself: bool = False) -> QuestionState:
    """Return the state of the answer: filled in automatically, not answered, or saved, with time and person."""
    if fills_itself:
        return QuestionState(kind="none", word=_("Filled in automatically"))
    if answer.version == 0:
        return QuestionState(kind="none", word=capfirst(_("not answered")))
    detail = saved_by(desk, answer)
    if not desk.permissions.may_answer_in(answer.criterion.recommendation.code):
        return QuestionState(kind="saved", word=capfirst(_("saved")), detail=detail)
    if answer.status == Answer.Status.UNANSWERED:
        return QuestionState(kind="none", word=capfirst(_("not answered")), detail=_("cleared %s") % detail)
    return QuestionState(kind="saved", word=capfirst(_("saved")), detail=detail)


def saved_by(desk: AnswerDesk, answer: Answer) -> str:
    """Return when and by whom the answer was saved: "14:02, you", "3 June, adviser, Sample country A"."""
    who = _("you") if answer.changed_by_id == desk.reader.pk else desk.people.get(answer.changed_by_id or 0, "")
    return ", ".join(part for part in (short_datetime(answer.changed_at), who) if part)


def short_datetime(moment: Any) -> str:
    """Return the time if `moment` is today, otherwise the date."""
    local = timezone.localtime(moment)
    return (
        date_format(local, "TIME_FORMAT")
        if local.date() == timezone.localdate()
        else date_format(local, "MONTH_DAY_FORMAT")
    )
