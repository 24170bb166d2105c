"""Sections in other hands: given and followed by the country's team, opened by a link, marked as ready."""

from collections.abc import Callable
from typing import Any

from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, gettext, override
from django.utils.translation import gettext_lazy as _
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from evaluation.domain.assessments import sections
from evaluation.domain.assessments.section_lists import held_by
from evaluation.domain.assessments.section_progress import progress_of
from evaluation.domain.assessments.section_ready import mark_ready, take_back_ready
from evaluation.forms.sections import BeginForm, GiveForm
from evaluation.models import Assessment, SectionAssignment, SectionHolder
from evaluation.permissions import Action
from evaluation.views.assessments import desk_of, find, find_for_work, frame
from evaluation.views.private import PrivateAction, PrivateView
from evaluation.views.questions import Desk
from networkapp.conf import setting
from networkapp.domain.seats.invitations import Door
from networkapp.forms.discussion import attempt
from networkapp.forms.invitations import AgreeForm
from networkapp.host import host_accounts
from networkapp.views.action_view import ButtonView, T, Value, Values


def _base_url(request: HttpRequest) -> str:
    """Return where links in e-mails begin: the host's setting, else this request's address, which ALLOWED_HOSTS
    checks."""
    return str(setting("BASE_URL") or request.build_absolute_uri("/"))


def given_by(request: HttpRequest, pk: int) -> Assessment:
    """Return the assessment, for people who can assign its sections; people who can only read it get a 403."""
    assessment = find(request, pk)
    if not Assessment.objects.where(request.user, may=Action.READ).filter(pk=pk).exists():
        raise Http404
    assessment.require(request.user, Action.GIVE_SECTIONS)
    return assessment


class GiveSections(PrivateAction[Desk]):
    template_name = "evaluation/sections/given.html"
    form_class = GiveForm
    action = staticmethod(sections.give_sections)

    def get_object(self) -> Desk:
        return desk_of(self.request, given_by(self.request, self.kwargs["pk"]))

    def get_initial(self) -> Values:
        due_at = timezone.localdate(self.object.assessment.cycle.due_at)
        return {"language": get_language(), "sections": self.request.GET.getlist("section"), "due_at": due_at}

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | {"sheet": self.object.sheet}

    def get_action_kwargs(self) -> Values:
        return {"assessment": self.object.assessment, "by": self.request.user, "base_url": _base_url(self.request)}

    def get_context_data(self, **kwargs: Value) -> Values:
        is_asked = self.request.method == "POST" or "section" in self.request.GET
        progress = progress_of(self.object.sheet)
        return super().get_context_data(progress=progress, is_asked=is_asked, **frame(self.object), **kwargs)

    def get_success_message(self) -> str:
        return gettext("E-mail sent to %(address)s.") % {"address": self.result.email}  # type: ignore[attr-defined]

    def get_success_url(self) -> str:
        return self.request.path


class GivenSectionAction(ButtonView[T]):
    """Base of the buttons on the page of the assigned sections."""

    def get_success_url(self) -> str:
        return reverse("evaluation:sections_given", args=[self.kwargs["pk"]])


class SendSectionLink(GivenSectionAction[SectionHolder]):
    action, success_message = staticmethod(sections.send_again), _("Invitation sent again.")

    def get_object(self) -> SectionHolder:
        holders = SectionHolder.objects.select_related("user")
        assessment = given_by(self.request, self.kwargs["pk"])
        return get_object_or_404(holders, assessment=assessment, pk=self.kwargs["holder"])

    def get_action_kwargs(self) -> Values:
        return {"holder": self.object, "by": self.request.user, "base_url": _base_url(self.request)}


class TakeBackSection(GivenSectionAction[SectionAssignment]):
    action, success_message = staticmethod(sections.take_back_section), _("Section withdrawn.")

    def get_object(self) -> SectionAssignment:
        given = SectionAssignment.objects.select_related("holder__assessment", "recommendation")
        assessment = given_by(self.request, self.kwargs["pk"])
        return get_object_or_404(given, holder__assessment=assessment, pk=self.kwargs["assignment"])

    def get_action_kwargs(self) -> Values:
        return {"assignment": self.object, "by": self.request.user}


