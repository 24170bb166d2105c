"""The directory of organisations, the library, the glossary and the meetings."""

from datetime import date
from typing import Any

from django.db.models import Model

from home.domain.demo.content import by_key, content, day, items
from networkapp.domain.glossary import record_term
from networkapp.domain.law import record_source
from networkapp.domain.library import record_organisation, record_publication
from networkapp.domain.meetings import record_meeting
from networkapp.models import Meeting, Network, Organisation, Publication, Subject


def make_organisations() -> None:
    """Every organisation of the data file is in the directory; one that exists is left as it is."""
    subjects = by_key(Subject.objects.all(), "slug")
    for item in _missing("organisations", Organisation):
        record_organisation(
            slug=item["slug"],
            name={"en": item["name"]},
            summary={"en": item["summary"]},
            abbreviation=item["abbreviation"],
            area=item["area"],
            website=item["website"],
            subjects=[subjects[slug] for slug in item["subjects"]],
        )


def make_library() -> None:
    """Every publication of the data file is in the library, under its issuer; one that exists is left as it is."""
    subjects = by_key(Subject.objects.all(), "slug")
    organisations = by_key(Organisation.objects.all(), "slug")
    for item in _missing("library", Publication):
        record_publication(
            slug=item["slug"],
            title={"en": item["title"]},
            summary={"en": item["summary"]},
            issuer=organisations[item["issuer"]],
            kind=item["kind"],
            year=item["year"],
            symbol=item["symbol"],
            written_under=item["written_under"],
            link=item["link"],
            languages=item["languages"],
            partners=[organisations[slug] for slug in item["partners"]],
            subjects=[subjects[slug] for slug in item["subjects"]],
        )


def make_glossary() -> None:
    """Every term of the data file is in the glossary that all networks share; one that exists is left as it is."""
    subjects = by_key(Subject.objects.all(), "slug")
    for item in items("glossary"):
        record_term(
            title=item["title"],
            text=item["text"],
            forms=item["forms"],
            taken_from=item["taken_from"],
            link=item["link"],
            subject=subjects[item["subject"]],
        )


def make_legal_sources() -> None:
    """Every source of the data file is in the register that all networks share; one that exists is left as it is."""
    for item in items("legal_sources"):
        record_source(
            identifier=item["identifier"],
            also_called=item["also_called"],
            title=item["title"],
            link=item["link"],
            in_force_on=day(item["in_force_on"]),
            amended_on=day(item["amended_on"]),
            amended_by=item["amended_by"],
            note=item["note"],
        )


def make_meetings() -> None:
    """The meetings of 2010 and 2011 are there, each with its agenda and those it invited."""
    subjects = by_key(Subject.objects.all(), "slug")
    network = Network.objects.get(slug=content("meetings")["network"])
    for item in _missing("meetings", Meeting):
        record_meeting(
            network=network,
            number=item["number"],
            slug=item["slug"],
            date=date.fromisoformat(item["date"]),
            place=item["place"],
            country=item["country"],
            theme=item["theme"],
            text=item["note"],
            agenda=item["agenda"],
            guests=item["invited"],
            subjects=[subjects[slug] for slug in item["subjects"]],
        )


def _missing(name: str, model: type[Model]) -> list[dict[str, Any]]:
    there = set(model._default_manager.values_list("slug", flat=True))
    return [item for item in items(name) if item["slug"] not in there]
