"""The answers that reviewers and civil society read: only what would be published."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from evaluation.assessments.comments import CommentRight, comment_rights, current_comments
from evaluation.models import Answer, Assessment, Criterion, VoiceNote
from evaluation.results.publishing.publish import freeze_answers
from evaluation.results.publishing.snapshot import WITHHELD
from evaluation.scoring import series_order
from evaluation.values import Flag
from networkapp.users import AnyUser


@dataclass(frozen=True, kw_only=True)
class CommentableAnswer:
    """Return one answer in its public form, with the comments that may be beside it.

    Beside a withheld number no comment is shown or published, because it could reveal the number.
    """

    criterion: Criterion
    answer: Mapping[str, Any]
    notes: tuple[VoiceNote, ...]

    @property
    def is_withheld(self) -> bool:
        if self.answer["status"] in WITHHELD or self.answer["band"]:
            return True
        is_ratio_of_persons = self.criterion.counts_persons and self.criterion.kind == Criterion.Kind.RATIO
        if not is_ratio_of_persons or self.answer["status"] != Answer.Status.VALUE:
            return False
        return self.answer["value"] is None or Flag.POOLED in self.answer["flags"]


@dataclass(frozen=True, kw_only=True)
class CommentPage:
    """The answers on which a person can comment, with the role in which they do so."""

    lines: Sequence[CommentableAnswer]
    speaker: CommentRight | None


def load_comment_page(assessment: Assessment, *, user: AnyUser) -> CommentPage:
    """Return all answers of `assessment` as they would be published now, in the order of the criteria."""
    frozen, notes = freeze_answers(assessment), current_comments(assessment)
    speaker = next(
        (one for one in comment_rights(user, assessment) if one.voice == VoiceNote.Voice.CIVIL_SOCIETY), None
    )
    lines = [
        CommentableAnswer(
            criterion=row.criterion,
            answer=frozen[row.criterion.series_id],
            notes=_visible_comments(notes.get(row.pk, ()), frozen[row.criterion.series_id], speaker),
        )
        for row in Answer.objects.filter(assessment=assessment)
        .select_related("criterion__recommendation")
        .prefetch_related("criterion__translations")
    ]
    return CommentPage(lines=sorted(lines, key=lambda line: series_order(line.criterion.series_id)), speaker=speaker)


def _visible_comments(
    notes: Sequence[VoiceNote], frozen: Mapping[str, Any], speaker: CommentRight | None
) -> tuple[VoiceNote, ...]:
    """Return the published ones, and the reader's own."""
    voices = {(note["voice"], note["body"]) for note in frozen["notes"]}
    own = (speaker.voice, speaker.body) if speaker else None
    return tuple(note for note in notes if (note.voice, note.body) in voices or (note.voice, note.body) == own)
