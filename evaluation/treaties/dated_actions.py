"""One action of a state, with the dates that sources give for it, and which of them is used."""

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from evaluation.models import TreatyAction
from evaluation.treaties.kinds import LATER, SEVERAL
from networkapp.models.translations import LocalText
from networkapp.text.partial_dates import PartialDate


@dataclass(frozen=True, kw_only=True)
class DatedAction:
    """One action of a state with the dates that sources give for it.

    `when` is the date that is used: a day if a source gives one, otherwise a month or year. `by` is the last day on
    which it can have happened. Both are None if no source gives any date.
    """

    kind: str
    when: PartialDate | None
    by: date | None
    actions: tuple[TreatyAction, ...]

    @property
    def chosen(self) -> date | None:
        """Return the day that is used, if a source gives one."""
        return self.when.exact if self.when else None

    @property
    def label(self) -> LocalText:
        return next(action.label for action in self.actions if action.kind == self.kind)

    @property
    def is_disputed(self) -> bool:
        """Return whether sources contradict each other; a year and a day in it do not."""
        if self.kind in SEVERAL:
            return False
        spans = [span_of(action) for action in self.actions]
        return any(not _overlap(one, other) for one in spans for other in spans)


Span = tuple[date, date]
"""The first and the last day on which an action can have happened."""


def span_of(action: TreatyAction) -> Span:
    """Return the days on which an action can have happened: what its source gives, but not after the source.

    The date of a source does not limit what can be announced before it happens.
    """
    stated = action.stated_on
    known_by = stated.last if stated and action.kind not in LATER else date.max
    when = action.when
    if when is None:
        return date.min, stated.last if stated else date.max
    if when.exact or known_by < when.first:
        return when.first, when.last
    return when.first, min(when.last, known_by)


def dated_action(actions: Iterable[TreatyAction], *kinds: str) -> DatedAction | None:
    """Return all statements about one action; None if there are none.

    If its sources name several kinds, the one that most sources name is used.
    """
    found = [action for action in actions if action.kind in kinds]
    if not found:
        return None
    kind = Counter(action.kind for action in found).most_common(1)[0][0]
    when = _chosen(found)
    return DatedAction(kind=kind, when=when, by=_latest(found, when), actions=tuple(found))


def _chosen(actions: Sequence[TreatyAction]) -> PartialDate | None:
    """Return the day with which most sources agree; of equally many the latest: then all agree that it has happened.

    A source that gives only the year agrees with all days of it. Without a day, the narrowest period is used.
    """
    spans = [span_of(action) for action in actions]
    dates = {action.when for action in actions if action.when is not None}
    days = [when for when in dates if when.exact]
    if days:
        return max(days, key=lambda when: (_votes(when, spans), when.first))
    return min(
        dates, key=lambda when: (-_votes(when, spans), when.last - when.first, -when.first.toordinal()), default=None
    )


def _votes(when: PartialDate, spans: Collection[Span]) -> int:
    return sum(_overlap((when.first, when.last), span) for span in spans)


def _latest(actions: Sequence[TreatyAction], when: PartialDate | None) -> date | None:
    """Return the last day on which it can have happened, by the sources that agree with the date used."""
    if when is not None and when.exact:
        return when.exact
    spans = (span_of(action) for action in actions)
    lasts = [last for first, last in spans if when is None or _overlap((when.first, when.last), (first, last))]
    earliest = min(lasts)
    return None if earliest == date.max else earliest


def _overlap(one: Span, other: Span) -> bool:
    return one[0] <= other[1] and other[0] <= one[1]
