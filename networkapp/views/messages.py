"""One message by itself: what its reader can do with it, and its earlier texts. Also opened inside its topic."""

from typing import Any

from django.contrib import messages as notes
from django.contrib.auth.mixins import LoginRequiredMixin
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views import View
from django_htmx.http import trigger_client_event

from networkapp.domain.discussion import messages, moderation_cases, receipts
from networkapp.domain.discussion import posting as discussion
from networkapp.forms.discussion import attempt
from networkapp.forms.messages import EditForm, ReactionForm, WithdrawForm
from networkapp.forms.moderation import blank_forms
from networkapp.models import Message, Reaction, with_belongings
from networkapp.views.discussion import find_topic, refusal, wants_json
from networkapp.views.unsaved_text import ReturnsUnsavedText


def find_message(request: HttpRequest, slug: str, pk: int, message: int) -> Message:
    """Return the message, with the topic through which it is read; Http404 for people who cannot read it."""
    topic = find_topic(request, slug, pk)
    found: Message = get_object_or_404(Message.objects.shown().filter(topic=topic), pk=message)
    (found,) = with_belongings([found])
    found.topic = topic
    return found


class MessagePage(ReturnsUnsavedText):
    """The page of a message; asked for by htmx, the part of it that opens below the message in its topic."""

    def get(self, request: HttpRequest, slug: str, pk: int, message: int) -> HttpResponse:
        return self.show(request, find_message(request, slug, pk, message))

    def show(self, request: HttpRequest, message: Message, *, said: str | Promise = "", **forms: Form) -> HttpResponse:
        choices = messages.choices(message=message, person=request.user)
        context = {
            "message": message,
            "topic": message.topic,
            "network": message.topic.read_in,
            "choices": choices,
            "kinds": [(kind, kind in choices.given) for kind in Reaction.Kind],
            "readable": messages.may_read_text(message=message, reader=request.user),
            "edit_form": EditForm(initial={"body": message.body, "base": choices.base}),
            "withdraw_form": WithdrawForm(),
            "order": moderation_cases.choices(message=message, person=request.user),
            "receipt": receipts.standing_of(message=message, reader=request.user),
            **blank_forms(),
            "said": said,
            **forms,
        }
        template = "message_more.html" if request.htmx else "message_page.html"
        return render(request, f"networkapp/discussion/{template}", context, status=422 if forms else 200)


class MessagePart(LoginRequiredMixin, View):
    """A part of the page of a message, as its reader may have it, for an open page to take in."""

    template: str

    def get(self, request: HttpRequest, slug: str, pk: int, message: int) -> HttpResponse:
        found = find_message(request, slug, pk, message)
        around = {"message": found, "topic": found.topic, "network": found.topic.read_in, **blank_forms()}
        return render(request, self.template, around | self.shown(message=found, person=request.user))

    def shown(self, *, message: Message, person: Any) -> dict[str, Any]:
        raise NotImplementedError


class MessageAct(MessagePage):
    """Base of the actions on a message: show its page again, or only the message inside its topic.

    If the action is refused, show the form with the reason.
    """

    form: type[Form] = Form
    form_name = "form"
    words: str | Promise

    def get(self, request: HttpRequest, slug: str, pk: int, message: int) -> HttpResponse:
        return redirect("networkapp:message", slug, pk, message)

    def post(self, request: HttpRequest, slug: str, pk: int, message: int) -> HttpResponse:
        found, form = find_message(request, slug, pk, message), self.form(request.POST)
        done = attempt(form, self.act, message=found, person=request.user)
        if wants_json(request):
            return refusal(form) if form.errors else JsonResponse({"said": str(self.words)})
        if form.errors:
            return self.show(request, found, **{self.form_name: form})
        if request.htmx:
            return self.show_done(request, find_message(request, slug, pk, message), done)
        notes.success(request, str(self.words))
        return redirect(self.next_page(found))

    def show_done(self, request: HttpRequest, message: Message, done: Any) -> HttpResponse:
        return self.show(request, message, said=self.words)

    def act(self, *, message: Message, person: Any, **given: Any) -> Any:
        raise NotImplementedError

    def next_page(self, message: Message) -> str:
        return message.get_absolute_url()


class Marking(MessageAct):
    """Return where the user continues. Going back to the topic would load it again; an open page is updated."""

    def show_done(self, request: HttpRequest, message: Message, done: Any) -> HttpResponse:
        response = super().show_done(request, message, done)
        return trigger_client_event(response, "networkapp:marked", {"topic": message.topic_id, "unread": done})

    def next_page(self, message: Message) -> str:
        return reverse("networkapp:topics", args=[message.topic.read_in.slug])


class EditMessage(MessageAct):
    form, form_name, words = EditForm, "edit_form", _("Message saved.")

    def act(self, *, message: Message, person: Any, **given: Any) -> Message:
        return messages.edit_message(message=message, editor=person, **given)


class WithdrawMessage(MessageAct):
    form, form_name, words = WithdrawForm, "withdraw_form", _("Message withdrawn.")

    def act(self, *, message: Message, person: Any, **given: Any) -> Message:
        return messages.withdraw_message(message=message, author=person, **given)


class React(MessageAct):
    form, form_name, words = ReactionForm, "reaction_form", _("Reaction saved.")

    def act(self, *, message: Message, person: Any, **given: Any) -> None:
        messages.react(message=message, person=person, **given)


class ReadUpToHere(Marking):
    words = _("Marked as read.")

    def act(self, *, message: Message, person: Any) -> int:
        return discussion.mark_here(topic=message.topic, reader=person, sequence=message.sequence)


class UnreadFromHere(Marking):
    words = _("Marked as unread.")

    def act(self, *, message: Message, person: Any) -> int:
        return discussion.mark_here(topic=message.topic, reader=person, sequence=message.sequence - 1)


class MessageHistory(LoginRequiredMixin, View):
    def get(self, request: HttpRequest, slug: str, pk: int, message: int) -> HttpResponse:
        found = find_message(request, slug, pk, message)
        if not messages.may_read_text(message=found, reader=request.user):
            raise Http404
        context = {
            "message": found,
            "topic": found.topic,
            "network": found.topic.read_in,
            "wordings": messages.history(found),
        }
        return render(request, "networkapp/discussion/message_history.html", context)


HERE = "networks/<slug:slug>/topics/<int:pk>/messages/<int:message>/"
urlpatterns = [
    path(HERE, MessagePage.as_view(), name="message"),
    path(f"{HERE}history/", MessageHistory.as_view(), name="message_history"),
    path(f"{HERE}edit/", EditMessage.as_view(), name="edit_message"),
    path(f"{HERE}withdraw/", WithdrawMessage.as_view(), name="withdraw_message"),
    path(f"{HERE}react/", React.as_view(), name="react"),
    path(f"{HERE}read/", ReadUpToHere.as_view(), name="read_up_to_here"),
    path(f"{HERE}unread/", UnreadFromHere.as_view(), name="unread_from_here"),
]
