"""The public page of a recommendation's follow-up; the secretariat records conclusions there."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path, reverse
from django.utils.translation import gettext_lazy as _

from evaluation.editors import may_manage_register
from evaluation.follow_up.forms.verdicts import VerdictForm
from evaluation.follow_up.queries import follow_up
from evaluation.follow_up.verdicts import assessed_delegations_of, networks_recording_verdicts, record_verdict
from evaluation.models import Recommendation
from evaluation.private import PrivateAction
from networkapp.models import Delegation, Network
from networkapp.networks.queries.countries import country_name
from networkapp.views.action_view import Value, Values


def show_follow_up(request: HttpRequest, code: int) -> HttpResponse:
    """Show the follow-up of a recommendation; Http404 if there is none that the reader can see."""
    found = follow_up(code=code, user=request.user)
    if found is None:
        raise Http404
    context = {"page": found, "can_manage": may_manage_register(request.user)}
    return render(request, "evaluation/follow_up/follow_up.html", context)


class RecordVerdict(PrivateAction[tuple[Network, Delegation]]):
    """A conclusion about a country of a network, for people who record the network's conclusions; 404 for any other."""

    template_name = "evaluation/follow_up/verdict.html"
    form_class = VerdictForm
    action, success_message = staticmethod(record_verdict), _("Conclusion recorded.")

    def get_object(self) -> tuple[Network, Delegation]:
        network = get_object_or_404(networks_recording_verdicts(self.request.user), slug=self.kwargs["slug"])
        return network, get_object_or_404(assessed_delegations_of(network), country=self.kwargs["country"].upper())

    def get_action_kwargs(self) -> Values:
        network, delegation = self.object
        about = {"network": network, "delegation": delegation, "recommendation": self.kwargs["code"]}
        return about | {"user": self.request.user}

    def get_context_data(self, **kwargs: Value) -> Values:
        network, delegation = self.object
        about = Recommendation.objects.filter(framework__cycles__network=network, code=self.kwargs["code"])
        recommendation = about.order_by("-framework__first_year").prefetch_related("translations").first()
        if recommendation is None:
            raise Http404
        context = {
            "recommendation": recommendation,
            "network": network,
            "name": country_name(code=str(delegation.country)),
        }
        return super().get_context_data(**context, **kwargs)

    def get_success_url(self) -> str:
        return reverse("evaluation:follow_up", args=[self.kwargs["code"]])


_ONE = "evaluation/recommendations/<int:code>/follow-up/"
urlpatterns = [
    path(_ONE, show_follow_up, name="follow_up"),
    path(f"{_ONE}<slug:slug>/<slug:country>/", RecordVerdict.as_view(), name="verdict"),
]
