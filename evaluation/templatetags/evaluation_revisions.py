"""Presentation only: what a change of an answer changed, line by line and word by word."""

from collections.abc import Callable
from typing import Any

from django import template
from django.utils.functional import Promise
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

from evaluation.assessments.answer_content import AnswerContent
from evaluation.assessments.revisions import RevisionEntry
from evaluation.models import Answer, Criterion
from evaluation.templatetags.evaluation_form import answer_line
from evaluation.wording import FLAG_LABELS, in_reader_language
from networkapp.text.diff import Segment, differences
from networkapp.users import AnyUser

register = template.Library()


@register.simple_tag
def changed_lines(criterion: Criterion, change: RevisionEntry) -> list[tuple[str | Promise, tuple[Segment, ...]]]:
    """Show the lines that differ, each with its label and the segments between the earlier and the current text."""
    before, after = change.before or AnswerContent(), change.after or AnswerContent()
    lines = ((label, words, words(criterion, before), words(criterion, after)) for label, words in LINES)
    is_text = {_comment, _ticks} | ({_answer} if criterion.kind == Criterion.Kind.NARRATIVE else set())
    return [
        (label, differences(old, new) if words in is_text else _replaced(old, new))
        for label, words, old, new in lines
        if old != new
    ]


@register.simple_tag
def note_lines(criterion: Criterion, content: AnswerContent | None) -> list[tuple[str | Promise, str]]:
    """Return labels and texts of what an answer states beside its value, such as its comment and flags."""
    said_so = content or AnswerContent()
    lines = ((label, words(criterion, said_so)) for label, words in LINES if words is not _answer)
    return [(label, text) for label, text in lines if text]


@register.simple_tag
def changed_by(people: Any, change: RevisionEntry, user: AnyUser) -> str:
    """Return "you", or the seat or name of the person who changed it; "" if nobody did."""
    return str(_("you")) if change.who == user.pk else str(people.get(change.who or 0, ""))


def _replaced(old: str, new: str) -> tuple[Segment, ...]:
    """Return a value as a whole: digits that two numbers happen to share are not what stayed of them."""
    found = (Segment("removed", old), Segment("equal", " " if old and new else ""), Segment("added", new))
    return tuple(segment for segment in found if segment.text)


def _answer(criterion: Criterion, content: AnswerContent) -> str:
    words = answer_line(criterion, content)
    return "" if words == "–" else words


def _ticks(criterion: Criterion, content: AnswerContent) -> str:
    """Return the requirements that are met, one per line; only for a level, because other answers state their
    choices."""
    if criterion.kind != Criterion.Kind.LEVEL:
        return ""
    items = (item for attributes in criterion.levels for item in attributes)
    return "\n".join(in_reader_language(item) for item in items if item["key"] in content.ticks)


def _comment(criterion: Criterion, content: AnswerContent) -> str:
    return content.comment


def _flags(criterion: Criterion, content: AnswerContent) -> str:
    return ", ".join(str(FLAG_LABELS[flag]) for flag in content.flags)


def _since(criterion: Criterion, content: AnswerContent) -> str:
    return str(Answer.Since(content.since).label) if content.since else ""


LINES: tuple[tuple[str | Promise, Callable[[Criterion, AnswerContent], str]], ...] = (
    (pgettext_lazy("what was answered", "Answer"), _answer),
    (_("Requirements met"), _ticks),
    (_("Comment"), _comment),
    (capfirst(_("notes on the number")), _flags),
    (_("Since last year"), _since),
)
