"""Interface languages: catalogues, dates and numbers."""

import re
from datetime import UTC, date, datetime
from pathlib import Path

import allauth
import pytest
from babel.messages.pofile import read_po
from django.conf import settings
from django.utils import formats, translation

ROOT = Path(__file__).parents[1]
DAY, MOMENT = date(2026, 10, 18), datetime(2026, 3, 1, 9, 5, tzinfo=UTC)
TRANSLATED = sorted(code for code, _name in settings.LANGUAGES if code != "en")
WRITTEN = {
    "da": ("18. oktober 2026", "18. oktober", "1. marts 2026 kl. 09:05", "63,6"),
    "de": ("18. Oktober 2026", "18. Oktober", "1. März 2026 09:05", "63,6"),
    "en": ("18 October 2026", "18 October", "1 March 2026, 09:05", "63.6"),
    "et": ("18. oktoober 2026", "18. oktoober", "1. märts 2026, 9:05", "63,6"),
    "fi": ("18. lokakuuta 2026", "18. lokakuuta", "1. maaliskuuta 2026 kello 9.05", "63,6"),
    "is": ("18. október 2026", "18. október", "1. mars 2026 kl. 09:05", "63,6"),
    "lt": ("2026 m. spalio 18 d.", "spalio 18 d.", "2026 m. kovo 1 d., 09:05", "63,6"),
    "lv": ("2026. gada 18. oktobris", "18. oktobris", "2026. gada 1. marts, 09:05", "63,6"),
    "nb": ("18. oktober 2026", "18. oktober", "1. mars 2026 kl. 09:05", "63,6"),
    "pl": ("18 października 2026", "18 października", "1 marca 2026 09:05", "63,6"),
    "ru": ("18 октября 2026 г.", "18 октября", "1 марта 2026 г. 9:05", "63,6"),
    "sv": ("18 oktober 2026", "18 oktober", "1 mars 2026 09:05", "63,6"),
}


@pytest.mark.parametrize("language", [code for code, _name in settings.LANGUAGES])
def test_dates_times_and_numbers_are_formatted_for_the_language(language: str) -> None:
    with translation.override(language):
        assert (
            formats.date_format(DAY),
            formats.date_format(DAY, "MONTH_DAY_FORMAT"),
            formats.date_format(MOMENT, "DATETIME_FORMAT"),
            formats.number_format(63.6, 1),
        ) == WRITTEN[language]


def test_templates_use_only_named_date_and_time_formats() -> None:
    own = re.compile(r'\|(?:date|time):"(?!\w+_FORMAT"|[a-zA-Z]")')
    found = [
        path.name
        for app in ("networkapp", "evaluation", "home", "accounts")
        for path in (ROOT / app).rglob("*.html")
        if own.search(path.read_text(encoding="utf-8"))
    ]
    assert found == []


@pytest.mark.parametrize("folder", ["templates", "home", "networkapp", "evaluation"])
def test_every_text_of_a_template_is_translated_into_russian(folder: str) -> None:
    result = re.compile(r'{% translate "([^"]*[a-z][^"]*)" %}')
    texts = {text for path in (ROOT / folder).rglob("*.html") for text in result.findall(path.read_text("utf-8"))}
    with translation.override("ru"):
        assert {
            text for text in texts if translation.gettext(text.replace("%", "%%")) == text.replace("%", "%%")
        } == set()


@pytest.mark.parametrize("catalogue", ["networkapp", "evaluation", "."])
@pytest.mark.parametrize("language", TRANSLATED)
def test_catalogue_has_the_plural_forms_of_its_language(catalogue: str, language: str) -> None:
    with (ROOT / catalogue / "locale" / language / "LC_MESSAGES" / "django.po").open("rb") as source:
        found = read_po(source)
    forms = {len(message.string) for message in found if isinstance(message.string, tuple)}
    assert (str(found.locale), found.num_plurals, forms - {found.num_plurals}) == (
        language,
        FORMS.get(language, 2),
        set(),
    )


FORMS = {"lt": 4, "lv": 3, "pl": 4, "ru": 4}


@pytest.mark.parametrize("language", TRANSLATED)
def test_form_errors_of_django_and_allauth_are_translated(language: str) -> None:
    """Texts that Django and allauth lack in some languages are in locale/others/."""
    expected = ("Enter a valid value.", "This field is required.", "Enter a valid UUID.", "Sign In", "Current Password")
    with translation.override("en"):
        english = [translation.gettext(text) for text in expected]
    with translation.override(language):
        assert set(english).isdisjoint(translation.gettext(text) for text in expected)


def test_account_pages_use_the_formal_address_in_german() -> None:
    """Texts of allauth for applications that sign in elsewhere are not shown here."""
    catalogue = Path(allauth.__file__).parent / "locale/de/LC_MESSAGES/django.po"
    with catalogue.open(encoding="utf-8") as file:
        texts = [text.id for text in read_po(file) if text.id and "idp/" not in str(text.locations)]
    with translation.override("de"):
        gettexts = [translation.gettext(text if isinstance(text, str) else text[0]) for text in texts]
    familiar = [text for text in gettexts if re.search(r"\b(du|dein\w*|dir|dich)\b", text, re.IGNORECASE)]
    assert (len(gettexts) > 100, familiar) == (True, [])
