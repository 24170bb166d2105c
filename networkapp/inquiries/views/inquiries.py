"""Inquiries: the list, one with its matrix, writing, translating, approving and closing it, and downloading it."""

from collections.abc import Iterable

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy, pgettext_lazy

from networkapp.discussion.views.exports import download_response
from networkapp.editing.permission_policies import networks_edited
from networkapp.errors import Refused
from networkapp.inquiries.actions import inquiries
from networkapp.inquiries.actions.answer_links import linked_objects_by_question
from networkapp.inquiries.actions.approval import approve_inquiry, propose_inquiry
from networkapp.inquiries.exports import FORMATS, inquiry_file
from networkapp.inquiries.forms.inquiries import (
    ChangeInquiryForm,
    InquiryFilter,
    InquiryReasonForm,
    InquiryTranslationForm,
    NewInquiryForm,
    ProposeInquiryForm,
    initial_texts,
)
from networkapp.inquiries.models import Inquiry, InquiryQuestion, ParliamentInstrument
from networkapp.inquiries.queries.matrix import answer_matrix, find_inquiry, list_inquiries
from networkapp.languages.choices import OtherLanguageForm
from networkapp.languages.languages import content_languages, known_language, own_name
from networkapp.languages.sorting import alphabetical
from networkapp.models import Network
from networkapp.networks.queries.seats import permitted_seat, require_permitted_seat
from networkapp.permissions import Action
from networkapp.views.action_view import PAGE_ONLY, ActionView, Value, Values

PAGE_SIZE = 50


def inquiry_list(request: HttpRequest) -> HttpResponse:
    """Show the inquiries that the reader can see, filtered by the query string."""
    form = InquiryFilter(request.user, request.GET)
    found = list_inquiries(user=request.user, **form.values())
    page = Paginator(found, PAGE_SIZE).get_page(request.GET.get("page"))
    writing = Network.objects.where(request.user, may=Action.INQUIRE).alphabetical()
    context = {"form": form, "page_obj": page, "writing": writing}
    return render(request, "networkapp/inquiries/list.html", context)


