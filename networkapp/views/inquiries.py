"""Inquiries: the list, one with its matrix, writing, translating, approving and closing it, and downloading it."""

from collections.abc import Iterable
from typing import Any

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, pgettext_lazy

from networkapp.domain.editing import networks_edited
from networkapp.domain.inquiries import writing as inquiries
from networkapp.domain.inquiries.approval import approve_inquiry, put_inquiry_to_decision
from networkapp.domain.inquiries.files import FORMS, inquiry_file
from networkapp.domain.inquiries.matrix import find_inquiry, list_inquiries, matrix_of
from networkapp.domain.languages import content_languages, known_language, own_name
from networkapp.domain.seats.speaking import require_speaking_seat, speaking_seat
from networkapp.domain.threads.answer_links import asked_for
from networkapp.errors import Refused
from networkapp.forms.discussion import attempt
from networkapp.forms.inquiries import (
    ChangedInquiryForm,
    DecideForm,
    InquiryFilter,
    NewInquiryForm,
    NothingForm,
    TextsForm,
    WordsForm,
)
from networkapp.forms.languages import OtherLanguageForm
from networkapp.models import Inquiry, InquiryQuestion, Network, ParliamentInstrument
from networkapp.permissions import Action
from networkapp.views.exports import handed_out
from networkapp.views.unsaved_text import ReturnsUnsavedText

ROWS = 50


def inquiry_list(request: HttpRequest) -> HttpResponse:
    form = InquiryFilter(request.user, request.GET)
    found = list_inquiries(user=request.user, **form.values())
    page = Paginator(found, ROWS).get_page(request.GET.get("page"))
    writing = Network.objects.where(request.user, may=Action.INQUIRE).alphabetical()
    context = {"form": form, "page_obj": page, "writing": writing}
    return render(request, "networkapp/inquiries/list.html", context)


