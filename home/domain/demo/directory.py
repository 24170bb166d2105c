"""The directory of organisations, the library, the glossary, hotlines and the meetings."""

from datetime import date
from typing import Any
from uuid import uuid5

from django.contrib.auth import get_user_model
from django.db.models import Model

from evaluation.things import criteria_for
from home.domain.demo.content import ORIGINAL, by_key, content, day, items
from home.domain.demo.recording.handbooks import SECTION_IDS
from home.domain.demo.recording.library import record_hotline, record_organisation, record_source, record_term
from home.domain.demo.recording.meetings import record_meeting
from networkapp.handbooks.models import Section
from networkapp.library.models import Organisation, Publication, Relevance
from networkapp.library.queries import record_publication
from networkapp.library.relevance import add_related_item
from networkapp.meetings.models import Meeting
from networkapp.models import Network, Subject


def make_organisations() -> None:
    """Every organisation of the data file is in the directory; one that exists is left as it is."""
    subjects = by_key(Subject.objects.all(), "slug")
    for item in _missing("organisations", Organisation):
        record_organisation(
            slug=item["slug"],
            name=item["name"],
            summary=item["summary"],
            abbreviation=item["abbreviation"],
            area=item["area"],
            website=item["website"],
            instruments=item["instruments"],
            programmes=item["programmes"],
            contacts=item["contacts"],
            status=item.get("status"),
            subjects=[subjects[slug] for slug in item["subjects"]],
        )


def make_library() -> None:
    """Every publication of the data file is in the library, under its issuer; one that exists is left as it is."""
    subjects = by_key(Subject.objects.all(), "slug")
    organisations = by_key(Organisation.objects.all(), "slug")
    # What takes the place of another after that one.
    for item in sorted(_missing("library", Publication), key=lambda item: "supersedes" in item):
        record_publication(
            slug=item["slug"],
            title={"en": item["title"]},
            summary=item["summary"],
            issuer=organisations[item["issuer"]],
            kind=item["kind"],
            year=item["year"],
            symbol=item["symbol"],
            isbn=item.get("isbn", ""),
            doi=item.get("doi", ""),
            supersedes=Publication.objects.filter(slug=item.get("supersedes", "")).first(),
            written_under=item["written_under"],
            law_as_of=day(item.get("law_as_of", "")),
            note=item.get("note", ""),
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


def make_hotlines() -> None:
    """Every hotline of the data file is there, kept by the joint network."""
    joint = Network.objects.get(slug="joint")
    for item in items("hotlines"):
        record_hotline(
            country=item["country"],
            kind=item["kind"],
            number=item["number"],
            texts=item["texts"],
            sources=item["sources"],
            other_sources=item["other_sources"],
            regional=item["regional"],
            website=item["website"],
            languages=item["languages"],
            cost=item["cost"],
            checked_on=day(item["checked_on"]),
            network=joint,
        )


def record_publication_relevance() -> None:
    """Record for the editor for which sections and criteria publications matter; not if there is a record already."""
    if Relevance.objects.exists():
        return
    editor = get_user_model()._default_manager.get(email="editor@demo.example")
    sections = dict(Section.objects.filter(page__locale__language_code=ORIGINAL).values_list("block_id", "pk"))
    criteria = dict(criteria_for(user=editor).values_list("series_id", "pk"))
    publications = by_key(Publication.objects.all(), "slug")
    for item in items("library"):
        named = item.get("matters_for", {"sections": [], "criteria": []})
        keys = [f"section-{sections[str(uuid5(SECTION_IDS, key))]}" for key in named["sections"]]
        keys += [f"criterion-{criteria[series]}" for series in named["criteria"]]
        for key in keys:
            add_related_item(publication=publications[item["slug"]], about=key, user=editor)


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
