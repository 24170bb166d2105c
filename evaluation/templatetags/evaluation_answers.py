"""Presentation only: what was published about a criterion, and treaty dates, in words."""

from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import template
from django.utils.dateparse import parse_date
from django.utils.formats import number_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext, pgettext_lazy

from evaluation.models import Answer, Criterion, Instrument
from evaluation.models.observations import MeasuredValue
from evaluation.scoring import reason_not_scored, round_for_display
from evaluation.treaties.next_steps import Step
from evaluation.treaties.tables import TableCell
from evaluation.values import Band, Flag, Kind, ScoringRole, Status, TreatyStatus
from evaluation.wording import FLAG_LABELS, LEFT_OUT_WORDS, in_reader_language
from networkapp.text.partial_dates import PartialDate, format_partial_date

register = template.Library()

SHORT_BANDS = {
    "early": pgettext_lazy("band", "Early"),
    "developing": gettext_lazy("Developing"),
    "substantial": gettext_lazy("Substantial"),
    "advanced": gettext_lazy("Advanced"),
    "insufficient": gettext_lazy("Insufficient"),
    "narrow_base": gettext_lazy("Narrow base"),
    "not_applicable": capfirst(gettext_lazy("not applicable")),
}

SHORTEST_BANDS = {
    "developing": gettext_lazy("Dev."),
    "substantial": gettext_lazy("Subst."),
    "advanced": gettext_lazy("Adv."),
    "insufficient": pgettext_lazy("band, as short as it can be", "Insuff."),
    "narrow_base": pgettext_lazy("band, as short as it can be", "Narrow"),
    "not_applicable": pgettext_lazy("band, as short as it can be", "n. a."),
}

STATUS_LABELS = {
    TreatyStatus.NO_RECORD: ("none", capfirst(gettext_lazy("not covered by our sources"))),
    TreatyStatus.NONE: ("none", capfirst(gettext_lazy("not bound"))),
    TreatyStatus.SIGNED: ("signed", gettext_lazy("Signed only")),
    TreatyStatus.RATIFIED: ("bound", capfirst(gettext_lazy("bound, not yet in force"))),
    TreatyStatus.IN_FORCE: ("force", capfirst(gettext_lazy("in force"))),
}


STEPS = {
    Step.RATIFY: gettext_lazy("Ratify, accept or approve it"),
    Step.SIGN_OR_ACCEDE: gettext_lazy("Sign and ratify it, or accede to it"),
    Step.ACCEDE: gettext_lazy("Accede to it"),
    Step.SIGN_AND_RATIFY: gettext_lazy("Sign and ratify it"),
    Step.ASK_FOR_INVITATION: gettext_lazy("Ask the Council of Europe for an invitation to accede"),
    Step.RATIFY_AT_ILO: gettext_lazy("Ratify it: register the ratification with the ILO"),
    Step.TRANSPOSE: gettext_lazy("Notify its transposition"),
    Step.LOOK_UP: gettext_lazy("Check with the depositary"),
    Step.LOOK_UP_AGAIN: gettext_lazy("Check with the depositary whether the state has joined since"),
    Step.WAIT: gettext_lazy("Not required: enters into force automatically"),
    Step.REVIEW: gettext_lazy("Review the current reservation"),
    Step.NOT_OPEN: gettext_lazy("None: not open to this state"),
    Step.NOT_AGREED: gettext_lazy("None proposed: not on the agreed list"),
    Step.NONE: pgettext_lazy("next step", "None"),
}


@register.filter
def short_band(code: str) -> str:
    """Return a band, or the label of a result without one, in as few words as fit into a cell."""
    return str(SHORT_BANDS[code])


@register.filter
def shortest_band(code: str) -> str:
    """Return the shortest form, for fifteen countries side by side; screen readers get the whole word."""
    return str(SHORTEST_BANDS.get(code, SHORT_BANDS[code]))


@register.filter
def band_class(code: str) -> str:
    """Return the CSS class for the background of a band."""
    return f"fill-{code}" if code in list(Band) else "fill-none"


