"""Moments in words: by the clock of a place, which is named, and beside it by the reader's clock."""

from datetime import datetime, tzinfo

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _


def format_in_zone(moment: datetime, zone: tzinfo | None = None, *, weekday: bool = False) -> str:
    """Return the moment by the clock of `zone`, else of the reader: "18 January 2027, 23:59 (Lima time)"."""
    local = moment.astimezone(zone or timezone.get_current_timezone())
    values = {"weekday": date_format(local, "l"), "day": date_format(local), "time": clock(local)}
    words = _("%(weekday)s %(day)s, %(time)s") if weekday else _("%(day)s, %(time)s")
    return _("%(moment)s (%(zone)s)") % {"moment": words % values, "zone": zone_label(local)}


def in_two_zones(moment: datetime, zone: tzinfo, *, weekday: bool = False) -> str:
    """Return the moment by the clock of `zone`, and by the reader's where that shows another time.

    "18 January 2027, 23:59 (Lima time); 19 January 2027, 04:59 your time"
    """
    there, yours = format_in_zone(moment, zone, weekday=weekday), format_in_reader_zone(moment, zone)
    return f"{there}; {yours}" if yours else there


def format_in_reader_zone(moment: datetime, zone: tzinfo) -> str:
    """Return the moment by the reader's clock: "19 January 2027, 04:59 your time"; empty if `zone` shows the same."""
    local, there = timezone.localtime(moment), moment.astimezone(zone)
    if local.utcoffset() == there.utcoffset():
        return ""
    text = clock(local)
    if local.date() != there.date():
        text = _("%(day)s, %(time)s") % {"day": date_format(local), "time": text}
    return _("%(moment)s your time") % {"moment": text}


def clock(local: datetime) -> str:
    """Return the time of day, with seconds where it is no full minute; the last second of a day is 23:59."""
    is_full = not local.second or (local.hour, local.minute, local.second) == (23, 59, 59)
    return date_format(local, "TIME_FORMAT" if is_full else "H:i:s")


def zone_label(local: datetime) -> str:
    """Return the zone of an aware moment by its place: "Lima time"; "UTC", or an offset, where it has no place."""
    key = getattr(local.tzinfo, "key", "")
    place = key.rpartition("/")[2].replace("_", " ") if "/" in key and not key.startswith("Etc/") else ""
    return _("%(place)s time") % {"place": place} if place else zone_name(local)


def zone_name(local: datetime) -> str:
    """Return the offset of an aware moment as people write it: "UTC", "UTC+3", "UTC+5:30"."""
    offset = local.utcoffset()
    minutes = round(offset.total_seconds() / 60) if offset else 0
    hours, rest = divmod(abs(minutes), 60)
    sign = "+" if minutes > 0 else "-"
    return f"UTC{sign}{hours}{f':{rest:02}' if rest else ''}" if minutes else "UTC"
