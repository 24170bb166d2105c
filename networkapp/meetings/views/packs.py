"""Pages of the briefing for a meeting, and of the meeting pack."""

from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils import timezone, translation
from django.utils.cache import get_conditional_response
from django.utils.http import content_disposition_header
from django.views import View
from django.views.decorators.http import require_safe

from networkapp.documents.convert import DocumentFormat
from networkapp.errors import Refused
from networkapp.files.generated import ALL_STEPS
from networkapp.meetings.models import Meeting
from networkapp.meetings.packs.book import MAX_ORIGINAL_BYTES
from networkapp.meetings.packs.device_copies import pack_key
from networkapp.meetings.packs.packs import (
    FORMATS,
    find_pack,
    find_pack_with_contents,
    pack_contents,
    packs_by_format,
    request_pack,
)
from networkapp.meetings.queries.briefing import briefing_for, find_meeting_to_read

FORMAT_NAMES = {DocumentFormat.PDF: "PDF", DocumentFormat.EPUB: "EPUB", DocumentFormat.ZIP: "ZIP"}


@require_safe
@login_required
def meeting_brief(request: HttpRequest, slug: str) -> HttpResponse:
    """Show the signed-in reader the briefing for a meeting."""
    brief = briefing_for(meeting=_load_meeting(request, slug), user=request.user)
    return render(request, "networkapp/meetings/brief.html", {"brief": brief})


class MeetingPackPage(LoginRequiredMixin, View):
    """The content and files of a meeting pack, with their progress; a POST orders a file."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        return self.show(request, _load_meeting(request, slug))

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        meeting, form = _load_meeting(request, slug), request.POST.get("form", "")
        if form not in list(FORMATS):
            raise Http404
        try:
            contents = pack_contents(meeting=meeting, user=request.user)
            request_pack(contents=contents, form=DocumentFormat(form), user=request.user)
        except Refused as refused:
            return self.show(request, meeting, refused)
        return redirect("networkapp:meeting_pack", slug)

    def show(self, request: HttpRequest, meeting: Meeting, refused: Refused | None = None) -> HttpResponse:
        contents = pack_contents(meeting=meeting, user=request.user)
        files = [(FORMAT_NAMES[form], form, pack) for form, pack in packs_by_format(contents)]
        making = any(pack and pack.is_unfinished for _name, _form, pack in files)
        items = [(item, contents.papers.get(item.pk, [])) for item in contents.items]
        context = {"meeting": meeting, "contents": contents, "items": items, "files": files, "steps": ALL_STEPS}
        context["kept"] = next(
            (pack for _name, form, pack in files if form is DocumentFormat.PDF and pack and pack.file), None
        )
        context["most"] = MAX_ORIGINAL_BYTES if contents.originals > MAX_ORIGINAL_BYTES else 0
        status = 200 if refused is None else 429 if refused.again_at else 422
        more = {"making": making, "problem": refused}
        answer = render(request, "networkapp/meetings/pack.html", context | more, status=status)
        answer["Cache-Control"] = "no-store" if making else "private, no-cache"
        return answer


@require_safe
@login_required
def meeting_pack_file(request: HttpRequest, slug: str, pk: int, name: str) -> HttpResponseBase:
    """Deliver the pack to people who can currently read exactly its content."""
    pack = find_pack(slug=slug, pk=pk, user=request.user)
    tag = f'"{pack.digest}-{pack.form}"'
    known = get_conditional_response(request, etag=tag)
    answer = known or FileResponse(pack.file.open("rb"), content_type=DocumentFormat(pack.form).content_type)
    answer["ETag"] = tag
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=str(pack))
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Cache-Control"] = "private, no-cache"
    return answer


@require_safe
@login_required
def meeting_pack_copy(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Deliver the pack for offline use: a page with briefing and agenda, and the file."""
    pack, contents = find_pack_with_contents(slug=slug, pk=pk, user=request.user)
    address = reverse("networkapp:meeting_pack", args=[slug])
    title = f"{contents.meeting.label}: {contents.meeting.local_title}"
    with translation.override(pack.language), timezone.override(contents.meeting.zone):
        items = [(item, contents.papers.get(item.pk, [])) for item in contents.items]
        context = {"pack": pack, "contents": contents, "items": items, "title": title, "now": timezone.now()}
        page = render_to_string("networkapp/meetings/offline_pack.html", context | {"LANGUAGE_CODE": pack.language})
    answer = JsonResponse(
        {
            "key": pack_key(pack),
            "handbook": f"meeting-{pack.meeting_id}-{pack.language}",
            "title": title,
            "language": pack.language,
            "network": contents.meeting.network.local_name,
            "edition": "",
            "day": pack.asked_at.isoformat(),
            "address": address,
            "is_public": False,
            "pages": {address: page},
            "places": {},
        }
    )
    answer["Cache-Control"] = "private, no-store"
    return answer


def _load_meeting(request: HttpRequest, slug: str) -> Meeting:
    found = find_meeting_to_read(slug=slug, user=request.user)
    if found is None:
        raise Http404
    return found


urlpatterns = [
    path("meetings/<slug:slug>/brief/", meeting_brief, name="meeting_brief"),
    path("meetings/<slug:slug>/pack/", MeetingPackPage.as_view(), name="meeting_pack"),
    path("meetings/<slug:slug>/pack/<int:pk>/copy/", meeting_pack_copy, name="meeting_pack_copy"),
    path("meetings/<slug:slug>/pack/<int:pk>/<str:name>", meeting_pack_file, name="meeting_pack_file"),
]
