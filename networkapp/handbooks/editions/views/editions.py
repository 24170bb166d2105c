"""Editions of handbooks: their list, their text, what changed between two, and publishing one."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from networkapp.handbooks.editions import queries
from networkapp.handbooks.editions.actions import publish_edition
from networkapp.handbooks.editions.documents import find_document
from networkapp.handbooks.editions.feeds import build_editions_feed
from networkapp.handbooks.editions.forms import EditionForm
from networkapp.handbooks.models import Edition, HandbookPage
from networkapp.handbooks.notes.edition_margin import margin_of_edition
from networkapp.metadata.atom import CONTENT_TYPE
from networkapp.middleware import shared_by_visitors
from networkapp.models import Network
from networkapp.pages.cache import HANDBOOKS
from networkapp.permissions import Action
from networkapp.views.action_view import ActionView, Value, Values

CACHE_SECONDS = 365 * 24 * 3600


class Editions(ActionView[list[HandbookPage]]):
    """All editions of a handbook; people who can publish it create the next one here."""

    is_public = True
    template_name = "networkapp/handbooks/editions.html"
    form_class, action = EditionForm, staticmethod(publish_edition)
    result: Edition

    def get_object(self) -> list[HandbookPage]:
        versions = queries.find_handbooks(handbook=self.kwargs["handbook"], user=self.request.user)
        if self.request.method == "POST" and not versions:
            raise Http404
        return versions

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | {"versions": self.object}

    def get_action_kwargs(self) -> Values:
        return {"handbook": self.object[0], "user": self.request.user}

    def get_success_message(self) -> str:
        return _("Edition %(edition)s published.") % {"edition": self.result.label}

    def get_success_url(self) -> str:
        return reverse("networkapp:editions", kwargs=self.kwargs)

    def get_context_data(self, **kwargs: Value) -> Values:
        versions, handbook, user = self.object, self.kwargs["handbook"], self.request.user
        editions = list(queries.editions_of(handbook=handbook, user=user))
        if not versions and not editions:
            raise Http404
        network = versions[0].network if versions else editions[0].network
        context = {
            "handbook": handbook,
            "network": network,
            "is_public": network.visibility == Network.Visibility.PUBLIC,
            "versions": versions,
            "named": next((page for page in versions if page.locale.language_code == get_language()), None),
            "editions": editions,
            "may_publish": bool(versions) and network.allows(user, Action.PUBLISH_HANDBOOKS),
        }
        return super().get_context_data(**context, **kwargs)


@shared_by_visitors(HANDBOOKS)
def edition(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Show the contents of an edition in one language to readers who can see it."""
    text = queries.find_text(edition=pk, language=language, user=request.user)
    return render(request, "networkapp/handbooks/edition.html", _edition_context(request, text))


@shared_by_visitors(HANDBOOKS)
def chapter(request: HttpRequest, pk: int, language: str, position: int) -> HttpResponse:
    """Show a chapter of an edition in one language; Http404 for a position without a chapter."""
    text = queries.find_text(edition=pk, language=language, user=request.user)
    context = _edition_context(request, text)
    chapters = context["chapters"]
    if not 0 < position <= len(chapters):
        raise Http404
    here = chapters[position - 1]
    more = {
        "chapter": here,
        "sections": queries.sections_of(chapter=here),
        "shared_key": f"edition.{here.pk}.{text.state}",
        "previous": chapters[position - 2] if position > 1 else None,
        "next": chapters[position] if position < len(chapters) else None,
    }
    return render(request, "networkapp/handbooks/edition_chapter.html", context | more)


def section(request: HttpRequest, pk: int, section: int) -> HttpResponse:
    """Redirect to the section in the edition, in the language in which it was written."""
    found = queries.find_edition_section(edition=pk, section=section, user=request.user)
    chapter = found.chapter
    place = reverse("networkapp:edition_chapter", args=[pk, chapter.text.language, chapter.position])
    return redirect(f"{place}#{found.anchor}")


