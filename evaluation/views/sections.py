"""Sections in other hands: given and followed by the country's team, opened by a link, marked as ready."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.decorators import method_decorator
from django.utils.translation import get_language, gettext_lazy, override
from django.utils.translation import gettext as _
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
from evaluation.views.private import PrivateView
from networkapp.conf import setting
from networkapp.domain.seats.invitations import Door
from networkapp.errors import Refused
from networkapp.forms.discussion import attempt
from networkapp.forms.invitations import AgreeForm
from networkapp.host import host_accounts


def _base_url(request: HttpRequest) -> str:
    """Return where links in e-mails begin: the host's setting, else this request's address, which ALLOWED_HOSTS
    checks."""
    return str(setting("BASE_URL") or request.build_absolute_uri("/"))


def _given_by(request: HttpRequest, pk: int) -> Assessment:
    """Return the assessment, for people who can assign its sections; people who can only read it get a 403."""
    assessment = find(request, pk)
    if not Assessment.objects.where(request.user, may=Action.READ).filter(pk=pk).exists():
        raise Http404
    assessment.require(request.user, Action.GIVE_SECTIONS)
    return assessment


class GivenSections(PrivateView):
    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return self.show(request, _given_by(request, pk))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        assessment = _given_by(request, pk)
        form = GiveForm(desk_of(request, assessment).sheet, request.POST)
        given = {"assessment": assessment, "by": request.user, "base_url": _base_url(request)}
        holder = attempt(form, sections.give_sections, **given)
        if holder is None:
            return self.show(request, assessment, form)
        messages.success(request, _("E-mail sent to %(address)s.") % {"address": holder.email})
        return redirect("evaluation:sections_given", pk)

    def show(self, request: HttpRequest, assessment: Assessment, form: GiveForm | None = None) -> HttpResponse:
        desk = desk_of(request, assessment)
        asked = request.GET.getlist("section")
        initial = {"language": get_language(), "sections": asked, "due_at": timezone.localdate(assessment.cycle.due_at)}
        context = {
            "progress": progress_of(desk.sheet),
            "form": form or GiveForm(desk.sheet, initial=initial),
            "is_asked": form is not None or bool(asked),
            **frame(desk),
        }
        return render(request, "evaluation/sections/given.html", context, status=422 if form else 200)


class SendAgain(PrivateView):
    def post(self, request: HttpRequest, pk: int, holder: int) -> HttpResponse:
        assessment = _given_by(request, pk)
        found = get_object_or_404(SectionHolder.objects.select_related("user"), assessment=assessment, pk=holder)
        words = _("Invitation sent again.")
        given: dict[str, Any] = {"holder": found, "base_url": _base_url(request)}
        return told(request, words, "evaluation:sections_given", [pk], sections.send_again, **given)


class TakeBack(PrivateView):
    def post(self, request: HttpRequest, pk: int, assignment: int) -> HttpResponse:
        assessment = _given_by(request, pk)
        found = get_object_or_404(
            SectionAssignment.objects.select_related("holder__assessment", "recommendation"),
            holder__assessment=assessment,
            pk=assignment,
        )
        words = _("Section withdrawn.")
        return told(request, words, "evaluation:sections_given", [pk], sections.take_back_section, assignment=found)


class Ready(PrivateView):
    """Mark a section as ready, or undo that; the result appears beside the link to the next section."""

    act: Any = None
    done: Any = ""

    def post(self, request: HttpRequest, pk: int, code: int) -> HttpResponse:
        assessment = find_for_work(request, pk)
        if assessment.only_sections is not None and code not in assessment.only_sections:
            raise Http404
        given: dict[str, Any] = {"assessment": assessment, "code": code}
        return told(request, self.done, "evaluation:section", [pk, code], self.act, part="#ready", **given)


def told(
    request: HttpRequest, words: Any, place: str, args: list[int], act: Callable[..., Any], part: str = "", **given: Any
) -> HttpResponse:
    """Do it, and say on the page of that name that it is done, in front of its `part`, or why it is not."""
    page = reverse(place, args=args)
    try:
        act(by=request.user, **given)
        messages.success(request, words)
    except Refused as refusal:
        messages.error(request, str(refusal))
        return redirect(page)
    return redirect(f"{page}{part}")


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
    path(_ALL, GivenSections.as_view(), name="sections_given"),
    path(f"{_ALL}letters/<int:holder>/again/", SendAgain.as_view(), name="send_section_link"),
    path(f"{_ALL}given/<int:assignment>/take-back/", TakeBack.as_view(), name="take_back_section"),
    path(
        f"{_ALL}<int:code>/ready/",
        Ready.as_view(act=mark_ready, done=gettext_lazy("Section marked as ready.")),
        name="section_ready",
    ),
    path(
        f"{_ALL}<int:code>/not-ready/",
        Ready.as_view(act=take_back_ready, done=gettext_lazy("Section reopened.")),
        name="section_not_ready",
    ),
]
