"""Answers of governments: record one, confirm its translation, link it to other things, download its document."""

from django.http import FileResponse, Http404, HttpRequest
from django.shortcuts import get_object_or_404
from django.urls import path
from django.utils.translation import gettext_lazy as _

from networkapp.inquiries.actions.answer_links import (
    link_answer,
    linked_objects_by_question,
    linked_things,
    unlink_answer,
)
from networkapp.inquiries.actions.answers import file_reply, verify_translation
from networkapp.inquiries.forms.cases import GovernmentAnswerForm, initial_of
from networkapp.inquiries.models import InquiryQuestion, Reply
from networkapp.inquiries.queries.answers import CaseStatus
from networkapp.inquiries.queries.case_status import require_acting_seat
from networkapp.inquiries.views.cases import CASE, load_case
from networkapp.views.action_view import ActionView, ButtonView, Value, Values
from networkapp.views.relating import RelateView

QUESTION = f"{CASE}answers/<int:question>/"


def load_question(status: CaseStatus, number: int) -> InquiryQuestion:
    """Return the question with this number in the case; Http404 if it was not asked there."""
    for question in status.case.questions.all():
        if question.number == number:
            return question
    raise Http404


class FileAnswer(ActionView[CaseStatus]):
    """Record the government's answer to one question."""

    template_name = "networkapp/inquiries/answer.html"
    form_class, action, success_message = GovernmentAnswerForm, staticmethod(file_reply), _("Answer saved.")
    leads_to_result = True

    def get_object(self) -> CaseStatus:
        places = dict(self.kwargs)
        number = places.pop("question")
        status = load_case(self.request, **places)
        require_acting_seat(inquiry=status.case.inquiry, delegation=status.case.delegation, user=self.request.user)
        self.question = load_question(status, number)
        return status

    def get_initial(self) -> Values:
        return initial_of(Reply.objects.filter(case=self.object.case, question=self.question).first())

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | {"case": self.object.case}

    def get_action_kwargs(self) -> Values:
        return {"case": self.object.case, "question": self.question, "user": self.request.user}

    def get_context_data(self, *, form: GovernmentAnswerForm | None = None, **kwargs: Value) -> Values:
        case, form = self.object.case, form or self.get_form()
        theirs = self.object.answers.get(self.question.pk) if form.has_error("__all__", "changed") else None
        if theirs is not None:
            form.take_base(Reply.objects.get(pk=theirs.pk))
        context = {
            "case": case,
            "inquiry": case.inquiry,
            "network": case.inquiry.network,
            "question": self.question,
            "form": form,
            "theirs": theirs,
        }
        return super().get_context_data(**context, **kwargs)


def load_reply(request: HttpRequest, slug: str, number: int, pk: int, question: int) -> Reply:
    """Return the answer that the user manages; Http404 if they cannot know of it. NotAllowed if others manage it."""
    status = load_case(request, slug, number, pk)
    loaded = load_question(status, question)
    if loaded.pk not in status.answers:
        raise Http404
    require_acting_seat(inquiry=status.case.inquiry, delegation=status.case.delegation, user=request.user)
    reply = Reply.objects.select_related("question").get(pk=status.answers[loaded.pk].pk)
    reply.case = status.case
    return reply


class VerifyAnswer(ButtonView[Reply]):
    """Mark the translation of an answer as checked."""

    action, success_message = staticmethod(verify_translation), _("Translation marked as checked.")

    def get_object(self) -> Reply:
        return load_reply(self.request, **self.kwargs)

    def get_action_kwargs(self) -> Values:
        return {"reply": self.object, "user": self.request.user}


class LinkAnswer(RelateView[Reply]):
    """People who manage an answer find what it matters for (a recommendation, a criterion, a section), and record
    it."""

    template_name = "networkapp/inquiries/answer_links.html"
    add, remove = staticmethod(link_answer), staticmethod(unlink_answer)
    success_message = _("Links updated.")

    def get_object(self) -> Reply:
        return load_reply(self.request, **self.kwargs)

    def get_action_kwargs(self) -> Values:
        return {"reply": self.object, "user": self.request.user}

    def get_context_data(self, **kwargs: Value) -> Values:
        reply, user = self.object, self.request.user
        related = linked_things(replies=[reply.pk], user=user).get(reply.pk, [])
        asking = [question for question in reply.case.questions.all() if question.pk == reply.question_id]
        linked = linked_objects_by_question(questions=asking, user=user).get(reply.question_id, [])
        context = {
            "reply": reply, "case": reply.case, "inquiry": reply.case.inquiry, "related": related, "asked_for": linked,
            **self.search_context([*related, *linked]),
        }  # fmt: skip
        return super().get_context_data(**context, **kwargs)


def case_document(request: HttpRequest, slug: str, number: int, pk: int, document: int) -> FileResponse:
    """Deliver the original to people who can read every answer that was taken from it."""
    status = load_case(request, slug, number, pk)
    shown = {answer.document.pk: answer.document for answer in status.answers.values() if answer.document is not None}
    if document not in shown:
        raise Http404
    found = get_object_or_404(status.case.documents.select_related("document"), pk=document)
    answer = FileResponse(
        found.document.file.open("rb"), as_attachment=True, filename=found.name, content_type=found.content_type
    )
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


urlpatterns = [
    path(QUESTION, FileAnswer.as_view(), name="file_answer"),
    path(f"{QUESTION}verified/", VerifyAnswer.as_view(), name="verify_answer"),
    path(f"{QUESTION}matters/", LinkAnswer.as_view(), name="answer_matters"),
    path(f"{CASE}documents/<int:document>/", case_document, name="cast_document"),
]
