"""Topics of a network: the list, opening one, reading and writing in it."""

import json
from functools import partial
from math import ceil
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.template.loader import render_to_string
from django.urls import path
from django.utils import timezone
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
from django.views import View

from networkapp.conf import setting
from networkapp.discussion.actions import drafts, message_drafts, uploads
from networkapp.discussion.actions import post as discussion
from networkapp.discussion.actions.about import open_topic_about
from networkapp.discussion.actions.attachments import waiting_attachments
from networkapp.discussion.actions.messages import reactions_by
from networkapp.discussion.actions.receipts import may_confirm
from networkapp.discussion.forms.attachments import FilesForm
from networkapp.discussion.forms.drafts import draft_initial
from networkapp.discussion.forms.messages import MarkReadForm, ReplyForm, TopicForm, TopicPositionForm
from networkapp.discussion.models import Attachment, Draft, Message, Topic
from networkapp.discussion.queries import topics as reading
from networkapp.discussion.queries.about import subject_of
from networkapp.discussion.queries.live import with_newest_message
from networkapp.discussion.queries.topics import (
    first_topics,
    read_topic,
    reading_state,
    topics_for_list,
    topics_in_network,
)
from networkapp.forms.attempt import run_action
from networkapp.four_eyes import partners_of
from networkapp.models import Network
from networkapp.networks.queries import seats
from networkapp.networks.queries.audience import audience, audience_of
from networkapp.permissions import Action
from networkapp.registry.linkables import linkable_of, linkable_or_none
from networkapp.users import User
from networkapp.views.action_view import ActionView, Value, Values

RAIL_TOPICS = 20


def find_network(request: HttpRequest, slug: str) -> Network:
    """Return the network with this slug; Http404 if the user cannot read it."""
    found: Network = get_object_or_404(Network.objects.where(request.user, may=Action.READ), slug=slug)
    return found


def find_topic(request: HttpRequest, slug: str, pk: int) -> Topic:
    """Return the topic as the user reads it in this network; Http404 if they cannot read it there."""
    return reading.find_topic(slug=slug, pk=pk, user=request.user)


def refusal_response(form: Any) -> JsonResponse:
    """Return the errors of the form as JSON: 422, or 429 with Retry-After for actions that come too soon."""
    payload, again_at = {"errors": form.errors.get_json_data()}, getattr(form, "again_at", None)
    if again_at is None:
        return JsonResponse(payload, status=422)
    seconds = max(1, ceil((again_at - timezone.now()).total_seconds()))
    return JsonResponse(payload, status=429, headers={"Retry-After": str(seconds)})


def wants_json(request: HttpRequest) -> bool:
    """Return whether the request comes from a script that expects JSON."""
    return request.headers.get("Accept", "").startswith("application/json")


def keep_attachments(request: HttpRequest, topic: Topic) -> None:
    """Keep the attachments and picture descriptions of a text that was not posted in the composer."""
    run_action(FilesForm(request.POST, request.FILES), uploads.upload_attachments, topic=topic, user=request.user)


def attachments_as_typed(topic: Topic, user: User, form: ReplyForm) -> list[Attachment]:
    """Return the attachments that wait with a text, pictures with the descriptions that the writer typed."""
    papers, typed = waiting_attachments(topic=topic, user=user), form["described"].value() or {}
    for paper in papers:
        paper.description = typed.get(paper.pk, paper.description)
    return papers


def first_message_hint(request: HttpRequest, message: Message) -> SafeString | str:
    """Return a message for people who posted for the first time: where it is, and how they are notified of replies."""
    if not reading.is_first_message(message=message):
        return ""
    context = {"topic": message.topic, "network": message.topic.read_in, "minutes": edit_minutes()}
    return render_to_string("networkapp/discussion/first_message.html", context, request)


