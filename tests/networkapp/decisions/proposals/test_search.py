"""Proposals are found by words of any script, regardless of case, on both databases."""

from typing import Any

import pytest
from django.utils import translation

from networkapp.decisions.search import search_proposals
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.factories.procedures import add_version, make_proposal, translate
from tests.worlds import world

pytestmark = pytest.mark.django_db
RUSSIAN = ("Помощь — обязанность каждого государства.", "Она не зависит от показаний.")


@world
def reader() -> Any:
    return SeatFactory(network=NetworkFactory(slug="here")).user


def found(reader: Any, query: str) -> list[str]:
    return [hit.title for hit in search_proposals(user=reader, query=query, limit=9)]


@pytest.fixture(autouse=True)
def proposals(reader: Any) -> None:
    network = reader.seats.get().network
    make_proposal(network, by=reader, title="Помощь", paragraphs=RUSSIAN, language="ru")
    make_proposal(network, by=reader, title="Människor", paragraphs=["Åland och Östersjön hjälper."], language="sv")
    make_proposal(network, by=reader, title="Help", paragraphs=['Help is "a duty".'])


@pytest.mark.parametrize(
    ("query", "title"),
    [
        *(("показаний", "P-1 Помощь"), ("ПОКАЗАНИЙ", "P-1 Помощь"), ("помощь", "P-1 Помощь")),
        *(("обязанность", "P-1 Помощь"), ("Государства", "P-1 Помощь")),
        *(("hjälper", "P-2 Människor"), ("HJÄLPER", "P-2 Människor"), ("åland", "P-2 Människor")),
        *(("östersjön", "P-2 Människor"), ("MÄNNISKOR", "P-2 Människor")),
        *(("duty", "P-3 Help"), ('"a', "P-3 Help")),
    ],
)
def test_search_finds_proposals_in_any_script_regardless_of_case(reader: Any, query: str, title: str) -> None:
    assert found(reader, query) == [title]


@pytest.mark.parametrize("query", ["key", "text", "p1", "u043f", "показания Åland"])
def test_search_finds_no_proposal_without_the_words(reader: Any, query: str) -> None:
    assert found(reader, query) == []


def test_search_finds_an_older_version_once_for_readers_only(reader: Any) -> None:
    proposal = make_proposal(reader.seats.get().network, by=reader, title="Яблоко", paragraphs=["Квецаль летит."])
    add_version(proposal, ["Квецаль сидит."])
    assert found(reader, "летит") == found(reader, "квецаль") == ["P-4 Яблоко"]
    assert found(SeatFactory(network=NetworkFactory(slug="elsewhere")).user, "квецаль") == []


def test_search_finds_translations_and_opens_them_in_their_language(reader: Any) -> None:
    proposal = make_proposal(reader.seats.get().network, by=reader, title="Duty", paragraphs=["Robot.", "Second."])
    version = proposal.versions.get()
    text = translate(version, "lv", {"p1": "Robot.", "p2": "Ēnu dārzs."})
    text.title = "Pienākums"
    text.save()
    [hit] = search_proposals(user=reader, query="ĒNU", limit=9)
    assert (hit.title, hit.language, hit.url, hit.excerpt) == (
        "P-4 Pienākums", "lv", f"{proposal.get_absolute_url()}?language=lv", "Robot. Ēnu dārzs.",
    )  # fmt: skip
    assert found(reader, "pienākums") == ["P-4 Pienākums"]
    for language, title in (("en", "Duty"), ("sv", "Duty"), ("lv", "Pienākums")):
        with translation.override(language):
            assert [one.rpartition(" ")[2] for one in found(reader, "robot")] == [title]
    assert found(reader, "dārzs second") == found(reader, "p2") == []
    assert found(SeatFactory(network=NetworkFactory(slug="elsewhere")).user, "dārzs") == []
