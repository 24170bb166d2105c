"""The missing parts of a draft of criteria before it can be adopted, in words."""

from collections.abc import Iterable
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluation.frameworks.scoring_input import spec_of
from evaluation.models import Criterion, Framework
from evaluation.scoring import FrameworkGap, RatioWording, selection_gaps, wording_gaps

GAP_WORDS = {
    FrameworkGap.TOO_FEW_SCORED: gettext_lazy("fewer than two scored criteria"),
    FrameworkGap.NO_ESSENTIAL: gettext_lazy("no essential criterion"),
    FrameworkGap.NUMERATOR: gettext_lazy("the numerator is not described"),
    FrameworkGap.DENOMINATOR: gettext_lazy("the denominator is not described"),
    FrameworkGap.UNIT: gettext_lazy("no unit"),
    FrameworkGap.REFERENCE_YEAR: gettext_lazy("no reference period"),
    FrameworkGap.RESPONSIBLE_BODY: gettext_lazy("no responsible body"),
}


def gaps(framework: Framework, *, without_essential: frozenset[int] = frozenset()) -> list[str]:
    """Return what is missing before `framework` can be adopted, in words; empty if nothing is."""
    criteria = list(
        Criterion.objects.filter(recommendation__framework=framework)
        .select_related("recommendation")
        .order_by("recommendation__code", "position", "series_id")
    )
    if not criteria:
        return [_("criteria")]
    problems = [problem for criterion in criteria for problem in _criterion_gaps(criterion)]
    if problems:
        return problems
    found = selection_gaps((spec_of(criterion) for criterion in criteria), without_essential=without_essential)
    return [_("recommendation %(code)s: %(gap)s") % {"code": code, "gap": GAP_WORDS[gap]} for code, gap in found]


def _criterion_gaps(criterion: Criterion) -> Iterable[str]:
    try:
        spec_of(criterion)
    except (ValueError, ArithmeticError, TypeError, KeyError) as problem:
        yield str(problem)
    name = criterion.series_id
    if criterion.kind == Criterion.Kind.RATIO:
        for gap in wording_gaps(_wording(criterion)):
            yield f"{name}: {GAP_WORDS[gap]}"
    if criterion.kind == Criterion.Kind.MONEY and not criterion.unit:
        yield f"{name}: {GAP_WORDS[FrameworkGap.UNIT]}"
    if criterion.kind == Criterion.Kind.LEVEL and not _are_levels_complete(criterion.levels):
        yield _("%s: add five lists of requirements, each requirement with its own key and an English text") % name
    if criterion.kind == Criterion.Kind.MULTI_CHOICE and not _are_texts_complete(criterion.options):
        yield _("%s: add options, each with its own key and an English text") % name


def _wording(criterion: Criterion) -> RatioWording:
    return RatioWording(
        numerator=criterion.numerator_text,
        denominator=criterion.denominator_text,
        unit=criterion.unit,
        reference_year=criterion.reference_period,
        responsible_body=criterion.owner_hint,
    )


def _are_levels_complete(levels: Any) -> bool:
    if not isinstance(levels, list) or len(levels) != len(Criterion.Level):
        return False
    return all(levels[1:]) and _are_texts_complete([item for attributes in levels for item in attributes])


def _are_texts_complete(items: Any) -> bool:
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        return False
    keys = [item.get("key") for item in items]
    return bool(items) and all(keys) and len(set(keys)) == len(keys) and all(item.get("en") for item in items)
