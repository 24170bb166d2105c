"""The pages of findings of independent bodies."""

import pytest
from django.test import Client
from django.utils import timezone
from django.utils.formats import date_format

from tests.evaluation.results.views.page_text import text_of
from tests.factories.findings import make_finding
from tests.factories.networks import DelegationFactory, SeatFactory
from tests.factories.results import make_cycle, make_framework

pytestmark = pytest.mark.django_db


def test_editor_records_a_finding_and_its_responses(client: Client) -> None:
    DelegationFactory(code="EE")
    client.force_login(SeatFactory(offices=["editor"]).user)
    page = "/evaluation/countries/ee/findings/"
    refused = client.post(f"{page}record/", {"body": "GRETA", "strength": "urges", "text": "", "source": "Report"})
    assert (refused.status_code, 'value="GRETA"' in refused.content.decode()) == (422, True)
    client.post(f"{page}record/", {"body": "GRETA", "strength": "urges", "text": "It urges.", "source": "Report"})
    [link] = {
        part.split('"')[0] for part in client.get(page).content.decode().split('href="') if "/respond/" in part[:60]
    }
    client.post(link, {"kind": "reply", "text": "We will.", "source": "Letter"})
    text = text_of(client.get(page))
    assert "Urges GRETA It urges. Reply of the government We will. date unknown, Letter" in text
    assert "none recorded" in text


def test_text_is_shown_again_to_a_user_who_no_longer_manages_registers(client: Client) -> None:
    finding = make_finding(country="EE")
    client.force_login(SeatFactory().user)
    answer = client.post(f"/evaluation/findings/{finding.pk}/respond/", {"text": "We will change the law."})
    assert (answer.status_code, "We will change the law." in answer.content.decode()) == (404, True)
    assert finding.text not in answer.content.decode()


def test_findings_page_of_a_sample_country_says_that_it_is_invented(client: Client) -> None:
    make_cycle(framework=make_framework(), countries=["XA"])
    assert "countries and data are invented" in text_of(client.get("/evaluation/countries/xa/findings/"))


def test_government_member_replies_for_their_own_country_only(client: Client) -> None:
    finding = make_finding(country="EE")
    DelegationFactory(code="FI")
    page, form = "/evaluation/countries/ee/findings/", f"/evaluation/findings/{finding.pk}/reply/"
    seats = {
        code: SeatFactory(capacity="government", delegation=DelegationFactory(code=code), user__time_zone="UTC")
        for code in ("EE", "FI")
    }
    client.force_login(seats["FI"].user)
    assert (form in client.get(page).content.decode(), client.get(form).status_code) == (False, 404)
    client.force_login(seats["EE"].user)
    assert form in client.get(page).content.decode()
    assert client.post(form, {"kind": "measure", "text": "A law"}).status_code == 422
    client.post(form, {"kind": "measure", "text": "A law", "status": "planned"})
    client.post(form, {"kind": "reply", "text": "We disagree.", "source": "Somebody else"})
    today = date_format(timezone.localdate(), "SHORT_DATE_FORMAT")
    text = text_of(client.get(page))
    assert f"We disagree. {today}, entered here by the government" in text
    assert ("A law" in text, text.count("entered here by the government")) == (True, 2)
    kept = finding.responses.values_list("kind", "recorded_by", "seat", "source", "reported_by").order_by("pk")
    who = (seats["EE"].user.pk, seats["EE"].pk, "The government itself")
    assert list(kept) == [("measure", *who, "The government itself"), ("reply", *who, "")]
