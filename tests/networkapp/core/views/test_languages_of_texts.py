"""Texts in another language than the page are marked with their language, for screen readers and translators."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from django.test import Client

from networkapp.models import Network, Subject, SubjectTranslation
from tests.factories.campaigns import make_campaign
from tests.factories.days import make_day
from tests.factories.library import meeting, organisation, publication
from tests.factories.networks import NetworkFactory, SubjectFactory
from tests.factories.news import make_article

pytestmark = pytest.mark.django_db
FINNISH = {"accept-language": "fi"}


@pytest.fixture
def network() -> Network:
    made: Network = NetworkFactory(slug="open", name="The open one", purpose="To meet and act.", visibility="public")
    return made


def language_of(words: str, path: str) -> set[str]:
    """Return the languages with which this text is marked in the page of a Finnish reader."""
    page = BeautifulSoup(Client().get(path, headers=FINNISH).content, "html.parser")
    assert page.html is not None
    assert page.html["lang"] == "fi"
    found = [
        text.parent for text in page.select_one("main").find_all(string=re.compile(rf"^\s*{re.escape(words)}\s*$"))
    ]
    return {_nearest(element) for element in found if element is not None}


def _nearest(element: Tag) -> str:
    return next(str(one["lang"]) for one in (element, *element.parents) if one.get("lang"))


def test_purpose_of_a_network_is_marked_as_english(network: Network) -> None:
    for path in ("/networks/", network.get_absolute_url()):
        assert language_of(network.purpose, path) == {"en"}


def test_subject_in_a_filter_is_marked_with_its_language(network: Network) -> None:
    SubjectFactory(slug="work", title="Work without force")
    publication(1)
    assert language_of("Work without force", "/library/") == {"en"}


def test_network_name_is_in_the_readers_language_or_marked_as_english(network: Network) -> None:
    assert language_of("The open one", "/networks/") == {"en"}
    network.names = {"fi": "Avoin"}
    network.save()
    assert language_of("Avoin", "/networks/") == {"fi"}
    assert language_of("The open one", "/networks/") == set()


def test_subject_is_marked_with_the_language_of_its_title(network: Network) -> None:
    subject: Subject = SubjectFactory(slug="work", title="Work without force")
    article = make_article(network, subjects=[subject], standfirst="Three lines")
    campaign = make_campaign(network)
    campaign.subjects.add(subject)
    paths = (article.url, campaign.get_absolute_url(), article.get_parent().get_parent().url)
    assert [language_of(subject.title, path) for path in paths] == [{"en"}] * 3
    assert language_of("Three lines", network.get_absolute_url()) == {"en"}
    SubjectTranslation.objects.create(source=subject, language="fi", title="Työ ilman pakkoa")
    assert language_of("Työ ilman pakkoa", campaign.get_absolute_url()) == {"fi"}


@pytest.mark.parametrize(
    "make",
    [lambda network: publication(1), lambda network: organisation(1), lambda network: make_day(), make_campaign],
    ids=["publication", "organisation", "awareness day", "campaign"],
)
def test_pages_show_texts_in_languages_that_the_interface_lacks(
    network: Network, make: Callable[[Network], Any]
) -> None:
    thing, rows = make(network), {"sl": ("Pomoč", "Za ljudi."), "fi": ("Apua", "Ihmisille.")}
    for language, (title, text) in rows.items():
        thing.translations.model.objects.update_or_create(
            source=thing, language=language, defaults={"title": title, "text": text}
        )
    html = Client().get(thing.get_absolute_url()).content.decode()
    assert 'Also known as: <bdi lang="sl">Pomoč</bdi> (<bdi lang="sl">Slovenščina</bdi>)' in html
    section = html.partition('<h2 id="in-other-languages">In other languages</h2>')[2].partition("</section>")[0]
    assert '<h3><bdi lang="sl">Slovenščina</bdi></h3><p lang="sl" dir="auto">Za ljudi.</p>' in section
    assert ("Apua" in html, "Ihmisille." in html) == (False, False)


def test_meeting_pages_show_titles_in_languages_that_the_interface_lacks() -> None:
    result = meeting(1)
    result.translations.model.objects.create(source=result, language="sl", title="Pomoč")
    html = Client().get(result.get_absolute_url()).content.decode()
    assert 'Also known as: <bdi lang="sl">Pomoč</bdi>' in html
