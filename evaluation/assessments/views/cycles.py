"""Cycles of networks: the list, opening one after a preview, and what is done with one afterwards."""

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils.translation import gettext_lazy as _

from evaluation.assessments.cycle_dates import close_cycle, extend_due_date, lock_cycle, unlock_cycle
from evaluation.assessments.cycle_pages import cycle_page, cycles_by_network, readable_cycles
from evaluation.assessments.cycle_preview import preview_cycle
from evaluation.assessments.cycles import ask_latecomers, networks_where, open_cycle, require_may_run
from evaluation.assessments.forms.cycles import CycleForm, CycleReasonForm, ExtendForm, OpenCycleForm, UnlockForm
from evaluation.frameworks.adopting import frameworks_for
from evaluation.models import Cycle
from evaluation.permissions import Action
from evaluation.private import PrivateAction, PrivateView
from networkapp.forms.attempt import run_action
from networkapp.models import Network
from networkapp.networks.views.step_up import binding_act
from networkapp.views.action_view import PAGE_ONLY, POST_ONLY, Value, Values

FORMS: dict[str, type[CycleForm]] = {
    "extend_form": ExtendForm,
    "lock_form": CycleReasonForm,
    "unlock_form": UnlockForm,
    "close_form": CycleReasonForm,
    "ask_form": CycleForm,
}


class Cycles(PrivateView):
    """The cycles of the reader's networks; it does not exist for users without a seat that reads any."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if not networks_where(user=request.user, may=Action.READ_CYCLES).exists():
            raise Http404
        return render(request, "evaluation/cycles/list.html", {"groups": cycles_by_network(request.user)})


class OpenCycle(PrivateAction[Network]):
    """The form; with a query, also what opening by these terms would do; and the opening itself."""

    template_name = "evaluation/cycles/open.html"
    form_class = OpenCycleForm
    action = staticmethod(open_cycle)
    success_message = _("Cycle opened")
    leads_to_result = True

    def get_object(self) -> Network:
        readable = networks_where(user=self.request.user, may=Action.READ_CYCLES)
        found: Network = get_object_or_404(readable, slug=self.kwargs["slug"])
        require_may_run(network=found, user=self.request.user)
        return found

    def get(self, request: HttpRequest, *args: Value, **kwargs: Value) -> HttpResponse:
        self.object = self.get_object()
        form = self.get_form()
        preview = run_action(form, preview_cycle, **self.get_action_kwargs()) if request.GET else None
        context = self.get_context_data(form=form, preview=preview)
        return self.render_to_response(context, status=422 if form.errors else 200)

    def get_form_kwargs(self) -> Values:
        frameworks = frameworks_for(user=self.request.user).order_by("-first_year", "-pk")
        arguments = {"data": self.request.GET or None, "network": self.object, "frameworks": frameworks}
        return arguments | super().get_form_kwargs()

    def get_action_kwargs(self) -> Values:
        return {"network": self.object, "user": self.request.user}

    def get_context_data(self, **kwargs: Value) -> Values:
        return super().get_context_data(network=self.object, **kwargs)


class ShowCycle(PrivateAction[Cycle]):
    """The page of a cycle, with the forms of what can be done with it."""

    template_name = "evaluation/cycles/cycle.html"
    http_method_names = PAGE_ONLY
    form_class = None

    def get_object(self) -> Cycle:
        slug, year = self.kwargs.values()
        return get_object_or_404(readable_cycles(self.request.user), network__slug=slug, year=year)

    def get_context_data(self, **kwargs: Value) -> Values:
        forms = {name: form_class(cycle=self.object, auto_id=f"{name}-%s") for name, form_class in FORMS.items()}
        problem, page = kwargs.get(self.form_name), cycle_page(self.object, self.request.user)
        return super().get_context_data(page=page, cycle=self.object, problem=problem, **forms | kwargs)


class CycleAction(ShowCycle):
    """Base of the actions on a cycle: redirect to its page, or show the page again with the refusal on the form."""

    http_method_names = POST_ONLY

    def get_object(self) -> Cycle:
        cycle = super().get_object()
        require_may_run(network=cycle.network, user=self.request.user)
        return cycle

    def get_form_class(self) -> type[CycleForm]:
        return FORMS[self.form_name]

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | {"cycle": self.object, "auto_id": f"{self.form_name}-%s"}

    def get_action_kwargs(self) -> Values:
        return {"cycle": self.object, "user": self.request.user}


class ExtendCycle(CycleAction):
    form_name, success_message = "extend_form", _("Due date extended")
    action = staticmethod(extend_due_date)


class LockCycle(CycleAction):
    form_name, success_message = "lock_form", _("Cycle locked")
    action = staticmethod(lock_cycle)


class UnlockCycle(CycleAction):
    form_name, success_message = "unlock_form", _("Cycle unlocked")
    action = staticmethod(unlock_cycle)


class CloseCycle(CycleAction):
    form_name, success_message = "close_form", _("Cycle closed")
    action = staticmethod(close_cycle)


class AskLatecomers(CycleAction):
    form_name, success_message = "ask_form", _("Delegations added.")
    action = staticmethod(ask_latecomers)


_ONE = "evaluation/cycles/<slug:slug>/<int:year>/"
urlpatterns = [
    path("evaluation/cycles/", Cycles.as_view(), name="cycles"),
    path("evaluation/cycles/<slug:slug>/open/", binding_act(OpenCycle.as_view()), name="open_cycle"),
    path(_ONE, ShowCycle.as_view(), name="cycle"),
    path(f"{_ONE}extend/", binding_act(ExtendCycle.as_view()), name="extend_cycle"),
    path(f"{_ONE}lock/", binding_act(LockCycle.as_view()), name="lock_cycle"),
    path(f"{_ONE}unlock/", binding_act(UnlockCycle.as_view()), name="unlock_cycle"),
    path(f"{_ONE}close/", binding_act(CloseCycle.as_view()), name="close_cycle"),
    path(f"{_ONE}ask/", binding_act(AskLatecomers.as_view()), name="ask_latecomers"),
]
