"""Treaties, and the actions of states on them, with their sources."""

import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Path, Query, Router, Schema
from ninja.pagination import paginate

from evaluation.models import Instrument, TreatyAction
from evaluation.treaties.status import list_instruments, recorded_actions
from networkapp.api.pagination import Pages
from networkapp.api.parameters import COUNTRY_CODE
from networkapp.api.problems import NOT_FOUND, NOT_VALID
from networkapp.networks.queries.countries import country_name

router = Router(tags=["Treaties"])


class TreatyOut(Schema):
    """A treaty, convention or protocol."""

    key: str = Field(description="Identifies the treaty in addresses and filters.")
    symbol: str = Field(description="Official symbol, for example CETS 197.")
    title: str = Field(alias="local_title")
    text: str = Field(alias="local_text", description="Description of the treaty.")
    depositary: str
    organisation: str = Field(
        description="Organisation in which it was concluded: `un`, `coe` (Council of Europe), `ilo`, `eu` (law of the "
        "European Union) or `other`."
    )
    group: str = Field(description="`main`: on the list agreed by the networks; otherwise `related`.")
    opened_on: datetime.date | None = Field(description="When it was opened for signature.")
    signature_until: datetime.date | None = Field(description="Until when it was open for signature.")
    in_force_on: datetime.date | None = Field(description="When it entered into force.")
    source: str = Field(alias="url", description="Web address of the treaty at its depositary.")


class TreatyActionOut(Schema):
    """An action of a state on a treaty, as one source reports it. Conflicting sources are listed separately."""

    instrument: str = Field(alias="instrument.key", description="Key of the treaty.")
    country: str = Field(description=COUNTRY_CODE)
    state: str = Field(description="Name of the country.")
    is_sample: bool = Field(description="Whether the country is invented.")
    kind: str = Field(
        description="`signed`, `definitive` (signed definitively), `ratified`, `accepted`, `approved`, `acceded`, "
        "`succeeded`, `reserved`, `declared`, `withdrew` (a reservation or declaration), `denounced`, `in_force`, "
        "`extended` or `excluded` (a territory), `transposed`, or what a list of parties says: `party`, `not_party`."
    )
    label: str = Field(description="Name of the action in your language.")
    date: datetime.date | None = Field(description="Null if the source gives no day.")
    period: str = Field(description="Year or month, such as 1932 or 2017-01, if the source gives no day.")
    takes_effect_on: datetime.date | None = Field(description="Later day of effect, as of a denunciation.")
    territories: list[str] = Field(description="Codes (ISO 3166-1) of the territories that are extended or excluded.")
    articles: str = Field(description="Articles concerned by a reservation or declaration.")
    reservation: str = Field(description="Text of a reservation or declaration.")
    source: str = Field(description="Who reports the action.")
    source_url: str = Field(description="Web address of the source.")
    as_of: str = Field(description="Date of the source: a day, month or year. Empty if it is unknown.")
    checked_on: datetime.date | None = Field(description="When the source was last accessed.")

    @staticmethod
    def resolve_country(action: TreatyAction) -> str:
        return str(action.country)

    @staticmethod
    def resolve_territories(action: TreatyAction) -> list[str]:
        return action.territories.split()

    @staticmethod
    def resolve_state(action: TreatyAction) -> str:
        return country_name(code=str(action.country))


@router.get("/treaties/instruments/", response={200: list[TreatyOut], **NOT_VALID}, summary="List treaties")
@paginate(Pages)
def show_instruments(request: HttpRequest) -> QuerySet[Instrument]:
    """Return the treaties in the order of the agreed list."""
    return list_instruments()


@router.get("/treaties/instruments/{key}/", response={200: TreatyOut, **NOT_FOUND}, summary="Show a treaty")
def show_instrument(request: HttpRequest, key: str = Path(..., description="Key of the treaty.")) -> Any:
    """Return a treaty."""
    return get_object_or_404(list_instruments(), key=key)


@router.get("/treaties/actions/", response={200: list[TreatyActionOut], **NOT_VALID}, summary="List treaty actions")
@paginate(Pages)
def show_actions(
    request: HttpRequest,
    country: str = Query("", max_length=2, description="Country code. Without it: all countries."),
    instrument: str = Query("", max_length=50, description="Key of a treaty. Without it: all treaties."),
) -> QuerySet[TreatyAction]:
    """Return signatures, ratifications and other actions of states, by treaty, country and date."""
    return recorded_actions(country=country, instrument=instrument)
