"""Treaties, kinds of treaty actions and sources of criteria in Wagtail's admin, with a treaty unknown to the code."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from evaluation.models import (
    Criterion,
    Framework,
    Instrument,
    Recommendation,
    SeriesSource,
    TreatyAction,
    TreatyActKind,
)
from evaluation.treaties.status import statuses_of
from evaluation.values import TreatyStatus
from networkapp.networks.actions.seats import sync_groups
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory, site_administrator
from tests.factories.results import make_framework
from tests.factories.treaties import ActionFactory, InstrumentFactory

pytestmark = pytest.mark.django_db
TREATY, KIND, SOURCE = (
    f"wagtailsnippets_evaluation_{name}" for name in ("instrument", "treatyactkind", "seriessource")
)


@pytest.fixture
def admin(client: Client) -> Client:
    user = SeatFactory(capacity="secretariat").user
    sync_groups(user=user)
    client.force_login(user)
    return client


def treaty(*languages: tuple[str, str], **fields: Any) -> Any:
    rows = [{"language": code, "title": words, "text": ""} for code, words in languages]
    blank = ("text", "key", "depositary", "url", "aliases", "opened_on", "in_force_on", "rule_days", "rule_article")
    values = {
        **dict.fromkeys((*blank, "rule_text"), ""),
        "symbol": "Water Convention",
        "title": "Convention on clean water",
        "group": "main",
        "organisation": "other",
        "rule_months": "3",
        **fields,
    }
    return nested_form_data({**values, "translations": inline_formset(rows)})


def kind(**fields: Any) -> Any:
    values = {"title": "formally confirmed", "works_as": "ratified", "key": "", "aliases": "formal confirmation"}
    return nested_form_data({**values, **fields, "translations": inline_formset([])})


def form_errors(response: Any) -> str:
    return " ".join(" ".join(messages) for messages in response.context["form"].errors.values())


def add(client: Client, place: str, data: Any) -> Any:
    return client.post(reverse(f"{place}:add"), data)


def test_added_treaty_is_on_all_treaty_pages_and_its_rule_is_applied(admin: Client) -> None:
    DelegationFactory(code="EE")
    InstrumentFactory(position=3)
    fields = {"opened_on": "2025-01-10", "in_force_on": "2025-06-01", "aliases": "27-99\nWater\n\nwater  code"}
    answer = add(admin, TREATY, treaty(("de", "Wasserübereinkommen"), **fields))
    assert answer.status_code == 302, form_errors(answer)
    made = Instrument.objects.get(key="water-convention")
    assert (made.position, made.aliases) == (4, ["27-99", "Water", "water code"])
    assert made.in_force_rule["months"] == 3
    assert made.translations.get().title == "Wasserübereinkommen"
    ActionFactory(instrument=made, kind="ratified", date=date(2026, 1, 5))
    assert statuses_of(country="EE", keys=[made.key], on=date(2026, 4, 4)) == {made.key: TreatyStatus.RATIFIED}
    assert statuses_of(country="EE", keys=[made.key], on=date(2026, 4, 5)) == {made.key: TreatyStatus.IN_FORCE}
    for address in ("/treaties/", "/treaties/water-convention/", "/treaties/countries/ee/"):
        assert "Water Convention" in admin.get(address).content.decode(), address


def test_changed_treaty_keeps_its_address(admin: Client) -> None:
    made = InstrumentFactory(key="water", symbol="Water")
    page = admin.get(reverse(f"{TREATY}:edit", args=[made.pk]))
    assert page.context["form"]["rule_months"].value() == 3
    answer = admin.post(reverse(f"{TREATY}:edit", args=[made.pk]), treaty(key="other", rule_months=""))
    assert answer.status_code == 302, form_errors(answer)
    made.refresh_from_db()
    assert (made.key, made.symbol, made.in_force_rule) == ("water", "Water Convention", {})


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"symbol": ""}, "This field is required"),
        ({"symbol": "水"}, "Enter a short name of letters and digits"),
        ({"key": "cets-197"}, "already exists"),
        ({"symbol": "CETS  197"}, "already has this name, so files could not tell the two apart."),
        ({"aliases": "cets 197"}, "already has this name, so files could not tell the two apart."),
        ({"opened_on": "2025-02-01", "in_force_on": "2025-01-01"}, "Entry into force cannot be before the opening"),
        ({"rule_on_deposit": "on"}, "Choose either the day of deposit, or a number of days or months."),
        ({"opened_on": "soon"}, "Enter a valid date"),
    ],
)
def test_invalid_treaty_shows_an_error_and_keeps_the_entries(admin: Client, fields: dict[str, str], words: str) -> None:
    InstrumentFactory()
    answer = add(admin, TREATY, treaty(depositary="The lake office", **fields))
    assert answer.status_code == 200
    assert words in form_errors(answer)
    assert "The lake office" in answer.content.decode()
    assert Instrument.objects.count() == 1


def test_treaty_with_actions_cannot_be_deleted(admin: Client) -> None:
    made = ActionFactory().instrument
    page = admin.post(reverse(f"{TREATY}:delete", args=[made.pk]), follow=True).content.decode()
    assert "is in use and cannot be deleted: 1 action by a state." in page
    assert Instrument.objects.filter(pk=made.pk).exists()


def test_unused_treaty_can_be_deleted(admin: Client) -> None:
    admin.post(reverse(f"{TREATY}:delete", args=[InstrumentFactory().pk]))
    assert not Instrument.objects.exists()


def test_added_kind_of_treaty_action_can_be_recorded_and_counts_as_its_standard_kind(admin: Client) -> None:
    DelegationFactory(code="EE")
    assert add(admin, KIND, kind()).status_code == 302
    made = TreatyActKind.objects.get(key="formally-confirmed")
    act = {"instrument": InstrumentFactory().key, "kind": f"own-{made.key}", "date": "2015-02-05"}
    values = {**act, "source": "Gazette", "checked_on": "2026-01-01", "articles": "", "text": "", "source_url": ""}
    answer = admin.post("/treaties/countries/ee/record/", values)
    assert answer.status_code == 302
    action = TreatyAction.objects.get()
    assert (action.kind, action.own_kind, action.label) == ("ratified", made, "formally confirmed")
    page = admin.get("/treaties/countries/ee/").content.decode()
    assert "Formally confirmed" in page
    form = admin.get(f"/treaties/acts/{action.pk}/").context["form"]
    assert form["kind"].value() == "own-formally-confirmed"


def test_kind_of_treaty_action_in_use_keeps_its_standard_kind_and_cannot_be_deleted(admin: Client) -> None:
    made = TreatyActKind.objects.create(key="confirmed", title="confirmed", works_as="ratified")
    ActionFactory(own_kind=made)
    admin.post(reverse(f"{KIND}:edit", args=[made.pk]), kind(title="formally confirmed", works_as="denounced"))
    made.refresh_from_db()
    assert (made.title, made.works_as) == ("formally confirmed", "ratified")
    page = admin.post(reverse(f"{KIND}:delete", args=[made.pk]), follow=True).content.decode()
    assert "is in use and cannot be deleted: 1 action by a state." in page


def test_source_can_be_assigned_to_a_criterion_of_any_version(admin: Client) -> None:
    criterion = Criterion.objects.filter(recommendation__framework=make_framework()).first()
    fields = {"source": "Water office", "dataset": "", "indicator": "Wells tested", "part": "whole", "note": ""}
    answer = add(admin, SOURCE, {"series_id": criterion.series_id, **fields})
    assert answer.status_code == 302, form_errors(answer)
    assert SeriesSource.objects.get().indicator == "Wells tested"
    again = add(admin, SOURCE, {"series_id": criterion.series_id, **fields})
    assert "already exists" in form_errors(again)
    unknown = add(admin, SOURCE, {"series_id": "99.9", **fields})
    assert "Select a valid choice" in form_errors(unknown)


def test_criteria_that_the_editor_may_not_read_are_not_offered(client: Client) -> None:
    closed = NetworkFactory(slug="closed", kind="national", visibility="closed")
    framework = Framework.objects.create(network=closed, title="Draft", version="9", first_year=2030)
    recommendation = Recommendation.objects.create(framework=framework, code=7, title="A draft", text="What it says.")
    Criterion.objects.create(
        recommendation=recommendation, position=1, series_id="7.1", title="Not decided yet", kind="yes_no"
    )
    secretariat = SeatFactory(network=closed, capacity="secretariat").user
    sync_groups(user=secretariat)
    for user, told_of in ((site_administrator(), False), (secretariat, True)):
        client.force_login(user)
        page = client.get(reverse(f"{SOURCE}:add")).content.decode()
        assert ("Not decided yet" in page) is told_of


def test_site_administrators_can_add_treaties_without_a_seat(client: Client) -> None:
    client.force_login(site_administrator())
    assert add(client, TREATY, treaty()).status_code == 302


@pytest.mark.parametrize("place", [TREATY, KIND, SOURCE])
def test_register_editor_pages_are_closed_to_others(client: Client, place: str) -> None:
    user = SeatFactory(capacity="adviser", offices=["rapporteur"]).user
    sync_groups(user=user)
    client.force_login(user)
    assert client.get(reverse(f"{place}:list")).status_code == 302
    assert client.get(reverse(f"{place}:add")).status_code == 302
