"""The glossary: which terms are marked where, without a query, stored with an edition, and listed by language."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from django.test import Client

from home.domain.demo.recording.library import record_term
from networkapp.handbooks.editions.actions import digest_of, publish_edition
from networkapp.handbooks.glossary.actions import list_terms, readable_terms, terms_of
from networkapp.handbooks.models import EditionTerm, GlossaryTerm, HandbookPage
from networkapp.models import Network
from networkapp.search.search import search
from tests.factories.handbooks import make_chapter, make_handbook, section
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.worlds import world


@world
def handbook(db: None) -> HandbookPage:
    cache.clear()
    return make_handbook(NetworkFactory(slug="joint", visibility="public"))


def term(title: str, *, network: Network | None = None, text: str = "What it means.", **others: str) -> GlossaryTerm:
    titles = {"en": title, **others}
    return record_term(
        title=titles, text=dict.fromkeys(titles, text), forms={}, taken_from={"en": "CETS 197"}, network=network
    )


def marked(handbook: HandbookPage, language: str = "en", text: str = "victim secret жертва") -> list[str]:
    terms = terms_of(network=handbook.network_id, language=language)
    used: dict[int, Any] = {}
    terms.mark(f"<p>{text}</p>", used)
    return [entry.title for entry in used.values()]


def test_text_is_marked_with_shared_and_network_terms_in_its_language(handbook: HandbookPage) -> None:
    term("victim", ru="жертва")
    term("secret", network=NetworkFactory(visibility="closed"))
    assert marked(handbook) == ["victim"]
    assert marked(handbook, "ru") == ["жертва"]
    assert marked(handbook, "de") == []


def test_network_term_overrides_the_shared_term(handbook: HandbookPage) -> None:
    term("victim", text="For all.")
    own = term("Victim", network=handbook.network, text="Here.")
    assert terms_of(network=handbook.network_id, language="en").mark("victim", {}).count(f"#t-{own.pk}") == 1


def test_changed_term_is_marked_immediately(handbook: HandbookPage) -> None:
    victim = term("victim", ru="жертва")
    assert (marked(handbook), marked(handbook, "ru")) == (["victim"], ["жертва"])
    victim.title = "secret"
    victim.save()
    assert marked(handbook) == ["secret"]
    victim.delete()
    assert (marked(handbook), marked(handbook, "ru")) == ([], [])


def test_chapter_page_explains_its_terms_without_extra_queries(handbook: HandbookPage, client: Client) -> None:
    words = [f"<p>victim {place} and word{place}</p>" for place in range(50)]
    full = make_chapter(handbook, 2, sections=[section(f"t{place}", text=text) for place, text in enumerate(words)])
    for place in range(50):
        term(f"word{place}")
    victim = term("victim")
    page = client.get(full.url).content.decode()
    assert page.count(f'<a class="term" href="#t-{victim.pk}">victim</a>') == 50
    assert page.count(f'<div id="t-{victim.pk}" tabindex="-1">') == 1
    assert "What it means." in page


def test_term_links_to_its_definition_below_the_chapter_and_to_the_glossary(
    handbook: HandbookPage, client: Client
) -> None:
    victim = term("victim")
    page = client.get(make_chapter(handbook, 1, sections=[section("law", text="Of a victim.")]).url).content.decode()
    meaning = page[page.index(f'id="t-{victim.pk}"') :]
    assert page.index(f'href="#t-{victim.pk}"') < page.index(meaning)
    assert "What it means." in meaning
    assert '<a href="/handbooks/glossary/?language=en">' in page
    glossary = client.get("/handbooks/glossary/?language=en").content.decode()
    assert "What it means." in glossary


def test_edition_stores_the_definitions_of_its_terms(handbook: HandbookPage, client: Client) -> None:
    make_chapter(handbook, 1, sections=[section("law", text="Of a victim.")])
    editor = SeatFactory(network=handbook.network, capacity="expert", delegation=None, offices=["editor"]).user
    victim, _unused = term("victim", text="As it was."), term("elsewhere")
    edition = publish_edition(handbook=handbook, user=editor, changes={})
    assert list(EditionTerm.objects.values_list("title", "definition")) == [("victim", "As it was.")]
    victim.text = "As it is."
    victim.save()
    assert digest_of(edition=edition) == edition.digest
    again = publish_edition(handbook=handbook, user=editor, changes={})
    shown = [client.get(f"/handbooks/editions/{each.pk}/en/1/").content.decode() for each in (edition, again)]
    assert ["As it was." in page for page in shown] == [True, False]
    assert all(f'<a class="term" href="#t-{victim.pk}">victim</a>' in page for page in shown)
    EditionTerm.objects.filter(text__edition=edition).update(definition="Changed.")
    assert digest_of(edition=edition) != edition.digest


def test_glossary_lists_terms_in_a_language_with_other_languages_and_english_fallback(db: None) -> None:
    term("victim", ru="жертва")
    term("accession")
    listed = list_terms(user=AnonymousUser(), language="ru")
    assert [(each.words.title, each.language, each.elsewhere) for each in listed] == [
        ("accession", "en", []),
        ("жертва", "ru", [("en", "victim")]),
    ]
    assert [each.words.title for each in list_terms(user=AnonymousUser(), language="en", query="жертва")] == ["victim"]


@pytest.mark.parametrize(("visibility", "seen"), [("public", 2), ("members", 1), ("closed", 1)])
def test_network_terms_are_visible_to_readers_of_its_handbooks_only(
    db: None, client: Client, visibility: str, seen: int
) -> None:
    network = NetworkFactory(visibility=visibility)
    term("victim")
    term("victim of ours", network=network)
    inside = SeatFactory(network=network).user
    assert readable_terms(user=AnonymousUser()).count() == seen
    assert readable_terms(user=inside).count() == 2
    assert ("victim of ours" in client.get("/handbooks/glossary/").content.decode()) == (seen == 2)
    [found] = search(user=AnonymousUser(), query="victim", kind="glossary")
    assert len(found.hits) == seen
