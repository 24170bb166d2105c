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
from networkapp.meetings.forms.minutes import (
    ActionItemForm,
    ActionReportForm,
    MinutesForm,
    OpenForCorrectionsForm,
    ProposeCorrectionForm,
    ResolveCorrectionForm,
)
from networkapp.meetings.minutes_file import minutes_pdf
from networkapp.meetings.models import Meeting, Minutes
from networkapp.meetings.queries.minutes import visible_minutes
from networkapp.meetings.views.meetings import MeetingConductView, MeetingView
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
        """Return whether the page is shown to people who find no minutes."""
        return meeting.network.allows(self.request.user, Action.CONDUCT_MEETINGS)

    def get_context_data(self, **kwargs: Value) -> Values:
        found = self.minutes
        context: Values = {"minutes": found}
        if found is not None:
            context["reading"] = visible_minutes(minutes=found, user=self.request.user)
            context["write"] = MinutesForm(initial={"text": found.text, "base": found.version})
            context["send"] = OpenForCorrectionsForm(zone=self.object.zone, auto_id="send_%s")
            context["correct"] = ProposeCorrectionForm()
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


class DraftMinutes(ButtonView, MeetingConductView):
    """Create the draft of the minutes."""

    action = staticmethod(minutes.draft_minutes)
    success_message = _("Draft minutes created.")

    def get_success_url(self) -> str:
        return reverse("networkapp:minutes", kwargs=self.kwargs)


class MinutesAction(MinutesPage):
    """Base of the actions on the page of minutes."""

    http_method_names = POST_ONLY
    needs = Action.CONDUCT_MEETINGS

    def is_shown_without(self, meeting: Meeting) -> bool:
        return False

    def get_action_kwargs(self) -> Values:
        return {"minutes": self.minutes, "user": self.request.user}

    def get_success_url(self) -> str:
        return reverse("networkapp:minutes", args=[self.kwargs["slug"]])


class SaveMinutes(MinutesAction):
    form_class, form_name, action = MinutesForm, "write", staticmethod(minutes.save_minutes)
    success_message = _("Saved.")


class OpenForCorrections(MinutesAction):
    """Open the draft minutes for corrections until a deadline."""

    form_class, form_name, action = OpenForCorrectionsForm, "send", staticmethod(minutes.open_for_corrections)
    success_message = _("Minutes sent out for corrections.")

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | {"zone": self.object.zone, "auto_id": "send_%s"}


class ProposeCorrection(MinutesAction):
    """Propose a correction of the minutes."""

    needs = Action.CORRECT_MINUTES
    form_class, form_name, action = ProposeCorrectionForm, "correct", staticmethod(minutes.propose_correction)
    success_message = _("Correction sent to the secretariat.")

    def get_action_kwargs(self) -> Values:
        return {"minutes": self.minutes, "user": self.request.user}


class ResolveCorrection(MinutesAction):
    """Accept or reject a proposed correction."""

    form_class, form_name, action = ResolveCorrectionForm, "settle", staticmethod(minutes.resolve_correction)
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
    form_class: type[BaseForm] | None = ActionItemForm

    def get_context_data(self, **kwargs: Value) -> Values:
        meeting, user = self.object, self.request.user
        conducts = meeting.network.allows(user, Action.CONDUCT_MEETINGS)
        context = {
            "actions": action_items.action_items_of(meeting=meeting),
            "hers": action_items.reportable_action_items(meeting=meeting, user=user),
            "agree": ActionItemForm(meeting=meeting) if conducts else None,
            "step": ActionReportForm(auto_id=False),
        }
        return super().get_context_data(**context | kwargs)


class AddActionItemPage(ActionItemsPage):
    """Everybody sees the list; people who conduct the meeting add to it."""

    form_name, action = "agree", staticmethod(action_items.create_action_item)
    success_message = _("Action item added.")

    def get_object(self) -> Meeting:
        self.needs = Action.CONDUCT_MEETINGS if self.request.method == "POST" else Action.READ
        return super().get_object()

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | {"meeting": self.object}

    def get_success_url(self) -> str:
        return reverse("networkapp:actions", kwargs=self.kwargs)


class ReportActionItem(ActionItemsPage):
    """Report the status of an action item."""

    http_method_names = POST_ONLY
    form_class, form_name, action = ActionReportForm, "step", staticmethod(action_items.report_action_item)
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
    path(f"{HERE}write/", SaveMinutes.as_view(), name="write_minutes"),
    path(f"{HERE}send/", OpenForCorrections.as_view(), name="send_minutes"),
    path(f"{HERE}correct/", ProposeCorrection.as_view(), name="correct_minutes"),
    path(f"{HERE}corrections/<int:pk>/", ResolveCorrection.as_view(), name="settle_correction"),
    path("meetings/<slug:slug>/actions/", AddActionItemPage.as_view(), name="actions"),
    path("meetings/<slug:slug>/actions/<int:pk>/", ReportActionItem.as_view(), name="step_action"),
]
