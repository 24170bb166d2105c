"""Published answers as series: the rows of the open data that the user can read."""

from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.pagination import paginate

from evaluation.results.api.results import GRADES, YEAR
from evaluation.results.open_data.series import SERIES
from evaluation.results.open_data.tables import series_for
from networkapp.api.pagination import Pages
from networkapp.api.parameters import COUNTRY_CODE
from networkapp.api.problems import NOT_FOUND, NOT_VALID

router = Router(tags=["Evaluation"])


class SeriesRowOut(Schema):
    """A row per country, year, series and breakdown, with SDMX codes. The open data have the code lists."""

    REF_AREA: str = Field(description=COUNTRY_CODE)
    TIME_PERIOD: int = Field(description="Year assessed.")
    SERIES: str = Field(description="Series of the criterion. It is the same every year.")
    UNIT_MEASURE: str = Field(description="Unit of `OBS_VALUE`, for example `PT` (per cent) or `PS` (persons).")
    SEX: str = Field(description="`_T`: answers are not broken down.")
    AGE: str = Field(description="`_T`: answers are not broken down.")
    EXPLOITATION: str = Field(description="Form of exploitation. `_T`: answers are not broken down.")
    OBS_VALUE: Decimal | None = Field(description="Null if there is no value: see `OBS_STATUS` and `CONF_STATUS`.")
    NUMERATOR: Decimal | None = Field(description="Numerator of a ratio, as the country counted it.")
    DENOMINATOR: Decimal | None = Field(description="Denominator of a ratio, as the country counted it.")
    OBS_STATUS: str = Field(description="Kind of value, or why it is missing: a code of SDMX CL_OBS_STATUS.")
    CONF_STATUS: str = Field(description="Whether the value is withheld: a code of SDMX CL_CONF_STATUS.")
    GRADE: str = Field(description=GRADES)
    FRAMEWORK_VERSION: str = Field(description="Version of the agreed criteria.")
    PUBLICATION_VERSION: int = Field(description="Number of the published version of the assessment.")
    COMMENT: str = Field(
        description="Comment of the country; range if a ratio rests on few people; answers that are dates or texts."
    )


@router.get(
    "/evaluation/series/",
    response={200: list[SeriesRowOut], **NOT_FOUND, **NOT_VALID},
    summary="List published answers as series",
)
@paginate(Pages)
def show_series(
    request: HttpRequest,
    year: int | None = YEAR,
    country: str = Query("", description="Country code. Without it: all countries."),
) -> list[dict[str, Any]]:
    """Return the published answers of one year as series, with countries in alphabetical order.

    404 if nothing has been published for the year. 422 if the request asks for another order.
    """
    rows = series_for(request.user, year=year, country=country)
    if rows is None:
        raise Http404
    return [dict(zip(SERIES.names, row, strict=True)) for row in rows]
