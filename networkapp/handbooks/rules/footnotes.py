"""Footnotes as they are read: every sign in a section's text becomes a link to its note.

A sign is `<sup class="footnote-ref" id="fnref-s12-1"><a href="#fn-s12-1" role="doc-noteref" ...>1</a></sup>`, where
`s12` is the anchor of the section; the second sign of the same note has the id `fnref-s12-1-2`, and so on. The note is
`<section class="margin-note footnote" id="fn-s12-1">`, with a heading, the text, and as its last element
`<a class="footnote-back" href="#fnref-s12-1" role="doc-backlink" ...>`. What makes other forms of a section, and what
reads one in, may rely on this.
"""

from collections import Counter
from re import Match

from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from networkapp.handbooks.models.footnote_signs import FOOTNOTE_MARK, without_footnote_marks
from networkapp.text.html_text import replace_texts

LINKS = frozenset({"a"})


def link_footnotes(*, html: str, anchor: str, notes: int) -> SafeString:
    """Return the safe `html` with a link in place of every sign.

    One that refers to no note is left out, and so is one where no link can be: in another link, or in an attribute.
    """
    if "[^" not in html:
        return mark_safe(html)
    named: Counter[int] = Counter()

    def link(sign: Match[str]) -> str:
        number = int(sign[1])
        if not 0 < number <= notes:
            return ""
        named[number] += 1
        again = f"-{named[number]}" if named[number] > 1 else ""
        return format_html(
            '<sup class="footnote-ref" id="fnref-{0}-{1}{2}">'
            '<a href="#fn-{0}-{1}" role="doc-noteref" aria-label="{3}">{1}</a></sup>',
            anchor,
            number,
            again,
            _("Note %(number)s") % {"number": number},
        )

    def text(piece: str, in_link: bool) -> str:
        return without_footnote_marks(piece) if in_link else FOOTNOTE_MARK.sub(link, piece)

    return mark_safe(replace_texts(html, text, apart=LINKS, tag=without_footnote_marks))
