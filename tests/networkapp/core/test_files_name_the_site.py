"""Files for download name the site in their text and properties, in the language of the file."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.utils.translation import override
from openpyxl import load_workbook
from pypdf import PdfReader

from networkapp.decisions.procedures.decision_pages import decision_page
from networkapp.decisions.procedures.exports import decision_pdf
from networkapp.discussion.exports import export_topic
from networkapp.documents.convert import DocumentFormat, make_document
from networkapp.inquiries.exports import inquiry_file
from networkapp.meetings.minutes_file import minutes_pdf
from networkapp.models import Seat
from networkapp.overviews.country_briefs import brief_file, find_brief
from networkapp.provenance.dossiers import dossier_file, dossier_of
from tests.factories.decisions import adopt
from tests.factories.discussion import start_topic
from tests.factories.inquiries import make_open_inquiry
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory
from tests.factories.reported import approved, meeting_of
from tests.factories.site import ALPINE, make_site
from tests.worlds import world

pytestmark = pytest.mark.django_db
ENGLISH, GERMAN = ALPINE["name"], ALPINE["names"]["de"]


def topic_in(form: DocumentFormat) -> Callable[[Seat], bytes]:
    return lambda seat: export_topic(topic=start_topic(seat), user=seat.user, form=form).content


def inquiry_in(form: str) -> Callable[[Seat], bytes]:
    return lambda seat: inquiry_file(inquiry=make_open_inquiry(seat.network), user=seat.user, form=form).content


def decision(seat: Seat) -> bytes:
    page = decision_page(decision=adopt(seat.network, seat=seat), user=seat.user, language="en")
    return decision_pdf(page=page, address="").content


def dossier(seat: Seat) -> bytes:
    found = dossier_of(key=f"decision-{adopt(seat.network, seat=seat).pk}", user=seat.user)
    return dossier_file(dossier=found, user=seat.user, address="")


def country_brief(seat: Seat) -> bytes:
    return brief_file(brief=find_brief(network="joint", country="xa", user=seat.user), user=seat.user)


def minutes(seat: Seat) -> bytes:
    return minutes_pdf(minutes=approved(meeting_of(seat.network)), user=seat.user, address="").content


@world
def seat() -> Seat:
    make_site(**ALPINE)
    delegation, network = DelegationFactory(code="XA"), NetworkFactory(slug="joint")
    network.delegations.add(delegation)
    made: Seat = SeatFactory(network=network, delegation=delegation, offices=["chair"])
    return made


def words_of_pdf(pdf: bytes) -> str:
    return " ".join(" ".join(page.extract_text() for page in PdfReader(io.BytesIO(pdf)).pages).split())


def part_of_docx(docx: bytes, name: str) -> str:
    return zipfile.ZipFile(io.BytesIO(docx)).read(name).decode()


@pytest.mark.parametrize("make", [topic_in(DocumentFormat.PDF), inquiry_in("pdf"), decision, dossier, country_brief])
def test_pdf_names_the_site_in_the_language_of_its_reader(seat: Seat, make: Callable[[Seat], bytes]) -> None:
    with override("de"):
        made = make(seat)
    subject: Any = PdfReader(io.BytesIO(made)).metadata
    assert (GERMAN in words_of_pdf(made), subject["/Subject"]) == (True, GERMAN)


def test_minutes_name_the_site_in_the_language_of_meetings(seat: Seat) -> None:
    with override("de"):
        words = words_of_pdf(minutes(seat))
    assert (f"Site: {ENGLISH}" in words, GERMAN in words) == (True, False)


@pytest.mark.parametrize("make", [topic_in(DocumentFormat.DOCX), inquiry_in("docx")])
def test_word_document_names_the_site(seat: Seat, make: Callable[[Seat], bytes]) -> None:
    made = make(seat)
    assert f"Site: {ENGLISH}" in part_of_docx(made, "word/document.xml")
    assert f"<Company>{ENGLISH}</Company>" in part_of_docx(made, "docProps/app.xml")


def test_word_document_without_a_site_names_none() -> None:
    """Versions of reports from before this feature store no name of the site."""
    made = make_document(html="<p>Words</p>", title="Report", site="", language="en", form=DocumentFormat.DOCX)
    assert "Company" not in part_of_docx(made, "docProps/app.xml")


def test_markdown_names_the_site_below_the_title(seat: Seat) -> None:
    with override("de"):
        lines = topic_in(DocumentFormat.MARKDOWN)(seat).decode().splitlines()
    assert lines[2].endswith(f": {GERMAN}")


def test_workbook_names_inquiry_and_site_in_its_properties(seat: Seat) -> None:
    inquiry = make_open_inquiry(seat.network)
    made = inquiry_file(inquiry=inquiry, user=seat.user, form="xlsx").content
    properties = load_workbook(io.BytesIO(made)).properties
    assert (properties.title, properties.creator) == (inquiry.title, ENGLISH)


def test_pdf_of_a_decision_is_created_again_after_the_site_was_renamed(seat: Seat) -> None:
    page = decision_page(decision=adopt(seat.network, seat=seat), user=seat.user, language="en")
    first = decision_pdf(page=page, address="").content
    make_site(name="Danube network")
    second = decision_pdf(page=page, address="").content
    assert [name in words_of_pdf(made) for name in (ENGLISH, "Danube network") for made in (first, second)] == [
        *(True, False),
        *(False, True),
    ]


def test_site_name_with_markup_characters_is_printed_as_text() -> None:
    fields = {"html": "<p>Text</p>", "title": "Title", "language": "en"}
    made = make_document(**fields, site="A <b>&</b> #B", form=DocumentFormat.PDF)
    assert "Site: A <b>&</b> #B" in words_of_pdf(made)
    nameless = words_of_pdf(make_document(**fields, site="", form=DocumentFormat.PDF))
    assert ("Site" in nameless, "Text" in nameless) == (False, True)
