"""The library, import of references, legal sources and links of handbooks, and the open API."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from home.domain.demo.recording.library import record_term
from networkapp.handbooks.law.actions import desk_items as law_on_the_desk
from networkapp.handbooks.models import LegalSource, Section
from networkapp.library.exchange import preview_references
from networkapp.library.models import Publication
from networkapp.library.relevance import add_related_item
from networkapp.links.dead_links import desk_items as dead_links_on_the_desk
from tests.factories.handbooks import make_chapter, make_handbook, section
from tests.factories.library import meeting, publication
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory, SubjectFactory
from tests.query_counts.table import ROWS, Call, Case, Page

DIRECTIVE = "Directive 2011/36/EU"


def publications() -> Case:
    for number in ROWS:
        publication(number, link=f"https://example.org/{number}.pdf")
        yield [
            Page(11, "/library/"),
            Page(6, "/library/organisations/"),
            Page(9, "/library/as/json/"),
            Page(9, "/library/as/ris/"),
            Page(11, "/library/opds/"),
            Page(9, "/api/v1/publications/"),
            Page(5, "/api/v1/organisations/"),
        ]


def meetings_of_the_library() -> Case:
    for number in ROWS:
        meeting(number)
        yield [Page(9, "/meetings/"), Page(5, "/api/v1/meetings/")]


def references_to_import() -> Case:
    publication(1)
    items = [{"title": "BOOK 1"}, {"title": "New", "publisher": "b1"}, {"title": "Other", "DOI": "10.1000/182"}]
    for number in ROWS:
        yield [Call(3, preview_references, items[:number])]


def publications_that_matter() -> Case:
    network = NetworkFactory(slug="open", visibility="public")
    editor = SeatFactory(network=network, offices=["editor"]).user
    chapter = make_chapter(make_handbook(network), 1, *(f"s{number}" for number in range(9)))
    keys = [f"section-{place.pk}" for place in Section.objects.filter(page=chapter)]
    book = publication(1)
    for number in ROWS:
        for key in keys[: 3 * number]:
            add_related_item(publication=book, about=key, user=editor)
        yield [Page(11, chapter.url), Page(11, book.get_absolute_url())]


def law_to_be_checked() -> Case:
    network = NetworkFactory(slug="joint", visibility="public")
    handbook, editor = make_handbook(network), SeatFactory(network=network, offices=["editor"]).user
    LegalSource.objects.create(identifier=DIRECTIVE, title="On trafficking", amended_on=timezone.localdate())
    for number in ROWS:
        chapter = make_chapter(handbook, number, sections=[_describing(f"{number}-{n}") for n in range(number)])
        yield [Page(11, chapter.url), Page(11, handbook.url), Call(2, law_on_the_desk, user=editor)]


def _describing(key: str) -> dict[str, Any]:
    """Return a section with a law date three days ago and a country note about Finland."""
    as_of = (timezone.localdate() - timedelta(days=3)).isoformat()
    source = {
        "type": "legal_source",
        "identifier": DIRECTIVE,
        "article": "",
        "text": "",
        "law_as_of": as_of,
        "link": "",
    }
    box = {"type": "country_box", "country": "FI", "facts": [{"label": "a", "value": "b"}], "law_as_of": as_of}
    return section(key, law_as_of=as_of, blocks=[source, box])


def links_that_lead_nowhere() -> Case:
    editor = SeatFactory(network=NetworkFactory(slug="joint"), offices=["editor"]).user
    today = timezone.localdate()
    for number in ROWS:
        link = f"https://example.org/{number}"
        book = publication(number, link=link)
        failing = {"failing_since": today - timedelta(days=9), "failed_on": today, "asked_address": link}
        Publication.objects.filter(pk=book.pk).update(**failing)
        yield [Call(1, dead_links_on_the_desk, user=editor, grows=False)]


def api() -> Case:
    for number in ROWS:
        network = NetworkFactory(slug=f"n{number}", visibility="public")
        network.delegations.add(DelegationFactory(code=f"X{number}"))
        SubjectFactory(slug=f"subject-{number}")
        make_chapter(make_handbook(network))
        record_term(title={"en": f"Term {number}"}, text={}, forms={"en": ["form"]}, taken_from={})
        yield [
            Page(2, "/api/v1/networks/"),
            Page(3, "/api/v1/delegations/"),
            Page(3, "/api/v1/subjects/"),
            Page(3, "/api/v1/handbooks/"),
            Page(3, "/api/v1/glossary/"),
        ]


def api_of_a_handbook() -> Case:
    handbook = make_handbook(NetworkFactory(slug="joint", visibility="public"))
    for number in ROWS:
        make_chapter(handbook, number, "one", "two")
        yield [Page(3, f"/api/v1/handbooks/{handbook.pk}/")]
