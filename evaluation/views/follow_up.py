"""What became of a recommendation, for everybody; verdicts, written down by the secretariat."""

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _

from evaluation.domain.follow_up import follow_up
from evaluation.domain.keepers import keeps_register
from evaluation.domain.verdicts import judged_in, networks_that_record, record_verdict
from evaluation.forms.verdicts import VerdictForm
from evaluation.models import Recommendation
from evaluation.views.private import PrivateView
from networkapp.domain.countries.names import country_name
from networkapp.forms.discussion import attempt
from networkapp.models import Delegation, Network


def show_follow_up(request: HttpRequest, code: int) -> HttpResponse:
    found = follow_up(code=code, user=request.user)
    if found is None:
        raise Http404
    context = {"page": found, "keeps": keeps_register(request.user)}
    return render(request, "evaluation/follow_up/follow_up.html", context)


class VerdictPage(PrivateView):
    def get(self, request: HttpRequest, code: int, slug: str, country: str) -> HttpResponse:
        return _show(request, code, *_judged(request, slug, country), VerdictForm())

    def post(self, request: HttpRequest, code: int, slug: str, country: str) -> HttpResponse:
        network, delegation = _judged(request, slug, country)
        form, about = VerdictForm(request.POST), {"recommendation": code, "by": request.user}
        if attempt(form, record_verdict, network=network, delegation=delegation, **about) is None:
            return _show(request, code, network, delegation, form)
        messages.success(request, _("Conclusion recorded."))
        return redirect("evaluation:follow_up", code)


def _judged(request: HttpRequest, slug: str, country: str) -> tuple[Network, Delegation]:
    """Return a network whose conclusions the user records, and one of its countries; 404 for any other."""
    network = get_object_or_404(networks_that_record(request.user), slug=slug)
    return network, get_object_or_404(judged_in(network), country=country.upper())


def _show(request: HttpRequest, code: int, network: Network, delegation: Delegation, form: VerdictForm) -> HttpResponse:
    about = Recommendation.objects.filter(framework__cycles__network=network, code=code).order_by(
        "-framework__first_year"
    )
    recommendation = about.prefetch_related("translations").first()
    if recommendation is None:
        raise Http404
    context = {
        "recommendation": recommendation,
        "network": network,
        "name": country_name(str(delegation.country)),
        "form": form,
    }
    return render(request, "evaluation/follow_up/verdict.html", context, status=422 if form.is_bound else 200)


_ONE = "evaluation/recommendations/<int:code>/follow-up/"
urlpatterns = [
    path(_ONE, show_follow_up, name="follow_up"),
    path(f"{_ONE}<slug:slug>/<slug:country>/", VerdictPage.as_view(), name="verdict"),
]
