"""Attachments of messages: adding them to a topic, reading them, renewing them. Each address asks the topic."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.forms import Form
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import path
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext as _
from django.views import View

from networkapp.domain.discussion import attachments, papers, uploads
from networkapp.domain.inline_documents import must_be_downloaded
from networkapp.forms.attachments import DescriptionForm, FilesForm, VersionForm
from networkapp.forms.discussion import attempt
from networkapp.models import Attachment, Topic
from networkapp.views.discussion import find_topic, refusal, wants_json


def find_paper(request: HttpRequest, slug: str, pk: int, paper: int) -> Attachment:
    """Return the attachment, with the topic through which it is read; Http404 for people who cannot read it."""
    topic = find_topic(request, slug, pk)
    found: Attachment = get_object_or_404(attachments.find_papers(request.user), topic=topic, pk=paper)
    found.topic = topic
    return found


class PutPapers(LoginRequiredMixin, View):
    """Files added to the composer before the message is posted; a page without a script posts them with it."""

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        topic, form = find_topic(request, slug, pk), FilesForm(request.POST, request.FILES)
        put = attempt(form, uploads.put_papers, topic=topic, writer=request.user)
        if wants_json(request):
            return self.tell(request, topic, put) if put is not None else refusal(form)
        for problem in form.errors.values():
            messages.error(request, " ".join(problem))
        return redirect(f"{topic.get_absolute_url()}#write")

    def tell(self, request: HttpRequest, topic: Topic, put: list[Attachment]) -> JsonResponse:
        row = "networkapp/discussion/attachment_waiting.html"
        rows = [render_to_string(row, {"paper": paper, "topic": topic}, request) for paper in put]
        return JsonResponse({"papers": rows})


class RemovePaper(LoginRequiredMixin, View):
    """Delete an attachment that waits in the user's composer."""

    def post(self, request: HttpRequest, slug: str, pk: int, paper: int) -> HttpResponse:
        uploads.take_paper_back(paper=find_paper(request, slug, pk, paper), writer=request.user)
        return HttpResponse(status=204)


class PaperPage(LoginRequiredMixin, View):
    """The versions of one attachment; a new one is posted here, and the description of a picture to an address
    beside."""

    def get(self, request: HttpRequest, slug: str, pk: int, paper: int) -> HttpResponse:
        return self.show(request, find_paper(request, slug, pk, paper))

    def post(self, request: HttpRequest, slug: str, pk: int, paper: int) -> HttpResponse:
        found, form = find_paper(request, slug, pk, paper), VersionForm(request.POST, request.FILES)
        version = attempt(form, papers.add_version, paper=found, person=request.user)
        if version is None:
            return self.show(request, found, form=form)
        messages.success(request, _("New version added."))
        return redirect("networkapp:paper", slug, pk, version.pk)

    def show(self, request: HttpRequest, paper: Attachment, **forms: Form) -> HttpResponse:
        versions = attachments.versions_of(paper)
        context: dict[str, Any] = {
            "paper": paper,
            "topic": paper.topic,
            "network": paper.topic.read_in,
            "versions": versions,
            "newest": versions[0],
            "renews": papers.may_add_version(paper=paper, person=request.user),
            "form": VersionForm(),
            "description_form": DescriptionForm(initial={"description": versions[0].description}),
            **forms,
        }
        return render(request, "networkapp/discussion/attachment.html", context, status=422 if forms else 200)


class DescribePaper(PaperPage):
    """Save the description of a picture; the page of the attachment comes back."""

    def get(self, request: HttpRequest, slug: str, pk: int, paper: int) -> HttpResponse:
        return redirect("networkapp:paper", slug, pk, paper)

    def post(self, request: HttpRequest, slug: str, pk: int, paper: int) -> HttpResponse:
        found, form = find_paper(request, slug, pk, paper), DescriptionForm(request.POST)
        attempt(form, papers.describe_paper, paper=found, person=request.user)
        if form.errors:
            return self.show(request, found, description_form=form)
        messages.success(request, _("Picture description saved."))
        return redirect("networkapp:paper", slug, pk, paper)


class PaperFile(LoginRequiredMixin, View):
    """The file itself: saved, and shown by the browser only where it is harmless; kept by nobody on the way."""

    def get(self, request: HttpRequest, slug: str, pk: int, paper: int) -> HttpResponse:
        return handed_out(find_paper(request, slug, pk, paper))


class PaperPicture(LoginRequiredMixin, View):
    """Deliver the picture of a message; a browser may store it, and asks each time whether its reader still has
    access."""

    def get(self, request: HttpRequest, slug: str, pk: int, paper: int) -> HttpResponseBase:
        found = find_paper(request, slug, pk, paper)
        if found.picture is None:
            raise Http404
        etag = f'"{found.sha256}"'
        answer = get_conditional_response(request, etag=etag) or FileResponse(
            found.picture.file.open("rb"), content_type="image/webp"
        )
        answer["ETag"] = etag
        return kept_safe(answer)


def handed_out(paper: Any) -> HttpResponse:
    """Deliver the file of an attachment, whose name and kind are in `paper`."""
    response = FileResponse(
        paper.document.file.open("rb"),
        as_attachment=not paper.harmless or must_be_downloaded(paper.document),
        filename=paper.name,
        content_type=paper.content_type,
    )
    return kept_safe(response)


def kept_safe(response: Any) -> Any:
    """Return the response, which runs no script, cannot be framed by others, and is not cached without revalidation."""
    response["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-cache"
    return response


HERE = "networks/<slug:slug>/topics/<int:pk>/papers/"
urlpatterns = [
    path(HERE, PutPapers.as_view(), name="put_papers"),
    path(f"{HERE}<int:paper>/", PaperPage.as_view(), name="paper"),
    path(f"{HERE}<int:paper>/file/", PaperFile.as_view(), name="paper_file"),
    path(f"{HERE}<int:paper>/picture/", PaperPicture.as_view(), name="paper_picture"),
    path(f"{HERE}<int:paper>/describe/", DescribePaper.as_view(), name="describe_paper"),
    path(f"{HERE}<int:paper>/remove/", RemovePaper.as_view(), name="remove_paper"),
]
