"""Conversion of members' Markdown to HTML."""

import pytest

from networkapp.text.markdown import to_html


@pytest.mark.parametrize(
    ("text", "html"),
    [
        ("We *must* act", "<p>We <em>must</em> act</p>\n"),
        ("one\ntwo", "<p>one<br>\ntwo</p>\n"),
        ("# Loud", "<p><strong>Loud</strong></p>\n"),
        ("<script>alert(1)</script>", "<p>&lt;script&gt;alert(1)&lt;/script&gt;</p>\n"),
        ("<b onclick='x()'>b</b>", "<p>&lt;b onclick='x()'&gt;b&lt;/b&gt;</p>\n"),
        ("[a](javascript:alert(1))", "<p>[a](javascript:alert(1))</p>\n"),
        ("[a](data:text/html,x)", "<p>[a](data:text/html,x)</p>\n"),
        (
            "see https://example.org/a",
            '<p>see <a href="https://example.org/a" rel="noopener noreferrer nofollow">https://example.org/a</a></p>\n',
        ),
        (
            "![far](https://example.org/a.png)",
            '<p>!<a href="https://example.org/a.png" rel="noopener noreferrer nofollow">far</a></p>\n',
        ),
        (
            "|a|\n|-|\n|1|",
            '<div class="scroll" tabindex="0"><table class="table">\n<thead>\n<tr>\n<th>a</th>\n</tr>\n</thead>\n'
            "<tbody>\n<tr>\n<td>1</td>\n</tr>\n</tbody>\n</table></div>\n",
        ),
    ],
)
def test_markdown_is_converted_to_safe_html(text: str, html: str) -> None:
    assert to_html(text) == html
