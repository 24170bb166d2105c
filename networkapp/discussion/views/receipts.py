"""Formal messages: asking every delegation for a receipt, and confirming it, on the page of the message."""

from typing import Any

from django.urls import path
from django.utils.translation import gettext_lazy as _

from networkapp.discussion.actions import receipts
from networkapp.discussion.forms.moderation import ReceiptForm
from networkapp.discussion.models import Message
from networkapp.discussion.views.messages import BASE_PATH, MessageAction, MessagePart
from networkapp.users import User
from networkapp.views.action_view import Values


class AskForReceipt(MessageAction):
    """Request receipts from all delegations."""

    form_class, form_name, success_message = ReceiptForm, "receipt_form", _("Receipts requested.")
    action = staticmethod(receipts.ask_for_receipt)

    def get_action_kwargs(self) -> Values:
        return {"message": self.object, "user": self.request.user}


class Acknowledge(MessageAction):
    """Confirm receipt for the user's delegation."""

    form_name, success_message = "acknowledge_form", _("Receipt confirmed.")
    action = staticmethod(receipts.acknowledge)

    def get_success_url(self) -> str:
        return self.request.path.removesuffix("acknowledge/")


class ReceiptsPart(MessagePart):
    """Render what the reader can see and do about receipts."""

    template = "networkapp/receipts/receipt_actions.html"

    def shown(self, *, message: Message, user: User) -> dict[str, Any]:
        return {"receipt": receipts.receipt_choices(message=message, user=user)}


urlpatterns = [
    path(f"{BASE_PATH}receipts/", ReceiptsPart.as_view(), name="receipts"),
    path(f"{BASE_PATH}receipt/", AskForReceipt.as_view(), name="ask_for_receipt"),
    path(f"{BASE_PATH}acknowledge/", Acknowledge.as_view(), name="acknowledge"),
]
