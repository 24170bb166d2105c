"""Passages: the texts of a section for translation, and a hash of them."""

from copy import deepcopy
from typing import Any

from networkapp.handbooks.models.blocks import SectionsBlock
from networkapp.text.passages import fingerprint, passages_of, replace_passages

SECTION = SectionsBlock().child_blocks["section"]


def value() -> dict[str, Any]:
    return {
        "title": "Law & order",
        "law_as_of": "2026-01-01",
        "body": [
            {
                "type": "text",
                "id": "a",
                "value": '<p data-block-key="x">See <b>the <a href="https://x.example/?a=1&amp;b=2">law</a></b>  '
                "now.</p>"
                "<ul><li>one<ul><li>two</li></ul></li></ul>",
            },
            {"type": "checklist", "id": "c", "value": {"title": "Send question", "items": ["first", "second"]}},
            {"type": "table", "id": "t", "value": {"data": [["a", None], ["b", "c"]], "table_caption": "Counts"}},
            {"type": "figure", "id": "f", "value": {"image": 3, "alternative": "A door", "caption": ""}},
        ],
    }


def test_every_text_of_a_section_is_a_passage_with_a_key() -> None:
    assert [(passage.key, passage.text) for passage in passages_of(SECTION, value())] == [
        ("title", "Law & order"),
        ("body/a/0", 'See <b>the <a href="https://x.example/?a=1&amp;b=2">law</a></b> now.'),
        ("body/a/1", "one"),
        ("body/a/2", "two"),
        ("body/c/title", "Send question"),
        ("body/c/items/0", "first"),
        ("body/c/items/1", "second"),
        ("body/t/caption", "Counts"),
        ("body/t/cell/0.0", "a"),
        ("body/t/cell/1.0", "b"),
        ("body/t/cell/1.1", "c"),
        ("body/f/alternative", "A door"),
    ]


def test_country_codes_and_legal_sources_are_not_passages_for_translation() -> None:
    box = {"country": "FI", "facts": [{"label": "What", "value": "How"}], "sources": ["CETS 197"]}
    raw = {"title": "Law", "body": [{"type": "country_box", "id": "b", "value": box}]}
    assert [passage.text for passage in passages_of(SECTION, raw)] == ["Law", "What", "How"]


def test_hash_of_a_section_depends_on_texts_links_and_pictures_and_not_on_dates_or_ids() -> None:
    mark = fingerprint(SECTION, value())
    same = value()
    same["law_as_of"] = "2026-02-02"
    same["body"][0]["id"] = "z"
    same["body"][0]["value"] = same["body"][0]["value"].replace(' data-block-key="x"', "").replace("  now", " now")
    assert fingerprint(SECTION, same) == mark
    for change in ("word", "link", "picture", "order"):
        other = value()
        if change == "word":
            other["title"] = "Law"
        elif change == "link":
            other["body"][0]["value"] = other["body"][0]["value"].replace("x.example", "y.example")
        elif change == "picture":
            other["body"][3]["value"]["image"] = 4
        else:
            other["body"].reverse()
        assert fingerprint(SECTION, other) != mark, change


def test_translated_passages_replace_the_originals_and_all_else_stays() -> None:
    before = value()
    kept = deepcopy(before)
    after = replace_passages(
        SECTION, before, {"body/a/0": "Siehe <b>das</b> &amp;", "body/t/cell/1.1": "d", "title": "Recht"}
    )
    assert before == kept
    assert after["title"] == "Recht"
    assert after["body"][0]["value"] == (
        '<p data-block-key="x">Siehe <b>das</b> &amp;</p><ul><li>one<ul><li>two</li></ul></li></ul>'
    )
    assert after["body"][2]["value"]["data"] == [["a", None], ["b", "d"]]
    assert after["body"][3] == before["body"][3]


def test_quotation_is_a_passage_and_stays_a_quotation_when_translated() -> None:
    text = {"type": "text", "id": "q", "value": "<p>before</p><blockquote>Said <b>so</b><br/>twice</blockquote>"}
    raw = {"title": "T", "law_as_of": None, "body": [text]}
    [_title, _before, quotation] = passages_of(SECTION, raw)
    assert (quotation.what, quotation.text) == ("body/text/blockquote", "Said <b>so</b><br/>twice")
    translated = replace_passages(SECTION, raw, {quotation.key: "Gesagt<br/>zweimal"})
    assert translated["body"][0]["value"] == "<p>before</p><blockquote>Gesagt<br/>zweimal</blockquote>"
