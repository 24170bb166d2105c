"""XLIFF files: content is unchanged after export and import, and errors are reported."""

from typing import Any
from xml.etree import ElementTree as Xml

import pytest

from networkapp.handbooks.translations.xliff.codes import BrokenCodes, decode, decoded_source
from networkapp.handbooks.translations.xliff.files import read, write
from networkapp.handbooks.translations.xliff.values import (
    TranslationUnit,
    UnitGroup,
    UnreadableFile,
    Version,
    XliffDocument,
)
from networkapp.text.passages import Passage

LINKED = 'See <b>the <a href="/law?a=1&amp;b=2">law</a></b> &amp; <i>ask</i><br/>now'


def passage(text: str = LINKED, kind: Any = "marked") -> Passage:
    return Passage(key="body/a/0", kind=kind, what="body/text/p", text=text)


def written(*units: TranslationUnit, version: Version = "1.2", **fields: Any) -> bytes:
    values: dict[str, Any] = {
        "original": "key",
        "source_language": "en",
        "target_language": "ru",
        "note": "Keep the marks.",
        "made_of": {"sections": {"a": ["1", "2"]}},
        **fields,
    }
    return write(XliffDocument(groups=[UnitGroup(id="a", name="1.1 Law", units=list(units))], **values), version)


def unit(**fields: Any) -> TranslationUnit:
    return TranslationUnit(**{"id": "key/a/title", "passage": passage(), **fields})


def target(xml: str) -> Xml.Element:
    return Xml.fromstring(f"<target>{xml}</target>")


@pytest.mark.parametrize("version", ["1.2", "2.0"])
def test_xliff_passage_is_exported_with_inline_codes_and_imported_unchanged(version: Version) -> None:
    content = written(unit(target='Смотри <b><a href="/ru/law">закон</a></b>', state="translated"), version=version)
    assert b"/law" not in content
    back = read(content)
    assert (back.original, back.source_language, back.target_language) == ("key", "en", "ru")
    assert back.made_of == {"sections": {"a": ["1", "2"]}}
    one = back.units["key/a/title"]
    assert one.target is not None
    assert decode(one.source, passage()) == decoded_source(passage()) == LINKED
    known = '<a href="/ru/law">закон</a>'
    assert decode(one.target, passage(), known) == 'Смотри <b><a href="/ru/law">закон</a></b>'
    assert decode(one.target, passage()) == 'Смотри <b><a href="/law?a=1&amp;b=2">закон</a></b>'


@pytest.mark.parametrize(
    ("xml", "reason"),
    [
        ('<g id="2">law</g> <g id="9">x</g>', "unknown"),
        ('<g id="2">law</g> <g id="2">x</g>', "doubled"),
        ('<g id="1">law</g>', "link"),
        ('<g id="2">law</g> <ph id="1"/>', "unknown"),
        ('<g id="2">law</g> <x id="1"/>', "unknown"),
    ],
)
def test_inline_codes_that_differ_from_the_source_are_refused_with_a_reason(xml: str, reason: str) -> None:
    with pytest.raises(BrokenCodes, match=reason):
        decode(target(xml), passage())


def test_imported_passage_contains_only_known_codes_and_plain_text() -> None:
    result = decode(target('<g id="2" onclick="x">&lt;script&gt;\u202e</g><mrk mtype="seg">!</mrk>'), passage())
    assert result == '<a href="/law?a=1&amp;b=2">&lt;script&gt;</a>!'
    assert decode(target("two\nlines <mrk>here</mrk>"), passage("x", "line")) == "two lines here"
    with pytest.raises(BrokenCodes):
        decode(target('<g id="1">x</g>'), passage("x", "line"))


@pytest.mark.parametrize("version", ["1.2", "2.0"])
def test_exported_unit_states_are_read_back(version: Version) -> None:
    units = [
        unit(id="key/a/1", target="x", state="needs-review-translation", machine=True),
        unit(id="key/a/2", target="x", state="final"),
        unit(id="key/a/3"),
    ]
    back = read(written(*units, version=version)).units
    stand = [(one.target is not None, one.machine, one.doubtful) for one in back.values()]
    assert (list(back), stand) == (
        ["key/a/1", "key/a/2", "key/a/3"],
        [(True, True, True), (True, False, False), (False, False, False)],
    )


def segmented(segments: str) -> Any:
    """Return the only unit of a file that a tool has split into these segments."""
    start, _head, rest = written(unit(), version="2.0").decode().partition("<segment>")
    [one] = read(f"{start}{segments}{rest.partition('</segment>')[2]}".encode()).units.values()
    return one


TWO = (
    '<segment{0}><source>See <sc id="1"/>the</source><target>Смотри <sc id="1"/>тот</target></segment>'
    "<ignorable><source> </source></ignorable>"
    '<segment{1}><source><pc id="2">law</pc><ec startRef="1"/> &amp; <pc id="3">ask</pc><ph id="4"/>now</source>'
    '<target><mrk id="m"><pc id="2">закон</pc></mrk><ec startRef="1"/> и <pc id="3">спроси</pc><sm id="n"/></target>'
    "</segment>"
)


