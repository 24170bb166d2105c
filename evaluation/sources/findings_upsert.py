"""Events and findings of others kept: what is new is added, what changed is revised, what is known stays."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.exchange.delimited import RowProblem
from evaluation.models import Finding, FindingResponse, FoundRevision, MonitoringEvent, ObservationFile

EVENT_SAYS = ("date", "document", "source", "source_url")
FINDING_SAYS = ("strength", "text", "date", "recommendation", "series_id", "source", "source_url")
StoredItem = MonitoringEvent | Finding


@dataclass(frozen=True, kw_only=True)
class MatchedFinding:
    """An event or a finding whose country is known, not kept yet, with what was answered to it."""

    line: int | None
    item: StoredItem
    responses: tuple[FindingResponse, ...] = ()


@dataclass
class FindingCounts:
    """The number of rows of a list by result. `older` counts rows that were ignored because a newer list is stored."""

    added: int = 0
    revised: int = 0
    known: int = 0
    older: int = 0
    responses: int = 0
    doubts: list[RowProblem] = field(default_factory=list)


def key_of(item: StoredItem) -> str:
    """Return a key for what a body did or found: rows with the same key are the same thing, whatever their wording."""
    what: Iterable[object]
    if isinstance(item, MonitoringEvent):
        what = ("event", item.kind)
    else:
        what = ("finding", item.document, item.reference or item.text)
    parts = (item.body.casefold(), str(item.country), item.round or "", *what)
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()


def stored_content(item: StoredItem) -> tuple[Any, ...]:
    """Return the stored values of a row that an import compares."""
    return tuple(getattr(item, name) for name in _content_of(item))


def _content_of(item: StoredItem) -> tuple[str, ...]:
    return EVENT_SAYS if isinstance(item, MonitoringEvent) else FINDING_SAYS


def store_findings(
    placed: Sequence[MatchedFinding], *, file: ObservationFile | None, as_of: date | None = None
) -> FindingCounts:
    """Store every event and finding with its source, file and line, and its earlier wording as a revision.

    Two different things that one list has under the same key are both stored, and named. Rows from before the day of
    the stored data change nothing. Replies and measures are only added. Must be called inside a transaction.
    """
    keeping = _FindingUpsert(placed, file, as_of)
    for row in [row for row in placed if not keeping.is_known(row)]:
        if not keeping.is_known(row):
            keeping.revise_or_add(row)
    return keeping.counts


class _FindingUpsert:
    """The rows of a list beside what is known under their keys."""

    def __init__(self, placed: Sequence[MatchedFinding], file: ObservationFile | None, as_of: date | None) -> None:
        self.file, self.as_of, self.counts = file, as_of, FindingCounts()
        self.known: dict[str, list[StoredItem]] = {}
        self.seen: set[tuple[str, int]] = set()
        keys = {key_of(row.item) for row in placed}
        for model in (MonitoringEvent, Finding):
            for item in model.objects.filter(key__in=keys).order_by("key", "occurrence"):
                self.known.setdefault(item.key, []).append(item)

    def is_known(self, row: MatchedFinding) -> bool:
        known = self.known.get(key_of(row.item), ())
        same = next((item for item in known if stored_content(item) == stored_content(row.item)), None)
        if same is None:
            return False
        if (same.key, same.occurrence) not in self.seen:
            self.counts.known += 1
            self._see(same)
            if self.as_of is not None and (same.retrieved_on is None or same.retrieved_on < self.as_of):
                same.retrieved_on = self.as_of
                same.save(update_fields=["retrieved_on"])
        self._respond(same, row)
        return True

    def revise_or_add(self, row: MatchedFinding) -> None:
        known = self.known.setdefault(key_of(row.item), [])
        before = next((item for item in known if (item.key, item.occurrence) not in self.seen), None)
        if before is None:
            if known:
                words = _("differs from line %(line)s about the same thing; both are recorded")
                self._doubt(row, words % {"line": known[0].line or "–"})
            self._add(row, known)
        elif _is_older(self.as_of, before.retrieved_on):
            self.counts.older += 1
            self._see(before)
        else:
            self._revise(before, row)

    def _add(self, row: MatchedFinding, known: list[StoredItem]) -> None:
        item = row.item
        item.key, item.occurrence = key_of(item), len(known) + 1
        item.file, item.line, item.retrieved_on = self.file, row.line, self.as_of
        item.save()
        known.append(item)
        self.counts.added += 1
        self._see(item)
        self._respond(item, row)

    def _revise(self, item: StoredItem, row: MatchedFinding) -> None:
        place = {"event": item} if isinstance(item, MonitoringEvent) else {"finding": item}
        content = {name: str(getattr(item, name) or "") for name in _content_of(item)}
        FoundRevision.objects.create(number=item.revision, content=content, file=item.file, line=item.line, **place)
        for name in _content_of(item):
            setattr(item, name, getattr(row.item, name))
        item.file, item.line, item.retrieved_on = self.file, row.line, self.as_of
        item.revision += 1
        item.save()
        self.counts.revised += 1
        self._see(item)
        self._respond(item, row)

    def _respond(self, item: StoredItem, row: MatchedFinding) -> None:
        """Add the replies and measures that are not stored yet."""
        for response in row.responses:
            same = {name: getattr(response, name) for name in ("kind", "text", "date", "status", "reported_by")}
            if FindingResponse.objects.filter(finding__pk=item.pk, **same).exists():
                continue
            response.finding, response.file, response.line = item, self.file, row.line  # type: ignore[assignment]
            response.recorded_at = timezone.now()
            response.save()
            self.counts.responses += 1

    def _see(self, item: StoredItem) -> None:
        self.seen.add((item.key, item.occurrence))

    def _doubt(self, row: MatchedFinding, words: str) -> None:
        if row.line is not None:
            self.counts.doubts.append(RowProblem(line=row.line, reason=words))


def _is_older(day: date | None, kept: date | None) -> bool:
    return day is not None and kept is not None and day < kept
