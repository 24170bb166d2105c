"""Footnote references become links, and nothing else of the text changes."""

from networkapp.handbooks.rules.footnotes import link_footnotes


def sign(number: int, again: str = "") -> str:
    return (
        f'<sup class="footnote-ref" id="fnref-s7-{number}{again}">'
        f'<a href="#fn-s7-{number}" role="doc-noteref" aria-label="Note {number}">{number}</a></sup>'
    )


def test_footnote_reference_links_to_its_note_and_has_a_unique_id() -> None:
    html = "<p>A law[^1] and its date[^2], as in the law[^1].</p>"
    shown = link_footnotes(html=html, anchor="s7", notes=2)
    assert shown == f"<p>A law{sign(1)} and its date{sign(2)}, as in the law{sign(1, '-2')}.</p>"


def test_invalid_footnote_references_are_removed() -> None:
    html = '<aside aria-label="A > box[^1]"><a href="/x">law[^1]</a> and[^3] [^0] [^x]</aside>'
    shown = link_footnotes(html=html, anchor="s7", notes=1)
    assert shown == '<aside aria-label="A > box"><a href="/x">law</a> and  [^x]</aside>'


def test_footnotes_in_hostile_text_are_linked_in_linear_time() -> None:
    for hostile in ('<"' * 50_000, "<a" * 50_000, "[^" * 50_000, "<'\"" * 50_000):
        assert link_footnotes(html=f"{hostile}[^2]", anchor="s7", notes=1) == hostile
