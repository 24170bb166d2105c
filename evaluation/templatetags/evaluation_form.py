"""Presentation only: an answer in words, as the country's own team sees it."""

from fractions import Fraction
from typing import Any

from django import template
from django.utils.formats import date_format, number_format
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from evaluation.assessments.answer_content import AnswerContent
from evaluation.assessments.validation import Severity, exact_value
from evaluation.models import Answer, Criterion, VoiceNote
from evaluation.scoring import round_for_display
from evaluation.values import TreatyStatus
from evaluation.wording import in_reader_language

register = template.Library()

SEVERITIES = {
    Severity.BLOCKER: ("stop", gettext_lazy("Must fix")),
    Severity.NEEDS_COMMENT: ("asks", gettext_lazy("Needs comment")),
    Severity.LEFT_OUT: ("waits", capfirst(gettext_lazy("not counted"))),
    Severity.HINT: ("none", gettext_lazy("Hint")),
}
STEPS = ("early", "early", "developing", "substantial", "advanced")


@register.simple_tag
def answer_line(criterion: Criterion, content: AnswerContent | None) -> str:
    """Return the answer in one line; "–" if there is none."""
    if content is None or content.status == Answer.Status.UNANSWERED:
        return "–"
    if content.status != Answer.Status.VALUE:
        words = str(Answer.Status(content.status).label)
        return f"{words}: {Answer.Reason(content.reason).label}" if content.reason else words
    return _VALUES[Criterion.Kind(criterion.kind)](criterion, content) or "–"


@register.simple_tag
def ratio_value(criterion: Criterion, content: AnswerContent | None) -> str:
    """Return the value of a ratio: "75.0 %"; "–" if there is none."""
    value = exact_value(criterion, content)
    return "–" if value is None else f"{number_format(round_for_display(value), decimal_pos=1)}{unit_of(criterion)}"


@register.simple_tag
def remaining_requirements(criterion: Criterion, content: AnswerContent) -> str:
    """Return the attributes that the next level still requires, in words; "" at the highest level."""
    level = content.level
    if level is None or level == Criterion.Level.PROVEN:
        return ""
    missing = [in_reader_language(item) for item in criterion.levels[level + 1] if item["key"] not in content.ticks]
    count = {"n": len(missing), "level": level + 1}
    words = (
        ngettext("To reach level %(level)s, also meet:", "To reach level %(level)s, also meet:", len(missing)) % count
    )
    return f"{words} {'; '.join(missing)}"


@register.filter
def step_gauge(level: int) -> str:
    """Return the gauge for a level from 1 to 4."""
    return STEPS[level]


@register.simple_tag
def scoring_summary(criterion: Criterion) -> SafeString:
    """Return in one line how a criterion is measured and how it counts."""
    parts: list[str] = [_scale(criterion)]
    if period := criterion.local["reference_period"]:
        parts.append(format_html('<span lang="{}">{}.</span>', period.language, period))
    if criterion.essential:
        parts.append(f"{_('Essential: below 25 points, the band is Developing at most')}.")
    if criterion.scored_from is not None:
        parts.append(_("Scored from %s; answered but not scored before that.") % criterion.scored_from)
    if not criterion.scored:
        parts.append(_("Context only, never scored."))
    return format_html_join(" ", "{}", ((part,) for part in parts if part))


@register.filter
def anchor(series_id: str) -> str:
    """Return the id of a question on its page."""
    return f"q{series_id.replace('.', '-')}"


@register.simple_tag
def finding_severity(kind: Severity) -> dict[str, Any]:
    """Return mark and word of a finding, for the state tag."""
    mark, word = SEVERITIES[kind]
    return {"mark": mark, "word": word}


@register.filter
def commenter_label(voice: str) -> str:
    """Return the name of who comments beside an answer."""
    return str(VoiceNote.Voice(voice).label)


@register.filter
def treaty_status_label(status: TreatyStatus) -> str:
    """Return a treaty status in words."""
    return str(TREATY_WORDS[status])


def unit_of(criterion: Criterion) -> str:
    """Return the unit of a criterion with a space before it; "" if it has none."""
    return f" {criterion.local['unit']}".rstrip()


def _scale(criterion: Criterion) -> str:
    if criterion.kind == Criterion.Kind.LEVEL:
        return f"{capfirst(_('level 0 to 4'))}."
    if not (criterion.scored and criterion.floor and criterion.target):
        return ""
    if criterion.kind not in (Criterion.Kind.RATIO, Criterion.Kind.NUMBER):
        return ""
    posts = {"floor": criterion.floor, "target": criterion.target, "unit": unit_of(criterion)}
    return _("%(floor)s%(unit)s scores 0, %(target)s%(unit)s scores 100.") % posts


def _level(criterion: Criterion, content: AnswerContent) -> str:
    if content.level is None:
        return ""
    return _("Level %(level)s, %(words)s") % {"level": content.level, "words": Criterion.Level(content.level).label}


def _ratio(criterion: Criterion, content: AnswerContent) -> str:
    numbers = {"part": _number(content.numerator), "whole": _number(content.denominator)}
    base = _("%(part)s of %(whole)s") % numbers
    value = exact_value(criterion, content)
    return base if value is None else f"{base}, {ratio_value(criterion, content)}"


def _number(number: Any) -> str:
    if number is None:
        return "–"
    exact = Fraction(number)
    places = 0 if exact.denominator == 1 else max(-number.normalize().as_tuple().exponent, 0)
    return number_format(number, decimal_pos=places, use_l10n=True, force_grouping=True)


def _count(criterion: Criterion, content: AnswerContent) -> str:
    return f"{_number(content.number)}{unit_of(criterion)}"


def _choice(criterion: Criterion, content: AnswerContent) -> str:
    return {True: _("Yes"), False: _("No"), None: ""}[content.choice]


def _ticked(criterion: Criterion, content: AnswerContent) -> str:
    words = [in_reader_language(option) for option in criterion.options if option["key"] in content.ticks]
    return "; ".join(words) or _("None of these")


def _day(criterion: Criterion, content: AnswerContent) -> str:
    return date_format(content.date) if content.date else ""


def _text(criterion: Criterion, content: AnswerContent) -> str:
    return content.text


TREATY_WORDS = {
    TreatyStatus.NO_RECORD: gettext_lazy("no record"),
    TreatyStatus.NONE: gettext_lazy("not bound"),
    TreatyStatus.SIGNED: pgettext_lazy("act of a state on a treaty", "signed"),
    TreatyStatus.RATIFIED: gettext_lazy("bound, not yet in force"),
    TreatyStatus.IN_FORCE: gettext_lazy("in force"),
}
_VALUES = {
    Criterion.Kind.LEVEL: _level,
    Criterion.Kind.RATIO: _ratio,
    Criterion.Kind.NUMBER: _count,
    Criterion.Kind.MONEY: _count,
    Criterion.Kind.YES_NO: _choice,
    Criterion.Kind.MULTI_CHOICE: _ticked,
    Criterion.Kind.DATE: _day,
    Criterion.Kind.NARRATIVE: _text,
}
