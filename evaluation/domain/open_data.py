"""Open data: everything published for everybody, as tables, with the numbers of the pages, from the same versions.

Nothing is ranked: rows stand by network, year and country in the alphabet. What was withheld at publication is not here
either, since only the frozen public form of an answer is read.
"""

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from django.utils.translation import override

from evaluation.domain.countries import alphabetical, country_name
from evaluation.domain.open_data_shapes import ANSWERS, RESULTS, TREATY_ACTIONS
from evaluation.domain.public_figures import PublicAnswer, answers_of, percent, points
from evaluation.domain.published import Published, PublishedResult, newest_versions, read
from evaluation.domain.treaties import recorded_actions
from evaluation.exchange.descriptors import csvw, data_package
from evaluation.exchange.tables import Cell, Shape, Table
from evaluation.models import Criterion, Framework

LANGUAGE = "en"
"""Files say the same to every reader, so their words and the order of countries are in English."""


def shapes() -> tuple[Shape, ...]:
    """What files there are."""
    return tuple(shape for shape, _rows in TABLES.values())


def shape_of(name: str) -> Shape | None:
    return TABLES[name][0] if name in TABLES else None


def table_of(shape: Shape) -> Table:
    """The table with its rows, in a number of queries that does not grow."""
    with override(LANGUAGE):
        return Table(shape=shape, rows=tuple(TABLES[shape.name][1]()))


def package_descriptor(*, homepage: str) -> str:
    """The Data Package of all files; `homepage` is the address of the page that lists them."""
    with override(LANGUAGE):
        return data_package(
            name="evaluation",
            title="Published results of the evaluation",
            about="What countries published of how far they carry out the recommendations, and what states did about "
            "the conventions. Countries are never ranked. Rows with is_sample are invented, to show how results read.",
            homepage=homepage,
            shapes=shapes(),
        )


def table_descriptor(shape: Shape) -> str:
    """The CSV on the Web metadata of one file."""
    with override(LANGUAGE):
        return csvw(shape)


def _published() -> list[Published]:
    """The newest version for everybody of each assessment: by network and year, in the alphabet, samples last."""
    found = alphabetical(map(read, newest_versions()), name=lambda item: item.name, language=LANGUAGE)
    return sorted(found, key=lambda item: (item.is_sample, item.network, item.year))


def _results() -> Iterable[tuple[Cell, ...]]:
    frameworks = _framework_versions()
    for published in _published():
        for code in sorted(published.results):
            yield (*_whose(published, frameworks), *_result(published.results[code]))


def _answers() -> Iterable[tuple[Cell, ...]]:
    frameworks, units = _framework_versions(), _units()
    for published in _published():
        for answer in answers_of(published):
            unit = units.get((published.framework_id, answer.criterion), "")
            yield (*_whose(published, frameworks), *_answer(answer, unit))


def _treaty_actions() -> Iterable[tuple[Cell, ...]]:
    actions = alphabetical(recorded_actions(), name=lambda action: country_name(str(action.country)), language=LANGUAGE)
    return map(_action, sorted(actions, key=lambda action: action.is_sample))


def _framework_versions() -> Mapping[int, str]:
    return dict(Framework.objects.values_list("pk", "version"))


def _units() -> Mapping[tuple[int, str], str]:
    rows = Criterion.objects.values_list("recommendation__framework", "series_id", "unit")
    return {(framework, series): unit for framework, series, unit in rows}


def _whose(published: Published, frameworks: Mapping[int, str]) -> tuple[Cell, ...]:
    return (
        published.country,
        published.name,
        published.year,
        published.network,
        published.is_sample,
        frameworks[published.framework_id],
        published.number,
        published.published_at,
        published.peer_reviewed,
    )


def _result(result: PublishedResult) -> tuple[Cell, ...]:
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
    )


def _answer(answer: PublicAnswer, unit: str) -> tuple[Cell, ...]:
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
        " ".join(document.url for document in answer.evidence),
    )


def _action(action: Any) -> tuple[Cell, ...]:
    country = str(action.country)
    return (
        country,
        country_name(country),
        action.is_sample,
        action.instrument.key,
        action.instrument.symbol,
        action.kind,
        action.date,
        action.reservation,
        action.source,
        action.source_url,
        action.checked_on,
    )


TABLES: Mapping[str, tuple[Shape, Callable[[], Iterable[tuple[Cell, ...]]]]] = {
    RESULTS.name: (RESULTS, _results),
    ANSWERS.name: (ANSWERS, _answers),
    TREATY_ACTIONS.name: (TREATY_ACTIONS, _treaty_actions),
}
