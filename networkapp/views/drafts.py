"""Drafts: saved while somebody writes, by the page itself or by its button, and shown on their next device."""

from typing import Any

from django.contrib import messages
from django.forms import Form
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import path, reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views import View

from networkapp.domain.discussion import drafts
from networkapp.errors import Refused
from networkapp.forms.discussion import ReplyForm, TopicForm
from networkapp.forms.drafts import DraftForm
from networkapp.models import Draft, Network, Topic
from networkapp.views.discussion import (
    OpenTopic,
    TopicPage,
    find_network,
    find_topic,
    keep_papers,
    refusal,
    wants_json,
)
from networkapp.views.unsaved_text import ReturnsUnsavedText


def _told(draft: Draft) -> dict[str, Any]:
    saved = date_format(timezone.localtime(draft.saved_at), "TIME_FORMAT")
    reply = str(draft.reply_to_id or "")
    return {"version": draft.version, "title": draft.title, "body": draft.body, "reply_to": reply, "saved": saved}


class Writing(ReturnsUnsavedText):
    """What is done with a text on its way: to a topic, or as a new one of a network. `page` is where it is written."""

    page: type[View]
    form: type[Form]

    def place(self, request: HttpRequest, slug: str, pk: int | None) -> tuple[Network, Topic | None]:
        if pk is None:
            return find_network(request, slug), None
        topic = find_topic(request, slug, pk)
        return topic.read_in, topic

    def address(self, network: Network, topic: Topic | None) -> str:
        if topic is None:
            return reverse("networkapp:open_topic", args=[network.slug])
        return reverse("networkapp:topic", args=[network.slug, topic.pk])


class KeptDraft(Writing):
    """GET returns the current draft, POST saves what was typed; a draft that changed meanwhile gets a 409."""

    def get(self, request: HttpRequest, slug: str, pk: int | None = None) -> HttpResponse:
        network, topic = self.place(request, slug, pk)
        drafts.require_writer(person=request.user, network=network, topic=topic)
        return JsonResponse(_told(drafts.draft_of(writer=request.user, network=network, topic=topic)))

    def post(self, request: HttpRequest, slug: str, pk: int | None = None) -> HttpResponse:
        network, topic = self.place(request, slug, pk)
        form = DraftForm(request.POST, topic=topic)
        if not form.is_valid():
            return refusal(form)
        try:
            draft = drafts.save_draft(writer=request.user, network=network, topic=topic, **form.draft())
        except Refused as refused:
            return self.refuse(request, network, topic, form, refused)
        if wants_json(request):
            return JsonResponse(_told(draft))
        if topic is not None:
            keep_papers(request, topic)
        messages.success(request, _("Draft saved."))
        about = urlencode({"about": request.POST["about"]}) if request.POST.get("about") else ""
        return redirect(f"{self.address(network, topic)}{about and '?'}{about}#write")

    def refuse(
        self, request: HttpRequest, network: Network, topic: Topic | None, form: DraftForm, refused: Refused
    ) -> HttpResponse:
        """The user's text stays; a draft that changed elsewhere is shown beside it, and can then be overwritten
        knowingly."""
        form.add_error(None, str(refused.message))
        if refused.code != "draft_moved":
            return refusal(form) if wants_json(request) else self.show(request, network, topic, form, None)
        other = drafts.draft_of(writer=request.user, network=network, topic=topic)
        if wants_json(request):
            return JsonResponse(_told(other), status=409)
        return self.show(request, network, topic, form, other)

    def show(
        self, request: HttpRequest, network: Network, topic: Topic | None, form: DraftForm, other: Draft | None
    ) -> HttpResponse:
        data = form.data.copy()
        if other is not None:
            data["draft_version"] = other.version
        typed = self.form(data, **({} if topic is None else {"topic": topic}))
        typed.errors.clear()
        typed.findings.clear()
        typed.add_error(None, form.non_field_errors())
        return self.page().show(request, topic or network, typed, other=other)


class TopicDraft(KeptDraft):
    page = TopicPage
    form = ReplyForm


class NewTopicDraft(KeptDraft):
    page = OpenTopic
    form = TopicForm


class Preview(Writing):
    """What was typed, as it would look; the page comes back with both, a script gets the text alone."""

    def post(self, request: HttpRequest, slug: str, pk: int | None = None) -> HttpResponse:
        network, topic = self.place(request, slug, pk)
        html, problem = "", ""
        try:
            body = request.POST.get("body", "")
            html = drafts.preview_of(body=body, writer=request.user, network=network, topic=topic)
        except Refused as refused:
            problem = str(refused)
        if wants_json(request):
            return JsonResponse({"html": html, "problem": problem}, status=422 if problem else 200)
        if topic is not None:
            keep_papers(request, topic)
        typed = self.form(initial=request.POST.dict(), **({} if topic is None else {"topic": topic}))
        return self.page().show(request, topic or network, typed, preview=html, problem=problem)


class TopicPreview(Preview):
    page = TopicPage
    form = ReplyForm


class NewTopicPreview(Preview):
    page = OpenTopic
    form = TopicForm


urlpatterns = [
    path("networks/<slug:slug>/topics/new/draft/", NewTopicDraft.as_view(), name="new_topic_draft"),
    path("networks/<slug:slug>/topics/<int:pk>/draft/", TopicDraft.as_view(), name="draft"),
    path("networks/<slug:slug>/topics/new/preview/", NewTopicPreview.as_view(), name="new_topic_preview"),
    path("networks/<slug:slug>/topics/<int:pk>/preview/", TopicPreview.as_view(), name="preview"),
]
