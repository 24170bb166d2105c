"""Import lists of the activities and findings of independent bodies."""

import hashlib
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from evaluation.exchange.delimited import BrokenRow, RowProblem
from evaluation.exchange.state_names import StateNames, UnknownState
from evaluation.models import (
    Criterion,
    Finding,
    FindingResponse,
    Framework,
    MonitoringEvent,
    ObservationFile,
    Recommendation,
)
from evaluation.sources.findings_upsert import MatchedFinding, store_findings
from evaluation.sources.formats.finding_files import FindingRow, ResponseCells, read_finding_file
from evaluation.sources.publishers import publisher_name


@dataclass(frozen=True, kw_only=True)
class FindingReport:
    """The result of an import: rows read, and how many were added, revised, known, or older than the stored data.

    `responses` are replies and measures added; `unplaced` rows are not imported; `doubts` are, and look wrong.
    """

    rows: int
    added: int
    revised: int
    known: int
    older: int
    responses: int
    unplaced: tuple[RowProblem, ...]
    doubts: tuple[RowProblem, ...]

    @property
    def counted(self) -> str:
        """Return what became of the rows, in a sentence."""
        counts = {name: getattr(self, name) for name in ("rows", "added", "revised", "known", "older", "responses")}
        return (
            _(
                "%(rows)s rows read: %(added)s events and findings added, %(revised)s revised, %(known)s already "
                "recorded, %(older)s older than the recorded ones; %(responses)s replies and measures added."
            )
            % counts
        )


def import_findings(
    *,
    content: bytes,
    name: str = "",
    body: str = "",
    source: str = "",
    retrieved_on: date | None = None,
    encoding: str = "",
) -> FindingReport:
    """Import every event and finding that can be matched, at once, with its line. Repeating it changes nothing.

    `body` and `source` hold where the rows do not say them; a list of GRETA's rounds is GRETA's, and its Committee's.
    Refuses a file that cannot be read or has other columns; then nothing of it is kept. A row that cannot be placed is
    reported and holds up no other.
    """
    file = read_finding_file(content, encoding=encoding)
    placing = _FindingMatcher(body=body[:120], source=source[:300])
    placed = list(placing.placed(file.rows))
    missing = tuple(sorted((*file.broken, *placing.problems), key=lambda problem: problem.line))
    with transaction.atomic():
        digest = hashlib.sha256(content).hexdigest()
        kept_file = ObservationFile.objects.create(name=(name or "–")[-255:], sha256=digest, retrieved_on=retrieved_on)
        counts = store_findings(placed, file=kept_file, as_of=retrieved_on)
        kept_file.rows, kept_file.unplaced = len(file.rows) + len(file.broken), len(missing)
        kept_file.added, kept_file.revised, kept_file.known = counts.added, counts.revised, counts.known
        kept_file.save()
    return FindingReport(
        rows=kept_file.rows,
        added=counts.added,
        revised=counts.revised,
        known=counts.known,
        older=counts.older,
        responses=counts.responses,
        unplaced=missing,
        doubts=tuple(counts.doubts),
    )


class _FindingMatcher:
    """Finds the country and what of ours a row touches; what it cannot place it reports."""

    def __init__(self, *, body: str, source: str) -> None:
        self.body, self.source = body, source
        self.names, self.ours = StateNames(), link_targets()
        self.problems: list[RowProblem] = []

    def placed(self, rows: Iterable[FindingRow]) -> Iterator[MatchedFinding]:
        for row in rows:
            try:
                yield self._place(row)
            except (BrokenRow, UnknownState) as error:
                self.problems.append(RowProblem(line=row.line, reason=error.reason))

    def _place(self, row: FindingRow) -> MatchedFinding:
        body = row.body or self.body
        if not body:
            raise BrokenRow(_("no body named: add a column “body”, or name one for the whole file"))
        from_a_body = {
            "body": body,
            "country": self.names.code(row.state, iso3=row.iso3),
            "round": row.round,
            "document": row.document,
            "date": row.date,
            "source": row.source or self.source or publisher_name(row.source_url),
            "source_url": row.source_url,
        }
        if not row.text:
            return MatchedFinding(line=row.line, item=MonitoringEvent(kind=_event(row.event), **from_a_body))
        touches = dict(zip(("recommendation", "series_id"), self._touched(row), strict=True))
        words = {"reference": row.reference, "strength": _strength(row.strength), "text": row.text}
        finding = Finding(**from_a_body, **touches, **words)
        responses = tuple(_response(cells, finding) for cells in row.responses)
        return MatchedFinding(line=row.line, item=finding, responses=responses)

    def _touched(self, row: FindingRow) -> tuple[int | None, str]:
        """Return the recommendation and the criterion that the row names. A criterion alone is enough for both."""
        if row.criterion and row.criterion not in self.ours.by_series:
            raise BrokenRow(_("“%(series)s” is not an adopted criterion") % {"series": row.criterion})
        label = row.recommendation or row.subject
        code = self.ours.by_name.get(label.casefold())
        if label and code is None:
            raise BrokenRow(_("“%(name)s” is not an adopted recommendation") % {"name": label[:80]})
        by_series = self.ours.by_series.get(row.criterion)
        if code is not None and by_series is not None and code != by_series:
            raise BrokenRow(_("criterion %(series)s belongs to another recommendation") % {"series": row.criterion})
        return code or by_series, row.criterion


@dataclass(frozen=True, kw_only=True)
class LinkTargets:
    """The recommendations of adopted frameworks by number and by the slug of their subject, the criteria by series."""

    by_name: Mapping[str, int]
    by_series: Mapping[str, int]


def link_targets() -> LinkTargets:
    """Return the recommendations and criteria to which findings can belong, by the names in lists; two queries."""
    adopted = Framework.objects.filter(status=Framework.Status.ADOPTED)
    codes = Recommendation.objects.filter(framework__in=adopted).values_list("code", "subject__slug")
    series = Criterion.objects.filter(recommendation__framework__in=adopted)
    names = {name: code for code, slug in codes for name in (str(code), slug) if name}
    return LinkTargets(by_name=names, by_series=dict(series.values_list("series_id", "recommendation__code")))


def _event(name: str) -> str:
    if name not in MonitoringEvent.Kind.values:
        known = ", ".join(MonitoringEvent.Kind.values)
        raise BrokenRow(
            _("unknown event “%(name)s”; known events: %(known)s")
            % {
                "name": name[:80],
                "known": known,
            }
        )
    return name


def _strength(word: str) -> str:
    if word and word not in Finding.Strength.values:
        known = ", ".join(Finding.Strength.values)
        words = _("unknown strength of a finding “%(word)s”; known: %(known)s")
        raise BrokenRow(words % {"word": word[:80], "known": known})
    return word or Finding.Strength.NOTES.value


def _response(cells: ResponseCells, finding: Finding) -> FindingResponse:
    if cells.status and cells.status not in FindingResponse.Status.values:
        known = ", ".join(FindingResponse.Status.values)
        words = _("unknown progress of a measure “%(word)s”; known: %(known)s")
        raise BrokenRow(words % {"word": cells.status[:80], "known": known})
    return FindingResponse(
        kind=cells.kind,
        text=cells.text,
        date=cells.date,
        document=cells.document,
        status=cells.status,
        reported_by=cells.reported_by,
        source=finding.source,
        source_url=finding.source_url,
    )
