"""Treaty actions stored from files, with the history of earlier statements."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.exchange.delimited import RowProblem
from evaluation.models import Instrument, ObservationFile, TreatyAction, TreatyActKind, TreatyChange
from evaluation.treaties.kinds import BINDING
from networkapp.text.partial_dates import PartialDate

SAID = (
    "kind", "own_kind", "date", "period", "takes_effect_on", "articles", "territories", "reservation", "source",
    "source_url", "as_of", "checked_on",
)  # fmt: skip
FAMILIES: Mapping[str, tuple[str, ...]] = {
    "signed": ("signed",),
    "in_force": ("in_force",),
    **dict.fromkeys(BINDING, BINDING),
    **dict.fromkeys(("party", "not_party"), ("party", "not_party")),
}
"""Actions of which a list of states has one for each state and treaty: another date there replaces it."""


@dataclass(frozen=True, kw_only=True)
class SourceStatement:
    """A source's statement about a state's action, with its line in a file.

    `as_of` is the date of the source and `checked_on` the day of access; see `TreatyAction` for the other dates.
    """

    instrument: Instrument
    country: str
    kind: str
    own_kind: TreatyActKind | None = None
    checked_on: date | None = None
    as_of: str = ""
    takes_effect_on: date | None = None
    date: date | None
    period: str = ""
    source: str
    source_url: str = ""
    articles: str = ""
    territories: str = ""
    text: str = ""
    line: int | None = None

    @property
    def key(self) -> tuple[Any, ...]:
        return (
            self.instrument.pk, self.country, self.kind, self.source, self.date, self.period, self.articles,
            self.territories,
        )  # fmt: skip

    @property
    def when(self) -> PartialDate | None:
        return action_of(self).when

    @property
    def stated_on(self) -> PartialDate | None:
        return action_of(self).stated_on


@dataclass
class ComparisonResult:
    """The number of rows by result of the comparison with stored statements, and the doubtful rows."""

    added: int = 0
    known: int = 0
    rechecked: int = 0
    replaced: int = 0
    older: int = 0
    doubts: list[RowProblem] = field(default_factory=list)


def store_actions(statement: Iterable[SourceStatement], *, file: ObservationFile) -> ComparisonResult:
    """Store every action with its source, and each change of the register with its file and line.

    Two dates of one file for one action are both stored, and so are those of two sources. A later file of the same
    source replaces its statement about a signature, becoming bound or entry into force, unless the state left in
    between; an earlier one adds nothing. Must be called inside a transaction.
    """
    rows = list(statement)
    comparison = _Comparison(rows, file)
    for row in rows:
        comparison.add(row)
    comparison.write()
    return comparison.result


class _Comparison:
    """Compares the treaty actions of a file with the stored ones of the same treaties, and stores the differences."""

    def __init__(self, rows: Sequence[SourceStatement], file: ObservationFile) -> None:
        self.file, self.result = file, ComparisonResult()
        self.known: dict[tuple[Any, ...], TreatyAction] = {}
        self.of_state: dict[tuple[int, str], list[TreatyAction]] = {}
        found = TreatyAction.objects.filter(instrument__in={row.instrument.pk for row in rows})
        for action in found.select_related("instrument", "own_kind").order_by("pk"):
            self._remember(action)
        taken_back = TreatyChange.objects.filter(kind=TreatyChange.Kind.TAKEN_BACK, action__replaced_at__isnull=False)
        self.taken_back = set(taken_back.values_list("action", flat=True))
        self.here = {row.key for row in rows}
        self.new: dict[tuple[Any, ...], tuple[TreatyAction, int | None]] = {}
        self.touched: dict[int, TreatyAction] = {}
        self.changes: list[TreatyChange] = []

    def add(self, row: SourceStatement) -> None:
        before = self.known.get(row.key)
        if before is None:
            self._add(row)
            return
        self.result.known += 1
        if row.key in self.new:
            return
        if self._is_restated(before, row):
            self._change(before, TreatyChange.Kind.SAID_AGAIN, row, replaced_at=None)
            self._replace_others(row)
        self._check(before, row)

    def write(self) -> None:
        now = timezone.now()
        made = TreatyAction.objects.bulk_create(action for action, _line in self.new.values())
        fields = ["as_of", "checked_on", "replaced_at", "reservation"]
        TreatyAction.objects.bulk_update(self.touched.values(), fields, batch_size=500)
        lines = (line for _action, line in self.new.values())
        added = (
            TreatyChange(action=action, kind=TreatyChange.Kind.ADDED, after=statement_fields(action), line=line)
            for action, line in zip(made, lines, strict=True)
        )
        for change in (changes := [*self.changes, *added]):
            change.file, change.at = self.file, now
        TreatyChange.objects.bulk_create(changes, batch_size=500)

    def _remember(self, action: TreatyAction) -> None:
        self.known[key_of(action)] = action
        self.of_state.setdefault((action.instrument_id, str(action.country)), []).append(action)

    def _add(self, row: SourceStatement) -> None:
        if self._is_older(row):
            self.result.older += 1
            return
        self._replace_others(row)
        self._name_disagreements(row)
        action = action_of(row)
        self.result.added += 1
        self.new[row.key] = (action, row.line)
        self._remember(action)

    def _others(self, row: SourceStatement) -> list[TreatyAction]:
        """Return the current statements of the source about this action with another date that the file lacks."""
        kinds = FAMILIES.get(row.kind, ())
        return [
            action
            for action in self.of_state.get((row.instrument.pk, row.country), ())
            if action.kind in kinds
            and action.source == row.source
            and action.replaced_at is None
            and key_of(action) not in self.here
            and not self._left_between(row, action)
        ]

    def _left_between(self, row: SourceStatement, action: TreatyAction) -> bool:
        """Return whether these are two stretches of being bound, rather than two dates of one."""
        if row.when is None or action.when is None:
            return False
        first, last = sorted((row.when.first, action.when.first))
        acts = self.of_state[row.instrument.pk, row.country]
        return any(act.kind == "denounced" and act.when and first <= act.when.first <= last for act in acts)

    def _is_restated(self, action: TreatyAction, row: SourceStatement) -> bool:
        """Return whether a file from a later day says what its source had replaced. What people took back stays out."""
        if action.replaced_at is None or row.stated_on is None or action.pk in self.taken_back:
            return False
        return all(_is_before(other.stated_on, row.stated_on) for other in self._others(row))

    def _is_older(self, row: SourceStatement) -> bool:
        return any(_is_before(row.stated_on, other.stated_on) for other in self._others(row))

    def _replace_others(self, row: SourceStatement) -> None:
        for other in self._others(row):
            if not _is_before(other.stated_on, row.stated_on):
                continue
            self.result.replaced += 1
            words = _("%(act)s on %(day)s; until now %(source)s gave %(other)s, which remains in the history")
            self._doubt(row, words, other)
            self._change(other, TreatyChange.Kind.REPLACED, row, replaced_at=timezone.now())

    def _name_disagreements(self, row: SourceStatement) -> None:
        """Report other dates that are known for the same action: all are stored. A year agrees with its days."""
        if row.when is None or row.kind not in FAMILIES:
            return
        seen: set[PartialDate] = set()
        for other in self.of_state.get((row.instrument.pk, row.country), ()):
            if other.kind != row.kind or other.replaced_at or other.when is None or other.when in seen:
                continue
            seen.add(other.when)
            if other.when.last < row.when.first or row.when.last < other.when.first:
                self._doubt(row, _("%(act)s on %(day)s; %(source)s gives %(other)s; both are recorded"), other)

    def _doubt(self, row: SourceStatement, words: str, other: TreatyAction) -> None:
        statement = {
            "act": action_of(row).label,
            "day": row.when or _("unknown date"),
            "source": other.source,
            "other": other.when or _("unknown date"),
        }
        self.result.doubts.append(RowProblem(line=row.line or 0, reason=words % statement))

    def _change(self, action: TreatyAction, kind: TreatyChange.Kind, row: SourceStatement, **fields: Any) -> None:
        before = statement_fields(action)
        for name, value in fields.items():
            setattr(action, name, value)
        after = {} if kind == TreatyChange.Kind.REPLACED else statement_fields(action)
        self.changes.append(TreatyChange(action=action, kind=kind, before=before, after=after, line=row.line))
        self._touch(action)

    def _check(self, action: TreatyAction, row: SourceStatement) -> None:
        """Record a later look, and a text that the source gives now.

        An action without a date keeps the date of the first source that knew of it: it happened before that.
        """
        if row.text and row.text != action.reservation and not _is_before(row.stated_on, action.stated_on):
            self._change(action, TreatyChange.Kind.CORRECTED, row, reservation=row.text)
        before = (action.as_of, action.checked_on)
        if row.as_of and _is_before(action.stated_on, row.stated_on) and (row.when or row.kind == "not_party"):
            action.as_of = row.as_of
        if row.checked_on is not None and (action.checked_on is None or action.checked_on < row.checked_on):
            action.checked_on = row.checked_on
        if before != (action.as_of, action.checked_on):
            self.result.rechecked += 1
            self._touch(action)

    def _touch(self, action: TreatyAction) -> None:
        if action.pk is not None:
            self.touched[action.pk] = action


def _is_before(one: PartialDate | None, other: PartialDate | None) -> bool:
    return one is not None and other is not None and one.last < other.last


def key_of(action: TreatyAction) -> tuple[Any, ...]:
    """Return what identifies an action in a source: two statements with the same key are one action."""
    return (
        action.instrument_id, str(action.country), action.kind, action.source, action.date, action.period,
        action.articles, action.territories,
    )  # fmt: skip


def statement_fields(action: TreatyAction) -> dict[str, str]:
    """Return the register's data of an action, as texts, for its history."""
    values = {name: getattr(action, name) for name in SAID}
    return {name: value.isoformat() if isinstance(value, date) else str(value or "") for name, value in values.items()}


def action_of(statement: SourceStatement) -> TreatyAction:
    """Return the action as the register would have it; it is not saved."""
    same = (
        "instrument", "country", "kind", "own_kind", "date", "period", "takes_effect_on", "articles", "territories",
        "source", "source_url", "as_of", "checked_on",
    )  # fmt: skip
    return TreatyAction(reservation=statement.text, **{name: getattr(statement, name) for name in same})