@login_required
def section_margin(request: HttpRequest, pk: int, section: int) -> HttpResponse:
    """Show the notes beside a section of the edition."""
    found = queries.find_edition_section(edition=pk, section=section, user=request.user)
    context = {"section": found, "notes": margin_of_edition(sections=[found], user=request.user)}
    return render(request, "networkapp/handbooks/section_margin.html", context)


def picture(request: HttpRequest, network: int, digest: str) -> FileResponse:
    """Send a picture of an edition to its readers; it never changes, so browsers may cache it."""
    response = FileResponse(queries.find_picture(network=network, digest=digest, user=request.user))
    response["Content-Security-Policy"] = "default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = f"private, max-age={CACHE_SECONDS}, immutable"
    return response


def document(request: HttpRequest, network: int, digest: str) -> FileResponse:
    """Send a document as it was when the editions that link to it were published, always as a download."""
    found, opened = find_document(network=network, digest=digest, user=request.user)
    response = FileResponse(opened, as_attachment=True, filename=found.name)
    response["Content-Security-Policy"] = "default-src 'none'; sandbox"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = f"private, max-age={CACHE_SECONDS}, immutable"
    return response


@shared_by_visitors(HANDBOOKS)
def changes(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Show the changes of an edition since the one in `since`, the one last read, or the previous one."""
    text = queries.find_text(edition=pk, language=language, user=request.user)
    found = queries.compare_editions(text=text, since=request.GET.get("since", ""), user=request.user)
    return render(request, "networkapp/handbooks/edition_changes.html", {"text": text, "comparison": found})


@require_POST
@login_required
def mark_read(request: HttpRequest, pk: int, language: str) -> HttpResponse:
    """Record that the signed-in reader has read the edition, and return to it."""
    text = queries.find_text(edition=pk, language=language, user=request.user)
    queries.mark_edition_read(edition=text.edition, user=request.user)
    messages.success(request, _("Marked as read.") % {"edition": text.edition.label})
    return redirect(text.get_absolute_url())


def _edition_context(request: HttpRequest, text: Any) -> dict[str, Any]:
    versions = queries.find_handbooks(handbook=text.edition.handbook, user=request.user)
    return {
        "text": text,
        "edition": text.edition,
        "is_live": request.user.is_authenticated and text.is_followed,
        "address": request.build_absolute_uri(text.get_absolute_url()),
        "newest": queries.newest_edition_like(text=text, user=request.user),
        "today": next((page for page in versions if page.locale.language_code == text.language), None),
        "chapters": queries.chapters_of(text=text),
        "also_in": [other for other in text.edition.texts.all() if other.language != text.language],
    }


def editions_feed(request: HttpRequest, handbook: UUID, language: str) -> HttpResponse:
    """Send the feed of the editions of a handbook in one language."""
    made = build_editions_feed(
        handbook=handbook,
        language=language,
        absolute=request.build_absolute_uri,
        address=request.build_absolute_uri(request.path),
        home=request.build_absolute_uri(reverse("networkapp:editions", args=[handbook])),
    )
    return HttpResponse(made, content_type=CONTENT_TYPE)


urlpatterns = [
    path("handbooks/editions/of/<uuid:handbook>/<slug:language>.atom", editions_feed, name="editions_feed"),
    path("handbooks/editions/of/<uuid:handbook>/", Editions.as_view(), name="editions"),
    path("handbooks/editions/<int:pk>/sections/<int:section>/", section, name="edition_section"),
    path("handbooks/editions/<int:pk>/sections/<int:section>/notes/margin/", section_margin, name="edition_margin"),
    path("handbooks/editions/<int:pk>/<slug:language>/", edition, name="edition"),
    path("handbooks/editions/<int:pk>/<slug:language>/changes/", changes, name="edition_changes"),
    path("handbooks/editions/<int:pk>/<slug:language>/read/", mark_read, name="edition_read"),
    path("handbooks/editions/<int:pk>/<slug:language>/<int:position>/", chapter, name="edition_chapter"),
    path("handbooks/editions/pictures/<int:network>/<slug:digest>/", picture, name="edition_picture"),
    path("handbooks/editions/documents/<int:network>/<slug:digest>/", document, name="edition_document"),
]
