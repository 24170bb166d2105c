"""Attachments of messages: adding them to a topic, reading them, renewing them. Each address asks the topic."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.forms import BaseForm
from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseBase, JsonResponse
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import path, reverse
from django.utils.cache import get_conditional_response
from django.utils.translation import gettext_lazy as _
from django.views import View

from networkapp.discussion.actions import attachment_versions, attachments, uploads
from networkapp.discussion.forms.attachments import DescriptionForm, FilesForm, VersionForm
from networkapp.discussion.models import Attachment, Topic
from networkapp.discussion.queries.attachments import readable_attachments
from networkapp.discussion.views.topics import find_topic, refusal_response, wants_json
from networkapp.files.inline_documents import must_be_downloaded
from networkapp.views.action_view import ActionView, ButtonView, Value, Values


def find_attachment(request: HttpRequest, slug: str, pk: int, paper: int) -> Attachment:
    """Return the attachment, with the topic through which it is read; Http404 for people who cannot read it."""
    topic = find_topic(request, slug, pk)
    found: Attachment = get_object_or_404(readable_attachments(user=request.user), topic=topic, pk=paper)
    found.topic = topic
    return found


class UploadAttachments(ButtonView[Topic]):
    """Files added to the composer before the message is posted; a page without a script posts them with it."""

    form_class, action = FilesForm, staticmethod(uploads.upload_attachments)
    result: list[Attachment]

    def get_object(self) -> Topic:
        return find_topic(self.request, **self.kwargs)

    def get_action_kwargs(self) -> Values:
        return {"topic": self.object, "user": self.request.user}

    def get_success_url(self) -> str:
        return f"{self.object.get_absolute_url()}#write"

    def form_valid(self, form: BaseForm) -> HttpResponse:
        if not wants_json(self.request):
            return super().form_valid(form)
        row, topic = "networkapp/discussion/attachment_waiting.html", self.object
        rows = [render_to_string(row, {"paper": paper, "topic": topic}, self.request) for paper in self.result]
        return JsonResponse({"papers": rows})

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        return refusal_response(form) if wants_json(self.request) else super().form_invalid(form)


class DeleteWaitingAttachment(LoginRequiredMixin, View):
    """Delete an attachment that waits in the user's composer."""

    def post(self, request: HttpRequest, slug: str, pk: int, paper: int) -> HttpResponse:
        uploads.delete_waiting_attachment(attachment=find_attachment(request, slug, pk, paper), user=request.user)
        return HttpResponse(status=204)


class AttachmentPage(ActionView[Attachment]):
    """The versions of one attachment; a new one is posted here, and the description of a picture to an address
    beside."""

    template_name = "networkapp/discussion/attachment.html"
    form_class: type[BaseForm] | None = VersionForm
    action, success_message = staticmethod(attachment_versions.add_version), _("New version added.")
    result: Attachment

    def get_object(self) -> Attachment:
        return find_attachment(self.request, **self.kwargs)

    def get_action_kwargs(self) -> Values:
        return {"attachment": self.object, "user": self.request.user}

    def get_success_url(self) -> str:
        return reverse("networkapp:paper", kwargs={**self.kwargs, "paper": self.result.pk})

    def get_context_data(self, **kwargs: Value) -> Values:
        paper = self.object
        versions = attachments.versions_of(attachment=paper)
        context = {
            "paper": paper,
            "topic": paper.topic,
            "network": paper.topic.read_in,
            "versions": versions,
            "newest": versions[0],
            "renews": attachment_versions.may_add_version(attachment=paper, user=self.request.user),
            "form": VersionForm(),
            "description_form": DescriptionForm(initial={"description": versions[0].description}),
        }
        return super().get_context_data(**context | kwargs)


class DescribePicture(AttachmentPage):
    """Save the description of a picture; the page of the attachment comes back."""

    form_class, form_name = DescriptionForm, "description_form"
    action, success_message = staticmethod(attachment_versions.describe_picture), _("Picture description saved.")

    def get(self, request: HttpRequest, *args: Value, **kwargs: Value) -> HttpResponse:
        return redirect("networkapp:paper", **self.kwargs)

    def get_success_url(self) -> str:
        return reverse("networkapp:paper", kwargs=self.kwargs)


class AttachmentFile(LoginRequiredMixin, View):
    """The file itself: saved, and shown by the browser only where it is harmless; kept by nobody on the way."""

    def get(self, request: HttpRequest, slug: str, pk: int, paper: int) -> HttpResponse:
        return attachment_response(find_attachment(request, slug, pk, paper))


class AttachmentPicture(LoginRequiredMixin, View):
    """Deliver the picture of a message; a browser may store it, and asks each time whether its reader still has
    access."""

    def get(self, request: HttpRequest, slug: str, pk: int, paper: int) -> HttpResponseBase:
        found = find_attachment(request, slug, pk, paper)
        if found.picture is None:
            raise Http404
        etag = f'"{found.sha256}"'
        answer = get_conditional_response(request, etag=etag) or FileResponse(
            found.picture.file.open("rb"), content_type="image/webp"
        )
        answer["ETag"] = etag
        return secure_response(answer)


def attachment_response(attachment: Any) -> HttpResponse:
    """Deliver the file of an attachment, whose name and kind are in `attachment`."""
    response = FileResponse(
        attachment.document.file.open("rb"),
        as_attachment=not attachment.harmless or must_be_downloaded(attachment.document),
        filename=attachment.name,
        content_type=attachment.content_type,
    )
    return secure_response(response)


def secure_response(response: Any) -> Any:
    """Return the response, which runs no script, cannot be framed by others, and is not cached without revalidation."""
    response["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["X-Content-Type-Options"] = "nosniff"
    response["Cache-Control"] = "private, no-cache"
    return response


BASE_PATH = "networks/<slug:slug>/topics/<int:pk>/papers/"
urlpatterns = [
    path(BASE_PATH, UploadAttachments.as_view(), name="put_papers"),
    path(f"{BASE_PATH}<int:paper>/", AttachmentPage.as_view(), name="paper"),
    path(f"{BASE_PATH}<int:paper>/file/", AttachmentFile.as_view(), name="paper_file"),
    path(f"{BASE_PATH}<int:paper>/picture/", AttachmentPicture.as_view(), name="paper_picture"),
    path(f"{BASE_PATH}<int:paper>/describe/", DescribePicture.as_view(), name="describe_paper"),
    path(f"{BASE_PATH}<int:paper>/remove/", DeleteWaitingAttachment.as_view(), name="remove_paper"),
]
