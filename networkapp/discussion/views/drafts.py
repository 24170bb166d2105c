"""Drafts: saved while somebody writes, by the page itself or by its button, and shown on their next device."""

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.urls import path
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.http import urlencode
from django.utils.translation import gettext as _

from networkapp.discussion.actions import drafts
from networkapp.discussion.forms.drafts import MessageDraftForm
from networkapp.discussion.models import Draft, Topic
from networkapp.discussion.views.topics import OpenTopic, TopicView, keep_attachments, refusal_response, wants_json
from networkapp.errors import Refused
from networkapp.models import Network
from networkapp.views.action_view import POST_ONLY, ActionView, Value


def _draft_data(draft: Draft) -> dict[str, Any]:
    saved = date_format(timezone.localtime(draft.saved_at), "TIME_FORMAT")
    reply = str(draft.reply_to_id or "")
    return {"version": draft.version, "title": draft.title, "body": draft.body, "reply_to": reply, "saved": saved}


class ComposerView(ActionView[Any]):
    """Base of the actions on a text in the composer, on a page of its own: the other base is that page."""

    @property
    def place(self) -> tuple[Network, Topic | None]:
        """Return the network, and the topic if the text is a message in one."""
        return (self.object.read_in, self.object) if isinstance(self.object, Topic) else (self.object, None)


class SavedDraft(ComposerView):
    """GET returns the current draft, POST saves what was typed; a draft that changed meanwhile gets a 409."""

    def get(self, request: HttpRequest, *args: Value, **kwargs: Value) -> HttpResponse:
        self.object = self.get_object()
        network, topic = self.place
        drafts.require_writer(user=request.user, network=network, topic=topic)
        return JsonResponse(_draft_data(drafts.find_draft(user=request.user, network=network, topic=topic)))

    def post(self, request: HttpRequest, *args: Value, **kwargs: Value) -> HttpResponse:
        self.object = self.get_object()
        network, topic = self.place
        form = MessageDraftForm(request.POST, topic=topic)
        if not form.is_valid():
            return refusal_response(form)
        try:
            draft = drafts.save_draft(user=request.user, network=network, topic=topic, **form.draft())
        except Refused as refused:
            return self.refuse(form, refused)
        if wants_json(request):
            return JsonResponse(_draft_data(draft))
        if topic is not None:
            keep_attachments(request, topic)
        messages.success(request, _("Draft saved."))
        about = urlencode({"about": request.POST["about"]}) if request.POST.get("about") else ""
        return redirect(f"{request.path.removesuffix('draft/')}{about and '?'}{about}#write")

    def refuse(self, form: MessageDraftForm, refused: Refused) -> HttpResponse:
        """Return the page with the user's text; beside it the draft that was changed elsewhere, which a second save
        replaces."""
        form.add_error(None, str(refused.message))
        if refused.code != "draft_moved":
            return refusal_response(form) if wants_json(self.request) else self.show(form, None)
        network, topic = self.place
        other = drafts.find_draft(user=self.request.user, network=network, topic=topic)
        if wants_json(self.request):
            return JsonResponse(_draft_data(other), status=409)
        return self.show(form, other)

    def show(self, form: MessageDraftForm, other: Draft | None) -> HttpResponse:
        data = form.data.copy()
        if other is not None:
            data["draft_version"] = other.version
        typed = self.form_class(**self.get_form_kwargs() | {"data": data})
        typed.errors.clear()
        typed.findings.clear()
        typed.add_error(None, form.non_field_errors())
        return self.render_to_response(self.get_context_data(form=typed, other=other), status=422)


class TopicDraft(SavedDraft, TopicView):
    """The draft of a message in a topic."""


class NewTopicDraft(SavedDraft, OpenTopic):
    """The draft of a new topic."""


class Preview(ComposerView):
    """Show a preview of the typed text: with the composer, or alone for a script."""

    http_method_names = POST_ONLY

    def post(self, request: HttpRequest, *args: Value, **kwargs: Value) -> HttpResponse:
        self.object = self.get_object()
        network, topic = self.place
        html, problem = "", ""
        try:
            body = request.POST.get("body", "")
            html = drafts.preview_message(body=body, user=request.user, network=network, topic=topic)
        except Refused as refused:
            problem = str(refused)
        if wants_json(request):
            return JsonResponse({"html": html, "problem": problem}, status=422 if problem else 200)
        if topic is not None:
            keep_attachments(request, topic)
        typed = self.get_form_kwargs() | {"data": None, "files": None, "initial": request.POST.dict()}
        form = self.form_class(**typed)
        return self.render_to_response(self.get_context_data(form=form, preview=html, problem=problem))


class TopicPreview(Preview, TopicView):
    """The preview of a message in a topic."""


class NewTopicPreview(Preview, OpenTopic):
    """The preview of a new topic's first message."""


urlpatterns = [
    path("networks/<slug:slug>/topics/new/draft/", NewTopicDraft.as_view(), name="new_topic_draft"),
    path("networks/<slug:slug>/topics/<int:pk>/draft/", TopicDraft.as_view(), name="draft"),
    path("networks/<slug:slug>/topics/new/preview/", NewTopicPreview.as_view(), name="new_topic_preview"),
    path("networks/<slug:slug>/topics/<int:pk>/preview/", TopicPreview.as_view(), name="preview"),
]
