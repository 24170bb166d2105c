"""Participation of delegations in a network: its members read the history, its secretariat records and corrects."""

from django.shortcuts import get_object_or_404
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from networkapp.models import Network, ParticipationRecord
from networkapp.networks.queries.participation import participation_in
from networkapp.networks.views.invitations import network_for
from networkapp.networks.views.step_up import binding_act
from networkapp.participation.actions import (
    correct_participation,
    record_participation,
    retract_participation,
)
from networkapp.participation.forms import (
    CorrectParticipationForm,
    ParticipationForm,
    RetractParticipationForm,
)
from networkapp.permissions import Action
from networkapp.views.action_view import ActionView, Value, Values


class Participation(ActionView[Network]):
    """Show the participation of each delegation; the secretariat records a suspension, a withdrawal or a return."""

    template_name = "networkapp/participation/list.html"
    form_class, action = ParticipationForm, staticmethod(record_participation)
    success_message = _("Participation recorded.")

    def get_object(self) -> Network:
        needed = Action.RECORD_PARTICIPATION if self.request.method == "POST" else Action.LIST_SEATS
        return network_for(self.request, self.kwargs["slug"], needed)

    def get_initial(self) -> Values:
        return {"from_day": timezone.localdate(timezone=self.object.zone)}

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | {"network": self.object}

    def get_action_kwargs(self) -> Values:
        return {"network": self.object, "user": self.request.user}

    def get_success_url(self) -> str:
        return reverse("networkapp:participation", args=[self.object.slug])

    def get_context_data(self, **kwargs: Value) -> Values:
        if not self.object.allows(self.request.user, Action.RECORD_PARTICIPATION):
            kwargs["form"] = None
        rows = participation_in(network=self.object)
        return super().get_context_data(network=self.object, rows=rows, **kwargs)


class ChangeParticipation(ActionView[ParticipationRecord]):
    """A page about one record, with one action on it."""

    def get_object(self) -> ParticipationRecord:
        network = network_for(self.request, self.kwargs["slug"], Action.RECORD_PARTICIPATION)
        records = network.participation_records.in_force().select_related("network", "delegation")
        found: ParticipationRecord = get_object_or_404(records, pk=self.kwargs["pk"])
        return found

    def get_action_kwargs(self) -> Values:
        return {"record": self.object, "user": self.request.user}

    def get_success_url(self) -> str:
        return reverse("networkapp:participation", args=[self.kwargs["slug"]])

    def get_context_data(self, **kwargs: Value) -> Values:
        return super().get_context_data(network=self.object.network, record=self.object, **kwargs)


class CorrectParticipation(ChangeParticipation):
    """Correct the day, source or reason of the newest record of a delegation."""

    template_name = "networkapp/participation/correct.html"
    form_class, action = CorrectParticipationForm, staticmethod(correct_participation)
    success_message = _("Participation recorded.")

    def get_initial(self) -> Values:
        return {name: getattr(self.object, name) for name in ("from_day", "source", "source_url", "reason")}


class RetractParticipation(ChangeParticipation):
    """Take back the newest record of a delegation, which was a mistake."""

    template_name = "networkapp/participation/delete.html"
    form_class, action = RetractParticipationForm, staticmethod(retract_participation)
    success_message = _("Entry deleted.")


PAGE = "networks/<slug:slug>/participation/"
urlpatterns = [
    path(PAGE, binding_act(Participation.as_view()), name="participation"),
    path(f"{PAGE}<int:pk>/", binding_act(CorrectParticipation.as_view()), name="correct_participation"),
    path(f"{PAGE}<int:pk>/delete/", binding_act(RetractParticipation.as_view()), name="retract_participation"),
]
