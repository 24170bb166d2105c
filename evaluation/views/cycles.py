"""Cycles of networks: the list, opening one after a preview, and what is done with one afterwards."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evaluation.domain.assessments.cycle_dates import close_cycle, extend_due_date, lock_cycle, unlock_cycle
from evaluation.domain.assessments.cycle_pages import cycle_page, cycles_by_network, readable_cycles
from evaluation.domain.assessments.cycle_preview import CyclePreview, preview_cycle
from evaluation.domain.assessments.cycles import ask_latecomers, networks_with, open_cycle, require_may_run
from evaluation.domain.frameworks.adopting import frameworks_for
from evaluation.forms.cycles import CycleReasonForm, ExtendForm, OpenCycleForm, UnlockForm
from evaluation.models import Cycle
from evaluation.permissions import Action
from evaluation.views.private import PrivateView
from networkapp.forms.discussion import attempt
from networkapp.models import Network
from networkapp.views.step_up import binding_act
from networkapp.views.unsaved_text import ReturnsUnsavedText


class Cycles(PrivateView):
    """The cycles of the reader's networks; it does not exist for users without a seat that reads any."""

    def get(self, request: HttpRequest) -> HttpResponse:
        if not networks_with(reader=request.user, may=Action.READ_CYCLES).exists():
            raise Http404
        return render(request, "evaluation/cycles/list.html", {"groups": cycles_by_network(request.user)})


class OpenCycle(PrivateView):
    """The form; with a query, also what opening by these terms would do; and the opening itself."""

    def get(self, request: HttpRequest, slug: str) -> HttpResponse:
        network = self.find(request, slug)
        if not request.GET:
            return self.show(request, network, self.form(request, network))
        form = self.form(request, network, request.GET)
        return self.show(request, network, form, attempt(form, preview_cycle, network=network, by=request.user))

    def post(self, request: HttpRequest, slug: str) -> HttpResponse:
        network = self.find(request, slug)
        form = self.form(request, network, request.POST)
        cycle = attempt(form, open_cycle, network=network, by=request.user)
        if cycle is None:
            return self.show(request, network, form)
        messages.success(request, _("Cycle opened."))
        return redirect(cycle)

    def find(self, request: HttpRequest, slug: str) -> Network:
        found: Network = get_object_or_404(networks_with(reader=request.user, may=Action.READ_CYCLES), slug=slug)
        require_may_run(network=found, user=request.user)
        return found

    def form(self, request: HttpRequest, network: Network, *given: Any) -> OpenCycleForm:
        frameworks = frameworks_for(reader=request.user).order_by("-first_year", "-pk")
        return OpenCycleForm(*given, network=network, frameworks=frameworks)

    def show(
        self, request: HttpRequest, network: Network, form: OpenCycleForm, preview: CyclePreview | None = None
    ) -> HttpResponse:
        context = {"network": network, "form": form, "preview": preview}
        return render(request, "evaluation/cycles/open.html", context, status=422 if form.errors else 200)


class ShowCycle(PrivateView):
    def get(self, request: HttpRequest, slug: str, year: int) -> HttpResponse:
        return show_cycle(request, find_cycle(request, slug, year))


class Act(ReturnsUnsavedText):
    """Base of the actions on a cycle: redirect to its page, or show the page again with the refusal on the form."""

    act: Callable[..., Any] | None = None
    form_name = ""
    words: str | Promise = ""

    def post(self, request: HttpRequest, slug: str, year: int) -> HttpResponse:
        cycle = find_cycle(request, slug, year)
        require_may_run(network=cycle.network, user=request.user)
        form = FORMS[self.form_name](request.POST, cycle=cycle, auto_id=f"{self.form_name}-%s")
        if self.act is None or attempt(form, self.act, cycle=cycle, by=request.user) is None:
            return show_cycle(request, find_cycle(request, slug, year), problem=form, **{self.form_name: form})
        messages.success(request, str(self.words))
        return redirect(cycle)


class AskLatecomers(PrivateView):
    def post(self, request: HttpRequest, slug: str, year: int) -> HttpResponse:
        cycle, form = find_cycle(request, slug, year), forms.Form(request.POST)
        require_may_run(network=cycle.network, user=request.user)
        if attempt(form, ask_latecomers, cycle=cycle, by=request.user) is None:
            return show_cycle(request, cycle, problem=form)
        messages.success(request, _("Delegations added."))
        return redirect(cycle)


def find_cycle(request: HttpRequest, slug: str, year: int) -> Cycle:
    """Return the cycle if the user may read it; else it does not exist for them."""
    found: Cycle = get_object_or_404(readable_cycles(request.user), network__slug=slug, year=year)
    return found


def show_cycle(request: HttpRequest, cycle: Cycle, **problem: Any) -> HttpResponse:
    """The page; where something could not be done, with the form that says why."""
    acts = {name: form_class(cycle=cycle, auto_id=f"{name}-%s") for name, form_class in FORMS.items()}
    context = {"page": cycle_page(cycle, request.user), "cycle": cycle, **acts, **problem}
    return render(request, "evaluation/cycles/cycle.html", context, status=422 if problem else 200)


FORMS: dict[str, type[CycleReasonForm]] = {
    "extend_form": ExtendForm,
    "lock_form": CycleReasonForm,
    "unlock_form": UnlockForm,
    "close_form": CycleReasonForm,
}
EXTEND = Act.as_view(act=extend_due_date, form_name="extend_form", words=_("Due date extended."))
LOCK = Act.as_view(act=lock_cycle, form_name="lock_form", words=_("Cycle locked."))
UNLOCK = Act.as_view(act=unlock_cycle, form_name="unlock_form", words=_("Cycle unlocked."))
CLOSE = Act.as_view(act=close_cycle, form_name="close_form", words=_("Cycle closed."))

_ONE = "evaluation/cycles/<slug:slug>/<int:year>/"
urlpatterns = [
    path("evaluation/cycles/", Cycles.as_view(), name="cycles"),
    path("evaluation/cycles/<slug:slug>/open/", binding_act(OpenCycle.as_view()), name="open_cycle"),
    path(_ONE, ShowCycle.as_view(), name="cycle"),
    path(f"{_ONE}extend/", binding_act(EXTEND), name="extend_cycle"),
    path(f"{_ONE}lock/", binding_act(LOCK), name="lock_cycle"),
    path(f"{_ONE}unlock/", binding_act(UNLOCK), name="unlock_cycle"),
    path(f"{_ONE}close/", binding_act(CLOSE), name="close_cycle"),
    path(f"{_ONE}ask/", binding_act(AskLatecomers.as_view()), name="ask_latecomers"),
]
