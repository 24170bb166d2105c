"""Presentation only: how far answers were checked, what is unknown and what changed, in words and one bar."""

from collections.abc import Mapping
from fractions import Fraction
from typing import Any

from django import template
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from evaluation.results.published_versions import PublishedResult
from evaluation.results.summaries import grades_of
from evaluation.templatetags.evaluation_parts import percent
from evaluation.values import CriterionOutcome, Grade, Status

register = template.Library()

GRADES = {
    Grade.V0: gettext_lazy("stated"),
    Grade.V1: gettext_lazy("evidence attached"),
    Grade.V2: gettext_lazy("checked by peers"),
    Grade.V3: gettext_lazy("agrees with an external source"),
}


@register.inclusion_tag("evaluation/parts/grades.html")
def grades(shares: Mapping[Grade, Fraction]) -> dict[str, Any]:
    """Return the share of each grade in the weight that has a value, highest first, in words."""
    return {
        "rows": [(grade.value, GRADES[grade], percent(shares[grade])) for grade in reversed(Grade) if grade in shares]
    }


@register.filter
def grade_words(grade: str) -> str:
    """Return a grade of verification in words."""
    return str(GRADES[Grade(grade)])


@register.inclusion_tag("evaluation/parts/grades.html")
def result_grades(result: PublishedResult) -> dict[str, Any]:
    """Show the grades of one recommendation."""
    return grades(grades_of(result))  # type: ignore[no-any-return]


@register.simple_tag
def missing_scores_text(unknown: Mapping[Status, int]) -> str:
    """Return why scored criteria have no score, most neutral first: "3 not answered, 2 not available"."""
    return ", ".join(_unknown(status, number) for status, number in unknown.items())


def _unknown(status: Status, number: int) -> str:
    words = {
        Status.UNANSWERED: ngettext("%(n)s not answered", "%(n)s not answered", number),
        Status.NOT_AVAILABLE: ngettext("%(n)s not available", "%(n)s not available", number),
        Status.NOT_APPLICABLE: ngettext("%(n)s not applicable", "%(n)s not applicable", number),
        Status.CONFIDENTIAL: ngettext("%(n)s confidential", "%(n)s confidential", number),
        Status.SUPPRESSED_SMALL: ngettext("%(n)s too few to publish", "%(n)s too few to publish", number),
        Status.UNDEFINED: ngettext("%(n)s with no cases", "%(n)s with no cases", number),
        Status.VALUE: ngettext("%(n)s based on too few cases", "%(n)s based on too few cases", number),
    }
    return words[status] % {"n": number}


@register.simple_tag
def changes_text(changes: Mapping[CriterionOutcome, int]) -> str:
    """Return what became of the criteria since last year: "6 improved, 2 declined, 30 unchanged"."""
    return ", ".join(_change(outcome, number) for outcome, number in changes.items()) or _("not comparable")


def _change(outcome: CriterionOutcome, number: int) -> str:
    words = {
        CriterionOutcome.IMPROVED: ngettext("%(n)s improved", "%(n)s improved", number),
        CriterionOutcome.DECLINED: ngettext("%(n)s worsened", "%(n)s worsened", number),
        CriterionOutcome.UNCHANGED: ngettext("%(n)s unchanged", "%(n)s unchanged", number),
        CriterionOutcome.NEWLY_REPORTED: ngettext("%(n)s newly reported", "%(n)s newly reported", number),
        CriterionOutcome.NO_LONGER_REPORTED: ngettext("%(n)s no longer reported", "%(n)s no longer reported", number),
        CriterionOutcome.NOT_COMPARABLE: ngettext("%(n)s not comparable", "%(n)s not comparable", number),
    }
    return words[outcome] % {"n": number}
