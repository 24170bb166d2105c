"""Atom: what was published, for programs that look for something new. RFC 4287, with the whole text of each entry."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.feedgenerator import Atom1Feed

from networkapp.text.cleaning import clean_text

CONTENT_TYPE = "application/atom+xml; charset=utf-8"


@dataclass(frozen=True, kw_only=True)
class Entry:
    """One published entry. `key` is its permanent id; `html` its whole content, with addresses that work from anywhere.

    `authors` are names as they may appear in public. Characters that XML forbids are removed.
    """

    key: str
    title: str
    address: str
    published: datetime
    updated: datetime
    summary: str = ""
    html: str = ""
    language: str = ""
    authors: tuple[str, ...] = ()
    categories: tuple[str, ...] = ()


class _Feed(Atom1Feed):
    """Django's feed, whose entries have their content, authors, and language."""

    def item_attributes(self, item: dict[str, Any]) -> dict[str, str]:
        return {"xml:lang": item["entry"].language} if item["entry"].language else {}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        entry: Entry = item["entry"]
        for author in entry.authors:
            handler.startElement("author", {})
            handler.addQuickElement("name", clean_text(author))
            handler.endElement("author")
        if entry.html:
            handler.addQuickElement("content", clean_text(entry.html), {"type": "html"})


def atom(*, title: str, key: str, address: str, home: str, author: str, language: str, entries: Iterable[Entry]) -> str:
    """Return an Atom feed with a permanent `key`, at `address`, of the page `home`; it may have no entries."""
    feed = _Feed(
        title=clean_text(title),
        link=home,
        description=None,
        feed_url=address,
        feed_guid=key,
        author_name=clean_text(author),
        language=language,
    )
    for entry in entries:
        feed.add_item(
            title=clean_text(entry.title),
            link=entry.address,
            description=clean_text(entry.summary) or None,  # type: ignore[arg-type]
            unique_id=entry.key,
            pubdate=entry.published,
            updateddate=entry.updated,
            categories=[clean_text(category) for category in entry.categories],
            entry=entry,
        )
    return str(feed.writeString("utf-8"))
