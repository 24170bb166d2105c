"""Presentation only: the small parts of the look as template tags. Each says in words what it shows in shape."""

import re
from collections.abc import Iterable
from datetime import date, datetime, timedelta
from functools import lru_cache
from typing import Any

from django import template
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.text import capfirst
from django.utils.timesince import timesince, timeuntil
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from networkapp.discussion.models.topics import MOST_UNREAD
from networkapp.models import Network
from networkapp.models.translations import LocalText, MixedText
from networkapp.text.clocks import format_in_zone, in_two_zones, zone_name
from networkapp.text.stacked_tables import add_table_labels as stacked_tables

register = template.Library()

AUDIENCES = {
    "public": capfirst(gettext_lazy("public")),
    "members": gettext_lazy("Members of this network"),
    "closed": capfirst(gettext_lazy("only you")),
}
CODES = {
    "member": ("", gettext_lazy("can vote")),
    "substitute": ("", gettext_lazy("can vote")),
    "adviser": ("speaks", gettext_lazy("can speak, cannot vote")),
    "secretariat": ("speaks", gettext_lazy("can speak, cannot vote")),
    "government": ("speaks", gettext_lazy("answers for the government, cannot vote")),
    "expert": ("guest", gettext_lazy("by invitation, cannot vote")),
    "observer": ("guest", gettext_lazy("by invitation, cannot vote")),
}
STATES = {
    "none": ("", "i-none"),
    "saving": ("", "i-saving"),
    "saved": ("safe", "i-safe"),
    "signed": ("safe", "i-safe"),
    "device": ("waits", "i-offline"),
    "waits": ("waits", "i-waits"),
    "prefilled": ("waits", "i-waits"),
    "asks": ("waits", "i-speak"),
    "says": ("", "i-speak"),
    "conflict": ("stop", "i-conflict"),
    "stop": ("stop", "i-stop"),
}
MENU_ENTRIES = {
    "topics": "networkapp:all_topics",
    "prepared": "networkapp:all_topics",
    "procedures": "networkapp:decisions",
    "proposals": "networkapp:decisions",
    "meetings": "networkapp:meetings",
}
"""The menu entries of pages whose address begins with that of their network, by what follows."""
_OF_NETWORK = re.compile(f"/networks/[^/]+/({'|'.join(MENU_ENTRIES)})/")
_SPAN = '<span lang="{}">{}</span>'


@register.inclusion_tag("networkapp/parts/audience_badge.html")
def audience_badge(audience: str, words: str = "") -> dict[str, Any]:
    """Show the audience of the page: "public" (open ring), "members" (half) or "closed" (full dot), then the words."""
    return {"audience": audience, "words": words or AUDIENCES[audience]}


@register.simple_tag
def delegation_code(code: str, capacity: str = "member", words: str = "") -> str:
    """Return the two-letter code of a delegation: filled if it can vote, outlined if it can speak, dashed for guests.

    The code is hidden from screen readers. Without `words` only the meaning of the role is read; words="-" reads
    nothing, if the role is written beside it anyway.
    """
    kind, meaning = CODES[capacity]
    return code_badge(str(code), kind, "" if words == "-" else str(words or meaning))


@lru_cache(maxsize=1000)
def code_badge(code: str, kind: str, words: str) -> str:
    """Return the code of a delegation or a role in the style of this kind, with the words for screen readers."""
    shown = format_html('<span class="code{}" aria-hidden="true">{}</span>', f" code--{kind}" if kind else "", code)
    return shown + format_html('<span class="visually-hidden">{}</span>', words) if words else shown


@register.inclusion_tag("networkapp/parts/status_badge.html")
def status_badge(kind: str, word: str, detail: str = "") -> dict[str, Any]:
    """{% status_badge "saved" _("Saved") "14:02" %}: the state of a thing as a mark, a word, and a time or name."""
    tone, mark = STATES[kind]
    return {"tone": tone, "mark": mark, "word": word, "detail": detail}


@register.simple_tag
def count_badge(number: int, words: str = "") -> str:
    """Return a badge with the number of unread things, pale for 0, "99+" from 100; `words` says what it counts."""
    return format_html(
        '<span class="count-badge{}">{}<span class="visually-hidden"> {}</span></span>',
        "" if number else " count-badge--none",
        f"{MOST_UNREAD - 1}+" if number >= MOST_UNREAD else number,
        words or _("unread"),
    )


