"""Offline handbooks: what is saved, the worker that shows it, and what can stay."""

from dataclasses import asdict

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import path
from django.utils import timezone
from django.utils.translation import get_language

from networkapp.handbooks.editions.queries import find_text
from networkapp.handbooks.editions.whole_texts import WholeText, whole_edition, whole_handbook
from networkapp.handbooks.pages.queries import find_handbook
from networkapp.handbooks.takeaway.device_copies import is_public_text, valid_copies


def edition_copy(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Send the offline copy of an edition in one language."""
    return _copy(request, whole_edition(text=find_text(edition=pk, language=language, user=request.user)))


def handbook_copy(request: HttpRequest, handbook: int) -> HttpResponse:
    """Serve the current text, for a handbook without an edition."""
    found = find_handbook(pk=handbook, user=request.user)
    return _copy(request, whole_handbook(handbook=found, user=request.user, is_offline_copy=True))


def _copy(request: HttpRequest, text: WholeText) -> HttpResponse:
    places = {
        section.address: f"{chapter.address}#{section.anchor}"
        for chapter in text.chapters
        for section in chapter.sections
    }
    answer = JsonResponse(
        {
            "key": text.key,
            "handbook": text.handbook,
            "title": text.title,
            "language": text.language,
            "network": text.network.name,
            "edition": text.edition,
            "day": text.day.isoformat(),
            "address": text.address,
            "is_public": is_public_text(text),
            "pages": _pages(text, origin=request.build_absolute_uri("/").rstrip("/")),
            "places": places,
        }
    )
    answer["Cache-Control"] = "private, no-store"
    return answer


def _pages(text: WholeText, *, origin: str) -> dict[str, str]:
    """Return the pages of the offline copy, by the addresses at which they are read online."""
    context = {"text": text, "now": timezone.now(), "LANGUAGE_CODE": get_language(), "origin": origin}
    pages = {text.address: render_to_string("networkapp/handbooks/offline_contents.html", context)}
    neighbours = zip(text.chapters, [None, *text.chapters], [*text.chapters[1:], None], strict=False)
    for chapter, previous, following in neighbours:
        around = {"chapter": chapter, "previous": previous, "following": following}
        pages[chapter.address] = render_to_string("networkapp/handbooks/offline_chapter.html", context | around)
    return pages


def copies_status(request: HttpRequest) -> HttpResponse:
    """Return the signed-in user and which of the device's offline copies can stay; the device removes the others."""
    found = valid_copies(keys=request.GET.getlist("copy"), user=request.user)
    copies = {key: asdict(one) for key, one in found.items()}
    answer = JsonResponse({"reader": str(request.user.pk or ""), "copies": copies})
    answer["Cache-Control"] = "private, no-store"
    return answer


def on_this_device(request: HttpRequest) -> HttpResponse:
    """Show the page on which the device lists its offline copies; it also works without a connection."""
    return render(request, "networkapp/handbooks/on_this_device.html")


def service_worker(request: HttpRequest) -> HttpResponse:
    """Send the script that shows saved pages without a connection; it can control the whole site."""
    answer = render(request, "networkapp/handbooks/worker.js", content_type="text/javascript; charset=utf-8")
    answer["Service-Worker-Allowed"] = "/"
    answer["Cache-Control"] = "no-cache"
    return answer


urlpatterns = [
    path("handbooks/editions/<int:pk>/<slug:language>/copy/", edition_copy, name="edition_copy"),
    path("handbooks/sections/in/<int:handbook>/copy/", handbook_copy, name="handbook_copy"),
    path("handbooks/on-this-device/", on_this_device, name="on_this_device"),
    path("handbooks/on-this-device/standing/", copies_status, name="copies_standing"),
    path("handbooks/worker.js", service_worker, name="handbooks_worker"),
]
