"""The hotlines of all countries, in all their languages: public."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.pagination import paginate

from networkapp.api.paging import Pages
from networkapp.api.problems import UNUSABLE
from networkapp.domain.countries.hotlines import ORIGINAL, given_out, is_due
from networkapp.models import Hotline, HotlineLink

router = Router(tags=["Hotlines"])


class ToldOut(Schema):
    """The texts of a hotline in one language; a text that is empty exists in English only."""

    language: str
    name: str = Field(alias="title")
    whom: str = Field(description="Whom it is for.")
    hours: str = Field(description="When it answers.")
    happens: str = Field(alias="text", description="What happens when you call.")

    @staticmethod
    def resolve_language(words: object) -> str:
        return str(getattr(words, "language", ORIGINAL))


class HotlineOut(Schema):
    """A number to call. Those of countries that do not exist (XA and the like) are samples: nobody answers."""

    id: int
    country: str = Field(alias="country.code")
    kind: str = Field(description="As in subject or children.")
    number: str = Field(description="As it is dialled in the country.")
    words: list[ToldOut]
    languages: list[str] = Field(description="Codes of the languages that are spoken there, as far as it is known.")
    cost: str = Field(description="free, usual, or empty where it is not known.")
    website: str
    sources: list[str] = Field(description="Where it was read.")
    checked_on: date | None = Field(description="The last day on which it is known to have been right.")
    to_be_checked: bool = Field(description="Whether that is too long ago, or never was.")
    url: str = Field(alias="get_absolute_url")

    @staticmethod
    def resolve_words(hotline: Hotline) -> list[object]:
        return [hotline, *hotline.translations.all()]

    @staticmethod
    def resolve_languages(hotline: Hotline) -> list[str]:
        return hotline.languages.split()

    @staticmethod
    def resolve_website(hotline: Hotline) -> str:
        return next(iter(_links(hotline, HotlineLink.Kind.WEBSITE)), "")

    @staticmethod
    def resolve_sources(hotline: Hotline) -> list[str]:
        return _links(hotline, HotlineLink.Kind.SOURCE)

    @staticmethod
    def resolve_to_be_checked(hotline: Hotline) -> bool:
        return is_due(hotline)


def _links(hotline: Any, kind: str) -> list[str]:
    return [link.link for link in hotline.links.all() if link.kind == kind]


@router.get("/hotlines/", response={200: list[HotlineOut], **UNUSABLE}, summary="Hotlines")
@paginate(Pages)
def show_hotlines(
    request: HttpRequest, country: str = Query("", max_length=2, description="Two letters of a country.")
) -> QuerySet[Hotline]:
    """The hotlines that are given out, by country. The emergency number is on every page of the site."""
    return given_out(country=country)
