"""Sorting by the alphabet of each interface language."""

from random import Random

import pytest

from networkapp.languages.sorting import alphabetical

ORDERS = {
    "da": ["Cypern", "Norge", "Zambia", "Ægypten", "Østrig", "Åland"],
    "de": ["Åland", "Dänemark", "Danzig", "Österreich", "Schweden", "Zypern"],
    "en": ["Åland", "Denmark", "Österreich", "Zypern"],
    "et": [
        "Saksamaa",
        "Soome",
        "Šveits",
        "Zambia",
        "Taani",
        "Ukraina",
        "Venemaa",
        "Õnnela",
        "Ääsmäe",
        "Ühendkuningriik",
    ],
    "fi": ["Kypros", "Ruotsi", "Viro", "Zambia", "Åland", "Ähtäri", "Österbotten"],
    "is": [
        "Alsír",
        "Álandseyjar",
        "Danmörk",
        "Eistland",
        "Írland",
        "Ísland",
        "Ítalía",
        "Svíþjóð",
        "Þýskaland",
        "Ölfus",
    ],
    "lt": [
        "Airija",
        "Cipras",
        "Čekija",
        "Ypatia",
        "Ispanija",
        "Izraelis",
        "Suomija",
        "Švedija",
        "Zambija",
        "Žemaitija",
    ],
    "lv": [
        "Cēsis",
        "Čehija",
        "Gana",
        "Ģibuti",
        "Igaunija",
        "Yeo",
        "Kipra",
        "Ķīna",
        "Somija",
        "Šveice",
        "Zviedrija",
        "Žūrija",
    ],
    "nb": ["Danmark", "Norge", "Zambia", "Ærø", "Østerrike", "Åland"],
    "pl": ["Cypr", "Ćmielów", "Litwa", "Łotwa", "Polska", "Słowacja", "Święto", "Zambia", "Źródło", "Żary"],
    "ru": ["Дания", "Ёлка", "Литва", "Эстония"],
    "sl": ["Celje", "Cres", "Čatež", "Črnomelj", "Dravograd", "Škofja Loka", "Zagorje", "Žalec"],
    "sv": ["Danmark", "Zypern", "Åland", "Ängelholm", "Österrike"],
}


@pytest.mark.parametrize("language", ORDERS)
def test_names_are_sorted_by_the_alphabet_of_the_language(language: str) -> None:
    mixed = ORDERS[language].copy()
    Random(language).shuffle(mixed)
    assert alphabetical(mixed, name=str, language=language) == ORDERS[language]


def test_case_and_accents_only_break_ties() -> None:
    assert alphabetical(["zoé", "Zoe", "zoe", "zof"], name=str, language="en") == ["Zoe", "zoe", "zoé", "zof"]


def test_danish_sorting_treats_a_swedish_letter_as_its_own() -> None:
    assert alphabetical(["Örebro", "Zwolle", "Ålborg"], name=str, language="da-dk") == ["Zwolle", "Örebro", "Ålborg"]
