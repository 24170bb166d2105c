"""Frameworks: adopted once, and the same ever after.

The content hash is taken at adoption over everything that decides what is asked and how it counts. What hangs on a
framework (a cycle, a signature, a publication) recomputes it first, so that a row changed behind the domain's back
stops the next act instead of passing unseen; `manage.py check --database default` asks `altered_frameworks` the same.
"""

from collections.abc import Collection, Iterable
from datetime import datetime
from typing import Any

from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluation.domain.canonical import content_hash
from evaluation.domain.specs import spec_of
from evaluation.models import AssessmentVersion, Criterion, Framework
from evaluation.scoring import Gap, RatioWording, selection_gaps, wording_gaps
from networkapp.errors import Refused

GAP_WORDS = {
    Gap.TOO_FEW_SCORED: gettext_lazy("fewer than two scored criteria"),
    Gap.NO_ESSENTIAL: gettext_lazy("no essential criterion"),
    Gap.NUMERATOR: gettext_lazy("the numerator is not described"),
    Gap.DENOMINATOR: gettext_lazy("the denominator is not described"),
    Gap.UNIT: gettext_lazy("no unit"),
    Gap.REFERENCE_YEAR: gettext_lazy("no reference period"),
    Gap.RESPONSIBLE_BODY: gettext_lazy("no responsible body"),
}
HASHED_FIELDS = (
    "series_id",
    "version",
    "position",
    "kind",
    "title",
    "text",
    "scored",
    "essential",
    "weight",
    "unit",
    "floor",
    "target",
    "per",
    "is_share",
    "about_persons",
    "computed",
    "numerator_text",
    "denominator_text",
    "reference_period",
    "instruments",
    "word_limit",
    "compatible_with_previous",
)


def adopt_framework(
    *, framework: Framework, without_essential: Collection[int] = (), at: datetime | None = None
) -> Framework:
    """`framework` is adopted: its content hash stands, and nothing that the hash covers may change any more.

    `without_essential` names the recommendations that have no essential criterion on purpose. Refuses one that is
    adopted already, and one with criteria that could not be scored or answered alike, naming what is lacking.
    """
    with transaction.atomic():
        draft = Framework.objects.select_for_update().get(pk=framework.pk)
        require_draft(draft)
        lacking = gaps(draft, without_essential=frozenset(without_essential))
        if lacking:
            raise Refused("not_adoptable", _("This is lacking before adoption: %s") % "; ".join(lacking))
        draft.status = Framework.Status.ADOPTED
        draft.adopted_at = at or timezone.now()
        draft.content_hash = framework_hash(draft)
        draft.save(update_fields=["status", "adopted_at", "content_hash"])
    framework.refresh_from_db()
    return framework


def framework_hash(framework: Framework) -> str:
    """The hash of what is asked and how it counts, in the original language; translations may still be corrected."""
    return content_hash(
        {
            "version": framework.version,
            "years": [framework.first_year, framework.last_year],
            "recommendations": [
                {
                    "code": recommendation.code,
                    "title": recommendation.title,
                    "text": recommendation.text,
                    "criteria": [
                        _hashed(criterion) for criterion in sorted(recommendation.criteria.all(), key=_in_order)
                    ],
                }
                for recommendation in framework.recommendations.prefetch_related("criteria").order_by("code")
            ],
        }
    )


def frameworks_for(*, reader: Any) -> QuerySet[Framework]:
    """The newest adopted framework, which is public, and those behind published results that `reader` may read."""
    newest = Framework.objects.filter(status=Framework.Status.ADOPTED).order_by("-first_year", "-pk").values("pk")[:1]
    used = AssessmentVersion.objects.readable_by(reader).order_by().values("assessment__cycle__framework")
    return Framework.objects.filter(Q(pk__in=newest) | Q(pk__in=used))


def criteria_in_full(frameworks: QuerySet[Framework]) -> QuerySet[Framework]:
    """The same with recommendations, subjects, criteria and translations, in a number of queries that does not grow."""
    return frameworks.prefetch_related(
        "recommendations__translations", "recommendations__subject", "recommendations__criteria__translations"
    )


