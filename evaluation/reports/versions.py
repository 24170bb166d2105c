"""Published versions of reports to the conference: frozen when they are published, numbered, and kept for good."""

import hashlib
import json
from dataclasses import asdict
from datetime import datetime

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import override

from evaluation.reports.document import ComposedReport, compose, document_source, render_report
from evaluation.reports.models import Report, ReportVersion
from networkapp.documents.convert import DocumentFormat, Drawing, make_document
from networkapp.models import Network
from networkapp.permissions import Action
from networkapp.text.cleaning import words_of_html
from networkapp.users import AnyUser


@transaction.atomic
def freeze(report: Report) -> ReportVersion:
    """Publish the report as it is at this moment as a version; the same once more returns the existing one."""
    Network.objects.select_for_update().get(pk=report.network_id)
    last = report.versions.order_by("-number").first()
    composed = compose(report)
    if last is not None and last.digest == composed.digest:
        return last
    version = ReportVersion(
        report=report,
        number=last.number + 1 if last else 1,
        title=composed.title,
        site=composed.site,
        standfirst=composed.standfirst,
        language=composed.language,
        changes=report.changes if last else "",
        since=composed.since,
        until=composed.until,
        page=(page := render_report(composed, in_document=False)),
        words=words_of_html(page),
        digest=composed.digest,
        as_of=composed.as_of,
        is_sample=composed.is_sample,
        published_at=timezone.now(),
    )
    version.year = last.year if last else timezone.localdate(version.published_at).year
    version.place = last.place if last else _next_place(report, version.year)
    _store_documents(version, composed)
    version.save()
    return version


def _next_place(report: Report, year: int) -> int:
    others = ReportVersion.objects.filter(report__network=report.network_id, year=year)
    return (others.aggregate(last=Max("place"))["last"] or 0) + 1


def _store_documents(version: ReportVersion, composed: ComposedReport) -> None:
    version.document, pictures = document_source(composed, version)
    version.pictures = [asdict(picture) for picture in pictures]
    content = json.dumps(
        [version.document, version.pictures, version.title, version.site, version.language], ensure_ascii=False
    )
    version.file_digest = hashlib.sha256(content.encode()).hexdigest()


def versions_of(report: Report) -> list[ReportVersion]:
    """Return the published versions of the report, newest first, without their text."""
    return list(report.versions.defer("page", "document", "pictures", "words").order_by("-number"))


def find_version(*, slug: str, user: AnyUser, number: int | None = None) -> ReportVersion | None:
    """Return the version with this number, or the newest, of a report of a network that `user` can see; else None."""
    seen = Network.objects.where(user, may=Action.SEE)
    found = ReportVersion.objects.filter(report__slug=slug, report__network__in=seen).select_related("report__network")
    if number is not None:
        found = found.filter(number=number)
    return found.order_by("-number").first()


def document_of(version: ReportVersion, form: DocumentFormat) -> bytes:
    """Return the version as a document, with the same bytes every time. NotMade if it fails."""
    dated: datetime = version.published_at
    with override(version.language):
        return make_document(
            html=version.document, title=version.title, site=version.site, language=version.language, form=form,
            dated=dated, has_cover=True, pictures=[Drawing(**kept) for kept in version.pictures],
        )  # fmt: skip


def needs_description(report: Report) -> bool:
    """Return whether somebody still has to describe what the next version changes."""
    last = report.versions.order_by("-number").values_list("changes", flat=True).first() if report.pk else None
    return last is not None and report.changes.strip() in ("", last.strip())
