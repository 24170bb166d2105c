"""People whom somebody can mention while writing, for the list below the field."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views import View

from networkapp.discussion.actions.mentions import suggest
from networkapp.discussion.views.topics import find_network


class Nameable(LoginRequiredMixin, View):
    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        begun = request.GET.get("begun", "")[:120]
        found = suggest(network=find_network(request, slug), user=request.user, begun=begun)
        return JsonResponse({"nameable": [{"written": named.written, "label": named.label} for named in found]})


urlpatterns = [path("networks/<slug:slug>/nameable/", Nameable.as_view(), name="nameable")]
