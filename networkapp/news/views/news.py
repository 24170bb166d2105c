"""Signing articles: the page of each signatory, and that of people who write news of the network."""

from collections.abc import Callable, Mapping
from functools import partial
from typing import Any

from django.forms import BaseForm, Form
from django.http import Http404, HttpRequest, HttpResponse
from django.urls import path, reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from networkapp.networks.actions.public_names import public_name
from networkapp.networks.views.step_up import binding_act
from networkapp.news.actions import signatures
from networkapp.news.forms import InviteSignatoriesForm, SignatoryForm, SignForm
from networkapp.news.models import ArticlePage, Signatory
from networkapp.news.queries.signatures import SignatureOverview, SigningPage, signature_overview, signing_page
from networkapp.views.action_view import ActionView, Value, Values


class SignArticle(ActionView[SigningPage]):
    """The articles that the user is asked to sign, and their response; the button says which."""

    template_name = "networkapp/news/sign.html"
    form_class: type[BaseForm] | None = None
    actions: Mapping[str, tuple[type[Form], Callable[..., Any], str | Promise]] = {
        "confirm": (SignForm, signatures.confirm_signature, _("Article signed.")),
        "decline": (Form, signatures.decline_signature, _("You have declined to sign.")),
        "withdraw": (Form, signatures.withdraw_signature, _("Signature withdrawn.")),
    }

    def post(self, request: HttpRequest, *args: Value, **kwargs: Value) -> HttpResponse:
        chosen = self.actions.get(request.POST.get("act", ""), self.actions["confirm"])
        self.form_class, self.action, self.success_message = chosen
        return super().post(request, *args, **kwargs)

    def get_object(self) -> SigningPage:
        try:
            return signing_page(article=self.kwargs["article"], user=self.request.user)
        except Signatory.DoesNotExist as missing:
            raise Http404 from missing

    def get_action_kwargs(self) -> Values:
        return {"signatory": self.object.signatory, "user": self.request.user}

    def get_success_url(self) -> str:
        return self.object.signatory.get_absolute_url()

    def get_context_data(self, *, form: BaseForm | None = None, **kwargs: Value) -> Values:
        # What changed meanwhile is signed only after it was read: the digest is that of the text shown here.
        signatory, digest = self.object.signatory, self.object.wording.digest
        sign_form = SignForm(initial={"name": signatory.name or public_name(user=self.request.user), "digest": digest})
        if isinstance(form, SignForm):
            sign_form = SignForm({"name": form["name"].value() or "", "digest": digest})
            sign_form.full_clean()
        return super().get_context_data(page=self.object, form=form, sign_form=sign_form, **kwargs)


def is_signing(request: HttpRequest, **found: Any) -> bool:
    """Return whether the submitted form signs, as it does unless it names another act."""
    return request.POST.get("act") not in {"decline", "withdraw"}


class ArticleSignatures(ActionView[SignatureOverview]):
    """The invited signatories and their status, for people who write news of the network."""

    template_name = "networkapp/news/signatures.html"
    form_class: type[BaseForm] | None = None

    def post(self, request: HttpRequest, *args: Value, **kwargs: Value) -> HttpResponse:
        self.object = self.get_object()
        form, self.action, self.success_message = self.chosen_action()
        return self.submit(form)

    def chosen_action(self) -> tuple[Form, Callable[..., Any], str | Promise]:
        data, board = self.request.POST, self.object
        match data.get("act"):
            case "put":
                put = partial(signatures.send_text_for_signature, article=board.article)
                return Form(data), put, _("Text sent to signatories.")
            case "take_back":
                form = SignatoryForm(data, signatories=Signatory.objects.filter(article=board.article))
                return form, signatures.withdraw_invitation, _("Invitation withdrawn")
        invite = partial(signatures.invite_signatories, article=board.article)
        return InviteSignatoriesForm(data, seats=board.to_invite), invite, _("Members invited.")

    def get_object(self) -> SignatureOverview:
        try:
            return signature_overview(article=self.kwargs["article"], user=self.request.user)
        except ArticlePage.DoesNotExist as missing:
            raise Http404 from missing

    def get_action_kwargs(self) -> Values:
        return {"user": self.request.user}

    def get_success_url(self) -> str:
        return reverse("networkapp:article_signatures", kwargs=self.kwargs)

    def get_context_data(self, *, form: BaseForm | None = None, **kwargs: Value) -> Values:
        invite = form if isinstance(form, InviteSignatoriesForm) else InviteSignatoriesForm(seats=self.object.to_invite)
        return super().get_context_data(board=self.object, form=form, invite_form=invite, **kwargs)


urlpatterns = [
    path("news/<uuid:article>/sign/", binding_act(SignArticle.as_view(), when=is_signing), name="sign_article"),
    path("news/<uuid:article>/signatures/", ArticleSignatures.as_view(), name="article_signatures"),
]
