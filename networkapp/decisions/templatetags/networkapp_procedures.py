"""Presentation only: positions of delegations, and the moment at which a procedure closes."""

from datetime import date, datetime, timedelta
from typing import Any

from django import template
from django.utils.formats import date_format
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from networkapp.decisions.procedures.procedure_page import ProcedureBoard, RollRow
from networkapp.decisions.rules.outcomes import PositionStatus, Stance
from networkapp.languages.languages import own_name
from networkapp.models import Network
from networkapp.templatetags.networkapp_parts import STATES
from networkapp.text.clocks import clock, format_in_reader_zone, format_in_zone

register = template.Library()

STATUS_BADGES = {
    PositionStatus.AGREE.value: ("saved", gettext_lazy("agrees")),
    PositionStatus.EXPLAIN.value: ("saved", gettext_lazy("agrees with explanation")),
    PositionStatus.ABSTAIN.value: ("none", gettext_lazy("abstains")),
    PositionStatus.OBJECT.value: ("stop", gettext_lazy("objects")),
    PositionStatus.NOT_OPPOSED.value: ("none", gettext_lazy("not opposed")),
    PositionStatus.SILENT.value: ("none", gettext_lazy("silent")),
    PositionStatus.ABSENT.value: ("none", gettext_lazy("absent")),
    PositionStatus.NOT_COUNTED.value: ("none", gettext_lazy("not counted")),
    "stated": ("says", gettext_lazy("Position recorded")),
    "waiting": ("none", gettext_lazy("No position yet")),
}
PROVISIONAL_STATUSES = {PositionStatus.NOT_OPPOSED.value, PositionStatus.SILENT.value}


@register.inclusion_tag("networkapp/parts/status_badge.html")
def position_badge(row: RollRow, board: ProcedureBoard) -> dict[str, Any]:
    """Show the position of the delegation of this row, as a mark and a word."""
    kind, word = STATUS_BADGES[row.status]
    if not board.outcome.is_over and row.status in PROVISIONAL_STATUSES:
        word = gettext_lazy("Silent so far")
    if not board.outcome.is_over and row.is_vacant and row.status in {*PROVISIONAL_STATUSES, "absent", "waiting"}:
        word = gettext_lazy("Vacant")
    if row.act is not None and row.act.stance == Stance.AMEND and row.absence is None:
        kind, word = "stop", gettext_lazy("Proposed a change")
    tone, mark = STATES[kind]
    return {"tone": tone, "mark": mark, "word": capfirst(word), "detail": ""}


@register.filter
def position_label(value: str) -> str:
    """Return the position in words."""
    return str(capfirst(STATUS_BADGES[value][1]))


@register.filter
def network_time(value: datetime, network: Network) -> str:
    """Return the moment by the clock of the network, the same for every reader.

    "Friday 12 June 2026, 15:00 (Lima time)"; with seconds, where it is no full minute.
    """
    return format_in_zone(value, network.zone, weekday=True)


@register.simple_tag
def adoption_time(moment: datetime, network: Network, day: date | None = None) -> str:
    """Return the moment of adoption by the clock of the network: "12 June 2026, 15:00 (Lima time)".

    `day` is the day that a decision stores. Of a network that has moved to a zone where it was another day, that day
    is shown without the hour.
    """
    local = moment.astimezone(network.zone)
    if day and local.date() != day:
        return date_format(day)
    return format_in_zone(moment, network.zone)


@register.filter
def reader_time(value: datetime, network: Network) -> str:
    """Return the moment by the reader's clock; empty where the clock of the network shows the same."""
    return format_in_reader_zone(value, network.zone)


@register.filter
def short_time(value: datetime) -> str:
    """Return the time of day, with seconds unless it is a full minute."""
    return clock(value)


@register.filter
def time_left(value: timedelta) -> str:
    """Return the two largest units of the time left: "4 days, 1 hour", "12 minutes"."""
    minutes = int(value.total_seconds()) // 60
    days, hours = divmod(minutes // 60, 24)
    parts = [
        (days, ngettext("%(n)s day", "%(n)s days", days)),
        (hours, ngettext("%(n)s hour", "%(n)s hours", hours)),
        (minutes % 60, ngettext("%(n)s minute", "%(n)s minutes", minutes % 60)),
    ]
    texts = [words % {"n": n} for n, words in parts if n][:2]
    return ", ".join(texts) if texts else _("less than a minute")


@register.filter
def language_name(code: str) -> str:
    """Return the name of a language in that language itself."""
    return own_name(code)
