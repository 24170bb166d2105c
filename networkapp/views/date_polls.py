"""What binds nobody: a sense check or a date poll is opened, and dates are answered."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext_lazy as _

from networkapp.domain.alphabets import alphabetical
from networkapp.domain.decisions.procedures import open_procedure
from networkapp.domain.decisions.roll import delegations_of, delegations_with_a_voice, require_voices
from networkapp.domain.meetings.date_polls import OwnDates, Poll, answer_dates, own_dates, poll_of
from networkapp.forms.date_polls import AnswersForm, AskingForm, PollForm
from networkapp.forms.discussion import attempt
from networkapp.models import Network, Procedure, ProcedureKind
from networkapp.permissions import Action
from networkapp.views.decisions import find_network
from networkapp.views.unsaved_text import ReturnsUnsavedText


class Ask(ReturnsUnsavedText):
    """The form from which a sense check is opened."""

    form_class: type[AskingForm] = AskingForm
    template = "networkapp/date_polls/open_sense_check.html"

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        return self.show(request, self.find(request, slug), self.form_class())

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        network, form = self.find(request, slug), self.form_class(request.POST)
        made = attempt(form, open_procedure, network=network, by=request.user)
        if made is None:
            return self.show(request, network, form)
        messages.success(request, _("Poll opened."))
        return redirect(made)

    def find(self, request: HttpRequest, slug: str) -> Network:
        network = find_network(request, slug, Action.READ)
        network.require(request.user, Action.OPEN_PROCEDURE)
        return network

    def show(self, request: HttpRequest, network: Network, form: AskingForm) -> HttpResponse:
        asked = alphabetical(delegations_with_a_voice(network), name=lambda one: one.label)
        context = {"network": network, "form": form, "delegations": asked}
        return render(request, self.template, context, status=422 if form.is_bound else 200)


class AskForDates(Ask):
    form_class = PollForm
    template = "networkapp/date_polls/open_date_poll.html"


def find_poll(request: HttpRequest, slug: str, pk: int) -> Procedure:
    polls = Procedure.objects.where(request.user, may=Action.READ).filter(kind=ProcedureKind.DATE_POLL)
    shown = polls.select_related("network", "seat__delegation").prefetch_related("stops", "options")
    found: Procedure = get_object_or_404(shown, network__slug=slug, pk=pk)
    return found


class DatePoll(ReturnsUnsavedText):
    """The grid of delegations and dates, with the answers of the reader's own delegation to give and to change."""

    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        return self.show(request, find_poll(request, slug, pk))

    def post(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        found = find_poll(request, slug, pk)
        voices = require_voices(procedure=found, person=request.user)
        form = AnswersForm(request.POST, options=list(found.options.all()), delegations=delegations_of(voices))
        if attempt(form, answer_dates, procedure=found, person=request.user) is None:
            return self.show(request, find_poll(request, slug, pk), form)
        messages.success(request, _("Answer saved."))
        return redirect(found)

    def show(self, request: HttpRequest, found: Procedure, form: AnswersForm | None = None) -> HttpResponse:
        status = 422 if form is not None and form.is_bound else 200
        return render(
            request, "networkapp/date_polls/date_poll.html", poll_context(request, found, form), status=status
        )


def poll_context(request: HttpRequest, found: Procedure, form: AnswersForm | None = None) -> dict[str, Any]:
    poll, own = poll_of(found), own_dates(procedure=found, reader=request.user)
    context = {"network": found.network, "procedure": found, "poll": poll, "own": own}
    return {**context, "form": form or answers_form(poll, own)}


def answers_form(poll: Poll, own: OwnDates) -> AnswersForm | None:
    """Return the current answers of the user's only delegation, or a choice of several; None if they cannot answer."""
    if not own.voices or poll.is_over:
        return None
    said = own.said if len(own.voices) == 1 else ()
    initial: dict[str, Any] = {f"date-{answer.option_id}": answer.choice for answer in said}
    return AnswersForm(
        options=[column.option for column in poll.columns], delegations=delegations_of(own.voices), initial=initial
    )


@login_required
def own_part(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """What is the reader's own on the page of a poll."""
    found = find_poll(request, slug, pk)
    return render(request, "networkapp/date_polls/own.html", poll_context(request, found))


urlpatterns = [
    path("networks/<slug:slug>/ask/", Ask.as_view(), name="open_sense_check"),
    path("networks/<slug:slug>/ask-for-dates/", AskForDates.as_view(), name="open_date_poll"),
    path("networks/<slug:slug>/dates/<int:pk>/", DatePoll.as_view(), name="date_poll"),
    path("networks/<slug:slug>/dates/<int:pk>/own/", own_part, name="own_dates"),
]
