"""Glossary terms are marked whole, the longest first, once per text, and never where a link is not possible."""

from time import process_time

from networkapp.handbooks.rules.term_matching import TermEntry, TermMatcher


def terms(*entries: tuple[str, ...]) -> TermMatcher:
    """Return a matcher for terms numbered from 1, each with its title and other forms."""
    return TermMatcher(
        TermEntry(key=key, title=title, text="", forms=tuple(forms)) for key, (title, *forms) in enumerate(entries, 1)
    )


def mark_in_braces(html: str, *entries: tuple[str, ...]) -> str:
    """Return the text with marked terms in braces, as {1:victim}."""
    marked = terms(*entries).mark(html, {})
    return marked.replace('<a class="term" href="#t-', "{").replace('">', ":").replace("</a>", "}")


def test_first_occurrence_of_any_form_of_a_term_is_marked() -> None:
    text = "<p>Victims and a victim; victimless, VICTIM.</p>"
    assert mark_in_braces(text, ("victim", "victims")) == "<p>{1:Victims} and a victim; victimless, VICTIM.</p>"


def test_longest_term_is_marked_also_across_line_breaks_and_hyphens() -> None:
    entries = (("period",), ("reflection period",), ("recovery and reflection period",))
    assert mark_in_braces("<p>A recovery and reflection\nperiod, a reflection-period, a period.</p>", *entries) == (
        "<p>A {3:recovery and reflection\nperiod}, a {2:reflection-period}, a {1:period}.</p>"
    )
    assert mark_in_braces("<p>A reflection, period.</p>", *entries) == "<p>A reflection, {1:period}.</p>"


def test_term_at_the_end_of_a_text_is_marked_although_a_longer_term_starts_the_same() -> None:
    assert mark_in_braces(
        "<p>a reflection period</p>", ("reflection period of thirty days",), ("reflection period",)
    ) == ("<p>a {2:reflection period}</p>")


def test_terms_in_links_headings_attributes_and_entities_are_not_marked() -> None:
    text = '<h3>Victim</h3><a href="/x">victim <b>victim</b></a><img alt="a > victim"><td>&amp; amp victim</td>'
    assert terms(("victim",), ("amp",)).mark(text, {}) == (
        '<h3>Victim</h3><a href="/x">victim <b>victim</b></a><img alt="a > victim"><td>&amp; '
        '<a class="term" href="#t-2">amp</a> <a class="term" href="#t-1">victim</a></td>'
    )


def test_term_in_capitals_is_marked_in_capitals_only() -> None:
    assert mark_in_braces("<p>it is IT</p>", ("IT",)) == "<p>it is {1:IT}</p>"


def test_terms_with_non_latin_letters_are_marked() -> None:
    assert mark_in_braces("<p>Жертвы, Ёлка</p>", ("жертва", "жертвы"), ("ёлка",)) == "<p>{1:Жертвы}, {2:Ёлка}</p>"


def test_marked_terms_are_collected_and_a_shared_form_belongs_to_the_first_term() -> None:
    used: dict[int, TermEntry] = {}
    known = terms(("victim",), ("person", "victim"), ("law",))
    known.mark("<p>victim</p>", used)
    known.mark("<p>victim, law</p>", used)
    assert {key: entry.title for key, entry in used.items()} == {1: "victim", 3: "law"}


def test_hostile_terms_and_texts_are_marked_in_linear_time() -> None:
    many = terms(*(("a " * length,) for length in range(1, 60)), *((f"a {word}",) for word in range(500)))
    assert many.mark("<p>" + "a " * 20_000 + "</p>", {}).count("<a ") == 2
    assert terms(("x",)).mark("<" * 100_000 + "&" * 100_000, {}) == "<" * 100_000 + "&" * 100_000


def test_terms_with_a_common_beginning_are_marked_within_2_seconds() -> None:
    hostile = TermMatcher(TermEntry(key=number, title=f"{'a ' * number}b", text="") for number in range(1, 501))
    started = process_time()
    assert hostile.mark(f"<p>{'a ' * 2_000}</p>", {}) == f"<p>{'a ' * 2_000}</p>"
    assert process_time() - started < 2
