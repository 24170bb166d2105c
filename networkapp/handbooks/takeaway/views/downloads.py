"""Handbooks to download: what is available of a text, requesting a file, and delivering it."""

from typing import Any

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views import View

from networkapp.documents.convert import DocumentFormat
from networkapp.errors import Refused
from networkapp.files.generated import ALL_STEPS
from networkapp.handbooks.editions import queries
from networkapp.handbooks.models import HandbookFile
from networkapp.handbooks.pages.queries import find_chapter, find_current_section, find_handbook
from networkapp.handbooks.takeaway.downloads import (
    FORMATS,
    count_files_queued_before,
    files_of,
    find_file,
    request_file,
)
from networkapp.handbooks.takeaway.formats import Takeaway, current_takeaway, edition_takeaway
from networkapp.text.keys import as_key

CACHE_SECONDS = 365 * 24 * 3600
NAMES = {DocumentFormat.PDF: "PDF", DocumentFormat.EPUB: "EPUB", DocumentFormat.DOCX: "Word"}


class DownloadView(View):
    """The files of one text; a POST asks for one of them. Subclasses find the text, and what there is beside it."""

    def get(self, request: HttpRequest, **place: Any) -> HttpResponse:
        takeaway, beside = self.find(request, _section_number(request.GET.get("section", "")), **place)
        return self.show(request, takeaway, beside)

    def post(self, request: HttpRequest, **place: Any) -> HttpResponse:
        takeaway, beside = self.find(request, _section_number(request.POST.get("section", "")), **place)
        form = request.POST.get("form", "")
        if form not in list(FORMATS):
            raise Http404
        try:
            request_file(takeaway=takeaway, form=DocumentFormat(form), user=request.user)
        except Refused as refused:
            return self.show(request, takeaway, beside, refused)
        chosen = request.POST.get("section", "")
        return redirect(f"{request.path}?section={chosen}" if chosen else request.path)

    def find(self, request: HttpRequest, section: int | None, **place: Any) -> tuple[Takeaway, dict[str, Any]]:
        raise NotImplementedError

    def show(
        self, request: HttpRequest, takeaway: Takeaway, beside: dict[str, Any], refused: Refused | None = None
    ) -> HttpResponse:
        found = files_of(takeaway)
        files = [(NAMES[form], form, file, _files_ahead(file)) for form, file in found]
        making = any(file and file.is_unfinished for _form, file in found)
        context = {"takeaway": takeaway, "files": files, "steps": ALL_STEPS, "making": making, "problem": refused}
        status = 200 if refused is None else 429 if refused.again_at else 422
        answer = render(request, "networkapp/handbooks/downloads.html", context | beside, status=status)
        answer["Cache-Control"] = "no-store" if making else "private, no-cache"
        return answer


class CurrentTextDownloads(DownloadView):
    """Downloads of the current text of a handbook or a chapter, by its page."""

    def find(self, request: HttpRequest, section: int | None, **place: Any) -> tuple[Takeaway, dict[str, Any]]:
        try:
            chapter = find_chapter(pk=place["page"], user=request.user)
        except Http404:
            handbook = find_handbook(pk=place["page"], user=request.user)
            return current_takeaway(handbook=handbook), {"of": handbook, "edition": handbook.edition}
        chosen = find_current_section(pk=section, user=request.user) if section else None
        if chosen and chosen.page_id != chapter.pk:
            raise Http404
        handbook = chapter.handbook
        return current_takeaway(handbook=handbook, chapter=chapter, section=chosen), {
            "of": handbook,
            "edition": handbook.edition,
            "chapter": chapter,
            "chosen": section,
            "sections": [(one.pk, one) for one in chapter.published_sections.current()],
            "whole": reverse("networkapp:handbook_files", args=[handbook.pk]),
        }


class EditionDownloads(DownloadView):
    """Downloads of an edition in a language, or of one of its chapters, by position."""

    def find(self, request: HttpRequest, section: int | None, **place: Any) -> tuple[Takeaway, dict[str, Any]]:
        text = queries.find_text(edition=place["pk"], language=place["language"], user=request.user)
        if "position" not in place:
            return edition_takeaway(text=text), {"of": text, "text": text}
        chapter = next((one for one in queries.chapters_of(text=text) if one.position == place["position"]), None)
        sections = {one.section: one for one in queries.sections_of(chapter=chapter)} if chapter else {}
        if chapter is None or (section and section not in sections):
            raise Http404
        return edition_takeaway(text=text, chapter=chapter, section=sections.get(section or 0)), {
            "of": text,
            "text": text,
            "chapter": chapter,
            "chosen": section,
            "sections": list(sections.items()),
            "whole": reverse("networkapp:edition_files", args=[text.edition_id, text.language]),
        }


def download_file(request: HttpRequest, pk: int, name: str) -> HttpResponseBase:
    """Send the file; browsers may cache one of an edition, and must check one of the current text."""
    file = find_file(pk=pk, user=request.user)
    tag = f'"{file.digest}-{file.form}"'
    known = get_conditional_response(request, etag=tag)
    answer = known or FileResponse(file.file.open("rb"), content_type=DocumentFormat(file.form).content_type)
    answer["ETag"] = tag
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=str(file))
    answer["X-Content-Type-Options"] = "nosniff"
    keep = f"private, max-age={CACHE_SECONDS}, immutable" if file.text_id else "private, no-cache"
    answer["Cache-Control"] = keep
    return answer


def _section_number(value: str) -> int | None:
    if not value:
        return None
    number = as_key(value)
    if number is None:
        raise Http404
    return number


def _files_ahead(file: HandbookFile | None) -> int:
    return count_files_queued_before(file) if file and file.state == HandbookFile.State.WAITING else 0


urlpatterns = [
    path("handbooks/files/<int:page>/", CurrentTextDownloads.as_view(), name="handbook_files"),
    path("handbooks/files/<int:pk>/<str:name>", download_file, name="handbook_file"),
    path("handbooks/editions/<int:pk>/<slug:language>/files/", EditionDownloads.as_view(), name="edition_files"),
    path(
        "handbooks/editions/<int:pk>/<slug:language>/<int:position>/files/",
        EditionDownloads.as_view(),
        name="edition_chapter_files",
    ),
]
