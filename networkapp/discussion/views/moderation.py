"""Moderation of a discussion: what any reader can do about a message on its page, and the pages of moderators."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views import View

from networkapp.discussion.actions import moderation
from networkapp.discussion.forms.moderation import (
    AppealForm,
    DismissForm,
    HideForm,
    RefuseForm,
    ReportForm,
    RestoreForm,
)
from networkapp.discussion.models import Message
from networkapp.discussion.queries import moderation as moderation_cases
from networkapp.discussion.views.messages import HERE, MessageAction, MessagePart
from networkapp.discussion.views.topics import find_network
from networkapp.permissions import Action
from networkapp.users import User
from networkapp.views.action_view import Values

PAGE = 50


class ReportMessage(MessageAction):
    form_class, form_name, success_message = ReportForm, "report_form", _("Message reported.")
    action = staticmethod(moderation.report_message)


class Appeal(MessageAction):
    form_class, form_name, success_message = AppealForm, "appeal_form", _("Appeal submitted.")
    action = staticmethod(moderation.appeal)

    def get_action_kwargs(self) -> Values:
        return {"message": self.object, "user": self.request.user}


class ModeratorAction(MessageAction):
    def get_action_kwargs(self) -> Values:
        return {"message": self.object, "user": self.request.user}


class HideMessage(ModeratorAction):
    form_class, form_name, success_message = HideForm, "hide_form", _("Message hidden.")
    action = staticmethod(moderation.hide_message)


class RestoreMessage(ModeratorAction):
    form_class, form_name, success_message = RestoreForm, "restore_form", _("Message shown again.")
    action = staticmethod(moderation.restore_message)


class DismissReports(ModeratorAction):
    form_class, form_name, success_message = DismissForm, "dismiss_form", _("Reports dismissed.")
    action = staticmethod(moderation.dismiss_reports)


class RefuseAppeal(ModeratorAction):
    form_class, form_name, success_message = RefuseForm, "refuse_form", _("Appeal rejected.")
    action = staticmethod(moderation.refuse_appeal)


class Order(MessagePart):
    """What the reader may know and do about order."""

    template = "networkapp/moderation/more.html"

    def shown(self, *, message: Message, user: User) -> dict[str, Any]:
        return {"order": moderation_cases.choices(message=message, user=user)}


class Waiting(LoginRequiredMixin, View):
    """The reports and appeals of a network that wait for its reader."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        network = find_network(request, slug)
        network.require(request.user, Action.MODERATE)
        waiting = moderation_cases.waiting_in(network=network, user=request.user)
        page = Paginator(waiting, PAGE).get_page(request.GET.get("page"))
        return render(request, "networkapp/moderation/waiting.html", {"network": network, "page_obj": page})


class Log(LoginRequiredMixin, View):
    """The log of moderation in a network: what was done, by whom and why."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        network = find_network(request, slug)
        acts = moderation_cases.log_of(network=network, user=request.user)
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
