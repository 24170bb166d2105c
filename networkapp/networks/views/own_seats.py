"""A person's own seats, and whether they are named in public with each."""

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404
from django.urls import path, reverse_lazy
from django.utils.translation import gettext_lazy as _

from networkapp.models import Seat
from networkapp.networks.actions.public_names import own_seats, set_name_publication
from networkapp.networks.forms.public_names import NamingForm
from networkapp.networks.queries.participation import absences_in
from networkapp.users import User
from networkapp.views.action_view import ActionView, Value, Values


class OwnSeats(ActionView[QuerySet[Seat]]):
    """The user's seats, with the choice to publish their name with each."""

    template_name = "networkapp/networks/own_seats.html"
    form_class, success_message = NamingForm, _("Saved.")
    success_url = reverse_lazy("networkapp:own_seats")

    def get_object(self) -> QuerySet[Seat]:
        return own_seats(user=self.request.user)

    def action(self, *, seat: int, user: User, named: bool) -> None:
        set_name_publication(seat=get_object_or_404(self.object, pk=seat), user=user, named=named)

    def get_action_kwargs(self) -> Values:
        return {"user": self.request.user}

    def get_context_data(self, **kwargs: Value) -> Values:
        seats = list(self.object)
        absences = absences_in(networks={seat.network for seat in seats})
        rows = [(seat, absences.get((seat.network_id, seat.delegation_id or 0))) for seat in seats]
        return super().get_context_data(rows=rows, **kwargs)


urlpatterns = [path("desk/seats/", OwnSeats.as_view(), name="own_seats")]
