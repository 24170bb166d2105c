"""What members write, as HTML: CommonMark with tables and line breaks, never raw HTML, nothing fetched from afar."""

import unicodedata
from collections.abc import Sequence
from html import unescape
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.token import Token

TAGS = {
    *("p", "br", "em", "strong", "a", "code", "pre", "blockquote", "ul", "ol", "li", "hr"),
    *("div", "table", "thead", "tbody", "tr", "th", "td"),
}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "div": {"class", "tabindex"}}
SCHEMES = {"http", "https", "mailto"}
# Spaces, controls, and marks that need a letter to stand on; then letters and symbols that are blank by design.
UNSEEN = {"Cc", "Cf", "Cs", "Zs", "Zl", "Zp", "Mn", "Me"}
BLANKS = {"\N{BRAILLE PATTERN BLANK}", "\N{HANGUL FILLER}", "\N{HALFWIDTH HANGUL FILLER}"} | {
    "\N{HANGUL CHOSEONG FILLER}",
    "\N{HANGUL JUNGSEONG FILLER}",
}


def _fixed(markup: str) -> Any:
    def rule(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        return markup

    return rule


def _parser() -> MarkdownIt:
    # A picture would be fetched from a third party, so it becomes its link; a heading would break the page's outline.
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True, "linkify": True})
    parser.enable(["table", "linkify"]).disable("image")
    parser.add_render_rule("heading_open", _fixed("<p><strong>"))
    parser.add_render_rule("heading_close", _fixed("</strong></p>\n"))
    parser.add_render_rule("table_open", _fixed('<div class="scroll" tabindex="0"><table class="table">\n'))
    parser.add_render_rule("table_close", _fixed("</table></div>\n"))
    return parser


_PARSER = _parser()


def to_html(text: str) -> str:
    """The text as sanitised HTML, which may stand in any page."""
    return nh3.clean(
        _PARSER.render(text),
        tags=TAGS,
        attributes={**ATTRIBUTES, "table": {"class"}},
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer nofollow",
    )


def to_plain(html: str) -> str:
    """The words of sanitised HTML in one line."""
    return " ".join(unescape(nh3.clean(html, tags=set())).split())


def is_visible(html: str) -> bool:
    """Whether a reader would see a single character of it."""
    return any(unicodedata.category(sign) not in UNSEEN and sign not in BLANKS for sign in to_plain(html))
