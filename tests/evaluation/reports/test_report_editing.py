"""Writing reports in Wagtail's admin, for rapporteur, editors and secretariat of the network only."""

from typing import Any

import pytest
from django.test import Client
from django.urls import NoReverseMatch, reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from evaluation.models import Cycle
from evaluation.reports.models import Report
from networkapp.models import Network
from networkapp.networks.actions.seats import sync_groups
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.factories.results import make_cycle, make_framework, make_published

pytestmark = pytest.mark.django_db

ADMIN = "wagtailsnippets_evaluation_report"
BAIT = "Quetzal"


@pytest.fixture
def cycle() -> Cycle:
    cycle = make_cycle(framework=make_framework(), countries=["XA", "XB"])
    make_published(cycle, "XA")
    return cycle


def client_of(network: Network, *, capacity: str = "member", offices: tuple[str, ...] = ()) -> Client:
    client, user = Client(), SeatFactory(network=network, capacity=capacity, offices=list(offices)).user
    sync_groups(user=user)
    client.force_login(user)
    return client


def written(network: Network, **fields: Any) -> dict[str, Any]:
    """Return the form as a browser sends it."""
    body = streamfield([("text", rich_text("<p>What we saw.</p>")), ("part", "missing")])
    usual = {"title": "The region", "slug": "region", "network": network.pk, "kind": "regional", "country": "",
             "first_year": "", "number": "", "since": "", "until": "", "changes": "", "issued": "", "paper": "",
             "source_url": "", "year": 2025,
             "language": "en", "standfirst": "", "body": body}  # fmt: skip
    return nested_form_data(usual | fields)


def test_rapporteur_writes_a_draft_report_and_publishes_it(client: Client, cycle: Cycle) -> None:
    rapporteur = client_of(cycle.network, offices=("rapporteur",))
    assert rapporteur.post(reverse(f"{ADMIN}:add"), written(cycle.network)).status_code == 302
    report = Report.objects.get()
    assert client.get(report.get_absolute_url()).status_code == 404
    words = streamfield([("text", rich_text("<p>What we now know.</p>"))])
    edit = reverse(f"{ADMIN}:edit", args=[report.pk])
    assert rapporteur.get(edit).content.decode().count('name="action-publish"') == 1
    published = {"action-publish": "action-publish", **written(cycle.network, body=words)}
    assert rapporteur.post(edit, published).status_code == 302
    html = client.get(report.get_absolute_url()).content.decode()
    assert "What we now know." in html
    assert "Sample country A" in html
    rapporteur.post(edit, written(cycle.network, title="Not yet"))
    assert "Not yet" not in client.get(report.get_absolute_url()).content.decode()


def test_preview_of_a_report_shows_the_draft_with_its_numbers(cycle: Cycle) -> None:
    rapporteur = client_of(cycle.network, offices=("rapporteur",))
    report = Report.objects.create(network=cycle.network, kind="regional", title="A", slug="a", year=2025, live=False)
    preview = reverse(f"{ADMIN}:preview_on_edit", args=[report.pk])
    assert rapporteur.post(preview, written(cycle.network)).json()["is_valid"]
    html = rapporteur.get(preview).content.decode()
    assert "What we saw." in html
    assert "Sample country B" in html


@pytest.mark.parametrize("fields", [{"kind": "country"}, {"first_year": 2026}, {"number": 1}])
def test_invalid_report_shows_an_error_and_keeps_its_entries(cycle: Cycle, fields: dict[str, Any]) -> None:
    answer = client_of(cycle.network, offices=("editor",)).post(
        reverse(f"{ADMIN}:add"), written(cycle.network, **fields)
    )
    html = answer.content.decode()
    assert not Report.objects.exists()
    assert "What we saw." in html
    expected = (
        "Choose the country of the country report",
        "Choose a first year before",
        "Only country reports are about a single",
    )
    assert sum(words in html for words in expected) == 1


@pytest.mark.parametrize(
    ("seat", "opens"),
    [
        ({"offices": ("rapporteur",)}, True),
        ({"offices": ("editor",)}, True),
        ({"capacity": "secretariat"}, True),
        ({"capacity": "adviser", "offices": ("translator",)}, False),
        ({"capacity": "government"}, False),
        ({"offices": ("chair",)}, False),
    ],
)
def test_report_editor_opens_only_to_rapporteur_editors_and_secretariat(
    cycle: Cycle, seat: dict[str, Any], opens: bool
) -> None:
    report = Report.objects.create(network=cycle.network, kind="regional", title="A", slug="a", year=2025)
    answer = client_of(cycle.network, **seat).get(reverse(f"{ADMIN}:edit", args=[report.pk]))
    assert (answer.status_code == 200) is opens


@pytest.mark.parametrize(
    "name",
    [
        "list", "edit", "copy", "delete", "usage", "history", "unpublish", "preview_on_edit", "revisions_view",
        "revisions_compare", "revisions_revert", "revisions_unschedule",
    ],
)  # fmt: skip
def test_draft_report_is_hidden_from_a_rapporteur_of_another_network(cycle: Cycle, name: str) -> None:
    report = Report.objects.create(network=cycle.network, kind="regional", title=BAIT, slug="a", year=2025, live=False)
    first, second = report.save_revision(), report.save_revision()
    stranger = client_of(NetworkFactory(slug="other"), offices=("rapporteur", "editor"))
    address = _address(name, report, first.pk, second.pk)
    own = client_of(cycle.network, offices=("rapporteur",)).get(address)
    assert own.status_code in (200, 302)
    answer = stranger.get(address)
    assert BAIT not in answer.content.decode()
    turned_away = answer.status_code == 404 or answer.headers.get("Location") == "/admin/"
    assert turned_away is (name != "list")


def _address(name: str, report: Report, *revisions: int) -> str:
    for args in ([], [report.pk], [report.pk, revisions[0]], [report.pk, *revisions]):
        try:
            return reverse(f"{ADMIN}:{name}", args=args)
        except NoReverseMatch:
            continue
    raise AssertionError(name)


@pytest.mark.parametrize(
    "address", ["bulk/evaluation_reports/report/delete/?next=/admin/&id={}", "snippets/choose/evaluation/report/"]
)
def test_bulk_actions_hide_reports_of_other_networks(cycle: Cycle, address: str) -> None:
    report = Report.objects.create(network=cycle.network, kind="regional", title=BAIT, slug="a", year=2025, live=False)
    stranger = client_of(NetworkFactory(slug="other"), offices=("rapporteur",))
    for ask in (stranger.get, stranger.post):
        assert BAIT not in ask(f"/admin/{address.format(report.pk)}").content.decode()
    assert Report.objects.count() == 1
    if "bulk" in address:
        own = client_of(cycle.network, offices=("rapporteur",))
        assert BAIT in own.get(f"/admin/{address.format(report.pk)}").content.decode()
