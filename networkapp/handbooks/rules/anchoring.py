"""The position of a note's words after their text was changed, or that it is uncertain.

A note is never attached to words that only look alike. It stays by itself if its whole sentence is in the new text as
it was in the old one, if no other position is possible, and if what gives the sentence its sense is the same: the
sentence before it in its paragraph, and the heading or the line with a colon above it. A person decides about all
others.
"""

from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from networkapp.text.comparison import Span, Wording

# More occurrences than this are too many to compare: such a frequent sentence cannot be identified by its surroundings.
MAX_PLACES = 300
CANDIDATES = 3
NEIGHBOURS = (0, 1, 3)
LABEL_REACH, LABEL_WORDS, FEW_WORDS = 12, 8, 3
MIN_SIMILARITY = 0.4
COMMON = 400


@dataclass(frozen=True)
class Carried:
    """The note's words are where they were; at most the text around their sentence has changed."""

    at: Span


@dataclass(frozen=True)
class Moved:
    """The note's words have moved among the other sentences."""

    at: Span


@dataclass(frozen=True)
class NeedsCheck:
    """Nobody can say for certain; these places are the likeliest, the best first."""

    candidates: tuple[Span, ...]


@dataclass(frozen=True)
class Orphaned:
    """The note's words have been deleted, and no similar text is left."""


AnchorResult = Carried | Moved | NeedsCheck | Orphaned


