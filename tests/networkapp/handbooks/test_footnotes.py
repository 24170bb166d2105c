"""Signs of footnotes become links, and nothing else of the text changes."""

from networkapp.handbooks.rules.footnotes import link_footnotes


def sign(number: int, again: str = "") -> str:
    return (
        f'<sup class="footnote-ref" id="fnref-s7-{number}{again}">'
        f'<a href="#fn-s7-{number}" role="doc-noteref" aria-label="Note {number}">{number}</a></sup>'
    )


def test_a_sign_leads_to_its_note_and_each_has_an_id_of_its_own() -> None:
    html = "<p>A law[^1] and its date[^2], as in the law[^1].</p>"
    shown = link_footnotes(html, anchor="s7", notes=2)
    assert shown == f"<p>A law{sign(1)} and its date{sign(2)}, as in the law{sign(1, '-2')}.</p>"


def test_what_refers_to_no_note_or_cannot_be_a_link_is_left_out() -> None:
    html = '<aside aria-label="A > box[^1]"><a href="/x">law[^1]</a> and[^3] [^0] [^x]</aside>'
    shown = link_footnotes(html, anchor="s7", notes=1)
    assert shown == '<aside aria-label="A > box"><a href="/x">law</a> and  [^x]</aside>'


def test_hostile_text_is_gone_through_once() -> None:
    for hostile in ('<"' * 50_000, "<a" * 50_000, "[^" * 50_000, "<'\"" * 50_000):
        assert link_footnotes(f"{hostile}[^2]", anchor="s7", notes=1) == hostile
