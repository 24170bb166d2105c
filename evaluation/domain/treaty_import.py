"""Treaty actions taken over from lists that others publish."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlsplit

from django.db import transaction
from django.utils.translation import gettext as _

from evaluation.exchange.delimited import Problem
from evaluation.exchange.state_names import StateNames, UnknownState
from evaluation.exchange.treaty_files import Act, Row, TreatyFile, read_treaty_file
from evaluation.models import Instrument, TreatyAction
from networkapp.errors import Refused

UN_SOURCE = "UN Treaty Collection"
PUBLISHERS = {
    "coe.int": "Council of Europe",
    "fundacjalighthouse.pl": "Fundacja Lighthouse",
    "nordicbaltic-assistwomen.net": "Nordic Baltic pilot project",
    "saeima.lv": "Saeima",
    "treaties.un.org": UN_SOURCE,
}
Key = tuple[int, str, str, str, date | None]


@dataclass(frozen=True, kw_only=True)
class ImportReport:
    """What became of a file: rows read, acts new, known and marked as checked again, what could not be placed.

    `doubts` are rows that went in and look wrong, or disagree with what was known; nothing of them is corrected.
    """

    rows: int
    added: int
    known: int
    rechecked: int
    unplaced: tuple[Problem, ...]
    doubts: tuple[Problem, ...]


@dataclass(frozen=True, kw_only=True)
class Placed:
    """A row whose state and instrument are known."""

    line: int
    country: str
    instrument: Instrument
    acts: tuple[Act, ...]


def import_treaty_actions(
    *,
    content: bytes,
    name: str = "",
    instrument: str = "",
    source: str = "",
    checked_on: date | None = None,
    encoding: str = "",
) -> ImportReport:
    """Every act of a file is known with its source, all at once; what was known stays. Twice is as good as once.

    `name` is the file's name, from which the instrument of a Council of Europe table is read where `instrument`
    (a key or alias) does not say it. `source` is who publishes; without it the UN's list is the UN Treaty
    Collection's and a table's rows are of the publisher at their address. Refuses a file that cannot be read, has
    other columns, or is of no known instrument; a row that cannot be placed is reported and holds up no other.
    """
    file = read_treaty_file(content, encoding=encoding)
    known = _instruments()
    whole_file = _instrument_of_file(file, name, instrument, known)
    placed, unplaced = _place(file.rows, whole_file, known)
    with transaction.atomic():
        counts, doubts = _keep(placed, source or _default_source(file), checked_on)
    return ImportReport(
        rows=len(file.rows) + len(file.broken),
        added=counts[0],
        known=counts[1],
        rechecked=counts[2],
        unplaced=tuple(sorted((*file.broken, *unplaced), key=lambda problem: problem.line)),
        doubts=tuple(sorted((*_implausible(placed), *doubts), key=lambda problem: problem.line)),
    )


def _instruments() -> dict[str, Instrument]:
    """All instruments by key, symbol and alias."""
    found: dict[str, Instrument] = {}
    for instrument in Instrument.objects.all():
        for alias in (instrument.key, instrument.symbol, *instrument.aliases):
            found.setdefault(_folded(alias), instrument)
    return found


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


def _instrument_of_file(
    file: TreatyFile, name: str, instrument: str, known: dict[str, Instrument]
) -> Instrument | None:
    """The one instrument that a whole table is about; None for a list that names it in each row."""
    if instrument and _folded(instrument) not in known:
        raise Refused("unknown_instrument", _("No instrument is known as “%(name)s”.") % {"name": instrument})
    if instrument:
        return known[_folded(instrument)]
    if file.form == "un":
        return None
    number = re.search(r"cets[-_ ]?(?:no[-_. ]*)?0*(\d+)", name, re.IGNORECASE)
    if number is None or f"cets {number[1]}" not in known:
        raise Refused("instrument_unnamed", _("The table does not say which instrument it is about: name it."))
    return known[f"cets {number[1]}"]


def _default_source(file: TreatyFile) -> str:
    return UN_SOURCE if file.form == "un" else ""


def _place(
    rows: Iterable[Row], whole_file: Instrument | None, known: dict[str, Instrument]
) -> tuple[list[Placed], list[Problem]]:
    names = StateNames()
    placed, problems = [], []
    for row in rows:
        found = whole_file or next((known[key] for alias in row.instruments if (key := _folded(alias)) in known), None)
        if found is None:
            reason = _("no instrument is known as “%(name)s”") % {"name": " / ".join(row.instruments)}
            problems.append(Problem(line=row.line, reason=reason))
            continue
        try:
            country = names.code(row.state, iso3=row.iso3)
        except UnknownState as error:
            problems.append(Problem(line=row.line, reason=error.reason))
            continue
        placed.append(Placed(line=row.line, country=country, instrument=found, acts=row.acts))
    return placed, problems


def _keep(placed: Iterable[Placed], source: str, checked_on: date | None) -> tuple[tuple[int, int, int], list[Problem]]:
    rows = list(placed)
    before = {_key(action): action for action in _known_actions(rows)}
    dates = _dates_by_act(before.values())
    new: dict[Key, TreatyAction] = {}
    rechecked: dict[Key, TreatyAction] = {}
    doubts, known = [], 0
    for row, action in _actions(rows, source, checked_on):
        key = _key(action)
        if key in before or key in new:
            known += 1
            _mark_checked(before.get(key), checked_on, rechecked)
            continue
        new[key] = action
        doubts += _disagreement(row, action, dates)
    TreatyAction.objects.bulk_create(new.values())
    TreatyAction.objects.bulk_update(rechecked.values(), ["checked_on"])
    return (len(new), known, len(rechecked)), doubts


def _known_actions(rows: Iterable[Placed]) -> Iterable[TreatyAction]:
    return TreatyAction.objects.filter(instrument__in={row.instrument.pk for row in rows})


def _key(action: TreatyAction) -> Key:
    return (action.instrument_id, str(action.country), action.kind, action.source, action.date)


def _actions(rows: Iterable[Placed], source: str, checked_on: date | None) -> Iterator[tuple[Placed, TreatyAction]]:
    for row in rows:
        for act in row.acts:
            yield (
                row,
                TreatyAction(
                    instrument=row.instrument,
                    country=row.country,
                    kind=act.kind,
                    date=act.date,
                    source=source or publisher(act.source_url),
                    source_url=act.source_url or (row.instrument.url if source == UN_SOURCE else ""),
                    checked_on=checked_on,
                ),
            )


def publisher(address: str) -> str:
    """Who publishes at an address: the name of a body that is known here, else the host; "not named" without one."""
    host = (urlsplit(address).hostname or "").removeprefix("www.")
    known = (name for domain, name in PUBLISHERS.items() if host == domain or host.endswith(f".{domain}"))
    return next(known, host or _("not named"))


def _mark_checked(action: TreatyAction | None, checked_on: date | None, rechecked: dict[Key, TreatyAction]) -> None:
    if action is None or checked_on is None or (action.checked_on and action.checked_on >= checked_on):
        return
    action.checked_on = checked_on
    rechecked[_key(action)] = action


def _dates_by_act(actions: Iterable[TreatyAction]) -> dict[tuple[int, str, str], dict[date, str]]:
    """Which dates are known for one kind of act of one state, and who gave each first."""
    dates: dict[tuple[int, str, str], dict[date, str]] = {}
    for action in actions:
        if action.date is not None:
            act = (action.instrument_id, str(action.country), action.kind)
            dates.setdefault(act, {}).setdefault(action.date, action.source)
    return dates


def _disagreement(
    row: Placed, action: TreatyAction, dates: dict[tuple[int, str, str], dict[date, str]]
) -> list[Problem]:
    """Where another date was known for the same act: both are kept, and this says so."""
    if action.date is None:
        return []
    others = dates.setdefault((action.instrument_id, str(action.country), action.kind), {})
    found = [(day, source) for day, source in others.items() if day != action.date]
    others.setdefault(action.date, action.source)
    words = _("%(act)s on %(day)s; %(source)s has %(other)s; both are kept")
    return [
        Problem(
            line=row.line,
            reason=words % {"act": action.get_kind_display(), "day": action.date, "source": source, "other": day},
        )
        for day, source in found
    ]


def _implausible(placed: Iterable[Placed]) -> Iterator[Problem]:
    for row in placed:
        days = {act.kind: act.date for act in row.acts if act.date is not None}
        bound = next((day for kind, day in days.items() if kind not in ("signed", "in_force")), None)
        if "signed" in days and bound is not None and days["signed"] > bound:
            yield Problem(line=row.line, reason=_("signed after it was bound; taken over as it stands"))
        if row.instrument.opened_on and min(days.values(), default=date.max) < row.instrument.opened_on:
            words = _("a date before the day of opening, %(day)s; taken over as it stands")
            yield Problem(line=row.line, reason=words % {"day": row.instrument.opened_on})