class TextChange:
    """A change from an old text to a new one. Created once, asked for each note; takes about linear time for any texts.

    >>> change = TextChange("Help is owed to all. It may end.", "New.\\nHelp is owed to all. It may not end.")
    >>> change.verdict(Span(0, 20)), change.verdict(Span(21, 32))
    (Carried(at=Span(start=5, end=25)), NeedsCheck(candidates=(Span(start=26, end=41),)))
    """

    def __init__(self, old: str, new: str) -> None:
        self.old, self.new = Wording(old), Wording(new)
        self._known: dict[tuple[int, int], Sequence[int]] = {}
        self._likely: dict[tuple[int, int], list[Span]] = {}

    def verdict(self, span: Span) -> AnchorResult:
        """Return what became of this passage of the old text."""
        start, end = self.old.normal_span(span)
        if self.old.normal == self.new.normal:
            return Carried(self.new.raw_span(start, end))
        first, last = self.old.units_at(start, end)
        if first > last:
            return Orphaned()
        places = self._places(first, last)
        offset = start - self.old.units[first][0]
        spans = [self._span(place, offset, end - start) for place in places[:CANDIDATES]]
        if len(places) != 1:
            return self._look(first, last, self.old.normal[start:end], spans)
        begin = self.new.units[places[0]][0] + offset
        # Between two sentences there may have been the end of a paragraph that is now removed.
        is_said = self.new.normal[begin : begin + end - start] == self.old.normal[start:end]
        if not is_said or not self._means_the_same(first, last, places[0]):
            return NeedsCheck(tuple(spans))
        return Carried(spans[0]) if self._in_order(first, places[0]) else Moved(spans[0])

    def _span(self, place: int, offset: int, length: int) -> Span:
        start = self.new.units[place][0] + offset
        return self.new.raw_span(start, min(start + length, len(self.new.normal)))

    def _places(self, first: int, last: int) -> Sequence[int]:
        """Return where in the new text these sentences may be: one position if that is certain, none if they are
        deleted."""
        key = (first, last)
        if key not in self._known:
            self._known[key] = self._find(first, last)
        return self._known[key]

    def _find(self, first: int, last: int) -> Sequence[int]:
        before, after = (text.indexes_of(self.old.sentence_texts[first]) for text in (self.old, self.new))
        if max(len(before), len(after)) > MAX_PLACES:
            return [after[0], after[-1], *after[1:CANDIDATES]] if after else []
        everywhere: Sequence[int] = []
        for around in NEIGHBOURS:
            pattern = self.old.stretch(first - around, last + around)
            reach = last - first + around
            at, was = (
                [place for place in places if text.stretch(place - around, place + reach) == pattern]
                for text, places in ((self.new, after), (self.old, before))
            )
            everywhere = everywhere or at
            if len(at) == len(was) == 1 or not at:
                return at if at else _several(everywhere)
        return _several(everywhere)

    def _means_the_same(self, first: int, last: int, place: int) -> bool:
        """Return whether the text before it in its paragraph and above it is the same; for a few words, also beside
        them."""
        old, new, end = self.old, self.new, place + last - first
        if old.before_in_line(first) != new.before_in_line(place) or _label(old, first) != _label(new, place):
            return False
        words = sum(len(old.words(unit)) for unit in range(first, last + 1))
        beside = [old.unit(first - 1) == new.unit(place - 1), old.unit(last + 1) == new.unit(end + 1)]
        return words > FEW_WORDS or any(beside)

    def _in_order(self, old: int, new: int) -> bool:
        """Return whether the sentences that kept their order are on the same sides of it as before."""
        was, becomes = self._order
        return bisect_left(was, old) == bisect_left(becomes, new)

    @cached_property
    def _order(self) -> tuple[list[int], list[int]]:
        """Return the longest row of sentences that occur once in each text and follow each other in both."""
        once = [
            (place, self.new.indexes_of(sentence)[0])
            for place, sentence in enumerate(self.old.sentence_texts)
            if len(self.old.indexes_of(sentence)) == len(self.new.indexes_of(sentence)) == 1
        ]
        row = list(_longest_row(once))
        return [was for was, _becomes in row], [becomes for _was, becomes in row]

    def _look(self, first: int, last: int, quote: str, spans: list[Span]) -> AnchorResult:
        """Return candidates that a person has to check: the same words elsewhere, or similar sentences; else
        `Orphaned`."""
        if (first, last) not in self._likely:
            self._likely[first, last] = list(self._alike(first, last))
        found = spans or [*self.new.spans_of(quote, CANDIDATES, whole=True), *self._likely[first, last]]
        single = tuple(dict.fromkeys(found))[:CANDIDATES]
        return NeedsCheck(single) if single else Orphaned()

    def _alike(self, first: int, last: int) -> Iterator[Span]:
        counts = Counter(word for unit in range(first, last + 1) for word in self.old.words(unit))
        shared: Counter[int] = Counter()
        for word, number in counts.items():
            for unit, times in self._index.get(word, {}).items():
                shared[unit] += min(number, times)
        total = counts.total()
        scored = [(2 * common / (total + len(self.new.words(unit))), -unit) for unit, common in shared.items()]
        for score, unit in sorted(scored, reverse=True)[:CANDIDATES]:
            if score >= MIN_SIMILARITY:
                yield self.new.raw_span(*self.new.units[-unit])

    @cached_property
    def _index(self) -> dict[str, dict[int, int]]:
        """Return by word in which new sentences it occurs how often; without words that occur nearly everywhere."""
        found: dict[str, dict[int, int]] = defaultdict(dict)
        for unit in range(len(self.new.units)):
            for word, times in Counter(self.new.words(unit)).items():
                if len(found[word]) <= COMMON:
                    found[word][unit] = times
        return {word: units for word, units in found.items() if len(units) <= COMMON}


def _several(places: Sequence[int]) -> Sequence[int]:
    """None, or too many to be a single one."""
    return [*places, *places] if len(places) == 1 else places


def _label(text: Wording, unit: int) -> str | None:
    """Return the heading, or the line with a colon, above the sentence."""
    for above in range(unit - 1, max(-1, unit - 1 - LABEL_REACH), -1):
        sentence = text.sentence_texts[above]
        short = len(text.words(above)) <= LABEL_WORDS and "|" not in sentence
        if sentence.endswith(":") or (short and sentence[-1:] not in ".!?…;؟۔\"')"):
            return sentence
    return None


def _longest_row(pairs: Iterable[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """Return the longest row among `pairs`, ordered by their first, in which the second increases, too."""
    ends: list[int] = []
    chain: list[tuple[tuple[int, int], int]] = []
    tails: list[int] = []
    for pair in pairs:
        at = bisect_left(ends, pair[1])
        chain.append((pair, tails[at - 1] if at else -1))
        ends[at : at + 1], tails[at : at + 1] = [pair[1]], [len(chain) - 1]
    row, link = [], tails[-1] if tails else -1
    while link >= 0:
        pair, link = chain[link]
        row.append(pair)
    return reversed(row)