@register.simple_tag
def public_answer(criterion: Criterion, answer: Mapping[str, Any] | None) -> str:
    """Return what a country published about a criterion, in words; "–" if nothing is published."""
    if answer is None:
        return "–"
    if answer["status"] != Answer.Status.VALUE:
        return capfirst(_without_value(answer))
    text = _VALUES[Criterion.Kind(criterion.kind)](criterion, answer) or "–"
    return text if criterion.kind == Criterion.Kind.NARRATIVE else capfirst(text)


@register.filter
def flag_labels(flags: Sequence[str]) -> list[str]:
    """Return what a country states about a value besides the value, such as "Estimated"."""
    return [str(FLAG_LABELS[Flag(flag)]) for flag in flags if flag in FLAG_LABELS]


@register.simple_tag
def context_answer(criterion: Criterion, answer: Mapping[str, Any]) -> str:
    """Return a context figure for a table over years, without its unit; in words if there is none."""
    if answer["status"] == Answer.Status.VALUE and answer["number"] is not None:
        return group_digits(Decimal(answer["number"]))
    return public_answer(criterion, answer)


@register.simple_tag
def observed_value(found: Sequence[MeasuredValue]) -> str:
    """Show a number as its source has it: "536", "<5", "12 or 14" if it has two, "–" if it has none.

    "withheld" if it would be about few persons, or reveal a number beside it.
    """
    texts = (_("withheld") if item.is_withheld else _bounded(item.value, item.at_least, item.below) for item in found)
    return _(" or ").join(texts) or "–"


@register.simple_tag
def observed_number(found: MeasuredValue) -> str:
    """Return one number or bound as its source states it."""
    return observed_value([found])


def _bounded(value: Decimal | None, at_least: Decimal | None, below: Decimal | None) -> str:
    if value is not None:
        return group_digits(_plain(str(value)))
    low, high = (None if bound is None else group_digits(_plain(str(bound))) for bound in (at_least, below))
    if low is None:
        return f"<{high}"
    return f"≥{low}" if high is None else f"≥{low}, <{high}"


@register.inclusion_tag("evaluation/treaties/status.html")
def treaty_status(status: TreatyStatus) -> dict[str, Any]:
    """Show the status of a state for a treaty: a mark and the word."""
    mark, words = STATUS_LABELS[status]
    return {"mark": mark, "words": words}


@register.inclusion_tag("evaluation/treaties/status.html")
def sourced_treaty_status(cell: TableCell) -> dict[str, Any]:
    """Show the status of a state for a treaty, with the date of its source if it is a mere absence of later news."""
    mark, words = STATUS_LABELS[cell.record.status]
    if cell.absent_on:
        words = capfirst(_("not a party"))
    elif not cell.acts:
        words = (
            _("Not covered by our sources (as of %(day)s)") % {"day": short_date(cell.checked_on)}
            if cell.checked_on
            else words
        )
    elif cell.record.status == TreatyStatus.NO_RECORD:
        words = _("Unclear on this date")
    elif cell.record.status == TreatyStatus.SIGNED and cell.record.stated_on:
        words = _("Signed only, as of %(day)s") % {"day": short_date(cell.record.stated_on)}
    elif cell.instrument.organisation == Instrument.Organisation.EU and cell.record.status == TreatyStatus.IN_FORCE:
        words = capfirst(_("bound"))
    return {"mark": mark, "words": words}


@register.filter
def treaty_step_label(step: Step) -> str:
    """Return what a state still has to do about a treaty, in words."""
    return str(STEPS[step])


@register.filter
def short_date(day: date | PartialDate | str | None) -> str:
    """Return a date in the reader's language: "5 Feb 2015", "February 2015", "2015"; "date unknown" without one."""
    if not day:
        return _("date unknown")
    return format_partial_date(day.isoformat() if isinstance(day, date) else str(day), form="SHORT_DATE_FORMAT")


def _without_value(answer: Mapping[str, Any]) -> str:
    words = str(Answer.Status(answer["status"]).label)
    reason = str(Answer.Reason(answer["reason"]).label) if answer["reason"] else ""
    return f"{words}: {reason}" if reason else words


def _level(criterion: Criterion, answer: Mapping[str, Any]) -> str:
    level = answer["level"]
    if level is None:
        return ""
    return _("level %(level)s of 4, %(words)s") % {"level": level, "words": Criterion.Level(level).label}


