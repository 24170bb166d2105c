"""Frameworks: which there are, one of them with its agreement ledger, and what the secretariat does with it."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from evaluation.domain.frameworks.adopting import adopt_framework
from evaluation.domain.frameworks.agreement import ask_for_positions, close_proposals, open_proposals, take_back
from evaluation.domain.frameworks.agreement_pages import framework_page, listed_frameworks, readable_frameworks
from evaluation.domain.frameworks.agreement_to_decide import put_to_decision
from evaluation.domain.frameworks.versions import networks_keeping
from evaluation.forms.frameworks import AdoptForm, AskForm, DecideForm, FrameworkForm, TakeBackForm
from evaluation.models import Framework
from evaluation.permissions import Action
from evaluation.views.private import PrivateView
from networkapp.forms.discussion import attempt
from networkapp.views.step_up import binding_act


def find(request: HttpRequest, version: str) -> Framework:
    """Return the framework, if the user can read it; otherwise 404."""
    found: Framework = get_object_or_404(readable_frameworks(request.user), version=version)
    return found


@never_cache
def list_frameworks(request: HttpRequest) -> HttpResponse:
    may_begin = networks_keeping(request.user).filter(frameworks=None).exists()
    context = {"frameworks": listed_frameworks(request.user), "may_begin": may_begin}
    return render(request, "evaluation/frameworks/list.html", context)


@never_cache
def show_framework(request: HttpRequest, version: str) -> HttpResponse:
    return show(request, find(request, version))


def show(request: HttpRequest, framework: Framework, **problem: Any) -> HttpResponse:
    """The page; where something could not be done, with the form that says why."""
    forms = {name: form_class(framework=framework) for name, form_class in FORMS.items()}
    page = framework_page(framework, request.user)
    context = {"page": page, "framework": framework, **forms, **problem}
    return render(request, "evaluation/frameworks/framework.html", context, status=422 if problem else 200)


class Act(PrivateView):
    """One act of the secretariat: done, and back to the page; or the page with the reason why not."""

    act: Callable[..., Any] | None = None
    form_name = "bare_form"
    words: str | Promise = ""

    def post(self, request: HttpRequest, version: str) -> HttpResponse:
        framework = find(request, version)
        framework.require(request.user, Action.KEEP_FRAMEWORK)
        form = FORMS[self.form_name](request.POST, framework=framework)
        if self.act is None or attempt(form, self.act, framework=framework, by=request.user) is None:
            return show(request, find(request, version), problem=form, **{self.form_name: form})
        messages.success(request, str(self.words))
        return redirect(framework)


FORMS: dict[str, type[FrameworkForm]] = {
    "bare_form": FrameworkForm,
    "ask_form": AskForm,
    "adopt_form": AdoptForm,
    "back_form": TakeBackForm,
    "decide_form": DecideForm,
}
_ONE = "evaluation/frameworks/<str:version>/"
urlpatterns = [
    path("evaluation/frameworks/", list_frameworks, name="frameworks"),
    path(_ONE, show_framework, name="framework"),
    path(f"{_ONE}open/", Act.as_view(act=open_proposals, words=_("Proposals opened.")), name="open_proposals"),
    path(f"{_ONE}close/", Act.as_view(act=close_proposals, words=_("Proposals closed.")), name="close_proposals"),
    path(
        f"{_ONE}ask/",
        Act.as_view(act=ask_for_positions, form_name="ask_form", words=_("Countries asked for positions.")),
        name="ask_for_positions",
    ),
    path(
        f"{_ONE}take-back/",
        Act.as_view(act=take_back, form_name="back_form", words=_("Text withdrawn.")),
        name="take_back",
    ),
    path(
        f"{_ONE}decide/",
        binding_act(
            Act.as_view(
                act=put_to_decision,
                form_name="decide_form",
                words=_("Proposal created."),
            )
        ),
        name="put_to_decision",
    ),
    path(
        f"{_ONE}adopt/",
        binding_act(
            Act.as_view(
                act=adopt_framework,
                form_name="adopt_form",
                words=_("Criteria adopted."),
            )
        ),
        name="adopt_framework",
    ),
]
