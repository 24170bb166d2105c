"""Presentation only: how delegations stand, and the moment at which a procedure closes."""

from datetime import UTC, date, datetime, timedelta
from typing import Any

from django import template
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

from networkapp.domain.decisions.board import Board, Row
from networkapp.domain.languages import own_name
from networkapp.models import Network
from networkapp.rules.outcomes import Stance, Standing
from networkapp.templatetags.networkapp_parts import STATES, zone_name

register = template.Library()

STANDINGS = {
    Standing.AGREE.value: ("saved", gettext_lazy("Agrees")),
    Standing.EXPLAIN.value: ("saved", gettext_lazy("Agrees with explanation")),
    Standing.ABSTAIN.value: ("none", gettext_lazy("Abstains")),
    Standing.OBJECT.value: ("stop", gettext_lazy("Objects")),
    Standing.NOT_OPPOSED.value: ("none", gettext_lazy("Not opposed")),
    Standing.SILENT.value: ("none", gettext_lazy("Silent")),
    Standing.ABSENT.value: ("none", gettext_lazy("Absent")),
    "stated": ("says", gettext_lazy("Position recorded")),
    "waiting": ("none", gettext_lazy("No position yet")),
}
SO_FAR = {Standing.NOT_OPPOSED.value, Standing.SILENT.value}


@register.inclusion_tag("networkapp/parts/state.html")
def standing(row: Row, board: Board) -> dict[str, Any]:
    """How the delegation of this row stands, as a mark and a word."""
    kind, word = STANDINGS[row.standing]
    if not board.outcome.is_over and row.standing in SO_FAR:
        word = gettext_lazy("Silent so far")
    if not board.outcome.is_over and row.is_vacant and row.standing in {*SO_FAR, "absent", "waiting"}:
        word = gettext_lazy("Vacant")
    if row.act is not None and row.act.stance == Stance.AMEND:
        kind, word = "stop", gettext_lazy("Proposed a change")
    tone, mark = STATES[kind]
    return {"tone": tone, "mark": mark, "word": word, "detail": ""}


@register.filter
def stands(value: str) -> str:
    """A standing in words."""
    return str(STANDINGS[value][1])


@register.filter
def as_seen_everywhere(value: datetime) -> str:
    """The moment in UTC: "Friday 12 June 2026, 12:00 UTC"; with seconds, where it is no full minute."""
    world = value.astimezone(UTC)
    words = _("%(weekday)s %(day)s, %(time)s UTC")
    return words % {"weekday": date_format(world, "l"), "day": date_format(world), "time": _time(world)}


@register.simple_tag
def adopted(moment: datetime, network: Network, day: date | None = None) -> str:
    """The moment of adoption by the clock of the network, the same for every reader: "12 June 2026, 15:00 (UTC+3)".

    `day` is the day that a decision stores. Of a network that has moved to a zone where it was another day, that day
    is shown without the hour.
    """
    local = moment.astimezone(network.zone)
    if day and local.date() != day:
        return date_format(day)
    given = {"day": date_format(local), "time": _time(local), "zone": zone_name(local)}
    return _("%(day)s, %(time)s (%(zone)s)") % given


@register.filter
def as_you_see_it(value: datetime) -> str:
    """The same moment for the reader: "15:00 for you (UTC+3)"; with the day, where it is another one."""
    local = timezone.localtime(value)
    day = "" if local.date() == value.astimezone(UTC).date() else f"{date_format(local)}, "
    return _("%(day)s%(time)s your time (%(zone)s)") % {"day": day, "time": _time(local), "zone": zone_name(local)}


@register.filter
def clock_time(value: datetime) -> str:
    return _time(value)


@register.filter
def as_time_left(value: timedelta) -> str:
    """The two largest parts of it: "4 days, 1 hour", "12 minutes"."""
    minutes = int(value.total_seconds()) // 60
    days, hours = divmod(minutes // 60, 24)
    parts = [
        (days, ngettext("%(n)s day", "%(n)s days", days)),
        (hours, ngettext("%(n)s hour", "%(n)s hours", hours)),
        (minutes % 60, ngettext("%(n)s minute", "%(n)s minutes", minutes % 60)),
    ]
    said = [words % {"n": n} for n, words in parts if n][:2]
    return ", ".join(said) if said else _("less than a minute")


@register.filter
def language_name(code: str) -> str:
    return own_name(code)


def _time(value: datetime) -> str:
    return date_format(value, "H:i:s" if value.second else "TIME_FORMAT")
