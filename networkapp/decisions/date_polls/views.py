"""Open sense checks and date polls, which bind nobody, and answer date polls."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils.translation import gettext_lazy as _

from networkapp.decisions.date_polls.actions import (
    DatePollGrid,
    OwnDateAnswers,
    answer_dates,
    date_poll_grid,
    own_date_answers,
)
from networkapp.decisions.date_polls.forms import DateAnswersForm, DatePollForm, SenseCheckForm
from networkapp.decisions.models import Procedure, ProcedureKind
from networkapp.decisions.procedures.actions import open_procedure
from networkapp.decisions.procedures.roll import delegations_of, require_voting_seats, voting_delegations
from networkapp.decisions.procedures.views.register import find_network
from networkapp.languages.sorting import alphabetical
from networkapp.models import Network
from networkapp.permissions import Action
from networkapp.views.action_view import ActionView, Value, Values


class OpenSenseCheck(ActionView[Network]):
    """The form from which a sense check is opened."""

    template_name = "networkapp/date_polls/open_sense_check.html"
    form_class: type[BaseForm] | None = SenseCheckForm
    action, success_message = staticmethod(open_procedure), _("Poll opened.")
    leads_to_result = True

    def get_object(self) -> Network:
        network = find_network(self.request, self.kwargs["slug"], Action.READ)
        network.require(self.request.user, Action.OPEN_PROCEDURE)
        return network

    def get_action_kwargs(self) -> Values:
        return {"network": self.object, "user": self.request.user}

    def get_context_data(self, **kwargs: Value) -> Values:
        delegations = alphabetical(voting_delegations(self.object), name=lambda one: one.label)
        return super().get_context_data(network=self.object, delegations=delegations, **kwargs)


class OpenDatePoll(OpenSenseCheck):
    form_class = DatePollForm
    template_name = "networkapp/date_polls/open_date_poll.html"


def load_date_poll(request: HttpRequest, slug: str, pk: int) -> Procedure:
    """Return a date poll that the reader can see; otherwise Http404."""
    polls = Procedure.objects.where(request.user, may=Action.READ).filter(kind=ProcedureKind.DATE_POLL)
    shown = polls.select_related("network", "seat__delegation").prefetch_related("stops", "options")
    found: Procedure = get_object_or_404(shown, network__slug=slug, pk=pk)
    return found


class DatePollPage(ActionView[Procedure]):
    """The grid of delegations and dates, with the answers of the reader's own delegation to give and to change."""

    template_name = "networkapp/date_polls/date_poll.html"
    form_class, action, success_message = DateAnswersForm, staticmethod(answer_dates), _("Answer saved.")

    def get_object(self) -> Procedure:
        return load_date_poll(self.request, **self.kwargs)

    def get_form_kwargs(self) -> Values:
        delegations = delegations_of(require_voting_seats(procedure=self.object, user=self.request.user))
        options = list(self.object.options.all())
        return super().get_form_kwargs() | {"options": options, "delegations": delegations}

    def get_action_kwargs(self) -> Values:
        return {"procedure": self.object, "user": self.request.user}

    def get_context_data(self, **kwargs: Value) -> Values:
        return super().get_context_data(**date_poll_context(self.request, self.object) | kwargs)


def date_poll_context(request: HttpRequest, found: Procedure) -> Values:
    """Return the context of the page of a date poll: all answers, the reader's own, and their form."""
    poll, own = date_poll_grid(procedure=found), own_date_answers(procedure=found, user=request.user)
    return {"network": found.network, "procedure": found, "poll": poll, "own": own, "form": answers_form(poll, own)}


def answers_form(poll: DatePollGrid, own: OwnDateAnswers) -> DateAnswersForm | None:
    """Return the current answers of the user's only delegation, or a choice of several; None if they cannot answer."""
    if not own.voices or poll.is_over:
        return None
    answers = own.answers if len(own.voices) == 1 else ()
    initial: dict[str, Any] = {f"date-{answer.option_id}": answer.choice for answer in answers}
    return DateAnswersForm(
        options=[column.option for column in poll.columns], delegations=delegations_of(own.voices), initial=initial
    )


@login_required
def own_date_answers_part(request: HttpRequest, slug: str, pk: int) -> HttpResponse:
    """Render what belongs to the reader alone on the page of a date poll."""
    found = load_date_poll(request, slug, pk)
    return render(request, "networkapp/date_polls/own.html", date_poll_context(request, found))


urlpatterns = [
    path("networks/<slug:slug>/ask/", OpenSenseCheck.as_view(), name="open_sense_check"),
    path("networks/<slug:slug>/ask-for-dates/", OpenDatePoll.as_view(), name="open_date_poll"),
    path("networks/<slug:slug>/dates/<int:pk>/", DatePollPage.as_view(), name="date_poll"),
    path("networks/<slug:slug>/dates/<int:pk>/own/", own_date_answers_part, name="own_dates"),
]
