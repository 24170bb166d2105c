"""Names and titles in another language than the page are marked with their language, for screen readers."""

from datetime import date
from typing import Any

import pytest
from django.conf import settings
from django.test import Client

from home.domain.demo.content import items
from home.domain.demo.recording.library import record_organisation
from home.domain.demo.recording.meetings import record_meeting
from networkapp.library.queries import record_publication
from tests.factories.campaigns import make_campaign
from tests.factories.days import make_day
from tests.factories.networks import DelegationFactory, NetworkFactory, SubjectFactory

pytestmark = pytest.mark.django_db
BODY = "Council of States"


@pytest.fixture
def finn() -> Client:
    return Client(headers={"accept-language": "fi"})


def shown(client: Client, address: str) -> str:
    return client.get(address).content.decode()


def test_names_in_the_breadcrumb_are_marked_with_their_language(finn: Client) -> None:
    NetworkFactory(visibility="public").delegations.add(
        DelegationFactory(code="DE-HH", kind="regional", country="DE", assessed=False, name="Parliament of Hamburg")
    )
    record_organisation(slug="body", name={"en": BODY}, summary={"en": "Works."})
    for address, name in (("/delegations/de-hh/", "Parliament of Hamburg"), ("/library/organisations/body/", BODY)):
        assert f'<li aria-current="page" lang="en">{name}</li>' in shown(finn, address)


def test_subjects_of_campaigns_are_marked_with_their_language(finn: Client) -> None:
    subject = SubjectFactory(title="Forced labour")
    make_campaign(NetworkFactory(visibility="public")).subjects.add(subject)
    assert '><span lang="en">Forced labour</span></a>' in shown(finn, "/campaigns/")


def test_meeting_themes_in_the_calendar_are_marked_with_their_language(finn: Client) -> None:
    network = NetworkFactory(name="Sama", names={"fi": "Verkosto"}, visibility="public")
    day = date(2026, 5, 4)
    theme = {"en": "Hotlines & numbers"}
    record_meeting(network=network, number=1, slug="one", date=day, place="Riga", country="LV", theme=theme)
    assert '<span lang="en">Hotlines &amp; numbers</span></a>' in shown(finn, "/calendar/2026/5/")


def test_source_of_an_awareness_day_and_issuer_of_a_publication_are_marked_with_their_language(finn: Client) -> None:
    make_day("mine")
    assert '<dd><span lang="en">A book</span>' in shown(finn, "/days/mine/")
    subject = SubjectFactory(slug="labour", title="Labour")
    issuer: Any = record_organisation(slug="body", name={"en": BODY}, summary={"en": "Works."})
    record_publication(
        slug="guide", title={"en": "Guide"}, issuer=issuer, summary={}, kind="handbook", subjects=[subject]
    )
    assert f'<p class="meta"><span lang="en">{BODY}</span>, ' in shown(finn, "/subjects/labour/")


def test_demonstration_recommendations_and_subjects_have_titles_in_every_interface_language() -> None:
    spoken = {code for code, _name in settings.LANGUAGES}
    named = [words for item in items("recommendations") for words in (item["title"], item["subject"]["name"])]
    assert (len(named), [words["en"] for words in named if set(words) != spoken]) == (30, [])
