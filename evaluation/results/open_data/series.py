"""Published answers as tidy series, with the columns and the codes that statistical offices exchange (method 3.13)."""

from collections.abc import Mapping, Set
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import assert_never

from django.utils.translation import gettext_lazy as _

from evaluation.exchange.tables import Cell, TableColumn, TableSchema
from evaluation.results.formats.code_lists import KIND_UNITS, CodeList, unit_code
from evaluation.results.public_figures import PublicAnswer, points
from evaluation.values import Kind, Status

AREAS, UNITS, TOTAL = "CL_AREA", "CL_UNIT", "_T"
FREE, SMALL, CONFIDENTIAL = "F", "A", "C"
WITHHELD = "Q"
# A value that is marked in several ways takes the first of these: the order in SDMX's guideline for one flag per value.
FLAGS = ("B", "D", "E", "P")
WITHOUT_VALUE: Mapping[str, tuple[str, str]] = {
    Status.NOT_AVAILABLE: ("O", FREE),
    Status.NOT_APPLICABLE: ("M", FREE),
    Status.UNDEFINED: ("M", FREE),
    Status.CONFIDENTIAL: (WITHHELD, CONFIDENTIAL),
    Status.SUPPRESSED_SMALL: (WITHHELD, SMALL),
    Status.UNANSWERED: ("O", FREE),
}
NOT_COLLECTED = "not_collected"
IN_WORDS = frozenset({Kind.DATE, Kind.NARRATIVE})
EMPTY = _("Empty where there is no value: see OBS_STATUS and CONF_STATUS.")

SERIES = TableSchema(
    name="series",
    title=_("Published answers as series"),
    about=_(
        "One row per country, year, series and breakdown, with SDMX codes. If two networks assessed one country "
        "in the same year, the answers of the joint network are used."
    ),
    columns=(
        TableColumn(name="REF_AREA", type="string", about=_("Country"), is_key=True, codes=AREAS),
        TableColumn(name="TIME_PERIOD", type="integer", about=_("Year assessed"), is_key=True),
        TableColumn(name="SERIES", type="string", about=_("Series of the criterion; the same every year"), is_key=True),
        TableColumn(name="UNIT_MEASURE", type="string", about=_("Unit of OBS_VALUE"), is_key=True, codes=UNITS),
        TableColumn(name="SEX", type="string", about=_("Sex"), is_key=True, codes="CL_SEX"),
        TableColumn(name="AGE", type="string", about=_("Age"), is_key=True, codes="CL_AGE"),
        TableColumn(
            name="EXPLOITATION", type="string", about=_("Form of exploitation"), is_key=True, codes="CL_EXPLOITATION"
        ),
        TableColumn(name="OBS_VALUE", type="number", about=_("Value; computed values have one decimal"), missing=EMPTY),
        TableColumn(
            name="NUMERATOR", type="number", about=_("Numerator of a ratio, as the country counted it"), missing=EMPTY
        ),
        TableColumn(
            name="DENOMINATOR",
            type="number",
            about=_("Denominator of a ratio, as the country counted it"),
            missing=EMPTY,
        ),
        TableColumn(
            name="OBS_STATUS", type="string", about=_("Kind of value, or why it is missing"), codes="CL_OBS_STATUS"
        ),
        TableColumn(
            name="CONF_STATUS", type="string", about=_("Whether the value is withheld"), codes="CL_CONF_STATUS"
        ),
        TableColumn(name="GRADE", type="string", about=_("How the answer was checked"), codes="CL_GRADE"),
        TableColumn(name="FRAMEWORK_VERSION", type="string", about=_("Version of the agreed criteria")),
        TableColumn(name="PUBLICATION_VERSION", type="integer", about=_("Published version of the assessment")),
        TableColumn(
            name="COMMENT",
            type="string",
            about=_("The country’s comment; range where a ratio rests on few people; dates and texts"),
        ),
    ),
    forms=("csv", "json", "xlsx", "sdmx.csv"),
)


@dataclass(frozen=True, kw_only=True)
class SeriesMeasure:
    """The facts for writing the value of a criterion: its kind, unit, and the options that count."""

    kind: str
    unit: str
    options: Set[str]

    @property
    def code(self) -> str:
        """Return the code of the unit."""
        return KIND_UNITS[self.kind][0] if self.kind in KIND_UNITS else unit_code(self.unit)

    @property
    def label(self) -> str:
        return str(KIND_UNITS[self.kind][1]) if self.kind in KIND_UNITS else self.unit


def unit_list(measures: Mapping[tuple[int, str], SeriesMeasure]) -> CodeList:
    """Return the units of these criteria."""
    codes = {item.code: item.label for item in measures.values()}
    return CodeList(id=UNITS, name=_("Unit of measure"), codes=dict(sorted(codes.items())))


def area_list(names: Mapping[str, str]) -> CodeList:
    """Return the code list of countries, sorted by code."""
    return CodeList(id=AREAS, name=_("Country"), codes=dict(sorted(names.items())))


def series_cells(answer: PublicAnswer, measure: SeriesMeasure, score: Fraction | None) -> tuple[Cell, ...]:
    """Return the cells from UNIT_MEASURE to GRADE, and the comment as the last."""
    value, numerator, denominator = _numbers(answer, measure, score)
    status, confidential = status_codes(answer, value)
    cells = (value, numerator, denominator, status, confidential, answer.grade)
    return measure.code, TOTAL, TOTAL, TOTAL, *cells, _comment(answer)


def status_codes(answer: PublicAnswer, value: Decimal | None) -> tuple[str, str]:
    """Return OBS_STATUS and CONF_STATUS: marks on a value, or why there is none."""
    if answer.status != Status.VALUE:
        status, confidential = WITHOUT_VALUE[answer.status]
        return ("L" if answer.reason == NOT_COLLECTED and status == "O" else status), confidential
    if value is None and answer.kind not in IN_WORDS:
        return (WITHHELD, SMALL) if answer.denominator is None and answer.kind == Kind.RATIO else ("O", FREE)
    return next((flag for flag in FLAGS if flag in answer.flags), "A"), FREE


def _numbers(
    answer: PublicAnswer, measure: SeriesMeasure, score: Fraction | None
) -> tuple[Decimal | None, Decimal | None, Decimal | None]:
    """Return value, numerator and denominator."""
    if answer.status != Status.VALUE:
        return None, answer.numerator, answer.denominator
    kind = Kind(answer.kind)
    match kind:
        case Kind.LEVEL:
            return _whole(answer.level), None, None
        case Kind.YES_NO:
            return _whole(answer.choice), None, None
        case Kind.MULTI_CHOICE:
            if not measure.options:
                return None, None, None
            ticked = len(measure.options & set(answer.ticks))
            share = points(Fraction(100 * ticked, len(measure.options)))
            return share, Decimal(ticked), Decimal(len(measure.options))
        case Kind.TREATY:
            return points(score), None, None
        case Kind.RATIO:
            return answer.value, answer.numerator, answer.denominator
        case Kind.NUMBER | Kind.MONEY:
            return answer.number, None, None
        case Kind.DATE | Kind.NARRATIVE:
            # These are given in words.
            return None, None, None
        case _:
            assert_never(kind)


def _whole(number: int | None) -> Decimal | None:
    return None if number is None else Decimal(int(number))


def _comment(answer: PublicAnswer) -> str:
    bounds = "" if answer.low is None else f"{answer.low} to {answer.high}"
    day = "" if answer.date is None else answer.date.isoformat()
    return " ".join(part for part in (bounds, day, answer.text, answer.comment) if part)
