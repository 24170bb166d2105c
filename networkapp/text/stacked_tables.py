"""Tables that a narrow screen shows row by row, and that are still read out as tables there."""

from html import escape, unescape
from html.parser import HTMLParser

_GROUPS = {"thead", "tbody", "tfoot"}


def add_table_labels(html: str) -> str:
    """Return the HTML in which each table of the class `stacked` has its roles, and its cells the words above their
    column.

    A row that is no longer laid out as one is a row to some browsers only by its role. All else stays as it is.
    """
    if "stacked" not in html:
        return html
    stacker = _Stacker()
    stacker.feed(html)
    stacker.close()
    return "".join(stacker.made)


class _Stacker(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=False)
        self.made: list[str] = []
        self.heads: list[str] | None = None
        self.in_head = False
        self.naming = False
        self.column = 0
        self.tables_within = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        had = dict(attrs)
        if tag == "table" and self.heads is not None:
            self.tables_within += 1
        elif tag == "table" and "stacked" in (had.get("class") or "").split():
            self.heads = []
        attributes = self._given(tag, had) if self.heads is not None and not self.tables_within else {}
        written = "".join(f' {name}="{escape(value)}"' for name, value in attributes.items() if name not in had)
        tag_text = self.get_starttag_text() or ""
        self.made.append(f"{tag_text[: 1 + len(tag)]}{written}{tag_text[1 + len(tag) :]}")

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.made.append(self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        self.made.append(f"</{tag}>")
        if tag == "table" and self.tables_within:
            self.tables_within -= 1
        elif tag == "table":
            self.heads = None
        elif tag == "thead":
            self.in_head = False
        elif tag == "th":
            self.naming = False

    def handle_data(self, data: str) -> None:
        self._keep(data, data)

    def handle_entityref(self, name: str) -> None:
        self._keep(f"&{name};", unescape(f"&{name};"))

    def handle_charref(self, name: str) -> None:
        self._keep(f"&#{name};", unescape(f"&#{name};"))

    def handle_comment(self, data: str) -> None:
        self.made.append(f"<!--{data}-->")

    def _keep(self, written: str, read: str) -> None:
        self.made.append(written)
        if self.naming and self.heads:
            self.heads[-1] += read

    def _given(self, tag: str, had: dict[str, str | None]) -> dict[str, str]:
        if tag == "table":
            return {"role": "table"}
        if tag in _GROUPS:
            self.in_head = tag == "thead"
            return {"role": "rowgroup"}
        if tag == "tr":
            self.column = 0
            return {"role": "row"}
        if tag in {"th", "td"}:
            return self._cell(tag, had)
        return {}

    def _cell(self, tag: str, had: dict[str, str | None]) -> dict[str, str]:
        assert self.heads is not None
        if self.in_head:
            self.naming = True
            self.heads.append("")
            return {"role": "columnheader"}
        place, span = self.column, int(had.get("colspan") or 1)
        self.column += span
        if tag == "th":
            return {"role": "rowheader"}
        words = " ".join(self.heads[place].split()) if span == 1 and place < len(self.heads) else ""
        return {"role": "cell", "data-label": words} if words else {"role": "cell"}
