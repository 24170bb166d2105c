"""Answers of governments: record one, confirm its translation, link it to other things, download its document."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.translation import gettext as _
from django.views import View

from networkapp.domain.discussion.about import find_things
from networkapp.domain.inquiries.cast_standing import require_acting_seat
from networkapp.domain.inquiries.replies_filed import file_reply, verify_translation
from networkapp.domain.inquiries.replies_read import Standing
from networkapp.domain.threads.answer_links import asked_for, link_answer, linked_to, unlink_answer
from networkapp.errors import Refused
from networkapp.forms.casts import AnswerForm
from networkapp.forms.discussion import attempt
from networkapp.forms.library import MattersForm
from networkapp.forms.topics import LookForm
from networkapp.models import InquiryQuestion, Reply
from networkapp.views.casts import ONE, find_cast
from networkapp.views.unsaved_text import ReturnsUnsavedText

QUESTION = f"{ONE}answers/<int:question>/"


def find_question(standing: Standing, number: int) -> InquiryQuestion:
    """The question of this number that was asked there; Http404, where none was."""
    for question in standing.cast.questions.all():
        if question.number == number:
            return question
    raise Http404


class FileAnswer(ReturnsUnsavedText):
    def get(self, request: HttpRequest, slug: str, number: int, pk: int, question: int) -> HttpResponse:
        standing, asked = self.load(request, slug, number, pk, question)
        reply = Reply.objects.filter(cast=standing.cast, question=asked).first()
        return self.show(request, standing, asked, AnswerForm.of(standing.cast, reply))

    def post(self, request: HttpRequest, slug: str, number: int, pk: int, question: int) -> HttpResponse:
        standing, asked = self.load(request, slug, number, pk, question)
        form = AnswerForm(standing.cast, request.POST, request.FILES)
        made = attempt(form, file_reply, cast=standing.cast, question=asked, person=request.user)
        if made is None:
            return self.show(request, standing, asked, form)
        messages.success(request, _("Answer saved."))
        return redirect(made)

    def load(
        self, request: HttpRequest, slug: str, number: int, pk: int, question: int
    ) -> tuple[Standing, InquiryQuestion]:
        standing = find_cast(request, slug, number, pk)
        require_acting_seat(standing.cast.inquiry, standing.cast.delegation, request.user)
        return standing, find_question(standing, question)

    def show(self, request: HttpRequest, standing: Standing, asked: InquiryQuestion, form: AnswerForm) -> HttpResponse:
        theirs = standing.answers.get(asked.pk) if form.has_error("__all__", "changed") else None
        if theirs is not None:
            form.take_base(Reply.objects.get(pk=theirs.pk))
        context = {
            "cast": standing.cast,
            "inquiry": standing.cast.inquiry,
            "network": standing.cast.inquiry.network,
            "question": asked,
            "form": form,
            "theirs": theirs,
        }
        return render(request, "networkapp/inquiries/answer.html", context, status=422 if form.is_bound else 200)


def find_reply(request: HttpRequest, slug: str, number: int, pk: int, question: int) -> tuple[Standing, Reply]:
    """Return the answer that the user manages; Http404 if they cannot know of it. NotAllowed if others manage it."""
    standing = find_cast(request, slug, number, pk)
    asked = find_question(standing, question)
    if asked.pk not in standing.answers:
        raise Http404
    require_acting_seat(standing.cast.inquiry, standing.cast.delegation, request.user)
    reply = Reply.objects.select_related("question").get(pk=standing.answers[asked.pk].pk)
    reply.cast = standing.cast
    return standing, reply


class VerifyAnswer(LoginRequiredMixin, View):
    def post(self, request: HttpRequest, slug: str, number: int, pk: int, question: int) -> HttpResponse:
        _standing, reply = find_reply(request, slug, number, pk, question)
        try:
            verify_translation(reply=reply, person=request.user)
        except Refused as refused:
            messages.error(request, str(refused.message))
        else:
            messages.success(request, _("Translation marked as checked."))
        return redirect(reply)


class AnswerMatters(LoginRequiredMixin, View):
    """People who manage an answer find what it matters for (a recommendation, a criterion, a section), and record
    it."""

    def get(self, request: HttpRequest, slug: str, number: int, pk: int, question: int) -> HttpResponse:
        _standing, reply = find_reply(request, slug, number, pk, question)
        return self.show(request, reply)

    def post(self, request: HttpRequest, slug: str, number: int, pk: int, question: int) -> HttpResponse:
        _standing, reply = find_reply(request, slug, number, pk, question)
        form = MattersForm(request.POST)
        act = link_answer if form.is_valid() and form.cleaned_data["matters"] else unlink_answer
        try:
            act(reply=reply, about=form.cleaned_data.get("about", ""), person=request.user)
        except Refused as refused:
            return self.show(request, reply, problem=refused, status=422)
        messages.success(request, _("Links updated."))
        return redirect(request.path)

    def show(self, request: HttpRequest, reply: Reply, status: int = 200, **more: Any) -> HttpResponse:
        look = LookForm(request.GET)
        words = look.cleaned_data["words"] if look.is_valid() else ""
        related = linked_to(replies=[reply.pk], reader=request.user).get(reply.pk, [])
        asking = [question for question in reply.cast.questions.all() if question.pk == reply.question_id]
        asked = asked_for(questions=asking, reader=request.user).get(reply.question_id, [])
        known = {thing.key for thing in (*related, *asked)}
        things = [thing for thing in find_things(words=words, reader=request.user) if thing.key not in known]
        context = {
            "reply": reply, "cast": reply.cast, "inquiry": reply.cast.inquiry, "look": look, "words": words,
            "related": related, "asked_for": asked, "things": things, **more,
        }  # fmt: skip
        return render(request, "networkapp/inquiries/matters.html", context, status=status)


def cast_document(request: HttpRequest, slug: str, number: int, pk: int, document: int) -> FileResponse:
    """Deliver the original to people who can read every answer that was taken from it."""
    standing = find_cast(request, slug, number, pk)
    shown = {answer.document.pk: answer.document for answer in standing.answers.values() if answer.document is not None}
    if document not in shown:
        raise Http404
    found = get_object_or_404(standing.cast.documents.select_related("document"), pk=document)
    answer = FileResponse(
        found.document.file.open("rb"), as_attachment=True, filename=found.name, content_type=found.content_type
    )
    answer["Cache-Control"] = "private, no-store"
    answer["X-Content-Type-Options"] = "nosniff"
    return answer


urlpatterns = [
    path(QUESTION, FileAnswer.as_view(), name="file_answer"),
    path(f"{QUESTION}verified/", VerifyAnswer.as_view(), name="verify_answer"),
    path(f"{QUESTION}matters/", AnswerMatters.as_view(), name="answer_matters"),
    path(f"{ONE}documents/<int:document>/", cast_document, name="cast_document"),
]
