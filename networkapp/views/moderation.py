"""Moderation of a discussion: what any reader can do about a message on its page, and the pages of moderators."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views import View

from networkapp.domain.discussion import moderation, moderation_cases
from networkapp.forms.moderation import (
    AppealForm,
    DismissForm,
    HideForm,
    RefuseForm,
    ReportForm,
    RestoreForm,
)
from networkapp.models import Message
from networkapp.permissions import Action
from networkapp.views.discussion import find_network
from networkapp.views.messages import HERE, MessageAct, MessagePart

PAGE = 50


class ReportMessage(MessageAct):
    form, form_name, words = ReportForm, "report_form", _("Message reported.")

    def act(self, *, message: Message, person: Any, **given: Any) -> Any:
        return moderation.report_message(message=message, person=person, **given)


class Appeal(MessageAct):
    form, form_name, words = AppealForm, "appeal_form", _("Appeal submitted.")

    def act(self, *, message: Message, person: Any, **given: Any) -> Any:
        return moderation.appeal(message=message, author=person, **given)


class HideMessage(MessageAct):
    form, form_name, words = HideForm, "hide_form", _("Message hidden.")

    def act(self, *, message: Message, person: Any, **given: Any) -> Any:
        return moderation.hide_message(message=message, by=person, **given)


class RestoreMessage(MessageAct):
    form, form_name, words = RestoreForm, "restore_form", _("Message shown again.")

    def act(self, *, message: Message, person: Any, **given: Any) -> Any:
        return moderation.restore_message(message=message, by=person, **given)


class DismissReports(MessageAct):
    form, form_name, words = DismissForm, "dismiss_form", _("Reports dismissed.")

    def act(self, *, message: Message, person: Any, **given: Any) -> Any:
        return moderation.dismiss_reports(message=message, by=person, **given)


class RefuseAppeal(MessageAct):
    form, form_name, words = RefuseForm, "refuse_form", _("Appeal rejected.")

    def act(self, *, message: Message, person: Any, **given: Any) -> Any:
        return moderation.refuse_appeal(message=message, by=person, **given)


class Order(MessagePart):
    """What the reader may know and do about order."""

    template = "networkapp/moderation/more.html"

    def shown(self, *, message: Message, person: Any) -> dict[str, Any]:
        return {"order": moderation_cases.choices(message=message, person=person)}


class Waiting(LoginRequiredMixin, View):
    """The reports and appeals of a network that wait for its reader."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        network = find_network(request, slug)
        network.require(request.user, Action.MODERATE)
        waiting = moderation_cases.waiting_in(network=network, person=request.user)
        page = Paginator(waiting, PAGE).get_page(request.GET.get("page"))
        return render(request, "networkapp/moderation/waiting.html", {"network": network, "page_obj": page})


class Log(LoginRequiredMixin, View):
    """The log of moderation in a network: what was done, by whom and why."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        network = find_network(request, slug)
        acts = moderation_cases.log_of(network=network, reader=request.user)
        page = Paginator(acts, PAGE).get_page(request.GET.get("page"))
        return render(request, "networkapp/moderation/log.html", {"network": network, "page_obj": page})


urlpatterns = [
    path("networks/<slug:slug>/moderation/", Waiting.as_view(), name="moderation"),
    path("networks/<slug:slug>/moderation/log/", Log.as_view(), name="moderation_log"),
    path(f"{HERE}order/", Order.as_view(), name="order"),
    path(f"{HERE}report/", ReportMessage.as_view(), name="report_message"),
    path(f"{HERE}appeal/", Appeal.as_view(), name="appeal"),
    path(f"{HERE}hide/", HideMessage.as_view(), name="hide_message"),
    path(f"{HERE}restore/", RestoreMessage.as_view(), name="restore_message"),
    path(f"{HERE}dismiss/", DismissReports.as_view(), name="dismiss_reports"),
    path(f"{HERE}refuse/", RefuseAppeal.as_view(), name="refuse_appeal"),
]
