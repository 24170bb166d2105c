"""A decided proposal written into the draft: its criterion added, changed or removed."""

import re
from collections.abc import Iterable

from django.db.models import Max
from django.utils.translation import gettext as _

from evaluation.frameworks.agreement_texts import TEXTS, Fields, apply_fields, fields_of, is_same_definition
from evaluation.models import Criterion, Framework, Proposal, Recommendation
from networkapp.errors import Refused


def write_criterion(proposal: Proposal, fields: Fields) -> str:
    """Write `fields` into the draft in place of the criterion of `proposal`; return the id of the series.

    A definition that differs from that of the framework before is a new version of its series, which continues the one
    before if `fields` say so. Refuses a criterion that was removed, and a missing statement whether it continues.
    """
    if proposal.kind == Proposal.Kind.NEW:
        return _add(proposal, fields)
    criterion = Criterion.objects.filter(
        recommendation__framework=proposal.framework_id, series_id=proposal.series_id
    ).first()
    if criterion is None:
        raise Refused("criterion_gone", _("This criterion is no longer in the draft. Reject the proposal."))
    if proposal.kind == Proposal.Kind.REMOVAL:
        criterion.delete()
        return proposal.series_id
    _set_version(proposal.framework, criterion, fields)
    before = fields_of(criterion)
    apply_fields(criterion, fields)
    criterion.save()
    _drop_translations(criterion, before)
    return proposal.series_id


def _add(proposal: Proposal, fields: Fields) -> str:
    recommendation = Recommendation.objects.get(framework=proposal.framework_id, code=proposal.recommendation_code)
    last = recommendation.criteria.aggregate(last=Max("position"))["last"] or 0
    criterion = Criterion(
        recommendation=recommendation, series_id=next_free_series_id(recommendation.code), position=last + 1
    )
    apply_fields(criterion, fields)
    criterion.save()
    return criterion.series_id


def _drop_translations(criterion: Criterion, before: Fields) -> None:
    """Delete the translations of texts that have changed, except requirements, which handle their own."""
    changed = [name for name in TEXTS if getattr(criterion, name) != before[name]]
    if changed:
        criterion.translations.update(**dict.fromkeys(changed, ""), source_hash=criterion.source_hash)


def next_free_series_id(code: int) -> str:
    """Return an id that no criterion of this recommendation has ever had in any version."""
    used = [
        *Criterion.objects.filter(series_id__startswith=f"{code}.").values_list("series_id", flat=True),
        *Proposal.objects.filter(series_id__startswith=f"{code}.").values_list("series_id", flat=True),
    ]
    return f"{code}.{max(_numbers(used), default=0) + 1}"


def _numbers(series: Iterable[str]) -> Iterable[int]:
    for series_id in series:
        if found := re.fullmatch(r"\d+\.(\d+)", series_id):
            yield int(found[1])


def _set_version(framework: Framework, criterion: Criterion, fields: Fields) -> None:
    """Set the version of the criterion in the draft, and whether it can be compared with the one before."""
    before = Criterion.objects.filter(
        recommendation__framework=framework.previous_id, series_id=criterion.series_id
    ).first()
    if before is None:
        return
    if is_same_definition(fields_of(before), fields):
        criterion.version, criterion.compatible_with_previous = before.version, before.compatible_with_previous
        return
    if fields["compatible"] is None:
        words = _(
            "The meaning, unit, scale, floor or target changes. State whether results can be compared with the "
            "previous version."
        )
        raise Refused("compatible_needed", words, field="compatible")
    criterion.version, criterion.compatible_with_previous = before.version + 1, fields["compatible"]