@register.simple_tag
def moment(value: datetime | date | None, form: str = "full") -> str:
    """Return a moment with the reader's time zone, or a day: forms "full", "time", "day"; "" for None.

    A date has no zone and is always shown as a day.
    """
    if value is None:
        return ""
    if not isinstance(value, datetime) or form == "day":
        day = timezone.localdate(value) if isinstance(value, datetime) else value
        return format_html('<time datetime="{}">{}</time>', day.isoformat(), date_format(day, "DATE_FORMAT"))
    local = timezone.localtime(value)
    clock = date_format(local, "TIME_FORMAT")
    words = clock if form == "time" else _("%(day)s, %(time)s") % {"day": date_format(local), "time": clock}
    iso = local.isoformat(timespec="seconds")
    time = '<time datetime="{}">{} <span class="nowrap">({})</span></time>'
    return format_html(time, iso, words, zone_name(local))


@register.simple_tag
def datetime_text(value: datetime) -> str:
    """Return the moment in the reader's zone without markup, for e-mails: "24 June 2026, 23:59 (UTC+2)"."""
    local = timezone.localtime(value)
    words = {"moment": date_format(local, "DATETIME_FORMAT"), "zone": zone_name(local)}
    return _("%(moment)s (%(zone)s)") % words


@register.simple_tag
def deadline(value: datetime, network: Network | None = None) -> str:
    """Return a deadline in the reader's time zone, or in the network's and then in the reader's.

    "24 June 2026, 23:59 (Berlin time)", "24 June 2026, 16:59 (Lima time); 23:59 your time"
    """
    return format_in_zone(value) if network is None else in_two_zones(value, network.zone)


@register.filter
def time_between(there: datetime) -> str:
    """Return the time between now and `there`, before or after: "2 weeks, 5 days", "less than a minute"."""
    now = timezone.now()
    if abs(there - now) < timedelta(minutes=1):
        return _("less than a minute")
    return str(timeuntil(there, now) if there > now else timesince(there, now))


@register.filter
def with_full_stop(message: Any) -> Any:
    """Return the message with a full stop if it ends in a letter or digit ("Meeting cancelled"); HTML stays HTML."""
    return format_html("{}.", message) if str(message)[-1:].isalnum() else message


@register.filter
def with_language_marks(text: Any) -> SafeString:
    """Return the text, escaped, with each part in another language than the reader's marked with its own."""
    reader = get_language()
    texts = text.parts if isinstance(text, MixedText) else (text,) if isinstance(text, LocalText) else ()
    html = conditional_escape(text)
    languages = {str(conditional_escape(str(part))): part.language for part in texts if part.language != reader}
    longest_first = sorted(languages, key=len, reverse=True)
    parts = re.compile("|".join(map(re.escape, longest_first)) or "(?!)")
    return mark_safe(parts.sub(lambda found: format_html(_SPAN, languages[found[0]], mark_safe(found[0])), html))


@register.inclusion_tag("networkapp/parts/new_in_network.html")
def new_entry_button(networks: Iterable[Network], url_name: str, label: str, query: str = "") -> dict[str, Any]:
    """Return the context of a button for a new entry, with a choice of network if there are several."""
    choices = [(network, reverse(url_name, args=[network.slug]) + query) for network in networks]
    return {"choices": choices, "label": label}


@register.simple_block_tag
def stack_tables(content: str) -> str:
    """Turn tables of the class `stacked` inside into lists on a narrow screen; screen readers still read them as
    tables."""
    return mark_safe(stacked_tables(content))


@register.simple_tag(takes_context=True)
def aria_current(context: template.Context, href: str, exact: str = "") -> str:
    """Return aria-current of a menu entry: "page" on its page, "true" below it, otherwise ""."""
    path = _place_in_menu(context["request"].path) if "request" in context else ""
    if path == href:
        return "page"
    return "true" if href and not exact and path.startswith(href) else ""


def _place_in_menu(path: str) -> str:
    """Return the path; that of a network's topic, procedure or meeting as if it were below the list of all of them."""
    found = _OF_NETWORK.search(path)
    return f"{reverse(MENU_ENTRIES[found[1]])}{path.lstrip('/')}" if found else path
