"""The words of a glossary found in a text, in one walk over it, whatever it and they look like."""

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import lru_cache

from django.utils.safestring import SafeString, mark_safe

from networkapp.text.html_text import replace_texts

CACHE_SIZE = 1_000
"""How many marked texts are kept beside the terms."""
WORD = re.compile(r"\w+")
BETWEEN = re.compile(r"[\s\u00a0\u2010\u2011-]+")
SKIPPED_TAGS = frozenset(
    {"a", "button", "caption", "code", "dfn", "h1", "h2", "h3", "h4", "h5", "h6", "pre", "sup", "svg", "th"}
)
"""Where no term is marked: in links and headings, and in text that is read character by character."""


@dataclass(frozen=True, kw_only=True)
class TermEntry:
    """A term in one language. `key` is its permanent number; `forms` are also found in texts."""

    key: int
    title: str
    text: str
    forms: tuple[str, ...] = ()
    taken_from: str = ""
    link: str = ""


@dataclass(slots=True)
class _Form:
    """A node of the tree of terms: the term that ends here, if any, and the node for each next word.

    So a text is walked once from each word, whatever many terms begin alike.
    """

    key: int = 0
    exact: str = ""
    longer: "dict[str, _Form]" = field(default_factory=dict)


class TermMatcher:
    """The entries of one language, ready to be found. Where two have a form in common, the first has it."""

    def __init__(self, entries: Iterable[TermEntry]) -> None:
        self.entries: dict[int, TermEntry] = {}
        self._forms = _Form()
        for entry in entries:
            self.entries[entry.key] = entry
            for form in (entry.title, *entry.forms):
                words = tuple(word.casefold() for word in WORD.findall(form))
                place = self._forms
                for word in words:
                    place = place.longer.setdefault(word, _Form())
                if words and not place.key:
                    # "IT" is no "it".
                    place.key, place.exact = entry.key, form if len(form) > 1 and form.isupper() else ""
        # The same sections are read repeatedly.
        self._marked = lru_cache(maxsize=CACHE_SIZE)(self._mark_whole)

    def mark(self, html: str, used: dict[int, TermEntry]) -> SafeString:
        """Return `html`, which is safe, with a link to `#t-<key>` at the first occurrence of each term. The longest one
        wins.

        Found terms are added to `used`.
        """
        if not self._forms.longer:
            return mark_safe(html)
        marked, seen = self._marked(str(html))
        used.update((key, self.entries[key]) for key in seen)
        return mark_safe(marked)

    def _mark_whole(self, html: str) -> tuple[str, frozenset[int]]:
        seen: set[int] = set()
        marked = replace_texts(
            html, lambda text, apart: text if apart else self._mark_text(text, seen), apart=SKIPPED_TAGS
        )
        return marked, frozenset(seen)

    def _mark_text(self, text: str, seen: set[int]) -> str:
        words = list(WORD.finditer(text))
        folded = [word[0].casefold() for word in words]
        made: list[str] = []
        done = place = 0
        while place < len(words):
            key, length = self._found(text, words, folded, place) if folded[place] in self._forms.longer else (0, 1)
            if key and key not in seen:
                seen.add(key)
                start, end = words[place].start(), words[place + length - 1].end()
                made += (text[done:start], f'<a class="term" href="#t-{key}">', text[start:end], "</a>")
                done = end
            place += length
        return "".join((*made, text[done:])) if made else text

    def _found(self, text: str, words: list[re.Match[str]], folded: list[str], place: int) -> tuple[int, int]:
        """Return the key of the longest term that begins with this word, and how many words it has; 0 for none."""
        start = words[place].start()
        if start and text[start - 1] in "&#":
            return 0, 1  # the name of a character, as in &amp;
        found, here = (0, 1), self._forms
        for at in range(place, len(words)):
            longer = here.longer.get(folded[at])
            if longer is None or (at > place and not BETWEEN.fullmatch(text, words[at - 1].end(), words[at].start())):
                break
            here = longer
            if here.key and (not here.exact or here.exact == text[start : words[at].end()]):
                found = here.key, at - place + 1
        return found
