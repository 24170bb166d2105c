"""Hotlines as everybody sees them: language, order, check status, and search."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone, translation

from networkapp.hotlines.actions import withdraw_hotline
from networkapp.hotlines.models import Hotline, HotlineTranslation
from networkapp.hotlines.queries import (
    ShownHotline,
    TextInLanguage,
    WebLink,
    find_hotlines,
    help_by_country,
    help_in_country,
    start_pages,
)
from networkapp.overviews.briefs import country_brief_parts
from networkapp.search.search import search
from tests.factories.hotlines import make_hotline
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory
from tests.factories.site import make_site

pytestmark = pytest.mark.django_db
RUSSIAN = {"name": "Линия А", "whom": "Для всех.", "hours": "", "happens": "Вас слушают."}


@pytest.fixture(autouse=True)
def help_is_on(db: None) -> None:
    make_site(shows_help=True)


def hotlines_of(*, country: str, language: str) -> tuple[ShownHotline, ...]:
    """Return the hotlines of one country as the help page shows them."""
    found = help_in_country(country=country, language=language)
    return found.hotlines if found else ()


def test_hotline_is_shown_in_the_requested_language_with_english_for_missing_texts() -> None:
    make_hotline("FI", texts={"ru": RUSSIAN}, languages=["fi", "en"], cost="free", website="https://line.example/")
    with translation.override("ru"):
        result = hotlines_of(country="fi", language="ru")[0]
    assert result.name == TextInLanguage(text="Линия А", language="ru")
    assert result.hours == TextInLanguage(text="Day and night", language="en")
    assert result.happens == TextInLanguage(text="Вас слушают.", language="ru")
    assert result.languages_in_words.lower() == "финский, английский"
    assert result.website == WebLink(link="https://line.example/", site="line.example")
    assert result.sources == (WebLink(link="https://source.example/a", site="source.example"),)


def test_website_that_is_also_a_source_is_shown_once() -> None:
    make_hotline("FI", website="https://line.example/", sources=["https://line.example/", "https://source.example/a"])
    [shown] = hotlines_of(country="FI", language="en")
    assert shown.website == WebLink(link="https://line.example/", site="line.example")
    assert shown.sources == (WebLink(link="https://source.example/a", site="source.example"),)
    assert shown.is_confirmed


def test_dial_link_of_a_hotline_contains_only_plus_and_digits() -> None:
    make_hotline("FI", number="+358 (29) 000-00")
    assert hotlines_of(country="FI", language="en")[0].dial == "+3582900000"


def test_hotlines_are_sorted_by_confirmation_then_region_then_kind() -> None:
    make_hotline("FI", number="1", name="Unconfirmed", sources=[], other_sources=["https://school.example/"])
    make_hotline("FI", number="2", name="Regional", regional=True)
    make_hotline("FI", number="3", name="For professionals", kind="professionals")
    make_hotline("FI", number="4", name="Children", kind="children")
    make_hotline("FI", number="5", name="Subject of the networks")
    found = help_in_country(country="fi", language="en")
    assert found is not None
    names = ["Subject of the networks", "Children", "For professionals", "Regional", "Unconfirmed"]
    assert [hotline.name.text for hotline in found.hotlines] == names
    assert [hotline.name.text for hotline in found.unconfirmed] == ["Unconfirmed"]
    assert found.confirmed == found.hotlines[:4]


def test_sample_countries_have_no_help_in_lists_search_or_briefs() -> None:
    DelegationFactory(code="XA")
    make_hotline("XA", name="Quetzal")
    make_hotline("XK", name="Kosovo exists")
    assert [each.country for each in help_by_country(language="en")] == ["XK"]
    assert [help_in_country(country=code, language="en") for code in ("XA", "XB")] == [None, None]
    assert list(find_hotlines(user=AnonymousUser(), query="Quetzal", limit=10)) == []
    assert country_brief_parts(country="xa", user=AnonymousUser()) == []


def test_unconfirmed_hotlines_are_left_out_of_search_and_briefs() -> None:
    make_hotline("FI", name="Quetzal", sources=[], other_sources=["https://school.example/"])
    assert list(find_hotlines(user=AnonymousUser(), query="Quetzal", limit=10)) == []
    assert country_brief_parts(country="fi", user=AnonymousUser()) == []


def test_help_exists_for_countries_with_a_parliament_or_a_hotline() -> None:
    DelegationFactory(code="SE")
    make_hotline("FI")
    found = {code: help_in_country(country=code, language="en") for code in ("se", "fi", "de")}
    assert {code: help and len(help.hotlines) for code, help in found.items()} == {"se": 0, "fi": 1, "de": None}


def test_help_translations_are_unconfirmed_until_native_speakers_read_catalogue_and_hotlines(settings: Any) -> None:
    make_hotline("FI", texts={"ru": RUSSIAN})
    read = {}
    for step in ("nothing", "catalogue", "both"):
        if step == "catalogue":
            settings.NETWORKAPP_HELP_LANGUAGES_READ = ("ru",)
        if step == "both":
            HotlineTranslation.objects.update(read_by_native_speaker=True)
        known = {language: help_in_country(country="FI", language=language) for language in ("en", "ru")}
        read[step] = [help.is_read for help in known.values() if help]
    assert read == {"nothing": [True, False], "catalogue": [True, False], "both": [True, True]}


def test_start_page_of_help_is_listed_for_search_engines_in_every_language() -> None:
    listed = list(start_pages())
    assert listed[0].versions["vi"] == "/help/all/vi/"
    assert [page.path for page in listed] == list(listed[0].versions.values())


@pytest.mark.parametrize(("days", "is_due"), [(0, False), (365, False), (366, True)])
def test_hotline_is_due_for_a_check_after_a_year(days: int, is_due: bool) -> None:
    make_hotline("FI", checked_on=timezone.localdate() - timedelta(days=days))
    assert hotlines_of(country="FI", language="en")[0].is_due is is_due


def test_hotline_never_checked_is_due_for_a_check() -> None:
    make_hotline("FI")
    assert hotlines_of(country="FI", language="en")[0].is_due is True


def test_check_period_of_hotlines_is_configurable(settings: Any) -> None:
    settings.NETWORKAPP_HOTLINE_CHECK_TIME = timedelta(days=10)
    make_hotline("FI", checked_on=timezone.localdate() - timedelta(days=11))
    assert hotlines_of(country="FI", language="en")[0].is_due is True


def test_countries_with_a_parliament_or_a_hotline_are_listed_by_name() -> None:
    for code in ("SE", "DE"):
        DelegationFactory(code=code)
    make_hotline("FI")
    with translation.override("en"):
        assert [each.name for each in help_by_country(language="en")] == ["Finland", "Germany", "Sweden"]
    with translation.override("de"):
        assert [each.country for each in help_by_country(language="de")] == ["DE", "FI", "SE"]


def test_withdrawn_hotline_is_hidden_everywhere_but_stored() -> None:
    keeper = SeatFactory(capacity="secretariat", network=NetworkFactory(slug="joint")).user
    gone = make_hotline("FI", name="Quetzal")
    assert len(search(user=AnonymousUser(), query="Quetzal")) == 1
    withdraw_hotline(hotline=gone.pk, user=keeper)
    assert hotlines_of(country="FI", language="en") == ()
    assert help_by_country(language="en") == []
    assert search(user=AnonymousUser(), query="Quetzal") == []
    assert country_brief_parts(country="fi", user=keeper) == []
    assert Hotline.objects.count() == 1


def test_country_briefing_lists_hotlines_with_their_check_status() -> None:
    make_hotline("FI", number="1", name="New", checked_on=timezone.localdate())
    make_hotline("FI", number="2", name="Old", checked_on=date(2020, 1, 1))
    make_hotline("FI", number="3", name="Never")
    (section,) = country_brief_parts(country="fi", user=AnonymousUser())
    assert section.lines == ("New: 1", "Old: 2, check overdue", "Never: 3, not checked yet")
    assert section.url == "/help/fi/en/"


def test_hotline_is_found_by_its_number_and_in_its_translations() -> None:
    make_hotline("FI", number="029 5463", texts={"ru": RUSSIAN})
    for query in ("5463", "слушают"):
        (found,) = search(user=AnonymousUser(), query=query)
        assert [(hit.kind, hit.url) for hit in found.hits] == [("hotlines", "/help/fi/en/")]


@pytest.mark.parametrize(
    ("query", "language", "named"),
    [
        ("hotlines", "en", ["fi", "lv"]),
        ("hotline Finland", "en", ["fi"]),
        ("Latvia", "en", ["lv"]),
        ("Hilfetelefon Finnland", "de", ["fi"]),
        ("Hotline Lettland", "de", ["lv"]),
        ("hotline Sweden", "en", []),
        ("hotline fin", "en", []),
    ],
)
def test_hotline_is_found_by_its_country_and_by_the_word_for_hotlines(
    query: str, language: str, named: list[str]
) -> None:
    for country in ("FI", "LV"):
        make_hotline(country)
    with translation.override(language):
        hits = list(find_hotlines(user=AnonymousUser(), query=query, limit=10))
    assert [hit.url for hit in hits] == [f"/help/{country}/{language}/" for country in named]
