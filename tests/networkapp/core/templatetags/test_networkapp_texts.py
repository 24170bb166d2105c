"""Template filters that mark search words and name languages."""

import pytest

from networkapp.templatetags.networkapp_texts import highlight, own_name


@pytest.mark.parametrize(
    ("text", "query", "shown"),
    [
        ("A Victim's right", "victim", "A <mark>Victim</mark>&#x27;s right"),
        ("<script>alert(1)</script>", "script", "&lt;<mark>script</mark>&gt;alert(1)&lt;/<mark>script</mark>&gt;"),
        ("a <b> c", "<b>", "a <mark>&lt;b&gt;</mark> c"),
        ("1+1 (one)", "+ (", "1<mark>+</mark>1 <mark>(</mark>one)"),
        ("forced labour", "labour forced", "<mark>forced</mark> <mark>labour</mark>"),
        ("nothing", "", "nothing"),
        ("From Łódź and LODZ", "lodz", "From <mark>Łódź</mark> and <mark>LODZ</mark>"),
        ("From Lodz", "Łódź", "From <mark>Lodz</mark>"),
    ],
)
def test_search_words_are_marked_and_the_text_is_escaped(text: str, query: str, shown: str) -> None:
    assert highlight(text, query) == shown


def test_languages_are_named_in_their_own_language() -> None:
    assert [own_name(code) for code in ("en", "ru", "vi", "zh", "xx")] == [
        "English",
        "Русский",
        "Tiếng Việt",
        "中文",
        "xx",
    ]