def inquiry(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    found = find_inquiry(slug=slug, number=number, reader=request.user)
    matrix = matrix_of(inquiry=found, reader=request.user)
    context = {
        "inquiry": found,
        "alone": [found],
        "network": found.network,
        "matrix": matrix,
        "asked_for": asked_for(questions=matrix.questions, reader=request.user),
        "may_change": signed_in(request) and inquiries.may_change(inquiry=found, person=request.user),
        "may_translate": may(request, found, Action.INQUIRE),
        "follows": may(request, found, Action.READ),
        "languages": languages_to_write(found, matrix.questions),
        "other_language": OtherLanguageForm(original=found.language),
    }
    return render(request, "networkapp/inquiries/inquiry.html", context)


def languages_to_write(found: Inquiry, questions: Iterable[InquiryQuestion]) -> list[tuple[str, str]]:
    """The languages in which questions can be written beside the original: the site's, and those that are there."""
    there = sorted({text.language for question in questions for text in question.texts.all()})
    codes = dict.fromkeys((*content_languages(), *there))
    return [(code, own_name(code)) for code in codes if code != found.language]


def matrix(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """The answers side by side: a row for each question, or for each country."""
    found = find_inquiry(slug=slug, number=number, reader=request.user)
    by = "country" if request.GET.get("by") == "country" else "question"
    context = {"inquiry": found, "matrix": matrix_of(inquiry=found, reader=request.user), "by": by, "forms": FORMS}
    return render(request, "networkapp/inquiries/matrix.html", context)


def matrix_file(request: HttpRequest, slug: str, number: int, form: str) -> HttpResponse:
    found = find_inquiry(slug=slug, number=number, reader=request.user)
    if form not in FORMS:
        raise Http404
    address = request.build_absolute_uri(found.get_absolute_url())
    try:
        return handed_out(inquiry_file(inquiry=found, reader=request.user, form=form, address=address))
    except Refused as refused:
        messages.error(request, str(refused.message))
        return redirect("networkapp:inquiry_matrix", slug, number)


def parliament_instruments(request: HttpRequest) -> HttpResponse:
    """How each parliament asks its government, and where its rule can be read."""
    found = ParliamentInstrument.objects.filter(in_use=True).select_related("delegation")
    keeps = signed_in(request) and networks_edited(user=request.user, may=Action.EDIT_LIBRARY).exists()
    context = {"instruments": found, "keeps": keeps}
    return render(request, "networkapp/inquiries/instruments.html", context)


def signed_in(request: HttpRequest) -> bool:
    return bool(request.user.is_authenticated)


def may(request: HttpRequest, found: Inquiry, action: Action) -> bool:
    return signed_in(request) and speaking_seat(network=found.network, person=request.user, action=action) is not None


class WriteInquiry(ReturnsUnsavedText):
    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        return self.show(request, self.load(request, slug), NewInquiryForm())

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        network, form = self.load(request, slug), NewInquiryForm(request.POST)
        made = attempt(form, inquiries.write_inquiry, network=network, author=request.user)
        return redirect(made) if made else self.show(request, network, form)

    def load(self, request: HttpRequest, slug: str) -> Network:
        network: Network = get_object_or_404(Network.objects.where(request.user, may=Action.READ), slug=slug)
        require_speaking_seat(network=network, person=request.user, action=Action.INQUIRE)
        return network

    def show(self, request: HttpRequest, network: Network, form: Any) -> HttpResponse:
        context = {"network": network, "form": form, "title": _("New inquiry"), "button": _("Save draft")}
        return render(request, "networkapp/inquiries/write.html", context, status=422 if form.is_bound else 200)


class InquiryAct(ReturnsUnsavedText):
    """An action on an inquiry: a page that says what follows from it, and does it by POST."""

    title: str | Promise = gettext_lazy("Inquiry")
    button: str | Promise = gettext_lazy("Save")
    about: str | Promise = ""
    done: str | Promise = ""
    leads_on = False
    template = "networkapp/inquiries/act.html"

    def get(self, request: HttpRequest, slug: str, number: int, **where: Any) -> HttpResponse:
        found = self.load(request, slug, number)
        return self.show(request, found, self.form(found, **where), **where)

    def post(self, request: HttpRequest, slug: str, number: int, **where: Any) -> HttpResponse:
        found = self.load(request, slug, number)
        form = self.form(found, request.POST, **where)
        made = attempt(form, self.act, inquiry=found, person=request.user, **where)
        if form.errors:
            return self.show(request, found, form, **where)
        messages.success(request, str(self.done))
        return redirect(made if self.leads_on else found)

    def load(self, request: HttpRequest, slug: str, number: int) -> Inquiry:
        found = find_inquiry(slug=slug, number=number, reader=request.user)
        self.require(found, request.user)
        return found

    def require(self, found: Inquiry, person: Any) -> None:
        require_speaking_seat(network=found.network, person=person, action=Action.KEEP_INQUIRIES)

    def form(self, found: Inquiry, *data: Any, **where: Any) -> Any:
        return NothingForm(*data)

    def act(self, **given: Any) -> Any:
        raise NotImplementedError

    def show(self, request: HttpRequest, found: Inquiry, form: Any, **where: Any) -> HttpResponse:
        context = {
            "inquiry": found,
            "network": found.network,
            "form": form,
            "title": self.title,
            "button": self.button,
            "about": self.about,
            **where,
        }
        return render(request, self.template, context, status=422 if form.is_bound else 200)


class ChangeInquiry(InquiryAct):
    title, button, done = gettext_lazy("Edit inquiry"), gettext_lazy("Save"), gettext_lazy("Saved.")
    template = "networkapp/inquiries/write.html"

    def require(self, found: Inquiry, person: Any) -> None:
        inquiries.require_writer(found, person)

    def form(self, found: Inquiry, *data: Any, **where: Any) -> Any:
        return ChangedInquiryForm(*data) if data else ChangedInquiryForm.of(found)

    def act(self, **given: Any) -> Any:
        return inquiries.change_inquiry(**given)


class TranslateInquiry(InquiryAct):
    title, button = gettext_lazy("Translate questions"), gettext_lazy("Save")
    about = gettext_lazy("Parliaments are asked in their own language if the questions are translated here.")
    done = gettext_lazy("Saved.")

    def require(self, found: Inquiry, person: Any) -> None:
        require_speaking_seat(network=found.network, person=person, action=Action.INQUIRE)

    def form(self, found: Inquiry, *data: Any, language: str = "", **where: Any) -> Any:
        if not known_language(language) or language == found.language:
            raise Http404
        return TextsForm(found, language, *data)

    def act(self, **given: Any) -> Any:
        return inquiries.translate_questions(**given)


class ChooseLanguage(TranslateInquiry):
    """Leads to the questions in the language whose name or code was typed."""

    title, button = gettext_lazy("Translate questions"), gettext_lazy("Translate")
    about = ""

    def get(self, request: HttpRequest, slug: str, number: int, **where: Any) -> HttpResponse:
        found = self.load(request, slug, number)
        form = OtherLanguageForm(request.GET if "language" in request.GET else None, original=found.language)
        if form.is_valid():
            return redirect("networkapp:translate_inquiry", slug, number, form.cleaned_data["language"])
        return self.show(request, found, form, method="get")


class ApproveInquiry(InquiryAct):
    title, button = gettext_lazy("Approve inquiry"), gettext_lazy("Approve inquiry")
    about = gettext_lazy(
        "You cannot change the questions after approval. Every delegation can submit them to its parliament, and "
        "everyone who can see the network can read them."
    )
    done = gettext_lazy("Inquiry approved.")

    def act(self, **given: Any) -> Any:
        return approve_inquiry(**given)


class DecideInquiry(InquiryAct):
    title, button = gettext_lazy("Submit for decision"), gettext_lazy("Create proposal")
    about = gettext_lazy(
        "The network decides on the questions in one of its procedures. Adoption approves "
        "them in their current wording."
    )
    done = gettext_lazy("Proposal with the questions created.")
    leads_on = True

    def form(self, found: Inquiry, *data: Any, **where: Any) -> Any:
        return DecideForm(*data)

    def act(self, **given: Any) -> Any:
        return put_inquiry_to_decision(**given)


class CloseInquiry(InquiryAct):
    title, button = gettext_lazy("Close inquiry"), pgettext_lazy("inquiry", "Close")
    about = gettext_lazy("The inquiry can no longer be submitted to parliaments. Late answers can still be recorded.")
    done = gettext_lazy("Inquiry closed.")

    def require(self, found: Inquiry, person: Any) -> None:
        inquiries.require_writer(found, person)

    def form(self, found: Inquiry, *data: Any, **where: Any) -> Any:
        return WordsForm(*data)

    def act(self, **given: Any) -> Any:
        return inquiries.close_inquiry(**given)


class ReopenInquiry(InquiryAct):
    title, button = gettext_lazy("Reopen inquiry"), gettext_lazy("Reopen")
    about, done = (
        gettext_lazy("Delegations can submit the inquiry to their parliaments again."),
        gettext_lazy("Inquiry reopened."),
    )

    def act(self, **given: Any) -> Any:
        return inquiries.reopen_inquiry(**given)


ONE = "inquiries/<slug:slug>/<int:number>/"
urlpatterns = [
    path("inquiries/", inquiry_list, name="inquiries"),
    path("inquiries/instruments/", parliament_instruments, name="parliament_instruments"),
    path("inquiries/<slug:slug>/new/", WriteInquiry.as_view(), name="write_inquiry"),
    path(ONE, inquiry, name="inquiry"),
    path(f"{ONE}matrix/", matrix, name="inquiry_matrix"),
    path(f"{ONE}matrix.<str:form>", matrix_file, name="inquiry_file"),
    path(f"{ONE}edit/", ChangeInquiry.as_view(), name="change_inquiry"),
    path(f"{ONE}texts/", ChooseLanguage.as_view(http_method_names=["get", "head"]), name="choose_inquiry_language"),
    path(f"{ONE}texts/<slug:language>/", TranslateInquiry.as_view(), name="translate_inquiry"),
    path(f"{ONE}approve/", ApproveInquiry.as_view(), name="approve_inquiry"),
    path(f"{ONE}decide/", DecideInquiry.as_view(), name="decide_inquiry"),
    path(f"{ONE}close/", CloseInquiry.as_view(), name="close_inquiry"),
    path(f"{ONE}reopen/", ReopenInquiry.as_view(), name="reopen_inquiry"),
]
