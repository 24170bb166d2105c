"""Pages of a reader's reading list and progress, visible to them alone; and a handbook on one page."""

from collections.abc import Callable, Mapping

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views import View
from django.views.decorators.http import require_POST

from networkapp.handbooks.editions import progress as edition_progress
from networkapp.handbooks.editions.queries import find_text
from networkapp.handbooks.editions.whole_texts import WholeText, whole_edition, whole_handbook
from networkapp.handbooks.pages import progress
from networkapp.handbooks.pages.queries import find_handbook

READING_ACTIONS: Mapping[str, Callable[..., None]] = {
    "read": progress.mark_section_read,
    "unread": progress.mark_section_unread,
    "seen": progress.record_position,
    "keep": progress.save_for_later,
    "drop": progress.remove_from_reading_list,
    "up": progress.move_up_reading_list,
}
EDITION_READING_ACTIONS: Mapping[str, Callable[..., None]] = {
    "read": edition_progress.mark_edition_section_read,
    "unread": edition_progress.mark_edition_section_unread,
    "seen": edition_progress.record_edition_position,
}


@require_POST
@login_required
def section_reading(request: HttpRequest, pk: int) -> HttpResponse:
    """Record what the reader does with a section; a script gets an empty response, a form a redirect."""
    act = READING_ACTIONS.get(request.POST.get("act", ""))
    if act is None:
        raise Http404
    act(section=pk, user=request.user)
    if request.accepts("text/html"):
        return redirect("networkapp:reading_list") if "listed" in request.POST else redirect("networkapp:section", pk)
    return HttpResponse(status=204)


@require_POST
@login_required
def edition_section_reading(request: HttpRequest, pk: int, section: int) -> HttpResponse:
    """Mark a section of an edition as read or unread, like `section_reading` for the current text."""
    act = EDITION_READING_ACTIONS.get(request.POST.get("act", ""))
    if act is None:
        raise Http404
    act(edition=pk, section=section, user=request.user)
    if request.accepts("text/html"):
        return redirect("networkapp:edition_section", pk, section)
    return HttpResponse(status=204)


class ReadingList(LoginRequiredMixin, View):
    """The reader's saved sections and progress, and whether progress is recorded."""

    def get(self, request: HttpRequest) -> HttpResponse:
        context = {
            "rows": progress.reading_list(user=request.user),
            "notes_progress": progress.records_progress(user=request.user),
        }
        return render(request, "networkapp/handbooks/reading_list.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        match request.POST.get("wish"):
            case "notes" | "notes_not" as wish:
                progress.set_progress_recording(user=request.user, enabled=wish == "notes")
                messages.success(request, _("Saved."))
            case "forget":
                progress.delete_progress(user=request.user)
                messages.success(request, _("Reading history deleted."))
        return redirect("networkapp:reading_list")


def handbook_whole(request: HttpRequest, handbook: int) -> HttpResponse:
    """Show all chapters on one page, for printing."""
    found = find_handbook(pk=handbook, user=request.user)
    return _render_whole_text(request, whole_handbook(handbook=found, user=request.user))


def edition_whole(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Show the whole text of an edition on one page."""
    return _render_whole_text(request, whole_edition(text=find_text(edition=pk, language=language, user=request.user)))


def _render_whole_text(request: HttpRequest, text: WholeText) -> HttpResponse:
    context = {"text": text, "address": request.build_absolute_uri(text.address)}
    return render(request, "networkapp/handbooks/full_text.html", context)


urlpatterns = [
    path("handbooks/sections/in/<int:handbook>/whole/", handbook_whole, name="handbook_whole"),
    path("handbooks/editions/<int:pk>/<slug:language>/whole/", edition_whole, name="edition_whole"),
    path("handbooks/sections/<int:pk>/reading/", section_reading, name="section_reading"),
    path(
        "handbooks/editions/<int:pk>/sections/<int:section>/reading/",
        edition_section_reading,
        name="edition_section_reading",
    ),
    path("handbooks/reading-list/", ReadingList.as_view(), name="reading_list"),
]