def _ratio(criterion: Criterion, answer: Mapping[str, Any]) -> str:
    """Show a share as numerator of denominator and per cent; for few persons only its bounds."""
    unit = " %" if criterion.is_share and criterion.per == 100 else f" {criterion.local['unit']}".rstrip()
    if answer["band"]:
        low, high = (number_format(_plain(bound)) for bound in answer["band"])
        return _("between %(low)s and %(high)s%(unit)s, few people") % {"low": low, "high": high, "unit": unit}
    if answer["value"] is None:
        return _unscored(answer)
    value = f"{number_format(round_for_display(Fraction(answer['value'])), decimal_pos=1)}{unit}"
    is_pooled = Flag.POOLED in answer["flags"]
    if answer["numerator"] is None:
        return _("%(value)s over three years") % {"value": value} if is_pooled else value
    base = {"part": group_digits(_plain(answer["numerator"])), "whole": group_digits(_plain(answer["denominator"]))}
    text = _("%(part)s of %(whole)s") % base
    if is_pooled:
        return _("%(base)s; %(value)s with earlier years") % {"base": text, "value": value}
    return f"{text}, {value}"


def _unscored(answer: Mapping[str, Any]) -> str:
    """Return the two numbers of a ratio that could not be scored, with the reason."""
    numerator, denominator = answer["numerator"], answer["denominator"]
    if numerator is None or denominator is None:
        return _("too few to show")
    text = _("%(part)s of %(whole)s") % {
        "part": group_digits(_plain(numerator)),
        "whole": group_digits(_plain(denominator)),
    }
    reason = reason_not_scored(
        kind=Kind.RATIO, status=Status.VALUE, place=ScoringRole.MISSING, base=Fraction(denominator)
    )
    return f"{text}. {LEFT_OUT_WORDS[reason]}" if reason else text


def _number(criterion: Criterion, answer: Mapping[str, Any]) -> str:
    if answer["number"] is None:
        return ""
    return f"{group_digits(Decimal(answer['number']))} {criterion.local['unit']}".rstrip()


def _yes_no(criterion: Criterion, answer: Mapping[str, Any]) -> str:
    return {True: _("Yes"), False: _("No"), None: ""}[answer["choice"]]


def _ticks(criterion: Criterion, answer: Mapping[str, Any]) -> str:
    """Return how many options apply, and which."""
    options = [in_reader_language(option) for option in criterion.options if option["key"] in answer["ticks"]]
    text = _("%(part)s of %(whole)s apply") % {"part": len(answer["ticks"]), "whole": len(criterion.options)}
    return f"{text}: {', '.join(options)}" if options else text


def _treaties(criterion: Criterion, answer: Mapping[str, Any]) -> str:
    statuses = list(answer["treaties"].values())
    in_force = statuses.count(TreatyStatus.IN_FORCE)
    words = ngettext("%(part)s of %(whole)s in force", "%(part)s of %(whole)s in force", in_force)
    unknown = statuses.count(TreatyStatus.NO_RECORD)
    text = words % {"part": in_force, "whole": len(statuses)}
    return f"{text}; {_('%(number)s without a record') % {'number': unknown}}" if unknown else text


def _date(criterion: Criterion, answer: Mapping[str, Any]) -> str:
    return short_date(parse_date(answer["date"])) if answer["date"] else ""


def _text(criterion: Criterion, answer: Mapping[str, Any]) -> str:
    return str(answer["text"])


@register.filter
def group_digits(number: Decimal | int) -> str:
    """Return a number in groups of the reader's language: "1 380 000"."""
    return number_format(number, force_grouping=True)


def _plain(text: str) -> Decimal | int:
    number = Fraction(text)
    return int(number) if number.denominator == 1 else round_for_display(number)


_VALUES = {
    Criterion.Kind.LEVEL: _level,
    Criterion.Kind.RATIO: _ratio,
    Criterion.Kind.NUMBER: _number,
    Criterion.Kind.YES_NO: _yes_no,
    Criterion.Kind.MULTI_CHOICE: _ticks,
    Criterion.Kind.TREATY: _treaties,
    Criterion.Kind.MONEY: _number,
    Criterion.Kind.DATE: _date,
    Criterion.Kind.NARRATIVE: _text,
}
