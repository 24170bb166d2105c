"""Reports of what is published, for everybody: the list, each as a page, and each as a document."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.cache import get_conditional_response
from django.utils.safestring import mark_safe
from django.utils.text import slugify

from evaluation.reports.archive import find_draft, find_report, networks_reporting, published_reports
from evaluation.reports.document import ComposedReport, compose, compose_version, render_page
from evaluation.reports.files import file_for, file_of_version
from evaluation.reports.forms.reports import ArchiveForm
from evaluation.reports.models import Report, ReportFile, ReportVersion
from evaluation.reports.versions import find_version, versions_of
from evaluation.results.open_data.files import public_version
from networkapp.documents.convert import DocumentFormat

FORMS = {"pdf": DocumentFormat.PDF, "docx": DocumentFormat.DOCX}


def show_reports(request: HttpRequest) -> HttpResponse:
    """Show the published reports that the reader can see, filtered by the query string."""
    form = ArchiveForm(request.GET, networks=networks_reporting(request.user))
    chosen = form.cleaned_data if form.is_valid() else {}
    reports = published_reports(request.user, **chosen)
    context = {"reports": reports, "form": form, "number": len(reports), "forms": list(FORMS)}
    return render(request, "evaluation/reports/list.html", context)


def show_report(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the newest version of a report to the conference; of any other report, what is published now."""
    report = _report(request, slug)
    version = find_version(slug=slug, user=request.user)
    return _version_shown(request, version) if version else _shown(request, compose(report))


def send_report(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    """Send the published version of a report, or else its current text, as a file in the format `form`."""
    report = _report(request, slug)
    version = find_version(slug=slug, user=request.user)
    return _version_sent(request, version, form) if version else _sent(request, compose(report), form)


def show_version(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show a published version of a report."""
    return _version_shown(request, _version(request, slug, number))


def send_version(request: HttpRequest, slug: str, number: int, form: str) -> HttpResponse:
    """Send a published version of a report as a file in the format `form`."""
    return _version_sent(request, _version(request, slug, number), form)


def show_draft(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the draft of a report to the conference, with today's numbers, to members of its network."""
    draft = find_draft(slug, request.user)
    if draft is None:
        raise Http404
    composed = compose(draft)
    context = {"composed": composed, "content": render_page(composed), "is_draft": True, "missing": composed.missing}
    return render(request, "evaluation/reports/report.html", context)


def show_country_report(request: HttpRequest, network: str, country: str, year: int, number: int) -> HttpResponse:
    """Show the report made from one published version of a country's assessment."""
    return _shown(request, _of_version(network, country, year, number))


def send_country_report(
    request: HttpRequest, network: str, country: str, year: int, number: int, form: str
) -> HttpResponse:
    """Send the report made from one published version as a file in the format `form`."""
    return _sent(request, _of_version(network, country, year, number), form)


def _report(request: HttpRequest, slug: str) -> Report:
    found = find_report(slug, request.user)
    if found is None:
        raise Http404
    return found


def _version(request: HttpRequest, slug: str, number: int) -> ReportVersion:
    found = find_version(slug=slug, user=request.user, number=number)
    if found is None:
        raise Http404
    return found


def _version_shown(request: HttpRequest, version: ReportVersion) -> HttpResponse:
    context = {
        "composed": version,
        "version": version,
        "content": mark_safe(version.page),
        "forms": list(FORMS),
        "versions": versions_of(version.report),
    }
    return render(request, "evaluation/reports/report.html", context)


def _version_sent(request: HttpRequest, version: ReportVersion, form: str) -> HttpResponse:
    if form not in FORMS:
        raise Http404
    return _file_sent(request, version, file_of_version(version, FORMS[form]), form)


def _of_version(network: str, country: str, year: int, number: int) -> ComposedReport:
    version = public_version(network=network, country=country, year=year, number=number)
    if version is None:
        raise Http404
    return compose_version(version)


def _shown(request: HttpRequest, composed: ComposedReport) -> HttpResponse:
    context = {"composed": composed, "content": render_page(composed), "forms": list(FORMS)}
    return render(request, "evaluation/reports/report.html", context)


def _sent(request: HttpRequest, composed: ComposedReport, form: str) -> HttpResponse:
    """Return the document; or, while it is being made, a page that asks again by itself."""
    if form not in FORMS or composed.is_empty:
        raise Http404
    return _file_sent(request, composed, file_for(composed, FORMS[form]), form)


def _file_sent(request: HttpRequest, composed: Any, file: ReportFile, form: str) -> HttpResponse:
    file.refresh_from_db()
    if file.state != ReportFile.State.MADE:
        answer = render(request, "evaluation/reports/waiting.html", {"composed": composed, "file": file}, status=202)
        answer["Refresh"] = "3"
        answer["Cache-Control"] = "no-store"
        return answer
    answer = HttpResponse(bytes(file.content), content_type=FORMS[form].content_type)
    name = f"{slugify(composed.title) or 'report'}-{composed.digest[:8]}.{form}"
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    tag = f'"{file.digest}-{form}"'
    answer["ETag"] = tag
    known: HttpResponse = get_conditional_response(request, etag=tag, response=answer)
    return known


VERSION = "evaluation/reports/countries/<slug:network>/<slug:country>/<int:year>/<int:number>"
urlpatterns = [
    path("evaluation/reports/", show_reports, name="reports"),
    path(f"{VERSION}/", show_country_report, name="country_report"),
    path(f"{VERSION}.<slug:form>", send_country_report, name="country_report_file"),
    path("evaluation/reports/<slug:slug>/draft/", show_draft, name="report_draft"),
    path("evaluation/reports/<slug:slug>/<int:number>/", show_version, name="report_version"),
    path("evaluation/reports/<slug:slug>/<int:number>.<slug:form>", send_version, name="report_version_file"),
    path("evaluation/reports/<slug:slug>/", show_report, name="report"),
    path("evaluation/reports/<slug:slug>.<slug:form>", send_report, name="report_file"),
]
