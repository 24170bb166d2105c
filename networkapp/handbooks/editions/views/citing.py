"""Pages with citations of a section, and files for reference managers."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path

from networkapp.documents.citations import CitationFormat, write_references
from networkapp.handbooks.editions.citing import Citation, SectionCitations, cite_in_edition, cite_section


def cite_current_section(request: HttpRequest, pk: int) -> HttpResponse:
    """Show how to cite the current text of a section."""
    return _render_citations(request, cite_section(pk=pk, user=request.user))


def cite_edition_section(request: HttpRequest, pk: int, section: int) -> HttpResponse:
    """Show how to cite a section of an edition."""
    return _render_citations(request, cite_in_edition(edition=pk, section=section, user=request.user))


def download_citation(request: HttpRequest, pk: int, form: str) -> HttpResponse:
    """Send the citation of the current text of a section as a file."""
    found = cite_section(pk=pk, user=request.user).today
    if found is None:
        raise Http404
    return _citation_file(request, found, form)


def download_edition_citation(request: HttpRequest, pk: int, section: int, form: str) -> HttpResponse:
    """Send the citation of a section of an edition as a file in the format `form`."""
    return _citation_file(request, cite_in_edition(edition=pk, section=section, user=request.user).section, form)


def _render_citations(request: HttpRequest, cited: SectionCitations) -> HttpResponse:
    context = {"cited": cited, "origin": request.build_absolute_uri("/").rstrip("/")}
    return render(request, "networkapp/handbooks/cite.html", context)


def _citation_file(request: HttpRequest, citation: Citation, form: str) -> HttpResponse:
    if form not in list(CitationFormat):
        raise Http404
    wanted = CitationFormat(form)
    item = citation.item(request.build_absolute_uri(citation.address))
    response = HttpResponse(write_references([item], wanted), content_type=wanted.content_type)
    response["Content-Disposition"] = f'attachment; filename="{item["id"]}.{wanted}"'
    return response


SECTION, IN_EDITION = "handbooks/sections/<int:pk>/cite/", "handbooks/editions/<int:pk>/sections/<int:section>/cite/"
urlpatterns = [
    path(SECTION, cite_current_section, name="cite"),
    path(f"{SECTION}<slug:form>/", download_citation, name="cite_as"),
    path(IN_EDITION, cite_edition_section, name="cite_in_edition"),
    path(f"{IN_EDITION}<slug:form>/", download_edition_citation, name="cite_in_edition_as"),
]
