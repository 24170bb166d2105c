"""The documents behind answers: added, used again, edited, removed; and the download of their files."""

from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import path
from django.utils.translation import gettext as _

from evaluation.assessments.evidence import add_evidence, remove_evidence, reuse_evidence, update_evidence
from evaluation.assessments.forms.evidence import EvidenceForm, UpdateEvidenceForm
from evaluation.assessments.views.answers import ANSWER, address_of, answer_or_404, get_question, page_response
from evaluation.assessments.views.assessments import get_assessment_for_work
from evaluation.assessments.views.questions import question_view
from evaluation.assessments.views.section_page import SavesSection
from evaluation.models import Answer, Assessment, Evidence
from evaluation.private import PrivateView
from networkapp.files.inline_documents import must_be_downloaded
from networkapp.forms.attempt import run_action
from networkapp.views.action_view import ButtonView, Values


class AddEvidence(PrivateView):
    """Add evidence to an answer."""

    def get(self, request: HttpRequest, pk: int, series_id: str) -> HttpResponse:
        shown = question_view(*get_question(request, get_assessment_for_work(request, pk), series_id))
        if not shown.is_open:
            raise PermissionDenied
        return page_response(request, shown, {"form": shown.evidence_form}, part="form")

    def post(self, request: HttpRequest, pk: int, series_id: str) -> HttpResponse:
        desk, question = get_question(request, get_assessment_for_work(request, pk), series_id)
        form = EvidenceForm(question.criterion, request.POST, request.FILES, known=desk.known)
        known = get_object_or_404(Evidence, pk=form.chosen) if form.chosen else None
        facts: dict[str, Any] = {
            "assessment": desk.sheet.assessment,
            "criterion": question.criterion,
            "user": request.user,
        }
        if known is not None:
            done = bool(reuse_evidence(evidence=known, **facts))
        else:
            done = bool(run_action(form, add_evidence_of_form, **facts))
        if done:
            return redirect(address_of(question.answer))
        return page_response(request, question_view(desk, question), {"form": form}, part="form", status=422)


class UpdateEvidence(PrivateView):
    """Update the expiry, address or copy of a piece of evidence."""

    def get(self, request: HttpRequest, pk: int, series_id: str, evidence: int) -> HttpResponse:
        desk, question = get_question(request, get_assessment_for_work(request, pk), series_id)
        found = get_object_or_404(question.answer.evidence, pk=evidence)
        if not desk.permissions.may_care:
            raise PermissionDenied
        context = {"form": UpdateEvidenceForm(found, beside=series_id), "item": found}
        return page_response(request, question_view(desk, question), context, part="form")

    def post(self, request: HttpRequest, pk: int, series_id: str, evidence: int) -> HttpResponse:
        desk, question = get_question(request, get_assessment_for_work(request, pk), series_id)
        found = get_object_or_404(question.answer.evidence, pk=evidence)
        form = UpdateEvidenceForm(found, request.POST, request.FILES, beside=series_id)
        facts: dict[str, Any] = {"assessment": desk.sheet.assessment, "evidence": found, "user": request.user}
        if run_action(form, update_evidence, **facts) is None:
            context = {"form": form, "item": found}
            return page_response(request, question_view(desk, question), context, part="form", status=422)
        messages.success(request, _("Document updated."))
        return redirect(address_of(question.answer))


class RemoveEvidence(SavesSection, ButtonView[Answer]):
    """Remove a piece of evidence from an answer."""

    action = staticmethod(remove_evidence)

    def get_object(self) -> Answer:
        return answer_or_404(get_assessment_for_work(self.request, self.kwargs["pk"]), self.kwargs["series_id"])

    def get_section(self) -> tuple[Assessment, int]:
        answer = self.get_object()
        return answer.assessment, answer.criterion.recommendation.code

    def get_action_kwargs(self) -> Values:
        answer = self.object
        known = get_object_or_404(answer.evidence, pk=self.kwargs["evidence"])
        facts = {"assessment": answer.assessment, "criterion": answer.criterion}
        return {**facts, "evidence": known, "user": self.request.user}

    def get_success_url(self) -> str:
        return address_of(self.object)


class EvidenceFile(PrivateView):
    """Deliver the file itself to people who can read the answer: shown by the browser only if it is harmless."""

    def get(self, request: HttpRequest, pk: int, series_id: str, evidence: int) -> HttpResponse:
        answer = answer_or_404(get_readable_assessment(request, pk), series_id)
        found = get_object_or_404(answer.evidence.select_related("document"), pk=evidence)
        if found.document is None:
            raise Http404
        response = FileResponse(
            found.document.file.open("rb"),
            as_attachment=not found.harmless or must_be_downloaded(found.document),
            filename=found.name,
            content_type=found.content_type,
        )
        response["Content-Security-Policy"] = "default-src 'none'; frame-ancestors 'none'"
        response["Cross-Origin-Resource-Policy"] = "same-origin"
        response["X-Content-Type-Options"] = "nosniff"
        return response


def get_readable_assessment(request: HttpRequest, pk: int) -> Assessment:
    """Return the assessment, for people who work on it, oversee it, or review it during its review."""
    at_review: Assessment | None = Assessment.objects.in_review_for(request.user).filter(pk=pk).first()
    return at_review or get_assessment_for_work(request, pk)


def add_evidence_of_form(*, evidence: int | None = None, **kwargs: Any) -> Evidence:
    """Add evidence from the fields of a form, which may also have an `evidence` that is not used here."""
    return add_evidence(**kwargs)


_EVIDENCE = f"{ANSWER}evidence/"
urlpatterns = [
    path(_EVIDENCE, AddEvidence.as_view(), name="add_evidence"),
    path(f"{_EVIDENCE}<int:evidence>/care/", UpdateEvidence.as_view(), name="care_for_evidence"),
    path(f"{_EVIDENCE}<int:evidence>/remove/", RemoveEvidence.as_view(), name="remove_evidence"),
    path(f"{_EVIDENCE}<int:evidence>/file/", EvidenceFile.as_view(), name="evidence_file"),
]
