"""The style guide for editors, inside Wagtail: the words of the house, how we write, and each part as it looks."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext, pgettext_lazy

from networkapp.handbooks.models.blocks import BodyBlock

VOCABULARY = (
    (gettext_lazy("Delegation"), gettext_lazy("a parliament or body that takes part, with its country")),
    (
        gettext_lazy("Seat"),
        gettext_lazy("membership of one person in one network, for a term; rights come from the seat"),
    ),
    (gettext_lazy("Network"), gettext_lazy("members who work together, from one country or from all")),
    (gettext_lazy("Handbook"), gettext_lazy("our own text, with chapters and sections that keep their numbers")),
    (gettext_lazy("Edition"), gettext_lazy("a dated text of a handbook that never changes")),
    (gettext_lazy("Publication"), gettext_lazy("another organisation’s text in the library")),
    (gettext_lazy("Inquiry"), gettext_lazy("the same questions to several governments")),
    (
        pgettext_lazy("stated in a procedure", "Position"),
        gettext_lazy("what a delegation states in a procedure; reactions are not positions"),
    ),
    (gettext_lazy("Assessment"), gettext_lazy("what a country reports about itself each year; not a ranking")),
)
"""What we call things, and what is meant."""


def style_guide(request: HttpRequest) -> HttpResponse:
    """Show editors the words to use and an example of each kind of block."""
    context = {"words": VOCABULARY, "parts": BodyBlock().to_python(block_examples()), "header_icon": "openquote"}
    return render(request, "networkapp/editors/style_guide.html", context)


def block_examples() -> list[dict[str, Any]]:
    """Return an example of each kind of block that needs no picture or other section."""
    law = {
        "identifier": "CETS 197",
        "article": _("Article 12(6)"),
        "text": _("Assistance must not depend on willingness to testify."),
        "law_as_of": "2024-07-14",
        "link": "https://www.coe.int/en/web/conventions/full-list?module=treaty-detail&treatynum=197",
    }
    box = {
        "country": "XA",
        "facts": [{"label": _("Recovery period"), "value": _("30 days")}],
        "kept_by": _("Sample country A"),
        "law_as_of": "2024-07-14",
    }
    table = {
        "data": [[_("Year"), pgettext("how many", "Number")], ["2024", "14"], ["2025", "17"]],
        "first_row_is_table_header": True,
        "table_caption": _("A caption names the figure and the place"),
    }
    values = {
        "text": _("<p>A short paragraph with one thought. The linked words say <b>where the link leads</b>.</p>"),
        "box": {"title": _("In short"), "text": f"<p>{_('Two sentences to remember.')}</p>"},
        "checklist": {
            "title": _("Before the debate"),
            "items": [_("Ask for the latest figures"), _("Read section 5.1")],
        },
        "question": _("How many people were granted a recovery period last year, and for how long?"),
        "country_box": box,
        "legal_source": law,
        "table": table,
    }
    return [{"type": kind, "value": value} for kind, value in values.items()]
