"""Versions of reports to the conference: frozen at publication, and corrected by new versions."""

import io
from datetime import date, timedelta
from typing import Any

import pypdf
import pytest
from bs4 import BeautifulSoup
from django.test import Client
from django.urls import reverse
from django.utils import timezone
from wagtail.test.utils.form_data import nested_form_data, streamfield

from evaluation.reports.document import compose
from evaluation.reports.models import Report, ReportFile, ReportVersion
from evaluation.reports.versions import document_of, freeze
from home.domain.demo.recording.meetings import record_meeting
from networkapp.documents.convert import DocumentFormat
from networkapp.handbooks.pages.scheduling import publish_due, unpublish_due
from networkapp.meetings.models import Meeting
from networkapp.models import Network
from networkapp.networks.actions.seats import sync_groups
from tests.factories.handbooks import make_document
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.factories.site import ALPINE, make_site

pytestmark = pytest.mark.django_db
ADDRESS = "/evaluation/reports/to-the-conference/"


@pytest.fixture
def network() -> Network:
    made: Network = NetworkFactory(slug="joint", name="Joint network", visibility="public")
    return made


def meeting_of(network: Network, number: int, day: date, place: str = "Springfield") -> Meeting:
    return record_meeting(
        network=network, number=number, slug=f"{network.slug}-{number}", date=day, place=place, country="",
        theme={"en": f"Theme {number}"},
    )  # fmt: skip


def report_of(network: Network, **fields: Any) -> Report:
    usual = {"title": "To the conference", "slug": "to-the-conference", "kind": "midterm", "year": 2025, "live": True}
    made: Report = Report.objects.create(network=network, **{**usual, **fields})
    return made


def test_report_lists_meetings_of_its_period_only(client: Client, network: Network) -> None:
    meeting_of(network, 1, date(2024, 12, 31), "Previous conclusion")
    meeting_of(network, 2, date(2025, 1, 1), "On the first day")
    meeting_of(network, 3, date(2025, 6, 30), "On the last day")
    meeting_of(network, 4, date(2025, 7, 1), "After")
    meeting_of(NetworkFactory(slug="other", visibility="public"), 5, date(2025, 3, 1), "Elsewhere")
    report_of(network, until=date(2025, 6, 30))
    html = client.get(ADDRESS).content.decode()
    places = ("Previous conclusion", "On the first day", "On the last day", "After", "Elsewhere")
    assert [place for place in places if f">{place}</td>" in html] == ["On the first day", "On the last day"]


@pytest.mark.parametrize(("visibility", "found"), [("public", True), ("members", False), ("closed", False)])
def test_public_report_leaves_out_meetings_of_a_restricted_network(
    client: Client, visibility: str, found: bool
) -> None:
    network = NetworkFactory(slug="here", visibility=visibility)
    meeting_of(network, 1, date(2025, 2, 1))
    parts = [{"type": "part", "value": "meetings"}, {"type": "text", "value": "<p>Words of its own</p>"}]
    report_of(network, kind="regional", body=parts)
    page = client.get(ADDRESS).content.decode()
    assert ("Words of its own" in page, "Springfield" in page) == (True, found)


def test_publishing_a_report_freezes_its_page_and_documents(client: Client, network: Network) -> None:
    meeting = meeting_of(network, 1, date(2025, 2, 1))
    version = freeze(report := report_of(network))
    files = {form: document_of(version, form) for form in (DocumentFormat.PDF, DocumentFormat.DOCX)}
    page = client.get(ADDRESS).content.decode()
    Meeting.objects.filter(pk=meeting.pk).update(place="Shelbyville")
    assert "Shelbyville" in str(compose(report).network_parts["meetings"])
    again = client.get(ADDRESS).content.decode()
    assert ("Springfield" in page, "Springfield" in again, "Shelbyville" in again) == (True, True, False)
    kept = ReportVersion.objects.get()
    assert {form: document_of(kept, form) for form in files} == files
    assert b"<pdfuaid:part>1</pdfuaid:part>" in files[DocumentFormat.PDF]
    text = " ".join(
        " ".join(page.extract_text() for page in pypdf.PdfReader(io.BytesIO(files[DocumentFormat.PDF])).pages).split()
    )
    assert "Springfield" in text
    assert f"report {kept.year}/1, version 1" in text


