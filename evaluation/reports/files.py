"""Documents of reports are made in the background, once for each state and form, and kept."""

import logging
from datetime import timedelta

from django.db import transaction
from django.utils import timezone
from django.utils.translation import override
from django_tasks import task

from evaluation.reports.document import ComposedReport, compose, compose_version, render_document
from evaluation.reports.models import Report, ReportFile, ReportVersion
from evaluation.reports.versions import document_of, freeze
from networkapp.documents.convert import ConversionError, DocumentFormat

logger = logging.getLogger(__name__)
PATIENCE = timedelta(minutes=5)
"""After this a document that was asked for and did not come is asked for again."""
State = ReportFile.State


def file_for(composed: ComposedReport, form: DocumentFormat) -> ReportFile:
    """Return the document of the current state: finished, waiting, or ordered now, once for all readers."""
    file, is_new = ReportFile.objects.get_or_create(
        digest=composed.file_digest,
        form=form.value,
        defaults={"report": composed.report, "version": composed.version, "language": composed.language},
    )
    if is_new or _is_overdue(file):
        transaction.on_commit(lambda: make_file.enqueue(file.pk))
    return file


def file_of_version(version: ReportVersion, form: DocumentFormat) -> ReportFile:
    """Return the document of a published version: finished, waiting, or ordered now."""
    file, is_new = ReportFile.objects.get_or_create(
        digest=version.file_digest,
        form=form.value,
        defaults={"report": version.report, "frozen": version, "language": version.language},
    )
    if is_new or _is_overdue(file):
        transaction.on_commit(lambda: make_file.enqueue(file.pk))
    return file


def order_documents(report: Report) -> None:
    """Order the PDF and DOCX of a report that was just published. Freeze a report to the conference first.

    Do nothing for an older report that was written elsewhere (`issued`).
    """
    if report.issued:
        return
    if report.is_to_the_conference:
        version = freeze(report)
        for form in (DocumentFormat.PDF, DocumentFormat.DOCX):
            file_of_version(version, form)
        return
    composed = compose(report)
    for form in (DocumentFormat.PDF, DocumentFormat.DOCX):
        file_for(composed, form)


@task()
def make_file(pk: int) -> None:
    """Create and store the document. Can be called any number of times: an existing one stays.

    If the report has changed since it was ordered, nothing is created, because another one is ordered instead.
    """
    report_files = ReportFile.objects.exclude(state=State.MADE).select_related("report", "version", "frozen")
    file = report_files.filter(pk=pk).first()
    if file is None:
        return
    form, version = DocumentFormat(file.form), file.frozen
    with override(file.language):
        composed = version or _composed(file)
        if isinstance(composed, ComposedReport) and composed.file_digest != file.digest:
            file.delete()
            return
        try:
            content = (
                render_document(composed, form) if isinstance(composed, ComposedReport) else document_of(composed, form)
            )
        except ConversionError:
            logger.exception("Could not create report %s as %s.", file.digest, file.form)
            ReportFile.objects.filter(pk=pk).exclude(state=State.MADE).update(state=State.FAILED)
            return
    ReportFile.objects.filter(pk=pk).exclude(state=State.MADE).update(state=State.MADE, content=content)


def _composed(file: ReportFile) -> ComposedReport:
    if file.report is not None:
        return compose(file.report)
    assert file.version is not None
    return compose_version(file.version)


def _is_overdue(file: ReportFile) -> bool:
    if file.state == State.MADE:
        return False
    late = ReportFile.objects.filter(pk=file.pk, asked_at__lt=timezone.now() - PATIENCE)
    return bool(late.update(asked_at=timezone.now(), state=State.WAITING))