@pytest.mark.parametrize(
    "names",
    [
        'id="key/a/title"',
        'id="key/a/title" name="body/text/p"',
        'id="tu1" name="key/a/title"',
    ],
)
def test_xliff_file_rewritten_by_a_converter_is_imported(names: str) -> None:
    marked = '{} <pc id="g1">{} <pc id="g2">{}</pc></pc> &amp; <pc id="g3">{}</pc><ph id="x4"/>{}'
    source, words = marked.format("See", "the", "law", "ask", "now"), marked.format("Смотри", "этот", "закон", "и", "!")
    back = read(
        f"""<xliff xmlns="urn:oasis:names:tc:xliff:document:2.0" xmlns:mda="urn:oasis:names:tc:xliff:metadata:2.0"
             srcLang="en" trgLang="ru" version="2.1"><file id="1" original="key">
             <mda:metadata><mda:metaGroup category="format"><mda:meta type="datatype">html</mda:meta></mda:metaGroup>
             </mda:metadata><group id="a"><unit {names}><notes><note id="n1">Mind it.</note></notes>
             <segment id="key/a/title" state="translated"><source xml:space="preserve">{source}</source>
             <target xml:space="preserve"><mrk id="tn0" type="comment" ref="#n=n1">{words}</mrk></target></segment>
             </unit></group></file></xliff>""".encode()
    )
    assert (back.original, back.made_of, list(back.units)) == ("key", {}, ["key/a/title"])
    one = back.units["key/a/title"]
    assert one.target is not None
    assert decode(one.source, passage()) == LINKED
    result = 'Смотри <b>этот <a href="/law?a=1&amp;b=2">закон</a></b> &amp; <i>и</i><br/>!'
    assert decode(one.target, passage()) == result


def test_segments_of_a_split_unit_are_joined_on_import() -> None:
    one = segmented(TWO.format("", ' state="reviewed"'))
    assert decode(one.source, passage()) == decoded_source(passage())
    assert decode(one.target, passage()) == LINKED.replace("See", "Смотри").replace("the <", "тот <").replace(
        "law</a></b>", "закон</a></b>"
    ).replace("&amp; <i>ask", "и <i>спроси").removesuffix("<br/>now")
    turned = segmented(
        "<segment><source>One.</source><target order='3'>Раз.</target></segment>"
        "<ignorable><source> </source></ignorable>"
        "<segment><source>Two.</source><target order='1'>Два.</target></segment>"
    )
    assert decode(turned.target, passage("One. Two.")) == "Два. Раз."
    beyond = segmented(f"<segment><source>One.</source><target order='{'9' * 5_000}'>Раз.</target></segment>")
    assert decode(beyond.target, passage("One.")) == "Раз."


@pytest.mark.parametrize("states", [(' state="initial"', ""), ("", ' state="initial" subState="their:own"')])
def test_unit_with_an_untranslated_segment_counts_as_untranslated(states: tuple[str, str]) -> None:
    assert segmented(TWO.format(*states)).target is None
    assert segmented("<segment><source>One.</source><target/></segment>").target is None
    assert segmented("<segment><source>One.</source></segment>").target is None


@pytest.mark.parametrize(
    "target",
    [
        '<sc id="1"/>law',
        'law<ec startRef="1"/>',
        '<pc id="1">law<sc id="2"/></pc><ec startRef="2"/>',
        '<sc id="1"/><pc id="2">law<ec startRef="1"/></pc>',
        '<pc id="2">law</pc><mystery id="1"/>',
    ],
)
def test_unbalanced_inline_code_is_refused_with_a_reason(target: str) -> None:
    one = segmented(f"<segment><source>law</source><target>{target}</target></segment>")
    with pytest.raises(BrokenCodes, match="unknown"):
        decode(one.target, passage())


def test_unit_marked_as_needing_translation_counts_as_untranslated() -> None:
    units = [
        unit(id="key/a/1", target="x", state="needs-translation"),
        unit(id="key/a/2", target="x", state="needs-review-translation", machine=True),
        unit(id="key/a/3"),
    ]
    back = read(written(*units)).units
    assert [back[key].target is None for key in sorted(back)] == [True, False, True]
    assert (back["key/a/2"].doubtful, back["key/a/2"].machine) == (True, True)


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "broken"),
        (b"<xliff", "broken"),
        (b"\xff\xfe\x00", "broken"),
        (b'<!DOCTYPE x [<!ENTITY a "b">]><xliff version="1.2"><file/></xliff>', "broken"),
        (b"<html/>", "foreign"),
        (b'<xliff version="3.0"><file/></xliff>', "version"),
        (b'<xliff version="2.1"/>', "parts"),
        (b'<xliff version="2.1"><file><unit name="a"/></file></xliff>', "broken"),
        (b'<xliff version="2.1"><file><unit name="a"><segment/></unit></file></xliff>', "broken"),
        (b'<xliff version="1.2"/>', "parts"),
        (b'<xliff version="1.2"><file/><file/></xliff>', "parts"),
        (b'<xliff version="1.2"><file><body><trans-unit id="a"/></body></file></xliff>', "broken"),
        (b'<xliff version="2.0"><file>' + b"<pc>" * 5_000 + b"</pc>" * 5_000 + b"</file></xliff>", "broken"),
    ],
)
def test_unreadable_xliff_file_is_refused_with_a_reason(content: bytes, reason: str) -> None:
    with pytest.raises(UnreadableFile, match=reason):
        read(content)


def test_xliff_file_with_a_broken_header_is_read() -> None:
    for broken in (b"[1]", b"{", b"[" * 100_000):
        content = written(unit()).replace(b'{"sections": {"a": ["1", "2"]}}', broken)
        assert read(content).made_of == {}
