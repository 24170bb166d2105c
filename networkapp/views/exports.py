"""What can be taken along: a topic as a document, and all that is held about oneself; and being forgotten."""

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.views import View

from networkapp.domain.exports import export_topic
from networkapp.domain.personal_data import forget_person, may_be_forgotten, personal_data
from networkapp.errors import Refused
from networkapp.publishing.documents import Form
from networkapp.views.discussion import find_topic


@login_required
def topic_as_document(request: HttpRequest, slug: str, pk: int, form: str) -> HttpResponse:
    topic = find_topic(request, slug, pk)
    if form not in list(Form):
        raise Http404
    made = export_topic(topic=topic, reader=request.user, form=Form(form))
    answer = HttpResponse(made.content, content_type=made.content_type)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=made.name)
    answer["Cache-Control"] = "private, no-store"
    return answer


class OwnData(LoginRequiredMixin, View):
    """All that is held about her; a POST has her forgotten."""

    def get(self, request: HttpRequest) -> HttpResponse:
        held = personal_data(request.user)
        counts = sorted((name, len(rows)) for name, rows in held.items() if isinstance(rows, list))
        context = {"account": held["account"], "counts": counts, "may_be_forgotten": may_be_forgotten(request.user)}
        return render(request, "networkapp/exports/own_data.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            forget_person(user=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal.message))
            return redirect("networkapp:own_data")
        logout(request)
        messages.success(request, _("You are forgotten. What your seats said and signed stands without your name."))
        return redirect("/")


@login_required
def own_data_file(request: HttpRequest) -> JsonResponse:
    answer = JsonResponse(personal_data(request.user), json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = 'attachment; filename="about-me.json"'
    answer["Cache-Control"] = "private, no-store"
    return answer


urlpatterns = [
    path("networks/<slug:slug>/topics/<int:pk>/export/<str:form>/", topic_as_document, name="export_topic"),
    path("desk/data/", OwnData.as_view(), name="own_data"),
    path("desk/data/about-me.json", own_data_file, name="own_data_file"),
]
