"""What of a country's own numbers of persons may be published: the one place that everything published goes through.

`protected` stands between the answers and the scoring engine, so that neither numbers nor scores nor anything computed
from them tell of 1 to 4 persons; what is frozen from it is what pages, interface and open data read. It looks at all
that was published of the same series before, in any year and version.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from typing import Any

from evaluation.models import Assessment, AssessmentVersion
from evaluation.scoring import read_ratio
from evaluation.scoring.ratios import tells_of_few
from evaluation.scoring.suppression import gives_away, is_few
from evaluation.values import AnswerValue, CriterionSpec, Kind, PastAnswer, Status

Part = tuple[int, Fraction, Fraction]
"""A year, and its own numerator and denominator."""


@dataclass(frozen=True, kw_only=True)
class Told:
    """What was published before: by series, of which parts each shown ratio was the sum."""

    sums: Mapping[str, Sequence[frozenset[Part]]]

    def of(self, series_id: str) -> Sequence[frozenset[Part]]:
        return self.sums.get(series_id, ())


def told_before(assessment: Assessment) -> Told:
    """What this country has published in any year, version and network: who subtracts does not ask where. One query."""
    sums: dict[str, list[frozenset[Part]]] = {}
    published = AssessmentVersion.objects.filter(assessment__delegation__country=assessment.delegation.country)
    for basis in published.values_list("basis", flat=True):
        for series_id, parts in basis.items():
            sums.setdefault(series_id, []).append(_parts(parts))
    return Told(sums=sums)


def protected(
    spec: CriterionSpec, value: AnswerValue, history: Sequence[PastAnswer], *, year: int, told: Told
) -> AnswerValue:
    """`value` as it may be scored and published: a small number of persons is kept back, and a ratio that would give
    one away, with what was `told` of the series before, is guarded."""
    if not spec.about_persons or value.status is not Status.VALUE:
        return value
    if spec.kind is Kind.NUMBER and value.number is not None and is_few(value.number):
        return replace(value, status=Status.SUPPRESSED_SMALL, number=None)
    if spec.kind is not Kind.RATIO:
        return value
    reading = read_ratio(spec, value, history)
    if reading is None or reading.band is not None:
        return value
    shown = frozenset((year - ago, numerator, denominator) for ago, numerator, denominator in reading.parts)
    reveals = _reveals(shown, told.of(spec.series_id), is_share=spec.is_share)
    return replace(value, is_guarded=True) if reveals else value


def basis_of(
    specs: Iterable[CriterionSpec],
    values: Mapping[str, AnswerValue],
    history: Mapping[str, Sequence[PastAnswer]],
    *,
    year: int,
) -> dict[str, list[list[Any]]]:
    """What ratios about persons that are shown exactly are the sums of. It stays here: it is what is protected."""
    basis = {}
    for spec in specs:
        value = values.get(spec.series_id)
        if not spec.about_persons or spec.kind is not Kind.RATIO or value is None or value.status is not Status.VALUE:
            continue
        reading = read_ratio(spec, value, history.get(spec.series_id, ()))
        if reading is not None and reading.band is None:
            basis[spec.series_id] = [[year - ago, str(part), str(whole)] for ago, part, whole in reading.parts]
    return basis


def _reveals(shown: frozenset[Part], before: Sequence[frozenset[Part]], *, is_share: bool) -> bool:
    """Whether the few of one year, or of some years together, follow by adding and subtracting published sums."""
    for other in before:
        rest = shown - other if other < shown else other - shown if shown < other else frozenset()
        if rest and _is_secret(rest, is_share=is_share):
            return True
    secret = {part for told in (*before, shown) for part in told if _is_secret({part}, is_share=is_share)}
    rows = [dict.fromkeys(told, 1) for told in before]
    return gives_away(rows, dict.fromkeys(shown, 1), secret)


def _is_secret(parts: Iterable[Part], *, is_share: bool) -> bool:
    told = list(parts)
    numerator = sum((part[1] for part in told), Fraction(0))
    denominator = sum((part[2] for part in told), Fraction(0))
    return tells_of_few(numerator, denominator, is_share=is_share)


def _parts(kept: Sequence[Sequence[Any]]) -> frozenset[Part]:
    return frozenset((int(year), Fraction(numerator), Fraction(denominator)) for year, numerator, denominator in kept)
