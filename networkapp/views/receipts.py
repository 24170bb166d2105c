"""Formal messages: asking every delegation for a receipt, and confirming it, on the page of the message."""

from typing import Any

from django.forms import Form
from django.urls import path
from django.utils.translation import gettext_lazy as _

from networkapp.domain.discussion import receipts
from networkapp.forms.moderation import ReceiptForm
from networkapp.models import Message
from networkapp.views.messages import HERE, MessageAct, MessagePart


class AskForReceipt(MessageAct):
    form, form_name, words = (
        ReceiptForm,
        "receipt_form",
        _("Receipts requested."),
    )

    def act(self, *, message: Message, person: Any, **given: Any) -> Any:
        return receipts.ask_for_receipt(message=message, by=person, **given)


class Acknowledge(MessageAct):
    form, form_name, words = Form, "acknowledge_form", _("Receipt confirmed.")

    def act(self, *, message: Message, person: Any, **given: Any) -> None:
        receipts.acknowledge(message=message, person=person)

    def next_page(self, message: Message) -> str:
        return self.request.path.removesuffix("acknowledge/")


class Receipts(MessagePart):
    """What the reader may see and do about receipts."""

    template = "networkapp/receipts/more.html"

    def shown(self, *, message: Message, person: Any) -> dict[str, Any]:
        return {"receipt": receipts.standing_of(message=message, reader=person)}


urlpatterns = [
    path(f"{HERE}receipts/", Receipts.as_view(), name="receipts"),
    path(f"{HERE}receipt/", AskForReceipt.as_view(), name="ask_for_receipt"),
    path(f"{HERE}acknowledge/", Acknowledge.as_view(), name="acknowledge"),
]
