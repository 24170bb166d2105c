"""A text as it is compared: what nobody sees is left out, and it falls into sentences, each line for itself."""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

# Soft hyphens, marks of direction and other signs without a shape; joiners stay, since they change what is seen.
_UNSEEN = frozenset("\u00ad\u200b\u2060\ufeff\u200e\u200f\u061c\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
# Quotation marks, apostrophes and dashes are a matter of typesetting; a minus is not.
_ALIKE = str.maketrans({**dict.fromkeys("«»„“”‟", '"'), **dict.fromkeys("‘’‚‛ʼ", "'"), **dict.fromkeys("‐‑‒–—", "-")})
_WORD = re.compile(r"[^\W_]+")
_LONGEST_CLUSTER = 30
_ENDS, _CLOSING, _OPENING = ".!?…؟۔", "\"')]", "\"'([-¿¡"
# Abbreviations after which a sentence usually continues, also with a capital letter: titles, references, and the like.
_ABBREVIATIONS = """
al app art artt ass bd bl bst ca cf ch cit col dok dr ed eds eg etc exkl fig frk gen gov hon hr hrsg ibid ie
inc inkl jf jfr jr kap kl ltd mag max mind min mr mrs ms nos nr obs op para paras pkt pl pos pp prof pt ref rep
resp rev sec sect sek skr sp sr st stk str subsec suppl tab vgl viz vol vols vs zit
abs bspw bzw evtl fr ggf usw ziff zb
esim ks mm nk par pres prop prot vrt
jne jt lk nt pnr ptk tlk vt
sal sk utt plk pvz žr kt atst
itd itp lit np poz por tj tzn ust zob
см ср др им ул гл ст стр рис пп ред тыс млн
bls mgr þm frh sbr gr tl
"""
_SHORTENED = frozenset(_ABBREVIATIONS.split())
# In lower case the same forms are words of their own, which may end a sentence: "the state of the art", "a no".
_SHORTENED_IF_CAPITAL = frozenset({"No", "Art", "Abs", "Par", "Pos", "Lit", "Min", "Gen", "Rep", "Ass", "Gr"})
_WHOLE_IF_SMALL = frozenset(word.lower() for word in _SHORTENED_IF_CAPITAL)
LONGEST_QUOTE = 2_000
_TRIES = 1_000


@dataclass(frozen=True, order=True)
class Span:
    """A range of characters of a text; `end` is not included."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


class Wording:
    """A text, its form for comparing (`normal`), and its sentences: `units` are their positions.

    >>> Wording("A\\u00a0 b\\u00ad c. Then d.").sentence_texts
    ['A b c. Then d.']
    >>> Wording("One thing. Another.\\nThird").sentence_texts
    ['One thing.', 'Another.', 'Third']
    """

    def __init__(self, raw: str) -> None:
        self.raw = raw
        signs: list[str] = []
        self._starts: list[int] = []
        self._ends: list[int] = []
        for start, end, sign in _clusters(raw):
            for part in sign:
                if part.isspace():
                    part = "\n" if part in "\n\r\u2028\u2029" else " "
                    if not signs or signs[-1] == "\n" or (signs[-1] == " " == part):
                        continue
                    if signs[-1] == " ":
                        signs[-1] = part
                        continue
                signs.append(part)
                self._starts.append(start)
                self._ends.append(end)
        self.normal = "".join(signs)
        self.units = list(_units(self.normal))
        self.sentence_texts = [self.normal[start:end] for start, end in self.units]
        self._places: dict[str, list[int]] = defaultdict(list)
        for place, sentence in enumerate(self.sentence_texts):
            self._places[sentence].append(place)
        self._words: dict[int, list[str]] = {}

    def normal_span(self, span: Span) -> tuple[int, int]:
        """Return the position of the range in `normal`, without white space at its ends."""
        start, end = bisect_left(self._starts, span.start), bisect_left(self._starts, span.end)
        while start < end and self.normal[start].isspace():
            start += 1
        while start < end and self.normal[end - 1].isspace():
            end -= 1
        return start, end

    def raw_span(self, start: int, end: int) -> Span:
        """Return the span of the original text that this span of `normal` comes from."""
        return Span(self._starts[start], self._ends[end - 1]) if start < end else Span(0, 0)

    def indexes_of(self, sentence: str) -> Sequence[int]:
        """Return the indexes of the sentences with this text."""
        return self._places.get(sentence, ())

    def unit(self, place: int) -> str | None:
        return self.sentence_texts[place] if 0 <= place < len(self.sentence_texts) else None

    def stretch(self, first: int, last: int) -> list[str | None]:
        """Return the sentences from `first` to `last`; None for each position outside the text."""
        if first >= 0 and last < len(self.sentence_texts):
            return [*self.sentence_texts[first : last + 1]]
        return [self.unit(place) for place in range(first, last + 1)]

    def units_at(self, start: int, end: int) -> tuple[int, int]:
        """Return the first and the last sentence that overlap this stretch of `normal`."""
        return bisect_right(self._unit_ends, start), bisect_left(self._unit_starts, end) - 1

    def before_in_line(self, unit: int) -> str | None:
        """Return the sentence before `unit` in the same paragraph; None if there is none."""
        if unit == 0 or "\n" in self.normal[self.units[unit - 1][1] : self.units[unit][0]]:
            return None
        return self.sentence_texts[unit - 1]

    def words(self, unit: int) -> list[str]:
        if unit not in self._words:
            self._words[unit] = _WORD.findall(self.sentence_texts[unit].casefold())
        return self._words[unit]

    def spans_of(self, quote: str, most: int, *, whole: bool) -> Iterator[Span]:
        """Return where these words occur in it, up to a maximum number; only as `whole` words, or also begun within
        one."""
        words, at, found = Wording(quote).normal.strip(), -1, 0
        for _try in range(_TRIES if words else 0):
            at = self.normal.find(words, at + 1)
            if at < 0 or found == most:
                return
            end = at + len(words)
            if not whole or (_is_edge(self.normal, at) and _is_edge(self.normal, end)):
                found += 1
                yield self.raw_span(at, end)

    @cached_property
    def sentences(self) -> list[Span]:
        return [self.raw_span(start, end) for start, end in self.units]

    @cached_property
    def _unit_starts(self) -> list[int]:
        return [start for start, _end in self.units]

    @cached_property
    def _unit_ends(self) -> list[int]:
        return [end for _start, end in self.units]


def texts_equal(one: str, other: str) -> bool:
    """Return whether two texts are the same to a reader."""
    return Wording(one).normal.strip() == Wording(other).normal.strip()


def _clusters(raw: str) -> Iterator[tuple[int, int, str]]:
    """Yield each character with its marks, as it is compared, and its position; invisible ones are left out."""
    start = 0
    for end in range(1, len(raw) + 1):
        if end < len(raw) and _joins(raw[end]):
            continue
        cluster, at = raw[start:end], start
        start = end
        if cluster in _UNSEEN:
            continue
        if not cluster.isascii() and len(cluster) <= _LONGEST_CLUSTER:
            cluster = unicodedata.normalize("NFC", "".join(sign for sign in cluster if sign not in _UNSEEN))
        yield at, end, cluster.translate(_ALIKE)


def _joins(sign: str) -> bool:
    return sign > "\u02ff" and (unicodedata.combining(sign) > 0 or "\u1160" <= sign <= "\u11ff")


def _is_edge(text: str, at: int) -> bool:
    """Return whether no word continues here."""
    return not (0 < at < len(text) and text[at - 1].isalnum() and text[at].isalnum())


def _units(normal: str) -> Iterator[tuple[int, int]]:
    start = 0
    for line in normal.split("\n"):
        begin = start
        for at, sign in enumerate(line, start):
            if sign == " " and _ends_sentence(normal, at):
                yield begin, at
                begin = at + 1
        end = start + len(line.rstrip())
        if begin < end:
            yield begin, end
        start += len(line) + 1


def _ends_sentence(text: str, space: int) -> bool:
    """Return whether a sentence ends before this blank. Where that is not certain it goes on: a longer one is safer."""
    before = text[max(0, space - 24) : space].rstrip(_CLOSING)
    after = text[space + 1 : space + 4].lstrip(_OPENING)[:1]
    if not before or before[-1] not in _ENDS or not after or after.islower() or not after.isalpha():
        return False
    word = before[:-1].rpartition(" ")[2].lstrip(_OPENING)
    return before[-1] != "." or _is_last_word(word)


def _is_last_word(word: str) -> bool:
    """Return whether a point after the word ends a sentence, and is not part of an abbreviation or ordinal.

    >>> [_is_last_word(word) for word in ("law", "EU", "it", "art", "amended)", "2011", "Art", "J", "e.g", "3", "Dr")]
    [True, True, True, True, True, True, False, False, False, False, False]
    """
    if word.endswith(tuple(_CLOSING)):
        return True
    if word.isdecimal():
        return len(word) > 3
    if len(word) < 2 or "." in word or not word[-1].isalpha():
        return False
    if word in _SHORTENED_IF_CAPITAL:
        return False
    return word.casefold() not in _SHORTENED or word in _WHOLE_IF_SMALL
