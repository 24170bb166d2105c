"""The public pages of treaties: dates with sources, and missing records."""

from datetime import date

import pytest
from django.test import Client

from evaluation.models import InstrumentTranslation, TreatyAction
from tests.evaluation.results.views.page_text import text_of
from tests.factories.networks import DelegationFactory, SeatFactory
from tests.factories.treaties import ActionFactory, InstrumentFactory

pytestmark = pytest.mark.django_db


def test_date_links_to_its_source_and_a_dispute_shows_both_dates(client: Client) -> None:
    DelegationFactory(code="EE")
    ActionFactory(date=date(2015, 2, 5), source="A", source_url="https://a.example.org/")
    ActionFactory(date=date(2015, 5, 2), source="B", source_url="")
    text = text_of(client.get("/treaties/"))
    assert "ratified 5 Feb 2015 1 , 2 May 2015 2 sources differ" in text
    assert "calculations use the date given by most sources" in text


def test_treaty_table_names_an_accession_as_acceded_and_not_ratified(client: Client) -> None:
    DelegationFactory(code="EE")
    ActionFactory(kind="acceded")
    assert "In force since 1 Jun 2015 † acceded 5 Feb 2015" in text_of(client.get("/treaties/"))


def test_state_without_a_record_is_shown_as_not_covered(client: Client) -> None:
    DelegationFactory(code="EE")
    InstrumentFactory()
    assert "Estonia CETS 197 Not covered by our sources Not covered by our sources: CETS 197" in text_of(
        client.get("/treaties/")
    )


def test_all_states_are_listed_in_pages(client: Client) -> None:
    for code in ("FR", "IT"):
        ActionFactory(country=code)
    text = text_of(client.get("/treaties/?states=all&page=nonsense"))
    assert text.index("France") < text.index("Italy")


def test_treaty_page_of_a_state_shows_reservations_and_next_steps(client: Client) -> None:
    ActionFactory()
    ActionFactory(kind="reserved", articles="31.2", reservation="Only at home.")
    text = text_of(client.get("/treaties/countries/ee/"))
    assert "on the agreed list. CETS 197 Review the current reservation" in text
    assert "In force since 1 Jun 2015" in text
    assert "Reservation, articles 31.2 5 Feb 2015, in effect, Council of Europe Only at home." in text
    assert "Record a treaty action" not in text
    assert client.get("/treaties/countries/fr/").status_code == 404


ACT = {
    "instrument": "cets-197",
    "kind": "signed",
    "date": "2010-01-01",
    "source": "Gazette",
    "source_url": "https://gazette.example.org/1",
    "checked_on": "2020-01-01",
}


def test_secretariat_records_corrects_and_removes_an_action_and_the_history_is_shown(
    client: Client,
) -> None:
    DelegationFactory(code="EE")
    InstrumentFactory()
    client.force_login(SeatFactory(capacity="secretariat", delegation=None).user)
    assert client.post("/treaties/countries/ee/record/", ACT).status_code == 302
    action = TreatyAction.objects.get()
    refused = client.post(f"/treaties/acts/{action.pk}/", {**ACT, "date": "2010-02-01"})
    assert (refused.status_code, "Reason for the change" in text_of(refused)) == (422, True)
    assert 'value="2010-02-01"' in refused.content.decode()
    client.post(f"/treaties/acts/{action.pk}/", {**ACT, "date": "2010-02-01", "reason": "A slip"})
    text = text_of(client.get("/treaties/countries/ee/"))
    assert "corrected: signed 1 Jan 2010 (Gazette) : signed 1 Feb 2010 (Gazette) A slip" in text
    client.post(f"/treaties/acts/{action.pk}/take-back/", {"reason": "Another state"})
    assert "withdrawn: signed 1 Feb 2010 (Gazette) Another state" in text_of(client.get("/treaties/countries/ee/"))
    assert client.get(f"/treaties/acts/{action.pk}/").status_code == 404


def test_treaty_page_shows_titles_in_languages_that_the_interface_lacks(client: Client) -> None:
    treaty = InstrumentFactory()
    InstrumentTranslation.objects.create(source=treaty, language="sl", title="Konvencija")
    html = client.get(treaty.get_absolute_url()).content.decode()
    assert 'Also known as: <bdi lang="sl">Konvencija</bdi>' in html
