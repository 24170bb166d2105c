"""The cells of a row of the open data, in the order of the columns in shapes.py."""

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from evaluation.exchange.tables import Cell
from evaluation.models import ExternalObservation
from evaluation.numbers import shortest
from evaluation.results.peer_remarks import PublishedRemark
from evaluation.results.public_figures import PublicAnswer, percent, points
from evaluation.results.published_versions import PublishedCriterion, PublishedResult, PublishedSensitivity
from evaluation.values import CriterionOutcome, Progress

OUTCOMES = (
    CriterionOutcome.IMPROVED,
    CriterionOutcome.DECLINED,
    CriterionOutcome.UNCHANGED,
    CriterionOutcome.NEWLY_REPORTED,
    CriterionOutcome.NO_LONGER_REPORTED,
    CriterionOutcome.NOT_COMPARABLE,
)


def result_cells(result: PublishedResult, sensitivity: PublishedSensitivity | None) -> tuple[Cell, ...]:
    """Return the cells about the result of a recommendation."""
    return (
        result.code,
        result.label,
        result.band,
        result.uncertain,
        " ".join(result.capped_by) if result.is_lowered else "",
        points(result.point),
        points(result.lo),
        points(result.hi),
        percent(result.coverage),
        percent(result.completeness),
        result.answered,
        result.asked,
        result.weakest,
        points(result.weakest_score),
        " ".join(result.banded),
        " ".join(result.withheld),
        *_sensitivity_cells(sensitivity),
    )


def _sensitivity_cells(found: PublishedSensitivity | None) -> tuple[Cell, ...]:
    if found is None:
        return (None,) * 5 + ("",)
    decisive = " ".join(found.decisive)
    return found.kept, found.of, points(found.lowest), points(found.highest), found.is_robust, decisive


def progress_cells(code: int, found: Progress) -> tuple[Cell, ...]:
    """Return the cells about progress in a recommendation."""
    outcomes = (
        " ".join(change.series_id for change in found.changes if change.outcome is outcome) for outcome in OUTCOMES
    )
    return code, points(found.delta), found.matched, found.applicable, *outcomes


def answer_cells(answer: PublicAnswer, unit: str, scored: PublishedCriterion | None) -> tuple[Cell, ...]:
    """Return the cells about an answer."""
    return (
        answer.recommendation,
        answer.criterion,
        answer.version,
        answer.kind,
        unit,
        answer.status,
        answer.reason,
        answer.level,
        " ".join(answer.ticks),
        answer.value,
        answer.low,
        answer.high,
        scored.place if scored else "",
        scored.weight if scored else None,
        points(scored.score) if scored else None,
        answer.numerator,
        answer.denominator,
        answer.number,
        answer.choice,
        answer.date,
        answer.text,
        " ".join(f"{key}={status}" for key, status in answer.treaties.items()),
        answer.comment,
        " ".join(answer.flags),
        answer.grade,
        answer.not_applicable_confirmed,
        " ".join(document.url for document in answer.evidence if document.url),
        answer.since,
        any(note.disputes for note in answer.notes),
        "\n".join(f"{note.voice}{f' ({note.body})' if note.body else ''}: {note.text}" for note in answer.notes),
    )


def action_cells(action: Any, names: Mapping[str, str]) -> tuple[Cell, ...]:
    """Return the cells about a treaty action; `names` has the names of countries by code."""
    return (
        str(action.country),
        names[str(action.country)],
        action.is_sample,
        action.instrument.key,
        action.instrument.symbol,
        action.kind,
        action.date,
        action.period,
        action.takes_effect_on,
        action.territories,
        action.articles,
        action.reservation,
        action.source,
        action.source_url,
        action.as_of,
        action.checked_on,
    )


def observation_cells(item: ExternalObservation, names: Mapping[str, str]) -> tuple[Cell, ...]:
    """Return the cells about a figure of another source; a withheld one has neither a value nor bounds."""
    values = (None, None, None) if item.is_withheld else (item.value, item.at_least, item.below)
    return (
        str(item.country),
        names[str(item.country)],
        item.year,
        item.indicator,
        item.dimension,
        item.category,
        item.sex,
        item.age,
        item.unit,
        *(_shortest(number) for number in values),
        item.is_withheld,
        item.flags,
        item.source,
        item.dataset,
        item.url,
        item.retrieved_on,
        item.revision,
    )


def remark_cells(series: str, number: int, remark: PublishedRemark) -> tuple[Cell, ...]:
    """Return the cells about a comment of a peer reviewer."""
    return series, number, remark.country, remark.text, remark.reply, remark.is_of_earlier_answer


def event_cells(item: Any, names: Mapping[str, str]) -> tuple[Cell, ...]:
    """Return the cells about a monitoring event; `names` has the names of countries by code."""
    return item.pk, *_finding_place_cells(item, names), item.kind, item.date, *_finding_source_cells(item)


def finding_cells(item: Any, names: Mapping[str, str]) -> tuple[Cell, ...]:
    """Return the cells about a finding; `names` has the names of countries by code."""
    cells = item.reference, item.strength, item.text, item.date, item.recommendation, item.series_id
    return item.pk, *_finding_place_cells(item, names), *cells, *_finding_source_cells(item)


def response_cells(item: Any, names: Mapping[str, str]) -> tuple[Cell, ...]:
    """Return the cells about a response to a finding; `names` has the names of countries by code."""
    return (
        item.pk,
        item.finding_id,
        str(item.country),
        names[str(item.country)],
        item.is_sample,
        item.kind,
        item.text,
        item.date,
        item.document,
        item.status,
        item.reported_by,
        item.seat_id is not None,
        item.source,
        item.source_url,
        item.recorded_at,
    )


def _finding_place_cells(item: Any, names: Mapping[str, str]) -> tuple[Cell, ...]:
    return str(item.country), names[str(item.country)], item.is_sample, item.body, item.round, item.document


def _finding_source_cells(item: Any) -> tuple[Cell, ...]:
    return item.source, item.source_url, item.retrieved_on, item.revision


def verdict_cells(item: Any, names: Mapping[str, str]) -> tuple[Cell, ...]:
    """Return the cells about a conclusion of a network; `names` has the names of countries by code."""
    return (
        str(item.country),
        names[str(item.country)],
        item.network.name,
        item.is_sample,
        item.recommendation,
        item.says,
        item.reason,
        item.decision,
        item.decision_url,
        item.decided_on,
        item.recorded_at,
        item.stands,
    )


def _shortest(number: Decimal | None) -> Decimal | None:
    return None if number is None else shortest(number)
