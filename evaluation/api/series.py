"""Published answers as tidy series, row by row as in the open data, for what the reader may read."""

from decimal import Decimal
from typing import Any

from django.http import Http404, HttpRequest
from ninja import Field, Router, Schema
from ninja.pagination import paginate

from evaluation.api.results import YEAR
from evaluation.domain.open_data.series import SERIES
from evaluation.domain.open_data.tables import series_for
from networkapp.api.paging import Pages
from networkapp.api.problems import NOT_THERE, UNUSABLE

router = Router(tags=["Evaluation"])


class SeriesRowOut(Schema):
    """One row per country, year, series and breakdown, with the codes of SDMX; their list is at the open data."""

    REF_AREA: str = Field(description="Country, two letters; XA to XZ are sample countries.")
    TIME_PERIOD: int = Field(description="The year assessed.")
    SERIES: str = Field(description="Series of the criterion.")
    UNIT_MEASURE: str
    SEX: str
    AGE: str
    EXPLOITATION: str
    OBS_VALUE: Decimal | None = Field(description="Null where there is no value: see OBS_STATUS and CONF_STATUS.")
    NUMERATOR: Decimal | None
    DENOMINATOR: Decimal | None
    OBS_STATUS: str = Field(description="SDMX CL_OBS_STATUS.")
    CONF_STATUS: str = Field(description="SDMX CL_CONF_STATUS.")
    GRADE: str = Field(description="`V0` stated, `V1` evidence, `V2` checked by peers, `V3` agrees with a source.")
    FRAMEWORK_VERSION: str
    PUBLICATION_VERSION: int
    COMMENT: str


@router.get("/evaluation/series/", response={200: list[SeriesRowOut], **NOT_THERE, **UNUSABLE}, summary="Series")
@paginate(Pages)
def show_series(request: HttpRequest, year: int | None = YEAR, country: str = "") -> list[dict[str, Any]]:
    """The published answers of one year as series, of all countries in the alphabet or of one. Never sorted."""
    rows = series_for(request.user, year=year, country=country)
    if rows is None:
        raise Http404
    return [dict(zip(SERIES.names, row, strict=True)) for row in rows]