def inquiry(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show an inquiry with the answers of all governments that the reader can see."""
    found = find_inquiry(slug=slug, number=number, user=request.user)
    matrix = answer_matrix(inquiry=found, user=request.user)
    context = {
        "inquiry": found,
        "alone": [found],
        "network": found.network,
        "matrix": matrix,
        "asked_for": linked_objects_by_question(questions=matrix.questions, user=request.user),
        "may_change": is_signed_in(request) and inquiries.can_change_inquiry(inquiry=found, user=request.user),
        "may_translate": is_allowed(request, found, Action.INQUIRE),
        "follows": is_allowed(request, found, Action.READ),
        "languages": translation_languages(found, matrix.questions),
        "other_language": OtherLanguageForm(original=found.language),
    }
    return render(request, "networkapp/inquiries/inquiry.html", context)


def translation_languages(found: Inquiry, questions: Iterable[InquiryQuestion]) -> list[tuple[str, str]]:
    """Return the languages in which questions can be written beside the original: the site's, and those that are
    there."""
    there = sorted({text.language for question in questions for text in question.texts.all()})
    codes = dict.fromkeys((*content_languages(), *there))
    return [(code, own_name(code)) for code in codes if code != found.language]


def matrix(request: HttpRequest, slug: str, number: int) -> HttpResponse:
    """Show the answers side by side: a row for each question, or for each country."""
    found = find_inquiry(slug=slug, number=number, user=request.user)
    by = "country" if request.GET.get("by") == "country" else "question"
    context = {"inquiry": found, "matrix": answer_matrix(inquiry=found, user=request.user), "by": by, "forms": FORMATS}
    return render(request, "networkapp/inquiries/matrix.html", context)


def matrix_file(request: HttpRequest, slug: str, number: int, form: str) -> HttpResponse:
    """Send the answers of an inquiry as a file in the format `form`; if that is refused, return to the matrix."""
    found = find_inquiry(slug=slug, number=number, user=request.user)
    if form not in FORMATS:
        raise Http404
    address = request.build_absolute_uri(found.get_absolute_url())
    try:
        return download_response(inquiry_file(inquiry=found, user=request.user, form=form, address=address))
    except Refused as refused:
        messages.error(request, str(refused.message))
        return redirect("networkapp:inquiry_matrix", slug, number)


def parliament_instruments(request: HttpRequest) -> HttpResponse:
    """Show how parliaments ask their governments, with the source of each rule."""
    in_use = ParliamentInstrument.objects.filter(in_use=True).select_related("delegation")
    found = alphabetical(in_use, name=lambda one: f"{one.delegation.label}: {one.name}")
    can_manage = is_signed_in(request) and networks_edited(user=request.user, may=Action.EDIT_LIBRARY).exists()
    context = {"instruments": found, "can_manage": can_manage}
    return render(request, "networkapp/inquiries/instruments.html", context)


def is_signed_in(request: HttpRequest) -> bool:
    """Return whether the request is of a signed-in user."""
    return bool(request.user.is_authenticated)


def is_allowed(request: HttpRequest, found: Inquiry, action: Action) -> bool:
    """Return whether the reader has a seat that is allowed `action` in the network of the inquiry."""
    return is_signed_in(request) and permitted_seat(network=found.network, user=request.user, action=action) is not None


class WriteInquiry(ActionView[Network]):
    """Write a new inquiry in a network."""

    template_name = "networkapp/inquiries/inquiry_form.html"
    title, button = gettext_lazy("New inquiry"), gettext_lazy("Save draft")
    form_class, action = NewInquiryForm, staticmethod(inquiries.create_inquiry)
    leads_to_result = True

    def get_object(self) -> Network:
        readable = Network.objects.where(self.request.user, may=Action.READ)
        network: Network = get_object_or_404(readable, slug=self.kwargs["slug"])
        require_permitted_seat(network=network, user=self.request.user, action=Action.INQUIRE)
        return network

    def get_action_kwargs(self) -> Values:
        return {"network": self.object, "user": self.request.user}

    def get_context_data(self, **kwargs: Value) -> Values:
        return super().get_context_data(network=self.object, **kwargs)


class InquiryAction(ActionView[Inquiry]):
    """An action on an inquiry: a page that says what follows from it, and does it by POST."""

    template_name = "networkapp/inquiries/action_form.html"
    title: str | Promise
    button: str | Promise
    about: str | Promise = ""

    def get_object(self) -> Inquiry:
        slug, number = self.kwargs["slug"], self.kwargs["number"]
        found = find_inquiry(slug=slug, number=number, user=self.request.user)
        self.require(found)
        return found

    def require(self, found: Inquiry) -> None:
        require_permitted_seat(network=found.network, user=self.request.user, action=Action.KEEP_INQUIRIES)

    def get_action_kwargs(self) -> Values:
        return {"inquiry": self.object, "user": self.request.user}

    def get_context_data(self, **kwargs: Value) -> Values:
        return super().get_context_data(inquiry=self.object, network=self.object.network, **kwargs)


class WriterAction(InquiryAction):
    """An action of people who can change the inquiry."""

    def require(self, found: Inquiry) -> None:
        inquiries.require_writer(inquiry=found, user=self.request.user)


class ChangeInquiry(WriterAction):
    """Edit an inquiry before its approval."""

    title, button, success_message = gettext_lazy("Edit inquiry"), gettext_lazy("Save"), gettext_lazy("Saved.")
    template_name = "networkapp/inquiries/inquiry_form.html"
    form_class, action = ChangeInquiryForm, staticmethod(inquiries.change_inquiry)

    def get_initial(self) -> Values:
        return initial_texts(self.object)


class InquiryLanguageAction(InquiryAction):
    """Base of the actions on an inquiry's questions in another language."""

    title = gettext_lazy("Translate questions")

    def require(self, found: Inquiry) -> None:
        require_permitted_seat(network=found.network, user=self.request.user, action=Action.INQUIRE)


class TranslateInquiry(InquiryLanguageAction):
    """Translate the questions of an inquiry into another language."""

    button, success_message = gettext_lazy("Save"), gettext_lazy("Saved.")
    about = gettext_lazy("Parliaments are asked in their own language if the questions are translated here.")
    form_class, action = InquiryTranslationForm, staticmethod(inquiries.translate_questions)

    def get_form_kwargs(self) -> Values:
        language = self.kwargs["language"]
        if not known_language(language) or language == self.object.language:
            raise Http404
        return super().get_form_kwargs() | {"inquiry": self.object, "language": language}

    def get_action_kwargs(self) -> Values:
        return super().get_action_kwargs() | {"language": self.kwargs["language"]}


class ChooseLanguage(InquiryLanguageAction):
    """Leads to the questions in the language whose name or code was typed."""

    http_method_names = PAGE_ONLY
    button = gettext_lazy("Translate")
    form_class = OtherLanguageForm

    def get(self, request: HttpRequest, *args: Value, **kwargs: Value) -> HttpResponse:
        self.object = self.get_object()
        form = OtherLanguageForm(request.GET if "language" in request.GET else None, original=self.object.language)
        if form.is_valid():
            return redirect("networkapp:translate_inquiry", **self.kwargs, language=form.cleaned_data["language"])
        context = self.get_context_data(form=form, method="get")
        return self.render_to_response(context, status=422 if form.is_bound else 200)


class ApproveInquiry(InquiryAction):
    title, button = gettext_lazy("Approve inquiry"), gettext_lazy("Approve inquiry")
    about = gettext_lazy(
        "You cannot change the questions after approval. Every delegation can submit them to its parliament, and "
        "everyone who can see the network can read them."
    )
    action, success_message = staticmethod(approve_inquiry), gettext_lazy("Inquiry approved.")


class ProposeInquiry(InquiryAction):
    title, button = gettext_lazy("Submit for decision"), gettext_lazy("Create proposal")
    about = gettext_lazy(
        "The network decides on the questions in one of its procedures. Adoption approves "
        "them in their current wording."
    )
    form_class, action = ProposeInquiryForm, staticmethod(propose_inquiry)
    success_message = gettext_lazy("Proposal with the questions created.")
    leads_to_result = True


class CloseInquiry(WriterAction):
    title, button = gettext_lazy("Close inquiry"), pgettext_lazy("inquiry", "Close")
    about = gettext_lazy("The inquiry can no longer be submitted to parliaments. Late answers can still be recorded.")
    form_class, action = InquiryReasonForm, staticmethod(inquiries.close_inquiry)
    success_message = gettext_lazy("Inquiry closed.")


class ReopenInquiry(InquiryAction):
    title, button = gettext_lazy("Reopen inquiry"), gettext_lazy("Reopen")
    about = gettext_lazy("Delegations can submit the inquiry to their parliaments again.")
    action, success_message = staticmethod(inquiries.reopen_inquiry), gettext_lazy("Inquiry reopened.")


INQUIRY = "inquiries/<slug:slug>/<int:number>/"
urlpatterns = [
    path("inquiries/", inquiry_list, name="inquiries"),
    path("inquiries/instruments/", parliament_instruments, name="parliament_instruments"),
    path("inquiries/<slug:slug>/new/", WriteInquiry.as_view(), name="write_inquiry"),
    path(INQUIRY, inquiry, name="inquiry"),
    path(f"{INQUIRY}matrix/", matrix, name="inquiry_matrix"),
    path(f"{INQUIRY}matrix.<str:form>", matrix_file, name="inquiry_file"),
    path(f"{INQUIRY}edit/", ChangeInquiry.as_view(), name="change_inquiry"),
    path(f"{INQUIRY}texts/", ChooseLanguage.as_view(), name="choose_inquiry_language"),
    path(f"{INQUIRY}texts/<slug:language>/", TranslateInquiry.as_view(), name="translate_inquiry"),
    path(f"{INQUIRY}approve/", ApproveInquiry.as_view(), name="approve_inquiry"),
    path(f"{INQUIRY}decide/", ProposeInquiry.as_view(), name="decide_inquiry"),
    path(f"{INQUIRY}close/", CloseInquiry.as_view(), name="close_inquiry"),
    path(f"{INQUIRY}reopen/", ReopenInquiry.as_view(), name="reopen_inquiry"),
]
