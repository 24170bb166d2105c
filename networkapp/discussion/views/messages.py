"""One message by itself: what its reader can do with it, and its earlier texts. Also opened inside its topic."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.forms import BaseForm, Form
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views import View
from django_htmx.http import trigger_client_event

from networkapp.discussion.actions import messages, receipts
from networkapp.discussion.actions import post as discussion
from networkapp.discussion.forms.message_changes import EditForm, ReactionForm, WithdrawForm
from networkapp.discussion.forms.moderation import empty_forms
from networkapp.discussion.models import Message, Reaction, with_related
from networkapp.discussion.queries import moderation
from networkapp.discussion.views.topics import find_topic, refusal_response, wants_json
from networkapp.users import User
from networkapp.views.action_view import PAGE_ONLY, ActionView, Value, Values


def find_message(request: HttpRequest, slug: str, pk: int, message: int) -> Message:
    """Return the message, with the topic through which it is read; Http404 for people who cannot read it."""
    topic = find_topic(request, slug, pk)
    found: Message = get_object_or_404(Message.objects.shown().filter(topic=topic), pk=message)
    (found,) = with_related([found])
    found.topic = topic
    return found


class MessagePage(ActionView[Message]):
    """The page of a message; asked for by htmx, the part of it that opens below the message in its topic."""

    http_method_names = PAGE_ONLY
    form_class: type[BaseForm] | None = None
    confirmation: str | Promise = ""

    def get_object(self) -> Message:
        return find_message(self.request, **self.kwargs)

    def get_template_names(self) -> list[str]:
        return [f"networkapp/discussion/{'message_more' if self.request.htmx else 'message_page'}.html"]

    def get_context_data(self, **kwargs: Value) -> Values:
        message, user = self.object, self.request.user
        choices = messages.message_choices(message=message, user=user)
        context = {
            "message": message,
            "topic": message.topic,
            "network": message.topic.read_in,
            "choices": choices,
            "kinds": [(kind, kind in choices.own_reactions) for kind in Reaction.Kind],
            "readable": messages.may_read_text(message=message, user=user),
            "edit_form": EditForm(initial={"body": message.body, "base": choices.base}),
            "withdraw_form": WithdrawForm(),
            "order": moderation.moderation_choices(message=message, user=user),
            "receipt": receipts.receipt_choices(message=message, user=user),
            **empty_forms(),
            "confirmation": self.confirmation,
        }
        return super().get_context_data(**context | kwargs)


class MessagePart(LoginRequiredMixin, View):
    """A part of the page of a message, as its reader may have it, for an open page to take in."""

    template: str

    def get(self, request: HttpRequest, slug: str, pk: int, message: int) -> HttpResponse:
        found = find_message(request, slug, pk, message)
        around = {"message": found, "topic": found.topic, "network": found.topic.read_in, **empty_forms()}
        return render(request, self.template, around | self.shown(message=found, user=request.user))

    def shown(self, *, message: Message, user: User) -> dict[str, Any]:
        raise NotImplementedError


class MessageAction(MessagePage):
    """Base of the actions on a message: show its page again, or only the message inside its topic.

    If the action is refused, show the form with the reason.
    """

    http_method_names = ActionView.http_method_names
    form_class = Form

    def get(self, request: HttpRequest, *args: Value, **kwargs: Value) -> HttpResponse:
        return redirect("networkapp:message", **self.kwargs)

    def get_action_kwargs(self) -> Values:
        return {"message": self.object, "user": self.request.user}

    def form_valid(self, form: BaseForm) -> HttpResponse:
        if wants_json(self.request):
            return JsonResponse({"confirmation": str(self.success_message)})
        if self.request.htmx:
            return self.show_done()
        return super().form_valid(form)

    def show_done(self) -> HttpResponse:
        self.object, self.confirmation = self.get_object(), self.success_message
        return self.render_to_response(self.get_context_data())

    def form_invalid(self, form: BaseForm) -> HttpResponse:
        return refusal_response(form) if wants_json(self.request) else super().form_invalid(form)


class MarkView(MessageAction):
    """Base of views that mark messages as read or unread. An open page is updated; a full page continues in the topic
    list."""

    action = staticmethod(discussion.mark_unread_from)

    def get_action_kwargs(self) -> Values:
        return {"topic": self.object.topic, "user": self.request.user, "sequence": self.object.sequence}

    def show_done(self) -> HttpResponse:
        marked = {"topic": self.object.topic_id, "unread": self.result}
        return trigger_client_event(super().show_done(), "networkapp:marked", marked)

    def get_success_url(self) -> str:
        return reverse("networkapp:topics", args=[self.object.topic.read_in.slug])


class EditMessage(MessageAction):
    """Edit the message."""

    form_class, form_name, success_message = EditForm, "edit_form", _("Message saved.")
    action = staticmethod(messages.edit_message)

    def get_action_kwargs(self) -> Values:
        return {"message": self.object, "user": self.request.user}


class WithdrawMessage(MessageAction):
    """Withdraw the message."""

    form_class, form_name, success_message = WithdrawForm, "withdraw_form", _("Message withdrawn.")
    action = staticmethod(messages.withdraw_message)

    def get_action_kwargs(self) -> Values:
        return {"message": self.object, "user": self.request.user}


class React(MessageAction):
    """Add or remove a reaction."""

    form_class, form_name, success_message = ReactionForm, "reaction_form", _("Reaction saved.")
    action = staticmethod(messages.react)


class MarkReadUpToMessage(MarkView):
    """Mark the topic as read up to this message."""

    success_message = _("Marked as read.")


class MarkUnreadFromMessage(MarkView):
    """Mark this message and later ones as unread."""

    success_message = _("Marked as unread.")

    def get_action_kwargs(self) -> Values:
        return super().get_action_kwargs() | {"sequence": self.object.sequence - 1}


class MessageHistory(LoginRequiredMixin, View):
    """The edit history of the message."""

    def get(self, request: HttpRequest, slug: str, pk: int, message: int) -> HttpResponse:
        found = find_message(request, slug, pk, message)
        if not messages.may_read_text(message=found, user=request.user):
            raise Http404
        context = {
            "message": found,
            "topic": found.topic,
            "network": found.topic.read_in,
            "wordings": messages.edit_history(message=found),
        }
        return render(request, "networkapp/discussion/message_history.html", context)


BASE_PATH = "networks/<slug:slug>/topics/<int:pk>/messages/<int:message>/"
urlpatterns = [
    path(BASE_PATH, MessagePage.as_view(), name="message"),
    path(f"{BASE_PATH}history/", MessageHistory.as_view(), name="message_history"),
    path(f"{BASE_PATH}edit/", EditMessage.as_view(), name="edit_message"),
    path(f"{BASE_PATH}withdraw/", WithdrawMessage.as_view(), name="withdraw_message"),
    path(f"{BASE_PATH}react/", React.as_view(), name="react"),
    path(f"{BASE_PATH}read/", MarkReadUpToMessage.as_view(), name="read_up_to_here"),
    path(f"{BASE_PATH}unread/", MarkUnreadFromMessage.as_view(), name="unread_from_here"),
]
