"""Reports of what is published, for everybody: the list, each as a page, and each as a document."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.cache import get_conditional_response
from django.utils.text import slugify

from evaluation.domain.open_data_files import public_version
from evaluation.domain.report_files import file_for
from evaluation.domain.reports import Composed, compose, compose_version, find_report, page_of, published_reports
from evaluation.models import ReportFile
from networkapp.publishing.documents import Form

FORMS = {"pdf": Form.PDF, "docx": Form.DOCX}


def show_reports(request: HttpRequest) -> HttpResponse:
    return render(request, "evaluation/reports/list.html", {"reports": published_reports()})


def show_report(request: HttpRequest, slug: str) -> HttpResponse:
    return _shown(request, _report(slug))


def send_report(request: HttpRequest, slug: str, form: str) -> HttpResponse:
    return _sent(request, _report(slug), form)


def show_country_report(request: HttpRequest, network: str, country: str, year: int, number: int) -> HttpResponse:
    return _shown(request, _of_version(network, country, year, number))


def send_country_report(
    request: HttpRequest, network: str, country: str, year: int, number: int, form: str
) -> HttpResponse:
    return _sent(request, _of_version(network, country, year, number), form)


def _report(slug: str) -> Composed:
    found = find_report(slug)
    if found is None:
        raise Http404
    return compose(found)


def _of_version(network: str, country: str, year: int, number: int) -> Composed:
    version = public_version(network=network, country=country, year=year, number=number)
    if version is None:
        raise Http404
    return compose_version(version)


def _shown(request: HttpRequest, composed: Composed) -> HttpResponse:
    context = {"composed": composed, "content": page_of(composed), "forms": list(FORMS)}
    return render(request, "evaluation/reports/report.html", context)


def _sent(request: HttpRequest, composed: Composed, form: str) -> HttpResponse:
    """The document; or, while it is being made, a page that asks again by itself."""
    if form not in FORMS or composed.is_empty:
        raise Http404
    file = file_for(composed, FORMS[form])
    file.refresh_from_db()
    if file.state != ReportFile.State.MADE:
        answer = render(request, "evaluation/reports/waiting.html", {"composed": composed, "file": file}, status=202)
        answer["Refresh"] = "3"
        answer["Cache-Control"] = "no-store"
        return answer
    answer = HttpResponse(bytes(file.content), content_type=FORMS[form].content_type)
    name = f"{slugify(composed.title) or 'report'}-{composed.digest[:8]}.{form}"
    answer["Content-Disposition"] = f'inline; filename="{name}"'
    tag = f'"{composed.digest}-{form}"'
    answer["ETag"] = tag
    known: HttpResponse = get_conditional_response(request, etag=tag, response=answer)
    return known


VERSION = "evaluation/reports/countries/<slug:network>/<slug:country>/<int:year>/<int:number>"
urlpatterns = [
    path("evaluation/reports/", show_reports, name="reports"),
    path(f"{VERSION}/", show_country_report, name="country_report"),
    path(f"{VERSION}.<slug:form>", send_country_report, name="country_report_file"),
    path("evaluation/reports/<slug:slug>/", show_report, name="report"),
    path("evaluation/reports/<slug:slug>.<slug:form>", send_report, name="report_file"),
]