def test_documents_of_a_version_keep_the_site_name_of_the_time(network: Network) -> None:
    make_site(**ALPINE)
    version = freeze(report := report_of(network, language="de"))
    files = {form: document_of(version, form) for form in (DocumentFormat.PDF, DocumentFormat.DOCX)}
    make_site(names={"de": "Alpennetz"})
    assert freeze(report) == version
    kept = ReportVersion.objects.get()
    assert (kept.site, {form: document_of(kept, form) for form in files}) == (ALPINE["names"]["de"], files)
    subject: Any = pypdf.PdfReader(io.BytesIO(files[DocumentFormat.PDF])).metadata
    assert subject["/Subject"] == ALPINE["names"]["de"]


def test_scheduled_report_is_frozen_and_published_on_its_day(client: Client, network: Network) -> None:
    report = report_of(network, live=False, standfirst="Not yet")
    report.go_live_at = timezone.now() + timedelta(days=1)
    report.save_revision().publish()
    assert [client.get(f"{ADDRESS}{rest}").status_code for rest in ("", "1/")] == [404, 404]
    assert not ReportVersion.objects.exists()
    meeting_of(network, 1, date(2025, 2, 1))
    its_day_comes(Report.objects.get())
    assert publish_due(now=timezone.now()) == 1
    page = client.get(f"{ADDRESS}1/").content.decode()
    assert ("Not yet" in page, "Springfield" in page) == (True, True)


def test_expired_report_is_unpublished_by_the_scheduler(client: Client, network: Network) -> None:
    meeting_of(network, 1, date(2025, 2, 1))
    over, stays = (report_of(network, slug=slug) for slug in ("over", "stays"))
    now = timezone.now()
    Report.objects.filter(pk=over.pk).update(expire_at=now)
    Report.objects.filter(pk=stays.pk).update(expire_at=now + timedelta(minutes=1))
    assert [unpublish_due(now=now), unpublish_due(now=now)] == [1, 0]
    assert [(report.slug, report.live, report.expired) for report in Report.objects.order_by("slug")] == [
        ("over", False, True),
        ("stays", True, False),
    ]
    assert client.get(Report.objects.get(slug="over").get_absolute_url()).status_code == 404


def test_unreadable_scheduled_draft_does_not_stop_the_publication_of_others(network: Network) -> None:
    broken, whole = (report_of(network, slug=slug, live=False) for slug in ("broken", "whole"))
    broken.paper, broken.issued = make_document(), "2011-08"
    for report in (broken, whole):
        report.save_revision()
        its_day_comes(report)
    broken.paper.delete()
    assert publish_due(now=timezone.now()) == 1
    assert list(Report.objects.filter(live=True)) == [whole]


def its_day_comes(report: Report) -> None:
    """Schedule the report for a minute ago, since Wagtail's clock decides what is due."""
    revision = Report.objects.get(pk=report.pk).latest_revision
    assert revision is not None
    revision.content["go_live_at"] = (past := timezone.now() - timedelta(minutes=1)).isoformat()
    revision.approved_go_live_at = past
    revision.save()


def test_corrected_report_is_a_new_version_that_states_its_changes(client: Client, network: Network) -> None:
    meeting = meeting_of(network, 1, date(2025, 2, 1))
    first = freeze(report := report_of(network))
    assert freeze(report) == first
    Meeting.objects.filter(pk=meeting.pk).update(place="Shelbyville")
    report.changes = "The place was wrong."
    second = freeze(report)
    assert (second.number, second.place, second.year) == (2, 1, first.year)
    newest, older = client.get(ADDRESS).content.decode(), client.get(f"{ADDRESS}1/").content.decode()
    assert "The place was wrong." in newest
    assert ("Shelbyville" in newest, "Shelbyville" in older, "Springfield" in older) == (True, False, True)
    other = freeze(report_of(network, slug="other"))
    assert other.place == 2


def test_documents_of_a_version_are_created_once_and_then_served(
    client: Client, network: Network, django_capture_on_commit_callbacks: Any
) -> None:
    report = report_of(network, live=False)
    meeting_of(network, 1, date(2025, 2, 1))
    with django_capture_on_commit_callbacks(execute=True):
        report.save_revision().publish()
    assert set(ReportFile.objects.values_list("form", "state", "frozen__number")) == {
        ("pdf", "made", 1),
        ("docx", "made", 1),
    }
    for address in (f"{ADDRESS.rstrip('/')}.pdf", f"{ADDRESS}1.pdf"):
        answer = client.get(address)
        assert (answer.status_code, answer.content[:5]) == (200, b"%PDF-")


