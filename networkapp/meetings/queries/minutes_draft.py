"""Write the draft of minutes from the meeting's agenda, outcomes, decisions, attendance and action items."""

from collections.abc import Iterable, Iterator

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from networkapp.languages.languages import OF_MEETINGS
from networkapp.meetings.actions.attendance import DelegationAttendance, attendance_of, guests_of
from networkapp.meetings.models import TAKING_PART, ActionItem, AgendaItem, AttendanceMode, Meeting, Minutes
from networkapp.meetings.queries.agenda_results import agenda_results
from networkapp.meetings.registry import minutes_passages
from networkapp.models import Capacity
from networkapp.text.cleaning import one_line


def generate_minutes_text(*, meeting: Meeting, previous: Minutes | None) -> str:
    """Return the draft of the minutes in Markdown, in the language of meetings; equal facts give equal text."""
    parts = [
        _head_lines(meeting, previous),
        _attendance_lines(meeting),
        _agenda_lines(meeting),
        *(passage(meeting=meeting) for passage in minutes_passages),
        _action_lines(meeting.actions.select_related("delegation", "owner__delegation")),
    ]
    with override(OF_MEETINGS):
        return "\n\n".join("\n".join(lines) for lines in map(list, parts) if lines) + "\n"


def escape_line(*, text: str) -> str:
    """Return a text of others on one line of Markdown, with its markup escaped."""
    line = one_line(text)
    return "".join(f"\\{sign}" if sign in "\\`*_[]<>#|~!" else sign for sign in line)


def _head_lines(meeting: Meeting, previous: Minutes | None) -> Iterator[str]:
    yield f"# {_('Minutes of meeting %(number)s') % {'number': meeting.number}}: {escape_line(text=meeting.title)}"
    yield ""
    start, end = meeting.local_start, meeting.local_end
    if start is None or end is None:
        yield f"{date_format(meeting.date, 'DATE_FORMAT')}, {escape_line(text=meeting.place)}"
    else:
        until = f"{end:%H:%M}" if end.date() == start.date() else date_format(end, "DATETIME_FORMAT")
        hours = f"{date_format(start, 'DATETIME_FORMAT')} – {until}"
        yield f"{hours} ({meeting.time_zone}), {escape_line(text=meeting.place)}"
    if previous is not None:
        yield ""
        yield _("The previous minutes are from meeting %(number)s.") % {"number": previous.meeting.number}


def _attendance_lines(meeting: Meeting) -> Iterator[str]:
    bodies = attendance_of(meeting=meeting)
    lines = [line for body in bodies for line in _delegation_lines(body)]
    guests = [name for name, known in guests_of(meeting=meeting) if known and known.mode in TAKING_PART]
    if lines or guests:
        yield f"## {_('Attendance')}"
        yield ""
        yield from lines
        yield from (f"- {escape_line(text=name)} ({_('guest')})" for name in guests)


def _delegation_lines(body: DelegationAttendance) -> Iterator[str]:
    known = [row for row in body.rows if row.attendance and row.attendance.mode]
    if not known:
        return
    name = body.delegation.label if body.delegation else _("Others")
    yield f"- **{escape_line(text=name)}**: " + "; ".join(
        _person_text(row.seat.user, row.seat.capacity, row.attendance) for row in known if row.attendance
    )


def _person_text(person: object, capacity: str, attendance: object) -> str:
    mode = AttendanceMode(attendance.mode).label  # type: ignore[attr-defined]
    words = f"{escape_line(text=str(person))} ({Capacity(capacity).label}), {mode}"
    instead = attendance.substitute  # type: ignore[attr-defined]
    return f"{words}, {_('substitute')}: {escape_line(text=str(instead.user))}" if instead else words


def _agenda_lines(meeting: Meeting) -> Iterator[str]:
    items = list(meeting.agenda.all())
    results = agenda_results(items=items, network=meeting.network)
    if items:
        yield f"## {_('Agenda and outcomes')}"
    for number, item in enumerate(items, start=1):
        yield ""
        yield from _item_lines(number, item, results.get(item.pk, ""))


def _item_lines(number: int, item: AgendaItem, result: str) -> Iterator[str]:
    """Yield the item with its speaker, its outcome as Markdown of the secretariat, and what came of its subject."""
    yield f"### {number}. {escape_line(text=item.title)}"
    if item.speaker:
        yield ""
        yield f"{_('Speaker')}: {escape_line(text=item.speaker)}"
    outcome = [item.outcome] if item.outcome else []
    known = [*outcome, escape_line(text=result)] if result else outcome
    for words in known or [f"*{_('No outcome recorded.')}*"]:
        yield ""
        yield words


def _action_lines(actions: Iterable[ActionItem]) -> Iterator[str]:
    known = list(actions)
    if known:
        yield f"## {_('Action items')}"
        yield ""
    for action in known:
        whose = action.owner.label if action.owner else action.delegation.label if action.delegation else ""
        due = _("due %(day)s") % {"day": date_format(action.due_on, "DATE_FORMAT")} if action.due_on else ""
        yield "- " + ", ".join(
            part for part in (f"{escape_line(text=action.text)}: {escape_line(text=whose)}", due) if part
        )
