"""An open page to which live frames are applied: its lists and its unread counts.

It follows the rules of docs/realtime.md, as live.js does; tests/journeys hold the two against each other.
"""

from collections.abc import Iterable, Mapping
from typing import Any

from bs4 import BeautifulSoup, Tag


class OpenPage:
    def __init__(self, html: str) -> None:
        self.soup = BeautifulSoup(html, "html.parser")
        live = self.soup.find("live-network")
        assert isinstance(live, Tag)
        self.live = live
        self.seen = int(str(live["data-after"]))
        self.reader = int(str(live["data-reader"]))
        self.topic = int(str(live.get("data-topic", 0)))
        self.unread = {
            int(str(place["data-unread"])): int(place.find(class_="count-badge").contents[0])  # type: ignore[union-attr]
            for place in live.find_all(attrs={"data-unread": True})
        }

    def apply(self, frames: Iterable[dict[str, Any]]) -> None:
        """Apply these frames in their order as a browser does; frames already seen are ignored."""
        for frame in frames:
            if frame["type"] == "event" and frame["sequence"] > self.seen:
                for place in frame["places"]:
                    self._place(**place)
                self._count(frame)
            if frame["type"] in {"event", "cursor"}:
                self.seen = max(self.seen, frame["sequence"])

    def take_counts(self, topics: Mapping[int, int]) -> None:
        """Replace the counts of the page by the user's unread counts per topic, which are more complete."""
        self.unread = {topic: topics.get(topic, 0) for topic in self.unread}

    def lists(self) -> dict[str, list[str]]:
        """Return the entries of each list without what depends on the reader: counts and the unread line."""
        return {
            str(found["data-live-list"]): [
                self._text(entry) for entry in found.find_all(recursive=False) if entry.get("id") != "unread"
            ]
            for found in self.live.find_all(attrs={"data-live-list": True})
        }

    def entries(self, name: str) -> list[str] | None:
        """Return the elements with an id in the list of this name, in order; None if the page has no such list."""
        found = self.live.find(attrs={"data-live-list": name})
        if not isinstance(found, Tag):
            return None
        return [str(entry["id"]) for entry in found.find_all(recursive=False) if entry.get("id") != "unread"]

    def counts(self) -> dict[int, int]:
        """Return the unread count of each listed topic that has one, except the topic being read."""
        listed = {int(str(place["data-unread"])) for place in self.live.find_all(attrs={"data-unread": True})}
        return {topic: self.unread.get(topic, 0) for topic in listed - {self.topic} if self.unread.get(topic)}

    def _place(self, *, list: str, id: str, html: str, at: str, moves: bool) -> None:
        parent = self.live.find(attrs={"data-live-list": list})
        if not isinstance(parent, Tag):
            return
        known = parent.find(id=id)
        if not html.strip():
            self._take_out(known)
            return
        if known is None and (at == "here" or parent.has_attr("data-live-stretch")):
            return
        made = BeautifulSoup(html.strip(), "html.parser").contents[0]
        if isinstance(known, Tag) and not moves and at != "order":
            known.replace_with(made)
            return
        if isinstance(known, Tag):
            known.extract()
        if at == "order":
            order = str(made["data-order"])  # type: ignore[index]
            later = [entry for entry in parent.find_all(recursive=False) if str(entry["data-order"]) < order]
            (later[0].insert_before if later else parent.append)(made)
        elif at == "start":
            parent.insert(0, made)
        else:
            parent.append(made)

    def _take_out(self, known: Any) -> None:
        if isinstance(known, Tag):
            known.extract()

    def _count(self, frame: dict[str, Any]) -> None:
        topic = frame["data"].get("topic", 0)
        self.unread.setdefault(topic, 0)
        if frame["kind"] == "message.posted" and frame["actor"] != self.reader:
            self.unread[topic] += 1

    def _text(self, entry: Tag) -> str:
        copy = BeautifulSoup(str(entry), "html.parser")
        for count in copy.find_all(attrs={"data-unread": True}):
            count.decompose()
        for link in copy.find_all("a", attrs={"aria-current": True}):
            del link["aria-current"]
        return " ".join(str(copy).split())
