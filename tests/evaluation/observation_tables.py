"""Tables in the formats of sources, and the rows stored from them."""

import io
from typing import Any

from evaluation.models import ExternalObservation
from evaluation.sources.observations_import import ObservationReport, import_observations

GLOTIP = "iso3,country,indicator,dimension,category,sex,age,year,unit,value_text"
PORTAL = (
    "Iso3_code,Country,Region,Subregion,Indicator,Dimension,Category,Sex,Age,Year,Unit of measurement,txtVALUE,Source"
)
TIDY = "country,indicator,year,value"


def take(content: str | bytes, name: str = "table.csv", **kwargs: Any) -> ObservationReport:
    raw = content if isinstance(content, bytes) else content.encode()
    return import_observations(file=io.BytesIO(raw), name=name, **kwargs)


def glotip(*rows: str) -> str:
    return "\n".join((GLOTIP, *rows, ""))


def convicted(*years_and_values: str) -> str:
    return glotip(*(f"EST,Estonia,Persons convicted,Total,Total,Total,Total,{row}" for row in years_and_values))


def tidy(*rows: str) -> str:
    return "\n".join((TIDY, *rows, ""))


def kept() -> list[tuple[Any, ...]]:
    rows = ExternalObservation.objects.order_by("year", "dimension", "category", "sex", "age", "occurrence")
    names = ("country", "year", "indicator", "dimension", "category", "sex", "age", "value", "below")
    return [tuple(row) for row in rows.values_list(*names)]


def values() -> list[Any]:
    return [row[-2] if row[-2] is not None else f"<{row[-1]:f}".rstrip("0").rstrip(".") for row in kept()]


def problems(report: ObservationReport) -> list[tuple[int, str]]:
    return [(problem.line, str(problem.reason)) for problem in report.unplaced.listed]


def doubts(report: ObservationReport) -> list[tuple[int, str]]:
    return [(problem.line, str(problem.reason)) for problem in report.doubts.listed]
