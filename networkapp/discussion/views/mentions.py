"""People whom somebody can mention while writing, for the list below the field."""

from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.urls import path
from django.views import View

from networkapp.discussion.actions.mentions import suggest_mentions
from networkapp.discussion.views.topics import find_network


class MentionSuggestions(LoginRequiredMixin, View):
    """The people, delegations and offices that can be mentioned and match what was typed, as JSON."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        begun = request.GET.get("begun", "")[:120]
        found = suggest_mentions(network=find_network(request, slug), user=request.user, prefix=begun)
        return JsonResponse({"nameable": [{"written": named.written, "label": named.label} for named in found]})


urlpatterns = [path("networks/<slug:slug>/nameable/", MentionSuggestions.as_view(), name="nameable")]
