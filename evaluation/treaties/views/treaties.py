"""The table of treaties and one instrument in all states, for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path

from evaluation.editors import may_register_treaties
from evaluation.models import Instrument
from evaluation.results.forms.results import TreatyFilter
from evaluation.treaties.tables import instrument_table, treaty_table


def show_treaties(request: HttpRequest) -> HttpResponse:
    """Show the status of treaties by country, filtered by the query string."""
    form = TreatyFilter(request.GET)
    table = treaty_table(**form.chosen(), page=request.GET.get("page", 1))
    context = {
        "form": form,
        "table": table,
        "registers": request.user.is_authenticated and may_register_treaties(request.user),
    }
    return render(request, "evaluation/treaties/table.html", context)


def show_instrument(request: HttpRequest, key: str) -> HttpResponse:
    """Show the status of one treaty in each country."""
    found = get_object_or_404(Instrument.objects.prefetch_related("translations"), key=key)
    form = TreatyFilter(request.GET)
    only_members = form.chosen()["only_members"]
    table = instrument_table(key=found.key, only_members=only_members, page=request.GET.get("page", 1))
    return render(request, "evaluation/treaties/instrument.html", {"instrument": found, "form": form, "table": table})


urlpatterns = [
    path("treaties/", show_treaties, name="treaties"),
    path("treaties/<slug:key>/", show_instrument, name="instrument"),
]
