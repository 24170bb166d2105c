"""Frameworks: which there are, one of them with its agreement ledger, and what the secretariat does with it."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache

from evaluation.bridges.decisions import submit_to_decision
from evaluation.frameworks.adopting import adopt_framework
from evaluation.frameworks.agreement import ask_for_positions, close_proposals, open_proposals, return_to_draft
from evaluation.frameworks.agreement_pages import framework_page, listed_frameworks, readable_frameworks
from evaluation.frameworks.forms.frameworks import (
    AdoptForm,
    AskForPositionsForm,
    FrameworkForm,
    ReturnToDraftForm,
    SetAsideForm,
)
from evaluation.frameworks.versions import networks_managed_by
from evaluation.models import Framework
from evaluation.permissions import Action
from evaluation.private import PrivateAction
from networkapp.networks.views.step_up import binding_act
from networkapp.views.action_view import PAGE_ONLY, POST_ONLY, Value, Values

FORMS: dict[str, type[FrameworkForm]] = {
    "bare_form": FrameworkForm,
    "ask_form": AskForPositionsForm,
    "adopt_form": AdoptForm,
    "back_form": ReturnToDraftForm,
    "decide_form": SetAsideForm,
}


def find(request: HttpRequest, version: str) -> Framework:
    """Return the framework, if the user can read it; otherwise 404."""
    found: Framework = get_object_or_404(readable_frameworks(request.user), version=version)
    return found


@never_cache
def list_frameworks(request: HttpRequest) -> HttpResponse:
    """Show the versions of criteria that the reader can see."""
    may_begin = networks_managed_by(request.user).filter(frameworks=None).exists()
    context = {"frameworks": listed_frameworks(request.user), "may_begin": may_begin}
    return render(request, "evaluation/frameworks/list.html", context)


class FrameworkView(PrivateAction[Framework]):
    """Base of the pages about a framework and of the actions on it."""

    needs: Action | None = Action.KEEP_FRAMEWORK

    def get_object(self) -> Framework:
        framework = find(self.request, self.kwargs["version"])
        if self.needs:
            framework.require(self.request.user, self.needs)
        return framework

    def get_action_kwargs(self) -> Values:
        return {"framework": self.object, "user": self.request.user}

    def get_context_data(self, **kwargs: Value) -> Values:
        return super().get_context_data(framework=self.object, **kwargs)


class ShowFramework(FrameworkView):
    """The page of a framework, with the forms of what the secretariat can do with it."""

    template_name = "evaluation/frameworks/framework.html"
    http_method_names = PAGE_ONLY
    is_public = True
    needs: Action | None = None
    form_class = None

    def get_context_data(self, **kwargs: Value) -> Values:
        forms = {name: form_class(framework=self.object) for name, form_class in FORMS.items()}
        problem, page = kwargs.get(self.form_name), framework_page(self.object, self.request.user)
        return super().get_context_data(page=page, problem=problem, **forms | kwargs)


class FrameworkAction(ShowFramework):
    """Base of what the secretariat does with a framework: back to its page, or the page with the reason why not."""

    http_method_names = POST_ONLY
    needs = Action.KEEP_FRAMEWORK
    form_name = "bare_form"

    def get_form_class(self) -> type[FrameworkForm]:
        return FORMS[self.form_name]

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | {"framework": self.object}


class OpenProposals(FrameworkAction):
    action, success_message = staticmethod(open_proposals), _("Proposals opened")


class CloseProposals(FrameworkAction):
    action, success_message = staticmethod(close_proposals), _("Proposals closed")


class AskForPositions(FrameworkAction):
    form_name, success_message = "ask_form", _("Countries asked for positions")
    action = staticmethod(ask_for_positions)


class TakeBackText(FrameworkAction):
    form_name, success_message = "back_form", _("Text withdrawn")
    action = staticmethod(return_to_draft)


class SubmitToDecision(FrameworkAction):
    form_name, success_message = "decide_form", _("Proposal created.")
    action = staticmethod(submit_to_decision)


class AdoptFramework(FrameworkAction):
    form_name, success_message = "adopt_form", _("Criteria adopted.")
    action = staticmethod(adopt_framework)


_ONE = "evaluation/frameworks/<str:version>/"
urlpatterns = [
    path("evaluation/frameworks/", list_frameworks, name="frameworks"),
    path(_ONE, ShowFramework.as_view(), name="framework"),
    path(f"{_ONE}open/", OpenProposals.as_view(), name="open_proposals"),
    path(f"{_ONE}close/", CloseProposals.as_view(), name="close_proposals"),
    path(f"{_ONE}ask/", AskForPositions.as_view(), name="ask_for_positions"),
    path(f"{_ONE}take-back/", TakeBackText.as_view(), name="take_back"),
    path(f"{_ONE}decide/", binding_act(SubmitToDecision.as_view()), name="put_to_decision"),
    path(f"{_ONE}adopt/", binding_act(AdoptFramework.as_view()), name="adopt_framework"),
]
