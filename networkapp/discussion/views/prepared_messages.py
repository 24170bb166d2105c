"""Messages for approval: what somebody of a delegation prepares, and another posts as their own."""

from functools import partial

from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import gettext_lazy as _

from networkapp.discussion.actions import message_drafts, uploads
from networkapp.discussion.actions.message_drafts import MESSAGE_DRAFTS
from networkapp.discussion.forms.prepared_messages import MessageTextForm, PrepareForm
from networkapp.discussion.models import Message, MessageDraft
from networkapp.discussion.views.topics import TopicView
from networkapp.views.action_view import POST_ONLY, Value, Values
from networkapp.views.four_eyes import DraftView, SendBackMixin, WithdrawMixin


class PrepareMessage(TopicView):
    """Submit a message to a colleague for approval."""

    http_method_names = POST_ONLY
    form_class = PrepareForm
    action = staticmethod(partial(uploads.with_uploads, action=message_drafts.prepare_message))
    success_message = _("Submitted for approval.")
    result: MessageDraft

    def get_success_url(self) -> str:
        return f"{self.object.get_absolute_url()}#prepared-{self.result.pk}"


class AskToFinish(PrepareMessage):
    """Send the text to an adviser, who finishes it."""

    action = staticmethod(partial(uploads.with_uploads, action=message_drafts.prepare_message, asks_to_finish=True))
    success_message = _("Sent to your adviser.")


class MessageDraftPage(DraftView[MessageDraft]):
    """The page of a message for approval."""

    template_name = "networkapp/discussion/prepared_page.html"
    kind, text_form = MESSAGE_DRAFTS, MessageTextForm

    def get_object(self) -> MessageDraft:
        readable, slug = message_drafts.find_message_drafts(user=self.request.user), self.kwargs["slug"]
        found: MessageDraft = get_object_or_404(readable, prepared_for__network__slug=slug, pk=self.kwargs["pk"])
        return found

    def get_context_data(self, **kwargs: Value) -> Values:
        found = self.object
        card = message_drafts.card_of(draft=found, user=self.request.user)
        context = {"network": found.prepared_for.network, "topic": found.topic, "card": card}
        return super().get_context_data(**context, **kwargs)

    def get_success_url(self) -> str:
        return f"{self.object.topic.get_absolute_url()}#write"


class ReleaseMessage(MessageDraftPage):
    """Approve the message and post it."""

    http_method_names, form_class = POST_ONLY, MessageTextForm
    action, success_message = staticmethod(message_drafts.release_message), _("Message posted.")
    result: Message

    def get_success_url(self) -> str:
        return self.result.get_absolute_url()


class ReviseMessage(MessageDraftPage):
    """Submit the changed text for approval again."""

    http_method_names, form_class = POST_ONLY, MessageTextForm
    action, success_message = staticmethod(message_drafts.revise_message), _("Submitted for approval.")


class SendBackMessage(SendBackMixin[MessageDraft], MessageDraftPage):
    """Return the draft to its author with a note."""


class WithdrawMessageDraft(WithdrawMixin[MessageDraft], MessageDraftPage):
    """Withdraw the draft; its text returns to the author's composer."""

    success_message = _("Message withdrawn. The text is saved in your draft.")


PREPARED = "networks/<slug:slug>/prepared/<int:pk>/"
urlpatterns = [
    path("networks/<slug:slug>/topics/<int:pk>/prepare/", PrepareMessage.as_view(), name="prepare"),
    path("networks/<slug:slug>/topics/<int:pk>/finish/", AskToFinish.as_view(), name="ask_to_finish"),
    path(PREPARED, MessageDraftPage.as_view(), name="prepared"),
    path(f"{PREPARED}release/", ReleaseMessage.as_view(), name="release_prepared"),
    path(f"{PREPARED}again/", ReviseMessage.as_view(), name="prepare_again"),
    path(f"{PREPARED}back/", SendBackMessage.as_view(), name="send_back_prepared"),
    path(f"{PREPARED}take-back/", WithdrawMessageDraft.as_view(), name="take_back_prepared"),
]
