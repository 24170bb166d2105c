"""The minutes of a meeting, from the draft to their approval; and what it agreed to be done."""

from django.contrib import messages
from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from networkapp.discussion.views.exports import download_response
from networkapp.errors import Refused
from networkapp.meetings.actions import action_items, minutes
from networkapp.meetings.forms.minutes import ActionForm, CorrectionForm, MinutesForm, SendForm, SettleForm, StepForm
from networkapp.meetings.minutes_file import minutes_pdf
from networkapp.meetings.models import Meeting, Minutes
from networkapp.meetings.queries.minutes import reading_of
from networkapp.meetings.views.meetings import ConductMeeting, MeetingView
from networkapp.permissions import Action
from networkapp.views.action_view import PAGE_ONLY, POST_ONLY, ButtonView, Value, Values


class MinutesPage(MeetingView):
    """The minutes as they read now; a draft is there for those alone who conduct the meetings."""

    http_method_names = PAGE_ONLY
    template_name = "networkapp/meetings/minutes.html"
    form_class: type[BaseForm] | None = None

    def get_object(self) -> Meeting:
        meeting = super().get_object()
        there = Minutes.objects.shown_to(self.request.user).select_related("meeting__network", "previous")
        self.minutes: Minutes | None = there.filter(meeting=meeting).first()
        if self.minutes is not None:
            self.minutes.meeting = meeting
        elif not self.is_shown_without(meeting):
            raise Http404
        return meeting

    def is_shown_without(self, meeting: Meeting) -> bool:
        """Whether the page is shown although the user finds no minutes."""
        return meeting.network.allows(self.request.user, Action.CONDUCT_MEETINGS)

    def get_context_data(self, **kwargs: Value) -> Values:
        found = self.minutes
        context: Values = {"minutes": found}
        if found is not None:
            context["reading"] = reading_of(minutes=found, user=self.request.user)
            context["write"] = MinutesForm(initial={"text": found.text, "base": found.version})
            context["send"] = SendForm(zone=self.object.zone, auto_id="send_%s")
            context["correct"] = CorrectionForm()
        return super().get_context_data(**context | kwargs)


class MinutesFile(MinutesPage):
    """The minutes as a PDF."""

    def get(self, request: HttpRequest, *args: Value, **kwargs: Value) -> HttpResponse:
        self.get_object()
        address = request.build_absolute_uri(self.minutes.get_absolute_url())
        try:
            return download_response(minutes_pdf(minutes=self.minutes, user=request.user, address=address))
        except Refused as refused:
            messages.error(request, str(refused.message))
            return redirect(self.minutes)

    def is_shown_without(self, meeting: Meeting) -> bool:
        return False


class DraftMinutes(ButtonView, ConductMeeting):
    action = staticmethod(minutes.draft_minutes)
    success_message = _("Draft minutes created.")

    def get_success_url(self) -> str:
        return reverse("networkapp:minutes", kwargs=self.kwargs)


class MinutesAction(MinutesPage):
    http_method_names = POST_ONLY
    needs = Action.CONDUCT_MEETINGS

    def is_shown_without(self, meeting: Meeting) -> bool:
        return False

    def get_action_kwargs(self) -> Values:
        return {"minutes": self.minutes, "user": self.request.user}

    def get_success_url(self) -> str:
        return reverse("networkapp:minutes", args=[self.kwargs["slug"]])


class WriteMinutes(MinutesAction):
    form_class, form_name, action = MinutesForm, "write", staticmethod(minutes.write_minutes)
    success_message = _("Saved.")


class SendMinutes(MinutesAction):
    form_class, form_name, action = SendForm, "send", staticmethod(minutes.send_for_correction)
    success_message = _("Minutes sent out for corrections.")

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | {"zone": self.object.zone, "auto_id": "send_%s"}


class CorrectMinutes(MinutesAction):
    needs = Action.CORRECT_MINUTES
    form_class, form_name, action = CorrectionForm, "correct", staticmethod(minutes.correct_minutes)
    success_message = _("Correction sent to the secretariat.")

    def get_action_kwargs(self) -> Values:
        return {"minutes": self.minutes, "user": self.request.user}


class SettleCorrection(MinutesAction):
    form_class, form_name, action = SettleForm, "settle", staticmethod(minutes.settle_correction)
    success_message = _("Correction resolved.")

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | {"auto_id": f"settle_{self.kwargs['pk']}_%s"}

    def get_action_kwargs(self) -> Values:
        corrections = self.minutes.corrections.select_related("minutes__meeting__network")
        return {"correction": get_object_or_404(corrections, pk=self.kwargs["pk"]), "user": self.request.user}

    def get_context_data(self, **kwargs: Value) -> Values:
        return super().get_context_data(settling=self.kwargs["pk"], **kwargs)


class ActionItemsPage(MeetingView):
    """The action items of a meeting, and their status."""

    template_name = "networkapp/meetings/actions.html"
    form_class: type[BaseForm] | None = ActionForm

    def get_context_data(self, **kwargs: Value) -> Values:
        meeting, user = self.object, self.request.user
        conducts = meeting.network.allows(user, Action.CONDUCT_MEETINGS)
        context = {
            "actions": action_items.actions_of(meeting=meeting),
            "hers": action_items.stepped_by(meeting=meeting, user=user),
            "agree": ActionForm(meeting=meeting) if conducts else None,
            "step": StepForm(auto_id=False),
        }
        return super().get_context_data(**context | kwargs)


class ActionsPage(ActionItemsPage):
    """Everybody sees the list; people who conduct the meeting add to it."""

    form_name, action = "agree", staticmethod(action_items.agree_action)
    success_message = _("Action item added.")

    def get_object(self) -> Meeting:
        self.needs = Action.CONDUCT_MEETINGS if self.request.method == "POST" else Action.READ
        return super().get_object()

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | {"meeting": self.object}

    def get_success_url(self) -> str:
        return reverse("networkapp:actions", kwargs=self.kwargs)


class StepAction(ActionItemsPage):
    http_method_names = POST_ONLY
    form_class, form_name, action = StepForm, "step", staticmethod(action_items.take_step)
    success_message = _("Status updated.")

    def get_object(self) -> Meeting:
        meeting = super().get_object()
        self.item = get_object_or_404(meeting.actions.select_related("meeting__network"), pk=self.kwargs["pk"])
        return meeting

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | {"auto_id": f"step_{self.item.pk}_%s"}

    def get_action_kwargs(self) -> Values:
        return {"action": self.item, "user": self.request.user}

    def get_success_url(self) -> str:
        return self.item.get_absolute_url()

    def get_context_data(self, **kwargs: Value) -> Values:
        return super().get_context_data(stepping=self.item.pk, **kwargs)


HERE = "meetings/<slug:slug>/minutes/"
urlpatterns = [
    path(HERE, MinutesPage.as_view(), name="minutes"),
    path(f"{HERE}minutes.pdf", MinutesFile.as_view(), name="minutes_file"),
    path(f"{HERE}draft/", DraftMinutes.as_view(), name="draft_minutes"),
    path(f"{HERE}write/", WriteMinutes.as_view(), name="write_minutes"),
    path(f"{HERE}send/", SendMinutes.as_view(), name="send_minutes"),
    path(f"{HERE}correct/", CorrectMinutes.as_view(), name="correct_minutes"),
    path(f"{HERE}corrections/<int:pk>/", SettleCorrection.as_view(), name="settle_correction"),
    path("meetings/<slug:slug>/actions/", ActionsPage.as_view(), name="actions"),
    path("meetings/<slug:slug>/actions/<int:pk>/", StepAction.as_view(), name="step_action"),
]
