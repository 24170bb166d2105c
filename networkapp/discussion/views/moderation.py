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
    DismissReportsForm,
    HideMessageForm,
    RejectAppealForm,
    ReportMessageForm,
    RestoreMessageForm,
)
from networkapp.discussion.models import Message
from networkapp.discussion.queries import moderation as moderation_cases
from networkapp.discussion.views.messages import BASE_PATH, MessageAction, MessagePart
from networkapp.discussion.views.topics import find_network
from networkapp.permissions import Action
from networkapp.users import User
from networkapp.views.action_view import Values

PAGE = 50


class ReportMessage(MessageAction):
    """Report the message to the moderators."""

    form_class, form_name, success_message = ReportMessageForm, "report_form", _("Message reported.")
    action = staticmethod(moderation.report_message)


class Appeal(MessageAction):
    """Appeal against hiding the message."""

    form_class, form_name, success_message = AppealForm, "appeal_form", _("Appeal submitted")
    action = staticmethod(moderation.appeal)

    def get_action_kwargs(self) -> Values:
        return {"message": self.object, "user": self.request.user}


class ModeratorAction(MessageAction):
    """Base of the actions of moderators."""

    def get_action_kwargs(self) -> Values:
        return {"message": self.object, "user": self.request.user}


class HideMessage(ModeratorAction):
    """Hide the message."""

    form_class, form_name, success_message = HideMessageForm, "hide_form", _("Message hidden.")
    action = staticmethod(moderation.hide_message)


class RestoreMessage(ModeratorAction):
    """Show the hidden message again."""

    form_class, form_name, success_message = RestoreMessageForm, "restore_form", _("Message shown again.")
    action = staticmethod(moderation.restore_message)


class DismissReports(ModeratorAction):
    """Dismiss the reports of the message."""

    form_class, form_name, success_message = DismissReportsForm, "dismiss_form", _("Reports dismissed.")
    action = staticmethod(moderation.dismiss_reports)


class RejectAppeal(ModeratorAction):
    """Reject the appeal."""

    form_class, form_name, success_message = RejectAppealForm, "refuse_form", _("Appeal rejected")
    action = staticmethod(moderation.refuse_appeal)


class ModerationPart(MessagePart):
    """Render what the reader can see and do about the moderation of a message."""

    template = "networkapp/moderation/message_moderation.html"

    def shown(self, *, message: Message, user: User) -> dict[str, Any]:
        return {"order": moderation_cases.moderation_choices(message=message, user=user)}


class ModerationQueue(LoginRequiredMixin, View):
    """The reports and appeals of a network that wait for its reader."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        network = find_network(request, slug)
        network.require(request.user, Action.MODERATE)
        waiting = moderation_cases.messages_to_decide_in(network=network, user=request.user)
        page = Paginator(waiting, PAGE).get_page(request.GET.get("page"))
        return render(request, "networkapp/moderation/open_reports.html", {"network": network, "page_obj": page})


class ModerationLog(LoginRequiredMixin, View):
    """The log of moderation in a network: what was done, by whom and why."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        network = find_network(request, slug)
        acts = moderation_cases.moderation_log(network=network, user=request.user)
        page = Paginator(acts, PAGE).get_page(request.GET.get("page"))
        return render(request, "networkapp/moderation/log.html", {"network": network, "page_obj": page})


urlpatterns = [
    path("networks/<slug:slug>/moderation/", ModerationQueue.as_view(), name="moderation"),
    path("networks/<slug:slug>/moderation/log/", ModerationLog.as_view(), name="moderation_log"),
    path(f"{BASE_PATH}order/", ModerationPart.as_view(), name="order"),
    path(f"{BASE_PATH}report/", ReportMessage.as_view(), name="report_message"),
    path(f"{BASE_PATH}appeal/", Appeal.as_view(), name="appeal"),
    path(f"{BASE_PATH}hide/", HideMessage.as_view(), name="hide_message"),
    path(f"{BASE_PATH}restore/", RestoreMessage.as_view(), name="restore_message"),
    path(f"{BASE_PATH}dismiss/", DismissReports.as_view(), name="dismiss_reports"),
    path(f"{BASE_PATH}refuse/", RejectAppeal.as_view(), name="refuse_appeal"),
]