@pytest.mark.parametrize("path", ["", "1/", "1.pdf", "draft/"])
def test_report_of_a_closed_network_returns_404_to_others(client: Client, path: str) -> None:
    closed = NetworkFactory(slug="closed", visibility="closed")
    freeze(report_of(closed))
    assert client.get(f"{ADDRESS}{path}").status_code == 404
    member = Client()
    member.force_login(SeatFactory(network=closed, capacity="member").user)
    assert member.get(f"{ADDRESS}{path}").status_code in (200, 202)


def test_draft_report_is_shown_to_members_of_the_network_only(client: Client, network: Network) -> None:
    meeting_of(network, 7, date(2025, 2, 1))
    report_of(network, live=False)
    member = Client()
    member.force_login(SeatFactory(network=network, capacity="member").user)
    html = member.get(f"{ADDRESS}draft/").content.decode()
    assert "Meeting 7 has no approved minutes." in html
    stranger = Client()
    stranger.force_login(SeatFactory(network=NetworkFactory(slug="other"), capacity="member").user)
    assert [one.get(f"{ADDRESS}draft/").status_code for one in (client, stranger)] == [404, 404]


def test_older_report_is_recorded_with_its_source_and_creates_no_version(client: Client, network: Network) -> None:
    meeting_of(network, 1, date(2011, 2, 1))
    fields = {"kind": "final", "year": 2011, "issued": "2011-08", "source_url": "https://example.org/final"}
    older = report_of(network, title="Of the working group", **fields)
    older.save_revision().publish()
    for page in (client.get(ADDRESS), client.get("/evaluation/reports/")):
        html = page.content.decode()
        assert 'href="https://example.org/final"' in html
        assert "Issued August 2011" in html
        assert ("Springfield" in html, ".pdf" in html) == (False, False)
    assert not ReportVersion.objects.exists()
    assert client.get(f"{ADDRESS.rstrip('/')}.pdf").status_code == 404


def test_archive_is_filtered_by_network_and_kind_and_hides_closed_networks(client: Client, network: Network) -> None:
    other = NetworkFactory(slug="other", visibility="public")
    closed = NetworkFactory(slug="closed", visibility="closed")
    report_of(network, title="First", slug="a")
    report_of(other, title="Second", slug="b", kind="final", year=2026)
    report_of(closed, title="Third", slug="c")

    def shown(query: str) -> list[str]:
        html = client.get(f"/evaluation/reports/{query}").content
        return [link.get_text() for link in BeautifulSoup(html, "html.parser").select(".rows h2 a")]

    assert shown("") == ["Second", "First"]
    assert (shown("?network=joint"), shown("?kind=final")) == (["First"], ["Second"])
    assert shown("?network=closed") == shown("")


def test_corrected_report_is_published_only_with_a_description_of_the_changes(network: Network) -> None:
    rapporteur, user = Client(), SeatFactory(network=network, offices=["rapporteur"]).user
    sync_groups(user=user)
    rapporteur.force_login(user)
    report = report_of(network)
    freeze(report)
    edit = reverse("wagtailsnippets_evaluation_report:edit", args=[report.pk])

    def publish(**kwargs: Any) -> int:
        body = streamfield([("part", "meetings")])
        usual = {"title": "Corrected", "slug": report.slug, "network": network.pk, "kind": "midterm", "country": "",
                 "first_year": "", "number": "", "since": "", "until": "", "year": 2025, "language": "en",
                 "standfirst": "", "body": body, "changes": "", "issued": "", "paper": "",
                 "source_url": ""}  # fmt: skip
        form = nested_form_data({"action-publish": "action-publish", **usual, **kwargs})
        return rapporteur.post(edit, form).status_code

    assert (publish(), report.versions.count()) == (200, 1)
    assert (publish(changes="The title."), report.versions.count()) == (302, 2)
    assert publish(changes="The title.", title="Once more") == 200
    Network.objects.filter(pk=network.pk).update(visibility="members")
    assert publish(changes="The kind.", kind="regional") == 200
    assert publish(changes="The name.", title="To the members") == 302
    for name in ("delete", "unpublish"):
        address = reverse(f"wagtailsnippets_evaluation_report:{name}", args=[report.pk])
        assert rapporteur.get(address).status_code in (302, 404)
        rapporteur.post(address)
    report.refresh_from_db()
    assert report.live
