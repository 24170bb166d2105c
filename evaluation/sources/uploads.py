"""Tables of others, uploaded in the browser: previewed first, then imported as the commands do it."""

import io
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Model
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.exchange.delimited import RowProblem
from evaluation.models import ExternalObservation, Finding, TreatyAction, UploadedTable
from evaluation.models.uploads import WAITS_A_DAY
from evaluation.permissions import Action
from evaluation.sources.findings_import import FindingReport, import_findings
from evaluation.sources.observations_import import ObservationReport, import_observations
from evaluation.sources.observations_upsert import ProblemList
from evaluation.treaties.importing import ImportReport, import_treaty_actions
from networkapp.errors import NotAllowed, Refused
from networkapp.policies import policy_of
from networkapp.users import AnyUser, User

Kind = UploadedTable.Kind
Report = ImportReport | ObservationReport | FindingReport
MOST_BYTES = 10_000_000
MODELS: Mapping[str, type[Model]] = {
    Kind.TREATIES: TreatyAction,
    Kind.OBSERVATIONS: ExternalObservation,
    Kind.FINDINGS: Finding,
}
"""What a table of each kind is imported into; who may add these imports the table."""


def may_import(*, user: AnyUser, kind: str) -> bool:
    """Return whether `user` can import tables of this kind, by the policy of what is imported."""
    return bool(policy_of(MODELS[kind]).user_has_permission(user, "add"))


def store_table(
    *, kind: str, name: str, content: bytes, options: Mapping[str, Any], user: User, at: datetime | None = None
) -> UploadedTable:
    """Store the table with a preview of its import, and return it. It replaces the one that `user` uploaded before.

    Refuses (NotAllowed) who may not import it; (Refused) a file that is empty, too large, or cannot be read as
    such a table.
    """
    _require_may_import(user, kind)
    if not content.strip():
        raise Refused("empty", _("The file is empty."), field="file")
    if len(content) > MOST_BYTES:
        raise Refused(
            "too_large",
            _("The file is larger than %(limit)s MB. Divide it into smaller files.")
            % {"limit": MOST_BYTES // 1_000_000},
            field="file",
        )
    table = UploadedTable(kind=Kind(kind), user=user, name=name[-255:], content=content, options=_as_json(options))
    with transaction.atomic():
        table.preview = _preview(_rehearse_import(table))
        UploadedTable.objects.filter(kind=kind, user=user).delete()
        table.put_at = at or timezone.now()
        table.save()
    return table


def pending_table(*, kind: str, user: User) -> UploadedTable | None:
    """Return the table of this kind that `user` uploaded and has not imported yet, if there is one."""
    found: UploadedTable | None = UploadedTable.objects.waiting().filter(kind=kind, user=user).first()
    return found


def import_table(*, kind: str, user: User) -> str:
    """Import the table of this kind that `user` uploaded, delete it, and return what became of its rows in a sentence.

    Refuses (NotAllowed) who may not import it; (Refused) where there is none, or it was imported or expired meanwhile.
    """
    _require_may_import(user, kind)
    with transaction.atomic():
        waiting = UploadedTable.objects.waiting().select_for_update().filter(kind=kind, user=user).first()
        if waiting is None:
            raise Refused("gone", _("The uploaded table is no longer available. Upload it again."))
        report = _run_import(waiting)
        waiting.delete()
    return report.counted


def discard_table(*, kind: str, user: User) -> None:
    """Delete the table of this kind that `user` uploaded."""
    UploadedTable.objects.filter(kind=kind, user=user).delete()


def remove_expired_tables(*, now: datetime) -> int:
    """Delete tables that were not imported within a day, and return their number."""
    removed: int = UploadedTable.objects.filter(put_at__lte=now - WAITS_A_DAY).delete()[0]
    return removed


def _require_may_import(user: AnyUser, kind: str) -> None:
    if not may_import(user=user, kind=kind):
        raise NotAllowed(Action.KEEP_REGISTER)


def _rehearse_import(table: UploadedTable) -> Report:
    """Return the report of the import, which is rolled back."""
    with transaction.atomic():
        report = _run_import(table)
        transaction.set_rollback(True)
    return report


def _run_import(table: UploadedTable) -> Report:
    options: dict[str, Any] = {name: _day(value) if name in DAYS else value for name, value in table.options.items()}
    content = bytes(table.content)
    if table.kind == Kind.TREATIES:
        return import_treaty_actions(content=content, name=table.name, **options)
    if table.kind == Kind.OBSERVATIONS:
        return import_observations(file=io.BytesIO(content), name=table.name, **options)
    return import_findings(content=content, name=table.name, **options)


DAYS = ("checked_on", "retrieved_on")


def _as_json(options: Mapping[str, Any]) -> dict[str, Any]:
    return {name: value.isoformat() if isinstance(value, date) else value for name, value in options.items()}


def _day(value: str | None) -> date | None:
    return date.fromisoformat(value) if value else None


def _preview(report: Report) -> dict[str, Any]:
    return {
        "counted": report.counted,
        "unplaced": _problems_as_json(report.unplaced),
        "doubts": _problems_as_json(report.doubts),
    }


def _problems_as_json(problems: ProblemList | Iterable[RowProblem]) -> dict[str, Any]:
    """Return the rows with their problems, in order, and their number."""
    if isinstance(problems, ProblemList):
        listed, number = problems.listed, problems.number
    else:
        listed = list(problems)
        number = len(listed)
    rows = sorted((problem.line, str(problem.reason)) for problem in listed)
    return {"rows": rows, "more": number - len(rows), "number": number}
