"""E-mails of this site: each leaves as text and as HTML, with the same words in both."""

import re
from collections.abc import Mapping, Sequence

from django.core.mail import EmailMultiAlternatives
from django.template.loader import render_to_string
from django.utils.html import escape, format_html
from django.utils.safestring import SafeString, mark_safe

from networkapp.models import this_site


def make_email(
    *,
    subject: str,
    template: str,
    context: Mapping[str, object],
    to: Sequence[str],
    reply_to: Sequence[str] = (),
    headers: Mapping[str, str] | None = None,
) -> EmailMultiAlternatives:
    """Return an e-mail of this site, whose words are in `template`.txt and `template`.html, in the active language."""
    values = {**context, "subject": subject}
    text, html = (render_to_string(f"{template}.{kind}", values) for kind in ("txt", "html"))
    made = EmailMultiAlternatives(
        subject, text, this_site().sender, list(to), reply_to=list(reply_to), headers=dict(headers or {})
    )
    made.attach_alternative(html, "text/html")
    return made


def with_links_to(host: str, text: str) -> SafeString:
    """Return the text as HTML in which the addresses of this host are links.

    Other addresses may come from somebody else, such as the name of a browser, and stay words.
    """
    # The slash after the host excludes longer host names; punctuation at the end of a sentence is not part of an
    # address.
    addresses = re.compile(rf"(https?://{re.escape(host)}/[^\s<>\"']*(?<![.,;:!?)]))")
    parts = addresses.split(text)
    linked = [format_html('<a href="{0}">{0}</a>', part) if n % 2 else escape(part) for n, part in enumerate(parts)]
    return mark_safe("".join(linked))
