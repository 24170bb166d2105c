"""The words of a glossary found in a text, in one walk over it, whatever it and they look like."""

import re
from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe

from networkapp.publishing.running_text import reworded

KEPT = 1_000
"""How many marked texts are kept beside the terms."""
WORD = re.compile(r"\w+")
BETWEEN = re.compile(r"[\s\u00a0\u2010\u2011-]+")
APART = frozenset(
    {"a", "button", "caption", "code", "dfn", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "sup", "svg", "th"}
)
"""Where no term is marked: in what is a link or a heading already, or is to be read letter by letter."""


@dataclass(frozen=True, kw_only=True)
class Entry:
    """A term in one language. `key` is its permanent number; `forms` are also found in texts."""

    key: int
    title: str
    text: str
    forms: tuple[str, ...] = ()
    taken_from: str = ""
    link: str = ""


class Terms:
    """The entries of one language, ready to be found. Where two have a form in common, the first has it."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries: dict[int, Entry] = {}
        self._forms: dict[tuple[str, ...], tuple[int, str]] = {}
        lengths: dict[str, set[int]] = defaultdict(set)
        for entry in entries:
            self.entries[entry.key] = entry
            for form in (entry.title, *entry.forms):
                words = tuple(word.casefold() for word in WORD.findall(form))
                if words and words not in self._forms:
                    # "IT" is no "it".
                    self._forms[words] = (entry.key, form if len(form) > 1 and form.isupper() else "")
                    lengths[words[0]].add(len(words))
        self._lengths = {first: sorted(found, reverse=True) for first, found in lengths.items()}
        # The same sections are read again and again.
        self._marked = lru_cache(maxsize=KEPT)(self._mark_whole)

    def mark(self, html: str, used: dict[int, Entry]) -> SafeString:
        """`html`, which is safe: where a term first stands in it, a link to `#t-<key>`. The longest one wins.

        What was found is added to `used`.
        """
        if not self._forms:
            return mark_safe(html)
        marked, seen = self._marked(str(html))
        used.update((key, self.entries[key]) for key in seen)
        return mark_safe(marked)

    def _mark_whole(self, html: str) -> tuple[str, frozenset[int]]:
        seen: set[int] = set()
        marked = reworded(html, lambda text, apart: text if apart else self._mark_text(text, seen), apart=APART)
        return marked, frozenset(seen)

    def _mark_text(self, text: str, seen: set[int]) -> str:
        words = list(WORD.finditer(text))
        folded = [word[0].casefold() for word in words]
        made: list[str] = []
        done = place = 0
        while place < len(words):
            key, length = self._found(text, words, folded, place) if folded[place] in self._lengths else (0, 1)
            if key and key not in seen:
                seen.add(key)
                start, end = words[place].start(), words[place + length - 1].end()
                made += (text[done:start], f'<a class="term" href="#t-{key}">', text[start:end], "</a>")
                done = end
            place += length
        return "".join((*made, text[done:])) if made else text

    def _found(self, text: str, words: list[re.Match[str]], folded: list[str], place: int) -> tuple[int, int]:
        """The key of the longest term that begins with this word, and how many words it has; 0 for none."""
        start = words[place].start()
        if start and text[start - 1] in "&#":
            return 0, 1  # the name of a character, as in &amp;
        for length in self._lengths[folded[place]]:
            if place + length > len(words):
                continue
            key, exact = self._forms.get(tuple(folded[place : place + length]), (0, ""))
            if not key or (exact and exact != text[start : words[place + length - 1].end()]):
                continue
            pairs = zip(words[place : place + length - 1], words[place + 1 : place + length], strict=True)
            if all(BETWEEN.fullmatch(text, left.end(), right.start()) for left, right in pairs):
                return key, length
        return 0, 1
