"""The minutes of a meeting, from the draft to their approval; and what it agreed to be done."""

from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from networkapp.domain.meetings import actions, minutes
from networkapp.domain.meetings.minutes_file import minutes_pdf
from networkapp.domain.meetings.minutes_reading import reading_of
from networkapp.errors import Refused
from networkapp.forms.discussion import attempt
from networkapp.forms.minutes import ActionForm, CorrectionForm, MinutesForm, SendForm, SettleForm, StepForm
from networkapp.models import Meeting, Minutes
from networkapp.permissions import Action
from networkapp.views.exports import handed_out
from networkapp.views.meetings import ConductMeeting, OfMeeting, press


class MinutesPage(OfMeeting):
    """The minutes as they read now; a draft is there for those alone who conduct the meetings."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        return self.show(request, self.find(request, slug))

    def find_minutes(self, request: HttpRequest, meeting: Meeting) -> Minutes:
        found = self.known(request, meeting)
        if found is None:
            raise Http404
        return found

    def known(self, request: HttpRequest, meeting: Meeting) -> Minutes | None:
        there = Minutes.objects.shown_to(request.user).select_related("meeting__network", "previous")
        found: Minutes | None = there.filter(meeting=meeting).first()
        return found

    def show(self, request: HttpRequest, meeting: Meeting, **bound: Any) -> HttpResponse:
        found = self.known(request, meeting)
        if found is None and not meeting.network.allows(request.user, Action.CONDUCT_MEETINGS):
            raise Http404
        context = {"meeting": meeting, "network": meeting.network, "minutes": found}
        if found is not None:
            found.meeting = meeting
            context["reading"] = reading_of(minutes=found, reader=request.user)
            context["write"] = MinutesForm(initial={"text": found.text, "base": found.version})
            context["send"] = SendForm(zone=meeting.zone, auto_id="send_%s")
            context["correct"] = CorrectionForm()
        return render(request, "networkapp/meetings/minutes.html", {**context, **bound}, status=422 if bound else 200)


class MinutesFile(MinutesPage):
    """The minutes as a PDF."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        meeting = self.find(request, slug)
        found = self.find_minutes(request, meeting)
        found.meeting = meeting
        address = request.build_absolute_uri(found.get_absolute_url())
        try:
            return handed_out(minutes_pdf(minutes=found, reader=request.user, address=address))
        except Refused as refused:
            messages.error(request, str(refused.message))
            return redirect(found)


class DraftMinutes(ConductMeeting):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        meeting = self.find(request, slug)
        if press(request, minutes.draft_minutes, meeting=meeting, by=request.user):
            messages.success(request, _("Draft minutes created."))
        return redirect("networkapp:minutes", slug)


class ActOnMinutes(MinutesPage):
    """A form of that page: does what `does` does, and comes back."""

    http_method_names = ["post"]
    name = ""
    done: Any = ""

    def post(self, request: HttpRequest, slug: str, **found: Any) -> HttpResponse:
        meeting = self.find(request, slug)
        form = self.form_of(request, meeting)
        if self.act(request, form, self.find_minutes(request, meeting), **found) is None:
            return self.show(request, meeting, **self.again(form, **found))
        messages.success(request, self.done)
        return redirect("networkapp:minutes", slug)

    def form_of(self, request: HttpRequest, meeting: Meeting) -> Any:
        raise NotImplementedError

    def act(self, request: HttpRequest, form: Any, known: Minutes) -> Any:
        raise NotImplementedError

    def again(self, form: Any) -> dict[str, Any]:
        return {self.name: form}


class WriteMinutes(ActOnMinutes):
    needs, name = Action.CONDUCT_MEETINGS, "write"

    def form_of(self, request: HttpRequest, meeting: Meeting) -> MinutesForm:
        self.done = _("Saved.")
        return MinutesForm(request.POST)

    def act(self, request: HttpRequest, form: Any, known: Minutes) -> Any:
        return attempt(form, minutes.write_minutes, minutes=known, by=request.user)


class SendMinutes(ActOnMinutes):
    needs, name = Action.CONDUCT_MEETINGS, "send"

    def form_of(self, request: HttpRequest, meeting: Meeting) -> SendForm:
        self.done = _("Minutes sent out for corrections.")
        return SendForm(request.POST, zone=meeting.zone, auto_id="send_%s")

    def act(self, request: HttpRequest, form: Any, known: Minutes) -> Any:
        return attempt(form, minutes.send_for_correction, minutes=known, by=request.user)


class CorrectMinutes(ActOnMinutes):
    needs, name = Action.CORRECT_MINUTES, "correct"

    def form_of(self, request: HttpRequest, meeting: Meeting) -> CorrectionForm:
        self.done = _("Correction sent to the secretariat.")
        return CorrectionForm(request.POST)

    def act(self, request: HttpRequest, form: Any, known: Minutes) -> Any:
        return attempt(form, minutes.correct_minutes, minutes=known, person=request.user)


class SettleCorrection(ActOnMinutes):
    needs = Action.CONDUCT_MEETINGS

    def form_of(self, request: HttpRequest, meeting: Meeting) -> SettleForm:
        self.done = _("Correction resolved.")
        return SettleForm(request.POST, auto_id=f"settle_{self.kwargs['pk']}_%s")

    def act(self, request: HttpRequest, form: Any, known: Minutes, *, pk: int = 0) -> Any:
        correction = get_object_or_404(known.corrections.select_related("minutes__meeting__network"), pk=pk)
        return attempt(form, minutes.settle_correction, correction=correction, by=request.user)

    def again(self, form: Any, *, pk: int = 0) -> dict[str, Any]:
        return {"settle": form, "settling": pk}


class ActionsPage(OfMeeting):
    """The action items of a meeting, and their status."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        return self.show(request, self.find(request, slug))

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        meeting = self.find(request, slug)
        meeting.network.require(request.user, Action.CONDUCT_MEETINGS)
        form = ActionForm(request.POST, meeting=meeting)
        if attempt(form, actions.agree_action, meeting=meeting, by=request.user) is None:
            return self.show(request, meeting, agree=form)
        messages.success(request, _("Action item added."))
        return redirect("networkapp:actions", slug)

    def show(self, request: HttpRequest, meeting: Meeting, **bound: Any) -> HttpResponse:
        conducts = meeting.network.allows(request.user, Action.CONDUCT_MEETINGS)
        context = {
            "meeting": meeting,
            "network": meeting.network,
            "actions": actions.actions_of(meeting=meeting),
            "hers": actions.stepped_by(meeting=meeting, person=request.user),
            "agree": ActionForm(meeting=meeting) if conducts else None,
            "step": StepForm(auto_id=False),
        } | bound
        return render(request, "networkapp/meetings/actions.html", context, status=422 if bound else 200)


class StepAction(ActionsPage):
    http_method_names = ["post"]

    def post(self, request: HttpRequest, slug: str, pk: int = 0) -> HttpResponse:
        meeting, form = self.find(request, slug), StepForm(request.POST, auto_id=f"step_{pk}_%s")
        action = get_object_or_404(meeting.actions.select_related("meeting__network"), pk=pk)
        if attempt(form, actions.take_step, action=action, person=request.user) is None:
            return self.show(request, meeting, step=form, stepping=pk)
        messages.success(request, _("Status updated."))
        return redirect(action.get_absolute_url())


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
