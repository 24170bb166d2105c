"""Parts of a network's reports about a period: figures as of its last day, without names."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone
from django.utils.formats import date_format
from wagtail.models import PageViewRestriction

from networkapp.campaigns.models import DayActivity
from networkapp.handbooks.models import HandbookPage
from networkapp.inquiries.actions.approval import inquiry_hash
from networkapp.inquiries.models import Inquiry, ParliamentCase
from networkapp.models import Network, Seat
from networkapp.registry.reports import ReportPart, ReportScope, known_parts
from tests.factories.campaigns import make_campaign
from tests.factories.days import make_day
from tests.factories.decisions import adopt
from tests.factories.handbooks import make_handbook
from tests.factories.inquiries import file_answer, make_case, make_inquiry
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory
from tests.factories.news import make_article
from tests.factories.reported import approved, asked_of, edition_of, meeting_of, was_there

pytestmark = pytest.mark.django_db
YEAR = {"since": date(2025, 1, 1), "until": date(2025, 12, 31)}


@pytest.fixture
def network() -> Network:
    made: Network = NetworkFactory(slug="joint", visibility="public")
    return made


def report_part(network: Network, key: str, **days: date) -> ReportPart:
    return known_parts[key].build(ReportScope(network=network, **{**YEAR, **days}))


def cells(part: ReportPart, table: int = 0) -> list[tuple[str, ...]]:
    return [row.cells for row in part.tables[table].rows]


def test_report_names_attending_delegations_only_once_the_minutes_are_approved(network: Network) -> None:
    meeting = meeting_of(network)
    was_there(meeting, "XB")
    was_there(meeting, "XA", "remote")
    was_there(meeting, "XC", "excused")
    was_there(meeting, "XD", capacity="adviser")
    before = report_part(network, "meetings")
    assert (cells(before)[0][3], before.missing) == ("–", ("Meeting 1 has no approved minutes.",))
    approved(meeting)
    after = report_part(network, "meetings")
    names = [DelegationFactory(code=code).label for code in ("XA", "XB")]
    assert (cells(after)[0][3], after.missing) == (", ".join(names), ())


def test_report_shows_follow_up_as_of_the_last_day_of_the_period(network: Network) -> None:
    decision = adopt(network, at=datetime(2025, 3, 1, tzinfo=UTC))
    asked_of(decision, "XA", done_on=datetime(2025, 7, 1, tzinfo=UTC))
    asked_of(decision, "XB")
    now = cells(report_part(network, "decisions"))[0]
    assert now == (str(decision), "1 March 2025", "silence procedure", "no report yet: 1; done: 1")
    earlier = report_part(network, "decisions", until=date(2025, 6, 30))
    assert cells(earlier)[0][3] == "no report yet: 2"
    assert earlier.missing == (f"Decision {decision.label} has no outcome statement.",)
    assert [row[1:] for row in cells(report_part(network, "follow-up"))] == [("0", "0", "1", "0"), ("1", "0", "0", "0")]
    assert cells(report_part(network, "decisions", since=date(2025, 3, 2))) == []


def test_annex_contains_the_texts_of_decisions_of_the_period(network: Network) -> None:
    decision = adopt(network, at=datetime(2025, 3, 1, tzinfo=UTC))
    adopt(network, at=datetime(2024, 3, 1, tzinfo=UTC))
    (text,) = report_part(network, "texts-of-decisions").texts
    assert (text.title, list(text.paragraphs)) == (str(decision), decision.paragraphs)


def test_annex_of_documents_lists_those_of_the_period_with_their_hashes(network: Network) -> None:
    decision = adopt(network, at=datetime(2025, 3, 1, tzinfo=UTC))
    adopt(network, at=datetime(2024, 3, 1, tzinfo=UTC))
    edition_of(network, 1)
    inquiry, later, elsewhere = make_inquiry(network), make_inquiry(network), make_inquiry(NetworkFactory(slug="other"))
    Inquiry.objects.filter(pk__in=[inquiry.pk, elsewhere.pk]).update(approved_at=datetime(2025, 4, 1, tzinfo=UTC))
    Inquiry.objects.filter(pk=later.pk).update(approved_at=datetime(2024, 4, 1, tzinfo=UTC))
    part = report_part(network, "documents")
    assert [cells(part, table) for table in range(3)] == [
        [(str(decision), "1 March 2025", decision.content_hash)],
        [(str(inquiry), "1 April 2025", inquiry_hash(inquiry=inquiry))],
        [("A book, 2025-01", "1 April 2025", "0" * 64)],
    ]
    ParliamentCase.objects.filter(pk=make_case(later, "XA").pk).update(tabled_on=date(2025, 5, 1))
    assert [row[0] for row in cells(report_part(network, "documents"), 1)] == [str(inquiry), str(later)]


def test_report_shows_seats_as_of_the_day_of_its_creation(network: Network) -> None:
    day = date_format(timezone.localdate())
    part = report_part(network, "taking-part")
    assert part.lines[0] == f"Delegations, seats and names are as of {day}, when this report was created."
    assert part.tables[0].title == f"Seats on {day}"


def test_report_counts_answers_to_inquiries_without_embargoed_ones(network: Network) -> None:
    inquiry = make_inquiry(network)
    today = timezone.localdate()
    file_answer(make_case(inquiry, "XA", tabled_on=today - timedelta(days=30)), answered_on=today)
    hidden = make_case(inquiry, "XB", tabled_on=today - timedelta(days=1))
    file_answer(hidden, embargo_until=timezone.now() + timedelta(days=9))
    part = report_part(network, "inquiries", since=today - timedelta(days=60), until=today)
    assert cells(part) == [(str(inquiry), "2", "1", "0", "1", "1")]


def test_report_names_only_members_who_consented(network: Network) -> None:
    seats = [SeatFactory(network=network, delegation=DelegationFactory(code=code)) for code in ("XA", "XB")]
    Seat.objects.filter(pk=seats[0].pk).update(named_since=timezone.now())
    assert [row[2] for row in cells(report_part(network, "taking-part"))] == [str(seats[0].user), "–"]


def test_report_lists_publications_of_the_period_only(network: Network) -> None:
    make_article(network, title="In the year", slug="a", day=date(2025, 5, 1))
    make_article(network, title="After it", slug="b", day=date(2026, 5, 1))
    make_article(network, title="A draft", slug="c", day=date(2025, 5, 1), live=False)
    make_campaign(network, "Of the year")
    DayActivity.objects.create(network=network, day=make_day(), year=2025, title="We met", text="At noon.")
    edition_of(network, 1)
    part = report_part(network, "published")
    assert [[row.cells[0] for row in table.rows] for table in part.tables] == [
        ["A book, 2025-01"],
        ["In the year"],
        ["Of the year"],
        ["We met"],
    ]


def test_report_leaves_out_editions_of_restricted_handbooks(network: Network) -> None:
    open_one, barred, moved = (make_handbook(network, slug=slug, title=slug) for slug in ("open", "barred", "moved"))
    for number, handbook in enumerate((open_one, barred, moved), start=1):
        edition_of(network, number, handbook.translation_key)
    PageViewRestriction.objects.create(page=barred, restriction_type="login")
    HandbookPage.objects.filter(pk=moved.pk).update(network=NetworkFactory(slug="closed", visibility="closed"))
    for key in ("published", "documents"):
        assert [row[0] for row in cells(report_part(network, key))] == ["A book, 2025-01"]
