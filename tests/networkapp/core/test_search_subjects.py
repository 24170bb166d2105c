"""Search for subjects and countries by their names in any language."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.test import Client

from networkapp.models import Subject, SubjectTranslation
from networkapp.search.search import search
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory, SubjectFactory

pytestmark = pytest.mark.django_db


def found(query: str, kind: str, user: Any = None) -> list[tuple[str, str]]:
    groups = search(user=user or AnonymousUser(), query=query, kind=kind)
    return [(hit.title, hit.url) for group in groups for hit in group.hits]


def test_subject_is_found_by_words_in_any_of_its_languages() -> None:
    subject: Subject = SubjectFactory(slug="help", title="Help for victims", text="Whoever was exploited")
    SubjectTranslation.objects.create(source=subject, language="ru", title="Помощь")
    SubjectFactory(slug="other", title="Other")
    for words in ("victims", "exploited", "помощь", "HELP victims"):
        assert found(words, "subjects") == [("Help for victims", "/subjects/help/")]
    assert found("victims nothing", "subjects") == []


def test_country_is_found_by_its_name_in_any_language_and_by_its_parliament() -> None:
    network = NetworkFactory(visibility="public")
    network.delegations.add(DelegationFactory(code="EE", name="Riigikogu"), DelegationFactory(code="FI"))
    for words in ("Estonia", "eesti", "Viro", "riigi", "Эстония"):
        assert found(words, "countries") == [("Estonia", "/countries/ee/")]
    assert found("onia", "countries") == []


def test_country_is_found_only_by_those_who_may_know_of_it() -> None:
    seat = SeatFactory(network=NetworkFactory(slug="shut"), delegation=DelegationFactory(code="LV"))
    seat.network.delegations.add(seat.delegation)
    assert found("Latvia", "countries") == []
    assert found("Latvia", "countries", seat.user) == [("Latvia", "/countries/lv/")]


def test_api_lists_the_same_parts_of_subjects_and_countries_as_the_pages(client: Client) -> None:
    network = NetworkFactory(slug="open", visibility="public")
    network.delegations.add(DelegationFactory(code="XA"))
    SubjectFactory(slug="help", title="Help")
    country = client.get("/api/v1/countries/xa/").json()
    assert (country["code"], country["delegations"], country["is_sample"]) == ("XA", ["XA"], True)
    page = client.get("/countries/xa/").context["page"]
    assert [(part["key"], part["count"]) for part in country["parts"]] == [
        (part.key, part.all_of_them) for part in page.parts
    ]
    assert client.get("/api/v1/countries/").json()["items"][0]["url"] == "/countries/xa/"
    assert client.get("/api/v1/subjects/help/").json() == {
        "slug": "help", "title": "Help", "text": "", "url": "/subjects/help/", "parts": [],
    }  # fmt: skip
