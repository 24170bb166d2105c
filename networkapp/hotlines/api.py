"""The hotlines of all countries in all their languages, for everyone."""

from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import HttpRequest
from ninja import Field, Query, Router, Schema
from ninja.pagination import paginate

from networkapp.api.pagination import Pages
from networkapp.api.parameters import COUNTRY_CODE, PAGE
from networkapp.api.problems import NOT_VALID
from networkapp.hotlines.models import Hotline, HotlineLink
from networkapp.hotlines.queries import ORIGINAL, is_confirmed, is_due, public_hotlines

router = Router(tags=["Hotlines"])


class HotlineTextOut(Schema):
    """The description of a hotline in one language. A text that is not translated is empty."""

    language: str = Field(description="Language code.")
    name: str = Field(alias="title")
    target_group: str = Field(alias="whom", description="People whom the hotline helps.")
    hours: str = Field(description="Opening hours.")
    what_happens: str = Field(alias="text", description="What happens when you call.")

    @staticmethod
    def resolve_language(words: object) -> str:
        return str(getattr(words, "language", ORIGINAL))


class HotlineOut(Schema):
    """A hotline of a country. Sample countries have none."""

    id: int
    country: str = Field(alias="country.code", description=COUNTRY_CODE)
    kind: str = Field(
        description="`subject` (the subject of the networks), `work`, `women`, `children`, `crime` (any crime) or "
        "`professionals` (advice for professionals)."
    )
    regional: bool = Field(description="Whether it serves one region only.")
    confirmed: bool = Field(description="Whether its operator or an authority publishes the number.")
    number: str = Field(description="Telephone number as dialled in the country.")
    texts: list[HotlineTextOut] = Field(description="Descriptions by language, English first.")
    languages: list[str] = Field(description="Codes of the languages that staff speak, as far as known.")
    cost: str = Field(description="`free`, `usual` (standard call rate), or empty if not known.")
    website: str = Field(description="Web address of the hotline, or empty.")
    sources: list[str] = Field(description="Web addresses of the sources.")
    checked_on: date | None = Field(description="When the entry was last known to be correct.")
    to_be_checked: bool = Field(description="Whether the entry has not been checked for too long.")
    url: str = Field(alias="get_absolute_url", description=PAGE)

    @staticmethod
    def resolve_texts(hotline: Hotline) -> list[object]:
        return [hotline, *hotline.translations.all()]

    @staticmethod
    def resolve_confirmed(hotline: Hotline) -> bool:
        return is_confirmed(hotline=hotline)

    @staticmethod
    def resolve_languages(hotline: Hotline) -> list[str]:
        return hotline.languages.split()

    @staticmethod
    def resolve_website(hotline: Hotline) -> str:
        return next(iter(_links(hotline, HotlineLink.Kind.WEBSITE)), "")

    @staticmethod
    def resolve_sources(hotline: Hotline) -> list[str]:
        return _links(hotline, HotlineLink.Kind.SOURCE, HotlineLink.Kind.OTHER)

    @staticmethod
    def resolve_to_be_checked(hotline: Hotline) -> bool:
        return is_due(hotline=hotline)


def _links(hotline: Any, *kinds: str) -> list[str]:
    return [link.link for link in hotline.links.all() if link.kind in kinds]


@router.get("/hotlines/", response={200: list[HotlineOut], **NOT_VALID}, summary="List hotlines")
@paginate(Pages)
def show_hotlines(
    request: HttpRequest,
    country: str = Query("", max_length=2, description="Country code. Without it: all countries."),
) -> QuerySet[Hotline]:
    """Return the hotlines, ordered by country: confirmed ones first, then those for the whole country.

    In an emergency, call the number shown on every page of the site.
    """
    return public_hotlines(country=country)
