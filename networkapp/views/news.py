"""Signing articles: the page of each signatory, and that of people who write news of the network."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.forms import Form
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views import View

from networkapp.domain.news import signatures
from networkapp.domain.news.signature_reading import Board, SigningPage, board_of, signing_page
from networkapp.domain.seats.naming import public_name
from networkapp.forms.discussion import attempt
from networkapp.forms.news import InviteForm, SignatoryForm, SignForm
from networkapp.models import ArticlePage, Signatory
from networkapp.views.step_up import binding_act


class SignArticle(LoginRequiredMixin, View):
    """The articles that the user is asked to sign, and their response; the button says which."""

    acts: Mapping[str, tuple[type[Form], Callable[..., Any], str | Promise]] = {
        "confirm": (SignForm, signatures.confirm_signature, _("Article signed.")),
        "decline": (Form, signatures.decline_signature, _("You have declined to sign.")),
        "withdraw": (Form, signatures.withdraw_signature, _("Signature withdrawn.")),
    }

    def get(self, request: HttpRequest, article: UUID) -> HttpResponse:
        return self.show(request, self.find(request, article))

    def post(self, request: HttpRequest, article: UUID) -> HttpResponse:
        page = self.find(request, article)
        asked = request.POST.get("act", "confirm")
        form_class, act, done = self.acts.get(asked, self.acts["confirm"])
        form = form_class(request.POST)
        if attempt(form, act, signatory=page.signatory, person=request.user) is None:
            return self.show(request, self.find(request, article), status=422, form=form)
        messages.success(request, str(done))
        return redirect(page.signatory)

    def find(self, request: HttpRequest, article: UUID) -> SigningPage:
        try:
            return signing_page(article=article, reader=request.user)
        except Signatory.DoesNotExist as missing:
            raise Http404 from missing

    def show(
        self, request: HttpRequest, page: SigningPage, status: int = 200, form: Form | None = None
    ) -> HttpResponse:
        # What changed meanwhile is signed only after it was read: the digest is that of the text shown here.
        given = {"name": page.signatory.name or public_name(request.user), "digest": page.wording.digest}
        sign_form = SignForm(initial=given)
        if isinstance(form, SignForm):
            sign_form = SignForm({"name": form["name"].value() or "", "digest": page.wording.digest})
            sign_form.full_clean()
        context = {"page": page, "form": form, "sign_form": sign_form}
        return render(request, "networkapp/news/sign.html", context, status=status)


def signs(request: HttpRequest, **found: Any) -> bool:
    """Whether what is posted to the page signs, which it does unless another act is named."""
    return request.POST.get("act") not in {"decline", "withdraw"}


class ArticleSignatures(LoginRequiredMixin, View):
    """The invited signatories and their status, for people who write news of the network."""

    def get(self, request: HttpRequest, article: UUID) -> HttpResponse:
        return self.show(request, self.find(request, article))

    def post(self, request: HttpRequest, article: UUID) -> HttpResponse:
        board = self.find(request, article)
        form, act, done = self.asked(request, board)
        if attempt(form, act, by=request.user) is None:
            return self.show(request, board, status=422, form=form)
        messages.success(request, str(done))
        return redirect("networkapp:article_signatures", article)

    def asked(self, request: HttpRequest, board: Board) -> tuple[Form, Callable[..., Any], str | Promise]:
        match request.POST.get("act"):
            case "put":
                put = partial(signatures.put_text, article=board.article)
                return (
                    Form(request.POST),
                    put,
                    _("Text sent to signatories."),
                )
            case "take_back":
                form = SignatoryForm(request.POST, signatories=Signatory.objects.filter(article=board.article))
                return form, signatures.take_invitation_back, _("Invitation withdrawn.")
        invite = partial(signatures.invite_signatories, article=board.article)
        return (
            InviteForm(request.POST, seats=board.to_invite),
            invite,
            _("Members invited."),
        )

    def find(self, request: HttpRequest, article: UUID) -> Board:
        try:
            return board_of(article=article, reader=request.user)
        except ArticlePage.DoesNotExist as missing:
            raise Http404 from missing

    def show(self, request: HttpRequest, board: Board, status: int = 200, form: Form | None = None) -> HttpResponse:
        invite = form if isinstance(form, InviteForm) else InviteForm(seats=board.to_invite)
        context = {"board": board, "form": form, "invite_form": invite}
        return render(request, "networkapp/news/signatures.html", context, status=status)


urlpatterns = [
    path("news/<uuid:article>/sign/", binding_act(SignArticle.as_view(), when=signs), name="sign_article"),
    path("news/<uuid:article>/signatures/", ArticleSignatures.as_view(), name="article_signatures"),
]