def edit_minutes() -> int:
    """Return for how many minutes after posting an edit needs no reason."""
    return int(setting("EDIT_WINDOW").total_seconds() // 60)


class TopicList(LoginRequiredMixin, View):
    """The topics of a network."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        network = find_network(request, slug)
        page = Paginator(topics_in_network(network=network, user=request.user), 50).get_page(request.GET.get("page"))
        page.object_list = with_newest_message(topics=topics_for_list(topics=page.object_list, network=network))
        seat = seats.permitted_seat(network=network, user=request.user, action=Action.OPEN_TOPIC)
        return render(
            request, "networkapp/discussion/topics.html", {"network": network, "page_obj": page, "opening_seat": seat}
        )


class OpenTopic(ActionView[Network]):
    """The form for a new topic."""

    template_name = "networkapp/discussion/open_topic.html"
    form_class, action = TopicForm, staticmethod(open_topic_about)
    draft: Draft | None = None
    result: Topic

    def get_object(self) -> Network:
        return find_network(self.request, self.kwargs["slug"])

    def get_initial(self) -> Values:
        about = self.request.GET.get("about", "")
        linkable_of(about, user=self.request.user)
        self.draft = drafts.find_draft(user=self.request.user, network=self.object)
        return {**draft_initial(self.draft), "about": about}

    def get_action_kwargs(self) -> Values:
        return {"network": self.object, "user": self.request.user}

    def get_success_message(self) -> str:
        return first_message_hint(self.request, self.result.messages.earliest("sequence"))

    def get_success_url(self) -> str:
        return self.result.get_absolute_url()

    def get_context_data(self, *, form: TopicForm | None = None, **kwargs: Value) -> Values:
        network, user, form = self.object, self.request.user, form or self.get_form()
        seat = seats.require_permitted_seat(network=network, user=user, action=Action.OPEN_TOPIC)
        context = {
            "network": network,
            "form": form,
            "draft": self.draft,
            "seat": seat,
            "listeners": audience(networks=[network]),
            "about": linkable_or_none(str(form["about"].value() or ""), user=user),
        }
        return super().get_context_data(**context, **kwargs)


class TopicView(ActionView[Topic]):
    """The messages of a topic, with the form for another one."""

    template_name = "networkapp/discussion/topic.html"
    form_class = ReplyForm

    def get_object(self) -> Topic:
        return find_topic(self.request, **self.kwargs)

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | {"topic": self.object}

    def get_action_kwargs(self) -> Values:
        return {"topic": self.object, "user": self.request.user}

    def get_context_data(self, *, form: ReplyForm | None = None, **kwargs: Value) -> Values:
        place, topic, user, form = (
            TopicPositionForm(self.request.GET),
            self.object,
            self.request.user,
            form or self.get_form(),
        )
        if not place.is_valid():
            raise Http404
        network = topic.read_in
        seat = seats.seat_for(topic=topic, user=user)
        topics = first_topics(network=network, user=user, count=RAIL_TOPICS)
        at = reading_state(topic=topic, user=user)
        window = read_topic(topic=topic, user=user, at=at, **place.cleaned_data)
        context = {
            "topic": topic,
            "network": network,
            "form": form,
            "topics": topics,
            "waiting": len([known for known in topics if known.unread]),
            "seat": seat,
            "cards": message_drafts.cards_of(topic=topic, user=user) if at.has_message_draft else [],
            "partners": partners_of(seat),
            "edit_minutes": edit_minutes(),
            "about": subject_of(topic=topic, user=user),
            "listeners": audience_of(topic=topic),
            "papers": partial(attachments_as_typed, topic, user, form),
            "at": at,
            "window": window,
            "given": json.dumps(reactions_by(user=user, messages=window.messages)),
            "confirms": may_confirm(seat=seat),
        }
        return super().get_context_data(**context | kwargs)


class TopicPage(TopicView):
    """The page of a topic; a POST to it posts a message."""

    action = staticmethod(partial(uploads.with_uploads, action=drafts.post_from_draft))
    result: Message

    def get(self, request: HttpRequest, *args: Value, **kwargs: Value) -> HttpResponse:
        try:
            topic = self.object = self.get_object()
        except Http404:
            # The topic may have moved, or the user reads it in another network than the person who sent them the link.
            topic = reading.find_topic_in_any_network(pk=self.kwargs["pk"], user=request.user)
            return redirect(f"{topic.get_absolute_url()}{'?' if request.GET else ''}{request.GET.urlencode()}")
        draft = drafts.find_draft(user=request.user, network=topic.read_in, topic=topic)
        self.initial = {**draft_initial(draft), "reply_to": request.GET.get("reply", draft.reply_to_id)}
        return self.render_to_response(
            self.get_context_data(draft=draft, papers=drafts.attachments_of_draft(draft=draft))
        )

    def post(self, request: HttpRequest, *args: Value, **kwargs: Value) -> HttpResponse:
        try:
            self.object = self.get_object()
        except Http404:
            self.object = reading.find_topic_in_any_network(pk=self.kwargs["pk"], user=request.user)
            return self.moved()
        return self.submit(self.get_form())

    def form_valid(self, form: ReplyForm) -> HttpResponse:
        next_steps = first_message_hint(self.request, self.result)
        if wants_json(self.request):
            posted = {"sequence": self.result.sequence, "id": self.result.pk}
            return JsonResponse({**posted, "next": next_steps} if next_steps else posted)
        if next_steps:
            messages.success(self.request, next_steps)
        return redirect(self.result)

    def form_invalid(self, form: ReplyForm) -> HttpResponse:
        if wants_json(self.request):
            return refusal_response(form)
        # Files that came with a text that cannot be posted like this wait in the composer, as if they had come before.
        keep_attachments(self.request, self.object)
        form.drop_sealed_reply_target()
        return super().form_invalid(form)

    def moved(self) -> HttpResponse:
        """Return the text in the topic's current network, to be posted again: other people read it there."""
        seats.require_seat_for(topic=self.object, user=self.request.user)
        form = self.get_form()
        words = _(
            "This topic has moved to “%(network)s”, so your message was not posted yet. Check who can read the "
            "topic, then post there."
        )
        form.add_error(None, words % {"network": self.object.read_in.name})
        if wants_json(self.request):
            return refusal_response(form)
        return self.render_to_response(self.get_context_data(form=form), status=422)


class MarkRead(LoginRequiredMixin, View):
    """Mark the topic as read up to a sequence, as reported by an open page."""

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        topic, form = find_topic(request, slug, pk), MarkReadForm(request.POST)
        if not form.is_valid():
            return refusal_response(form)
        unread = discussion.mark_read(topic=topic, user=request.user, upto=form.cleaned_data["sequence"])
        if request.accepts("text/html"):
            return redirect(topic)
        return JsonResponse({"unread": unread})


urlpatterns = [
    path("networks/<slug:slug>/topics/", TopicList.as_view(), name="topics"),
    path("networks/<slug:slug>/topics/new/", OpenTopic.as_view(), name="open_topic"),
    path("networks/<slug:slug>/topics/<int:pk>/", TopicPage.as_view(), name="topic"),
    path("networks/<slug:slug>/topics/<int:pk>/read/", MarkRead.as_view(), name="mark_read"),
]
