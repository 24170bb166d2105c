"""The position of a note after an edit: carried, moved, to be checked or orphaned; never on text that only resembles
its quote.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from networkapp.handbooks.rules.anchoring import AnchorResult, Carried, Moved, NeedsCheck, Orphaned, TextChange
from networkapp.text.comparison import Span, Wording, texts_equal

LOOK_ALIKES = json.loads((Path(__file__).parent / "look_alikes.json").read_text(encoding="utf-8"))
NAMES = {Carried: "carried", Moved: "moved", NeedsCheck: "needs_look", Orphaned: "orphaned"}


def marked(text: str) -> tuple[str, Span | None]:
    """Return the text without its marks, and the span between them."""
    if "[[" not in text:
        return text, None
    before, _mark, rest = text.partition("[[")
    inside, _mark, after = rest.partition("]]")
    return before + inside + after, Span(len(before), len(before) + len(inside))


@pytest.mark.parametrize("case", LOOK_ALIKES, ids=[case["what"] for case in LOOK_ALIKES])
def test_note_is_never_positioned_on_text_that_only_resembles_its_quote(case: dict[str, Any]) -> None:
    (old, span), (new, place) = marked(case["old"]), marked(case["new"])
    assert span is not None
    verdict = TextChange(old, new).verdict(span)
    assert NAMES[type(verdict)] == case["verdict"]
    if isinstance(verdict, Carried | Moved):
        assert place is not None
        assert texts_equal(verdict.at.of(new), place.of(new))
        assert Wording(new).normal_span(verdict.at) == Wording(new).normal_span(place)


def test_look_alike_corpus_has_60_or_more_distinct_cases() -> None:
    assert len(LOOK_ALIKES) >= 60
    assert len({case["what"] for case in LOOK_ALIKES}) == len(LOOK_ALIKES)


def test_candidate_positions_start_with_the_most_likely_one() -> None:
    old = "A first thing. The period lasts at least 30 days. Some give more."
    new = "Some give more. The period may vary. The period lasts at least 45 days in all."
    verdict = TextChange(old, new).verdict(Span(15, 49))
    assert isinstance(verdict, NeedsCheck)
    assert verdict.candidates[0].of(new) == "The period lasts at least 45 days in all."


SENTENCES = st.lists(
    st.sampled_from(
        [
            *("Help is owed at once.", "Help is not owed at once.", "It lasts 30 days.", "It lasts 45 days.", "yes"),
            *("Ask the minister.", "Shelter is free for all.", "Жильё бесплатно.", "Uhri saa apua.", "Allowed:", "no"),
        ]
    ),
    min_size=1,
    max_size=9,
)
TEXTS = st.lists(SENTENCES, min_size=1, max_size=3).map(lambda lines: "\n".join(" ".join(line) for line in lines))


@st.composite
def noted(draw: st.DrawFn) -> tuple[str, Span]:
    text = draw(TEXTS)
    start = draw(st.integers(0, len(text) - 1))
    return text, Span(start, draw(st.integers(start + 1, len(text))))


def at(verdict: AnchorResult) -> list[Span]:
    return [verdict.at] if isinstance(verdict, Carried | Moved) else []


@settings(max_examples=600, deadline=None)
@given(noted(), TEXTS)
@example(("Help is owed at once.\nHelp is owed at once.", Span(0, 23)), "Help is owed at once. Help is owed at once.")
def test_automatically_carried_note_is_on_its_own_words(note: tuple[str, Span], new: str) -> None:
    old, span = note
    for place in at(TextChange(old, new).verdict(span)):
        assert texts_equal(place.of(new), span.of(old))


@settings(max_examples=300, deadline=None)
@given(noted(), st.text(max_size=80), st.text(max_size=80))
def test_automatically_carried_note_is_on_its_own_words_in_any_unicode_text(
    note: tuple[str, Span], before: str, after: str
) -> None:
    old, span = note
    shifted = Span(span.start + len(before), span.end + len(before))
    for place in at(TextChange(before + old, old + after).verdict(shifted)):
        assert texts_equal(place.of(old + after), span.of(old))


@settings(max_examples=300, deadline=None)
@given(noted(), TEXTS)
def test_positions_are_deterministic_and_unchanged_in_an_unchanged_text(note: tuple[str, Span], new: str) -> None:
    old, span = note
    assert TextChange(old, new).verdict(span) == TextChange(old, new).verdict(span)
    if span.of(old).strip():
        unchanged = TextChange(old, old).verdict(span)
        assert isinstance(unchanged, Carried)
        assert texts_equal(unchanged.at.of(old), span.of(old))


@settings(max_examples=300, deadline=None)
@given(noted(), st.lists(st.sampled_from(["Nothing of this was there before.", "Ganz neu ist das."]), max_size=3))
def test_unique_quote_is_carried_over_when_paragraphs_are_added_around_it(
    note: tuple[str, Span], added: list[str]
) -> None:
    old, span = note
    new = "\n".join([*added, old, *added])
    words = Wording(old)
    first, last = words.units_at(*words.normal_span(span))
    if first > last or any(len(words.indexes_of(words.sentence_texts[unit])) > 1 for unit in range(first, last + 1)):
        return
    verdict = TextChange(old, new).verdict(span)
    if not added or sum(len(words.words(unit)) for unit in range(first, last + 1)) > 3:
        assert isinstance(verdict, Carried)


@pytest.mark.parametrize(
    "text",
    [
        "word " * 100_000,
        "Word. " * 100_000,
        "word\n" * 100_000,
        "a" + "\u0301" * 100_000,
        "." * 100_000,
        ". " * 100_000,
    ],
    ids=["equal words", "equal sentences", "equal lines", "marks on one letter", "full stops", "stops and blanks"],
)
def test_repetitive_text_is_compared_without_hanging(text: str) -> None:
    change = TextChange(text, text + "More.")
    verdicts = {type(change.verdict(Span(start, start + 9))) for start in range(0, 900, 9)}
    assert verdicts <= {NeedsCheck, Orphaned, Carried}


@pytest.mark.parametrize(
    ("text", "sentences"),
    [
        ("That is the law. It is so. Then more.", ["That is the law.", "It is so.", "Then more."]),
        ("It came into force in 2011. States act.", ["It came into force in 2011.", "States act."]),
        ("It applies (as amended). States act.", ["It applies (as amended).", "States act."]),
        ("Was es ist. Das Recht gilt.", ["Was es ist.", "Das Recht gilt."]),
        ("See Art. I and Dr. Berg, e.g. Oslo or No. Four.", ["See Art. I and Dr. Berg, e.g. Oslo or No. Four."]),
        ("Am 3. Mai kam J. Smith aus St. Petersburg.", ["Am 3. Mai kam J. Smith aus St. Petersburg."]),
        ("Ср. гл. II и ст. Право. Так и есть. Дальше.", ["Ср. гл. II и ст. Право.", "Так и есть.", "Дальше."]),
    ],
)  # fmt: skip
def test_sentence_ends_after_a_short_word_but_not_after_an_abbreviation(text: str, sentences: list[str]) -> None:
    assert Wording(text).sentence_texts == sentences