class MarkSectionReady(ButtonView[Assessment]):
    """Mark a section as ready; the result appears beside the link to the next section."""

    action: Callable[..., Value] = staticmethod(mark_ready)
    success_message = _("Section marked as ready.")

    def get_object(self) -> Assessment:
        assessment = find_for_work(self.request, self.kwargs["pk"])
        if assessment.only_sections is not None and self.kwargs["code"] not in assessment.only_sections:
            raise Http404
        return assessment

    def get_action_kwargs(self) -> Values:
        return {"assessment": self.object, "code": self.kwargs["code"], "by": self.request.user}

    def get_success_url(self) -> str:
        return reverse("evaluation:section", kwargs=self.kwargs)

    def form_valid(self, form: BaseForm) -> HttpResponse:
        super().form_valid(form)
        return redirect(f"{self.get_success_url()}#ready")


class ReopenSection(MarkSectionReady):
    action, success_message = staticmethod(take_back_ready), _("Section reopened.")


class OwnSections(PrivateView):
    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "evaluation/sections/own.html", {"lines": held_by(request.user)})


@method_decorator([never_cache, sensitive_post_parameters("password")], name="dispatch")
class SectionLink(View):
    """The page behind the link of an e-mail. Opening it changes nothing; only the button does."""

    def get(self, request: HttpRequest, token: str) -> HttpResponse:
        return self.show(request, sections.find_holder(token=token))

    def post(self, request: HttpRequest, token: str) -> HttpResponse:
        holder = sections.find_holder(token=token)
        door = sections.door(holder=holder, visitor=request.user)
        act: Any = {Door.NEWCOMER: self.welcome, Door.HERS: self.accept}.get(door, self.show)
        return act(request, holder)

    def accept(self, request: HttpRequest, holder: SectionHolder) -> HttpResponse:
        form = AgreeForm(request.POST)
        if not attempt(form, sections.accept_sections, holder=holder, user=request.user):
            return self.show(request, holder, form)
        return redirect("evaluation:own_sections")

    def welcome(self, request: HttpRequest, holder: SectionHolder) -> HttpResponse:
        form = BeginForm(request.POST, email=holder.email)
        user = attempt(form, sections.accept_as_newcomer, holder=holder)
        if not user:
            return self.show(request, holder, form)
        newcomer = form.cleaned_data["newcomer"]
        with override(newcomer.language):
            host_accounts().sign_in(request, user, newcomer)
            return redirect("evaluation:own_sections")

    def show(self, request: HttpRequest, holder: SectionHolder | None, form: Any = None) -> HttpResponse:
        door = sections.door(holder=holder, visitor=request.user)
        is_open = door in OPEN_DOORS
        offered = form or (BeginForm.for_holder(holder) if door == Door.NEWCOMER and holder else None)
        status = 422 if form and form.errors and is_open else STATUS.get(door, 200)
        given = holder.assignments.standing().select_related("recommendation") if holder and is_open else []
        context = {"holder": holder, "given": given, "door": door.value, "form": offered} | host_accounts().addresses()
        return render(request, f"evaluation/sections/{'open' if is_open else 'closed'}.html", context, status=status)


OPEN_DOORS = {Door.NEWCOMER, Door.HERS, Door.SIGN_IN, Door.ANOTHER}
STATUS = {Door.UNKNOWN: 404, Door.SETTLED: 410, Door.EXPIRED: 410}

_ALL = "evaluation/assessments/<int:pk>/sections/"
urlpatterns = [
    path("evaluation/sections/", OwnSections.as_view(), name="own_sections"),
    path("evaluation/sections/link/<str:token>/", SectionLink.as_view(), name="section_link"),
    path(_ALL, GiveSections.as_view(), name="sections_given"),
    path(f"{_ALL}letters/<int:holder>/again/", SendSectionLink.as_view(), name="send_section_link"),
    path(f"{_ALL}given/<int:assignment>/take-back/", TakeBackSection.as_view(), name="take_back_section"),
    path(f"{_ALL}<int:code>/ready/", MarkSectionReady.as_view(), name="section_ready"),
    path(f"{_ALL}<int:code>/not-ready/", ReopenSection.as_view(), name="section_not_ready"),
]