def require_draft(framework: Framework) -> None:
    """Nothing, where `framework` may still change; else Refused. Every function that writes to one asks first."""
    if framework.status != Framework.Status.DRAFT:
        raise Refused("adopted", _("An adopted framework does not change. Write a new version instead."))


def require_unaltered(framework: Framework) -> None:
    """Nothing, where `framework` is adopted and still what was adopted; else Refused."""
    if framework.status != Framework.Status.ADOPTED:
        raise Refused("not_adopted", _("The framework is not adopted yet."))
    if framework_hash(framework) != framework.content_hash:
        raise Refused("altered", _("The framework is no longer what was adopted. Nothing can be signed by it."))


def altered_frameworks(*, using: str = DEFAULT_DB_ALIAS) -> list[Framework]:
    """The adopted frameworks whose content is no longer what was adopted."""
    adopted = Framework.objects.using(using).filter(status=Framework.Status.ADOPTED)
    return [framework for framework in adopted if framework_hash(framework) != framework.content_hash]


def gaps(framework: Framework, *, without_essential: frozenset[int] = frozenset()) -> list[str]:
    """What is lacking before `framework` can be adopted, in words; empty where nothing is."""
    criteria = list(
        Criterion.objects.filter(recommendation__framework=framework)
        .select_related("recommendation")
        .order_by("recommendation__code", "position", "series_id")
    )
    if not criteria:
        return [_("criteria")]
    problems = [problem for criterion in criteria for problem in _own_gaps(criterion)]
    if problems:
        return problems
    found = selection_gaps((spec_of(criterion) for criterion in criteria), without_essential=without_essential)
    return [_("recommendation %(code)s: %(gap)s") % {"code": code, "gap": GAP_WORDS[gap]} for code, gap in found]


def _own_gaps(criterion: Criterion) -> Iterable[str]:
    try:
        spec_of(criterion)
    except (ValueError, ArithmeticError, TypeError, KeyError) as problem:
        yield str(problem)
    name = criterion.series_id
    if criterion.kind == Criterion.Kind.RATIO:
        for gap in wording_gaps(_wording(criterion)):
            yield f"{name}: {GAP_WORDS[gap]}"
    if criterion.kind == Criterion.Kind.MONEY and not criterion.unit:
        yield f"{name}: {GAP_WORDS[Gap.UNIT]}"
    if criterion.kind == Criterion.Kind.LEVEL and not _levels_are_whole(criterion.levels):
        yield _("%s: five lists of attributes, each attribute with a key of its own and a text in English") % name
    if criterion.kind == Criterion.Kind.MULTI_CHOICE and not _texts_are_whole(criterion.options):
        yield _("%s: options, each with a key of its own and a text in English") % name


def _wording(criterion: Criterion) -> RatioWording:
    return RatioWording(
        numerator=criterion.numerator_text,
        denominator=criterion.denominator_text,
        unit=criterion.unit,
        reference_year=criterion.reference_period,
        responsible_body=criterion.owner_hint,
    )


def _levels_are_whole(levels: Any) -> bool:
    if not isinstance(levels, list) or len(levels) != len(Criterion.Level):
        return False
    return all(levels[1:]) and _texts_are_whole([item for attributes in levels for item in attributes])


def _texts_are_whole(items: Any) -> bool:
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        return False
    keys = [item.get("key") for item in items]
    return bool(items) and all(keys) and len(set(keys)) == len(keys) and all(item.get("en") for item in items)


def _in_order(criterion: Criterion) -> tuple[str, int]:
    return criterion.series_id, criterion.version


def _hashed(criterion: Criterion) -> dict[str, Any]:
    fields = {name: getattr(criterion, name) for name in HASHED_FIELDS}
    levels = [[_original(item) for item in attributes] for attributes in criterion.levels]
    return {**fields, "levels": levels, "options": [_original(option) for option in criterion.options]}


def _original(item: dict[str, str]) -> list[str]:
    return [item["key"], item["en"]]
