"""Conventions, and what states did about them, each act with its source."""

import datetime
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from django.shortcuts import get_object_or_404
from ninja import Field, Query, Router, Schema
from ninja.pagination import paginate

from evaluation.domain.treaties.standing import list_instruments, recorded_actions
from evaluation.models import Instrument, TreatyAction
from networkapp.api.paging import Pages
from networkapp.api.problems import NOT_THERE, UNUSABLE
from networkapp.domain.countries.names import country_name

router = Router(tags=["Treaties"])


class InstrumentOut(Schema):
    """A convention, protocol or treaty."""

    key: str
    symbol: str = Field(description="As in CETS 197.")
    title: str = Field(alias="local_title")
    text: str = Field(alias="local_text")
    depositary: str
    group: str = Field(description="`main` for the list that the networks agreed on, or `related`.")
    opened_on: datetime.date | None = Field(description="The day it was opened for signature.")
    in_force_on: datetime.date | None = Field(description="The day of its general entry into force.")
    source: str = Field(alias="url", description="Where its depositary keeps it.")


class ActionOut(Schema):
    """One act of one state, as one source has it. Sources that disagree stand side by side."""

    instrument: str = Field(alias="instrument.key")
    country: str = Field(description="ISO 3166-1, two letters; XA to XZ are sample countries.")
    state: str = Field(description="The country's name.")
    is_sample: bool = Field(description="Whether the state is invented, to show how results read.")
    kind: str = Field(
        description="`signed`, `ratified`, `accepted`, `approved`, `acceded`, `succeeded`, `reserved`, `declared`, "
        "`withdrew` (a reservation), `denounced` or `in_force`."
    )
    label: str = Field(description="What the act is called; some treaties know kinds of their own.")
    date: datetime.date | None = Field(description="Null where the source gives none.")
    articles: str = Field(description="Those of the instrument that a reservation or declaration is about.")
    reservation: str = Field(description="What a reservation or declaration says.")
    source: str
    source_url: str
    checked_on: datetime.date | None

    @staticmethod
    def resolve_country(action: TreatyAction) -> str:
        return str(action.country)

    @staticmethod
    def resolve_state(action: TreatyAction) -> str:
        return country_name(str(action.country))


@router.get("/treaties/instruments/", response={200: list[InstrumentOut], **UNUSABLE}, summary="Instruments")
@paginate(Pages)
def show_instruments(request: HttpRequest) -> QuerySet[Instrument]:
    """The conventions in the order of the agreed list."""
    return list_instruments()


@router.get("/treaties/instruments/{key}/", response={200: InstrumentOut, **NOT_THERE}, summary="One instrument")
def show_instrument(request: HttpRequest, key: str) -> Any:
    """One convention."""
    return get_object_or_404(list_instruments(), key=key)


@router.get("/treaties/actions/", response={200: list[ActionOut], **UNUSABLE}, summary="Treaty actions")
@paginate(Pages)
def show_actions(
    request: HttpRequest,
    country: str = Query("", max_length=2, description="Two letters."),
    instrument: str = Query("", max_length=50, description="Key of an instrument."),
) -> QuerySet[TreatyAction]:
    """Signatures, ratifications and other acts, by instrument, state and date, each with the source that gives it."""
    return recorded_actions(country=country, instrument=instrument)
