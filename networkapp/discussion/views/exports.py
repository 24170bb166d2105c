"""Downloads of a topic and of personal data; withdrawing all messages, and erasure."""

from django.contrib import messages
from django.contrib.auth import logout
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.http import content_disposition_header
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View

from networkapp.discussion.actions.messages import visible_messages_of, withdraw_all_messages
from networkapp.discussion.exports import ExportFile, TopicPart, export_topic, parts_of
from networkapp.discussion.models import Topic
from networkapp.discussion.views.topics import find_topic
from networkapp.documents.convert import DocumentFormat
from networkapp.errors import Refused
from networkapp.networks.actions.erasure import can_be_erased, erase_person
from networkapp.networks.actions.personal_data import export_personal_data, personal_data, summarize_personal_data
from networkapp.networks.views.step_up import binding_act

FORMATS = ((DocumentFormat.PDF, "PDF"), (DocumentFormat.DOCX, "DOCX"), (DocumentFormat.MARKDOWN, "Markdown"))


class TopicExports(LoginRequiredMixin, View):
    """The documents that a topic makes; one for each part of a long one."""

    def get(self, request: HttpRequest, slug: str, pk: int) -> HttpResponse:
        topic = find_topic(request, slug, pk)
        return self.show(request, topic, parts_of(topic=topic, user=request.user))

    def show(
        self, request: HttpRequest, topic: Topic, parts: list[TopicPart], refused: Refused | None = None
    ) -> HttpResponse:
        context = {"topic": topic, "network": topic.read_in, "parts": parts, "forms": FORMATS, "problem": refused}
        status = 200 if refused is None else 429 if refused.again_at else 422
        return render(request, "networkapp/exports/parts.html", context, status=status)


class TopicAsDocument(TopicExports):
    """One of these documents; of a topic that makes several, the list of them, unless one is asked for."""

    def get(self, request: HttpRequest, slug: str, pk: int, form: str) -> HttpResponse:  # type: ignore[override]
        topic, part = find_topic(request, slug, pk), request.GET.get("part", "")
        if form not in dict(FORMATS) or not (part == "" or (part.isascii() and part.isdigit() and len(part) < 10)):
            raise Http404
        parts = parts_of(topic=topic, user=request.user)
        if not part and len(parts) > 1:
            return redirect("networkapp:take_along", slug, pk)
        address = request.build_absolute_uri(topic.get_absolute_url())
        arguments = {"topic": topic, "user": request.user, "form": DocumentFormat(form), "part": int(part or 1)}
        try:
            return download_response(export_topic(**arguments, address=address))
        except Refused as refused:
            return self.show(request, topic, parts, refused)


def download_response(file: ExportFile) -> HttpResponse:
    """Return the file as a download that is not cached."""
    answer = HttpResponse(file.content, content_type=file.content_type)
    answer["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=file.name)
    answer["Cache-Control"] = "private, no-store"
    return answer


class OwnData(LoginRequiredMixin, View):
    """All that is stored about a person; a POST erases it, once they have confirmed who they are."""

    def get(self, request: HttpRequest) -> HttpResponse:
        data = personal_data(user=request.user)
        context = summarize_personal_data(data=data) | {
            "can_be_erased": can_be_erased(user=request.user),
            "message_count": visible_messages_of(user=request.user).count(),
        }
        return render(request, "networkapp/exports/own_data.html", context)

    def post(self, request: HttpRequest) -> HttpResponse:
        try:
            erase_person(user=request.user)
        except Refused as refusal:
            messages.error(request, str(refusal.message))
            return redirect("networkapp:own_data")
        logout(request)
        messages.success(request, _("Your personal data has been erased. You are signed out."))
        return redirect("/")


class WithdrawOwnMessages(LoginRequiredMixin, View):
    """Withdraws all messages of a person, once they have confirmed who they are."""

    def post(self, request: HttpRequest) -> HttpResponse:
        result = withdraw_all_messages(user=request.user)
        words = ngettext("%(n)s message withdrawn.", "%(n)s messages withdrawn.", result.withdrawn)
        messages.success(request, words % {"n": result.withdrawn})
        if result.not_withdrawn:
            words = ngettext(
                "%(n)s message could not be withdrawn, because a decision or a proposal refers to it.",
                "%(n)s messages could not be withdrawn, because a decision or a proposal refers to them.",
                result.not_withdrawn,
            )
            messages.warning(request, words % {"n": result.not_withdrawn})
        return redirect("networkapp:own_data")


@login_required
def own_data_file(request: HttpRequest) -> HttpResponse:
    """Download all data about the user as JSON."""
    try:
        data = export_personal_data(user=request.user)
    except Refused as refusal:
        messages.error(request, str(refusal.message))
        return redirect("networkapp:own_data")
    answer = JsonResponse(data, json_dumps_params={"ensure_ascii": False, "indent": 2})
    answer["Content-Disposition"] = 'attachment; filename="about-me.json"'
    answer["Cache-Control"] = "private, no-store"
    return answer


urlpatterns = [
    path("networks/<slug:slug>/topics/<int:pk>/export/<str:form>/", TopicAsDocument.as_view(), name="export_topic"),
    path("networks/<slug:slug>/topics/<int:pk>/export/", TopicExports.as_view(), name="take_along"),
    path("desk/data/messages/withdraw/", binding_act(WithdrawOwnMessages.as_view()), name="withdraw_own_messages"),
    path("desk/data/", binding_act(OwnData.as_view()), name="own_data"),
    path(
        "desk/data/about-me.json",
        binding_act(own_data_file, methods={"GET", "HEAD"}, following=lambda _request: reverse("networkapp:own_data")),
        name="own_data_file",
    ),
]
