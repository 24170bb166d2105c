"""Hotlines: what everybody sees of them, in which language, and until when."""

from datetime import date, timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.utils import timezone, translation

from networkapp.hotlines.actions import withdraw_hotline
from networkapp.hotlines.models import Hotline
from networkapp.hotlines.queries import Address, ToldHotline, Words, find_hotlines, help_by_country
from networkapp.overviews.briefs import brief_of
from networkapp.search.search import search
from tests.factories.hotlines import make_hotline
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory
from tests.factories.site import make_site

pytestmark = pytest.mark.django_db
RUSSIAN = {"name": "Линия А", "whom": "Для всех.", "hours": "", "happens": "Вас слушают."}


@pytest.fixture(autouse=True)
def help_is_on(db: None) -> None:
    make_site(shows_help=True)


def hotlines_of(*, country: str, language: str) -> tuple[ToldHotline, ...]:
    """Return the hotlines of one country as the help page shows them."""
    known = help_by_country(language=language)
    return next((one.hotlines for one in known if one.country == country.upper()), ())


def test_a_hotline_is_told_in_the_language_asked_for_and_in_english_where_a_text_is_not_in_it() -> None:
    make_hotline("FI", texts={"ru": RUSSIAN}, languages=["fi", "en"], cost="free", website="https://line.example/")
    with translation.override("ru"):
        told = hotlines_of(country="fi", language="ru")[0]
    assert told.name == Words(text="Линия А", language="ru")
    assert told.hours == Words(text="Day and night", language="en")
    assert told.happens == Words(text="Вас слушают.", language="ru")
    assert told.languages_in_words.lower() == "финский, английский"
    assert told.website == Address(link="https://line.example/", site="line.example")
    assert told.sources == (Address(link="https://source.example/a", site="source.example"),)


def test_a_phone_calls_the_digits_of_a_number_and_no_sample() -> None:
    make_hotline("FI", number="+358 (29) 000-00")
    make_hotline("XA")
    assert hotlines_of(country="FI", language="en")[0].dial == "+3582900000"
    assert hotlines_of(country="XA", language="en")[0].dial == ""


def test_those_on_trafficking_come_first() -> None:
    make_hotline("FI", number="1", name="Children", kind="children")
    make_hotline("FI", number="2", name="Trafficking")
    assert [told.name.text for told in hotlines_of(country="FI", language="en")] == ["Trafficking", "Children"]


@pytest.mark.parametrize(("days", "is_due"), [(0, False), (365, False), (366, True)])
def test_a_hotline_is_due_once_it_was_not_checked_for_a_year(days: int, is_due: bool) -> None:
    make_hotline("FI", checked_on=timezone.localdate() - timedelta(days=days))
    assert hotlines_of(country="FI", language="en")[0].is_due is is_due


def test_one_that_was_never_checked_is_due() -> None:
    make_hotline("FI")
    assert hotlines_of(country="FI", language="en")[0].is_due is True


def test_the_host_says_how_long_a_check_holds(settings: Any) -> None:
    settings.NETWORKAPP_HOTLINE_CHECK_TIME = timedelta(days=10)
    make_hotline("FI", checked_on=timezone.localdate() - timedelta(days=11))
    assert hotlines_of(country="FI", language="en")[0].is_due is True


def test_only_a_network_that_everybody_may_know_is_named_as_its_keeper() -> None:
    make_hotline("FI", number="1", network=NetworkFactory(slug="open", visibility="public"))
    make_hotline("FI", number="2", network=NetworkFactory(slug="kept-quiet", visibility="members"))
    assert [told.kept_by for told in hotlines_of(country="FI", language="en")] == ["Open", ""]


def test_every_country_with_a_parliament_here_is_listed_by_name_and_samples_come_last() -> None:
    for code in ("XA", "SE", "DE"):
        DelegationFactory(code=code)
    make_hotline("FI")
    with translation.override("en"):
        assert [each.name for each in help_by_country(language="en")] == [
            "Finland", "Germany", "Sweden", "Sample country A",
        ]  # fmt: skip
    with translation.override("de"):
        assert [each.country for each in help_by_country(language="de")] == ["DE", "FI", "SE", "XA"]


def test_a_country_has_a_card_in_each_of_its_own_languages_but_the_readers() -> None:
    make_hotline("DE", texts={"de": {"name": "Leitung A"}})
    with translation.override("en"):
        cards = help_by_country(language="en")[0].cards
        assert [(card.language, card.hotlines[0].name.text) for card in cards] == [("de", "Leitung A")]
        assert help_by_country(language="de")[0].cards == ()


def test_a_card_speaks_its_language_throughout_and_there_is_none_where_nothing_is_described_in_it() -> None:
    make_hotline("FI", texts={"fi": {"name": "Linja"}}, languages=["ru"])
    with translation.override("en"):
        (card,) = help_by_country(language="en")[0].cards
    assert (card.language, card.hotlines[0].languages_in_words) == ("fi", "venäjä")


def test_a_withdrawn_hotline_is_told_nobody_and_is_kept() -> None:
    keeper = SeatFactory(capacity="secretariat", network=NetworkFactory(slug="joint")).user
    gone = make_hotline("FI", name="Quetzal")
    assert len(search(user=AnonymousUser(), query="Quetzal")) == 1
    withdraw_hotline(hotline=gone.pk, user=keeper)
    assert hotlines_of(country="FI", language="en") == ()
    assert [each.country for each in help_by_country(language="en")] == ["XA"]
    assert search(user=AnonymousUser(), query="Quetzal") == []
    assert brief_of(country="fi", user=keeper) == []
    assert Hotline.objects.count() == 1


def test_the_brief_of_a_country_names_each_hotline_and_whether_it_is_to_be_checked() -> None:
    make_hotline("FI", number="1", name="New", checked_on=timezone.localdate())
    make_hotline("FI", number="2", name="Old", checked_on=date(2020, 1, 1))
    make_hotline("FI", number="3", name="Never")
    (section,) = brief_of(country="fi", user=AnonymousUser())
    assert section.lines == ("New: 1", "Old: 2, check overdue", "Never: 3, not checked yet")
    assert section.url == "/help/#fi"


def test_a_hotline_is_found_by_its_number_and_in_its_translations() -> None:
    make_hotline("FI", number="029 5463", texts={"ru": RUSSIAN})
    for query in ("5463", "слушают"):
        (found,) = search(user=AnonymousUser(), query=query)
        assert [(hit.kind, hit.url) for hit in found.hits] == [("hotlines", "/help/#fi")]


@pytest.mark.parametrize(
    ("query", "language", "named"),
    [
        ("hotlines", "en", ["#fi", "#lv"]),
        ("hotline Finland", "en", ["#fi"]),
        ("Latvia", "en", ["#lv"]),
        ("Hilfetelefon Finnland", "de", ["#fi"]),
        ("Hotline Lettland", "de", ["#lv"]),
        ("hotline Sweden", "en", []),
        ("hotline fin", "en", []),
    ],
)
def test_a_hotline_is_found_by_its_country_and_by_the_word_for_hotlines(
    query: str, language: str, named: list[str]
) -> None:
    for country in ("FI", "LV"):
        make_hotline(country)
    with translation.override(language):
        hits = list(find_hotlines(AnonymousUser(), query, 10))
    assert [hit.url.removeprefix("/help/") for hit in hits] == named
