"""Render members' texts as HTML: CommonMark with tables and line breaks, no raw HTML, nothing external."""

import re
from collections.abc import Callable, Container, Iterator, Sequence
from html import escape, unescape
from typing import Any

import nh3
from markdown_it import MarkdownIt
from markdown_it.rules_inline import StateInline
from markdown_it.token import Token

from networkapp.text.cleaning import has_visible_text

TAGS = {
    *("p", "br", "em", "strong", "a", "code", "pre", "blockquote", "ul", "ol", "li", "hr"),
    *("span", "div", "table", "thead", "tbody", "tr", "th", "td"),
}
LOWEST_HEADING = 6
HEADINGS = {f"h{level}" for level in range(2, LOWEST_HEADING + 1)}
ATTRIBUTES = {"a": {"href", "title"}, "ol": {"start"}, "div": {"class", "tabindex"}}
SCHEMES = {"http", "https", "mailto"}
# "@XB", "@member.XB", "@vice-chair", or "@[A name as it is shown]"; never inside a word or an address.
MENTION = re.compile(r"@(\[[^\[\]\n]{1,120}\]|[^\W\d_][\w-]{0,30}(?:\.\w[\w-]{0,30})?)")


def _fixed(markup: str) -> Any:
    def rule(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
        return markup

    return rule


def _mention(state: StateInline, silent: bool) -> bool:
    before = state.src[state.pos - 1] if state.pos else " "
    if state.src[state.pos] != "@" or before.isalnum() or before in "_.-/@":
        return False
    is_named: Callable[[str], bool] = state.env.get("is_named", lambda key: False)
    for written in _readings(state.src, state.pos):
        if is_named(mention_key(written)):
            if not silent:
                state.push("mention", "", 0).content = f"@{written.strip('[]')}"
            state.pos += len(written) + 1
            return True
    return False


def _readings(text: str, start: int) -> Iterator[str]:
    """Yield the possible mentions from here, longest first: "@XB.Then" may be the end of a sentence."""
    found = MENTION.match(text, start)
    if found:
        yield found[1]
        if "." in found[1] and not found[1].startswith("["):
            yield found[1].partition(".")[0]


def _show_mention(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return f'<span class="seat">{escape(tokens[index].content)}</span>'


def _open_heading(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return f"<{_heading(tokens[index], env)}>" if env.get("headings") else "<p><strong>"


def _close_heading(self: Any, tokens: Sequence[Token], index: int, options: Any, env: Any) -> str:
    return f"</{_heading(tokens[index], env)}>\n" if env.get("headings") else "</strong></p>\n"


def _heading(token: Token, env: Any) -> str:
    return f"h{min(int(token.tag[1:]) - 1 + int(env['headings']), LOWEST_HEADING)}"


def _parser() -> MarkdownIt:
    # A picture would be fetched from a third party, so it becomes its link; a heading would break the page's outline,
    # unless the page says on which level it may begin.
    parser = MarkdownIt("commonmark", {"html": False, "breaks": True, "linkify": True})
    parser.enable(["table", "linkify"]).disable("image")
    parser.add_render_rule("heading_open", _open_heading)
    parser.add_render_rule("heading_close", _close_heading)
    parser.add_render_rule("table_open", _fixed('<div class="scroll" tabindex="0"><table class="table">\n'))
    parser.add_render_rule("table_close", _fixed("</table></div>\n"))
    parser.inline.ruler.after("escape", "mention", _mention)
    parser.add_render_rule("mention", _show_mention)
    return parser


_PARSER = _parser()


def to_html(text: str, *, mentions: Container[str] = (), headings: int = 0) -> str:
    """Return the text as sanitised HTML, which may be in any page; of the words after an @ these are marked.

    Headings become headings from the level `headings` on (2 for "#", 3 for "##"); with 0, bold paragraphs.
    """
    return nh3.clean(
        _PARSER.render(text, {"is_named": mentions.__contains__, "headings": headings}),
        tags=TAGS | HEADINGS if headings else TAGS,
        attributes={**ATTRIBUTES, "table": {"class"}},
        allowed_classes={"span": {"seat"}},
        url_schemes=SCHEMES,
        link_rel="noopener noreferrer nofollow",
    )


def mentions_in(text: str) -> set[str]:
    """Return the keys of possible mentions, the words after @; the caller checks whom they name."""
    found: set[str] = set()
    if "@" in text:
        _PARSER.render(text, {"is_named": lambda key: bool(found.add(key))})  # type: ignore[func-returns-value]
    return found


def mention_key(written: str) -> str:
    """Return the key of a mention, which is equal however the mention was typed."""
    return " ".join(written.split()).casefold()


def to_plain(html: str) -> str:
    """Return the text of sanitised HTML on one line."""
    return " ".join(unescape(nh3.clean(html, tags=set())).split())


def is_visible(html: str) -> bool:
    """Return whether the text has a visible character."""
    return has_visible_text(to_plain(html))
