"""HTML for Wagtail's editor: editable HTML is unchanged, and other HTML is repaired without losing words."""

import random
import re

import pytest
from wagtail.admin.rich_text.converters.contentstate import ContentstateConverter

from networkapp.text.rich_text import editable, is_editable

EDITOR = ContentstateConverter(["bold", "italic", "link", "document-link", "ol", "ul", "blockquote", "h3", "h4", "hr"])


@pytest.mark.parametrize(
    "html",
    [
        "",
        "<p>one</p>",
        '<p data-block-key="abc">one<br/>two</p>',
        "<p>5 &lt; 6 &amp; so on</p>",
        "<ul><li>a<ol><li>b</li></ol></li><li>c</li></ul>",
        '<blockquote>said <b>so</b></blockquote><h3>x</h3><p><a href="/a/?b=1&amp;c=2">y</a></p><hr/>',
        '<p><a linktype="page" id="3">page</a> <a linktype="document" id="4">file</a></p>',
    ],
)
def test_html_written_by_the_editor_is_unchanged(html: str) -> None:
    assert is_editable(html)
    assert editable(html) == html


@pytest.mark.parametrize(
    ("html", "repaired"),
    [
        ("<p>one<br>two</p>", "<p>one<br/>two</p>"),
        ("<p>one<br></p><hr><p>two</p>", "<p>one<br/></p><hr/><p>two</p>"),
        ("<p>one<p>two", "<p>one</p><p>two</p>"),
        ("one <b>two", "<p>one <b>two</b></p>"),
        ("<b>one<i>two</b>three</i>", "<p><b>one<i>two</i></b><i>three</i></p>"),
        ("<b><p>one</p><p>two</p></b>", "<p><b>one</b></p><p><b>two</b></p>"),
        ("<li>one</li>", "<p>one</p>"),
        ("<ul><li><p>one</p><p>two</p></li></ul>", "<ul><li>one<br/>two</li></ul>"),
        ("<ul><li>a</li><ul><li>b<br></li></ul></ul>", "<ul><li>a<ul><li>b<br/></li></ul></li></ul>"),
        ("<blockquote><p>one</p><p>two</p></blockquote>", "<blockquote>one<br/>two</blockquote>"),
        ("<div>one</div><div>two<br></div>", "<p>one</p><p>two<br/></p>"),
        ("<table><tr><td>one<br></td><td>two</td></tr></table>", "<p>one<br/></p><p>two</p>"),
        ('<p><a linktype="page" id="x">one</a><br>two</p>', "<p>one<br/>two</p>"),
        ('<p>one<script>x()</script><a href="javascript:x()">two</a><br></p>', "<p>onetwo<br/></p>"),
    ],
)
def test_html_that_the_editor_cannot_open_is_repaired(html: str, repaired: str) -> None:
    assert editable(html) == repaired
    EDITOR.from_database_format(repaired)


PIECES = [
    *("<p>", "</p>", "<b>", "</b>", "<i>", "</i>", "<br>", "<br/>", "<ul>", "</ul>", "<ol>", "</ol>", "<li>", "</li>"),
    *("<blockquote>", "</blockquote>", '<a href="/x/">', "<a>", "</a>", "<h3>", "</h3>", "<div>", "</div>", "<hr>"),
    *("w1 ", "w2", " ", "&amp;", "<table><tr><td>", "</td></tr></table>"),
]


@pytest.mark.parametrize("seed", range(10))
def test_editor_opens_all_repaired_html_and_no_word_is_lost(seed: int) -> None:
    chance = random.Random(seed)
    for _text in range(100):
        html = "".join(chance.choice(PIECES) for _piece in range(chance.randint(1, 12)))
        stored = editable(html)
        EDITOR.from_database_format(stored)
        assert re.findall(r"w\d", stored) == re.findall(r"w\d", html)
        assert editable(stored) == stored
