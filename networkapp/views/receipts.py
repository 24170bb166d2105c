"""Formal papers: asking every delegation for a receipt, and giving it, on the page of the message."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.forms import Form
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views import View

from networkapp.domain.discussion import receipts
from networkapp.forms.moderation import ReceiptForm, blank_forms
from networkapp.models import Message
from networkapp.views.messages import HERE, MessageAct, find_message


class AskForReceipt(MessageAct):
    form, form_name, words = ReceiptForm, "receipt_form", _("Every delegation finds it on its desk now.")

    def act(self, *, message: Message, person: Any, **given: Any) -> Any:
        return receipts.ask_for_receipt(message=message, by=person, **given)


class Acknowledge(MessageAct):
    form, form_name, words = Form, "acknowledge_form", _("Noted: your delegation has seen it.")

    def act(self, *, message: Message, person: Any, **given: Any) -> None:
        receipts.acknowledge(message=message, person=person)

    def next_page(self, message: Message) -> str:
        return self.request.path.removesuffix("acknowledge/")


class Receipts(LoginRequiredMixin, View):
    """Of the page of a message what its reader may see and do about receipts, for an open page to take in."""

    def get(self, request: HttpRequest, slug: str, pk: int, message: int) -> HttpResponse:
        found = find_message(request, slug, pk, message)
        context = {
            "message": found,
            "topic": found.topic,
            "network": found.topic.read_in,
            "receipt": receipts.standing_of(message=found, reader=request.user),
            **blank_forms(),
        }
        return render(request, "networkapp/receipts/more.html", context)


urlpatterns = [
    path(f"{HERE}receipts/", Receipts.as_view(), name="receipts"),
    path(f"{HERE}receipt/", AskForReceipt.as_view(), name="ask_for_receipt"),
    path(f"{HERE}acknowledge/", Acknowledge.as_view(), name="acknowledge"),
]
