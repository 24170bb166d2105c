"""Sections in other hands: given and followed by the country's team, opened by a link, marked as ready."""

from collections.abc import Callable

from django.forms import BaseForm
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path, reverse
from django.utils import timezone
from django.utils.translation import get_language, gettext
from django.utils.translation import gettext_lazy as _

from evaluation.assessments import sections
from evaluation.assessments.forms.sections import AssignSectionsForm, NewContributorForm
from evaluation.assessments.section_lists import sections_assigned_to
from evaluation.assessments.section_progress import progress_of
from evaluation.assessments.section_ready import mark_ready, unmark_ready
from evaluation.assessments.views.assessments import (
    desk_of,
    get_assessment,
    get_assessment_for_work,
    navigation_context,
)
from evaluation.assessments.views.questions import AnswerDesk
from evaluation.assessments.views.section_page import SavesSection
from evaluation.models import Assessment, SectionAssignment, SectionHolder
from evaluation.permissions import Action
from evaluation.private import PrivateAction, PrivateView
from networkapp.conf import setting
from networkapp.networks.views.accepting import AcceptLink, LinkKind
from networkapp.views.action_view import ButtonView, T, Value, Values


def _base_url(request: HttpRequest) -> str:
    """Return where links in e-mails begin: the host's setting, else this request's address, which ALLOWED_HOSTS
    checks."""
    return str(setting("BASE_URL") or request.build_absolute_uri("/"))


def assignable_assessment(request: HttpRequest, pk: int) -> Assessment:
    """Return the assessment, for people who can assign its sections; people who can only read it get a 403."""
    assessment = get_assessment(request, pk)
    if not Assessment.objects.where(request.user, may=Action.READ).filter(pk=pk).exists():
        raise Http404
    assessment.require(request.user, Action.GIVE_SECTIONS)
    return assessment


class GiveSections(PrivateAction[AnswerDesk]):
    """Assign sections to contributors."""

    template_name = "evaluation/sections/assignment.html"
    form_class = AssignSectionsForm
    action = staticmethod(sections.assign_sections)

    def get_object(self) -> AnswerDesk:
        return desk_of(self.request, assignable_assessment(self.request, self.kwargs["pk"]))

    def get_initial(self) -> Values:
        due_at = timezone.localdate(self.object.assessment.cycle.due_at)
        return {"language": get_language(), "sections": self.request.GET.getlist("section"), "due_at": due_at}

    def get_form_kwargs(self) -> Values:
        return super().get_form_kwargs() | {"sheet": self.object.sheet}

    def get_action_kwargs(self) -> Values:
        return {"assessment": self.object.assessment, "user": self.request.user, "base_url": _base_url(self.request)}

    def get_context_data(self, **kwargs: Value) -> Values:
        is_asked = self.request.method == "POST" or "section" in self.request.GET
        progress = progress_of(self.object.sheet)
        return super().get_context_data(
            progress=progress, is_asked=is_asked, **navigation_context(self.object), **kwargs
        )

    def get_success_message(self) -> str:
        return gettext("E-mail sent to %(address)s.") % {"address": self.result.email}  # type: ignore[attr-defined]

    def get_success_url(self) -> str:
        return self.request.path


class AssignedSectionAction(ButtonView[T]):
    """Base of the buttons on the page of the assigned sections."""

    def get_success_url(self) -> str:
        return reverse("evaluation:sections_given", args=[self.kwargs["pk"]])


class SendSectionLink(AssignedSectionAction[SectionHolder]):
    """Send the link to assigned sections again."""

    action, success_message = staticmethod(sections.resend_invitation), _("Invitation sent again.")

    def get_object(self) -> SectionHolder:
        holders = SectionHolder.objects.select_related("user")
        assessment = assignable_assessment(self.request, self.kwargs["pk"])
        return get_object_or_404(holders, assessment=assessment, pk=self.kwargs["holder"])

    def get_action_kwargs(self) -> Values:
        return {"holder": self.object, "user": self.request.user, "base_url": _base_url(self.request)}


class TakeBackSection(AssignedSectionAction[SectionAssignment]):
    """Withdraw an assigned section."""

    action, success_message = staticmethod(sections.unassign_section), _("Section withdrawn.")

    def get_object(self) -> SectionAssignment:
        assignments = SectionAssignment.objects.select_related("holder__assessment", "recommendation")
        assessment = assignable_assessment(self.request, self.kwargs["pk"])
        return get_object_or_404(assignments, holder__assessment=assessment, pk=self.kwargs["assignment"])

    def get_action_kwargs(self) -> Values:
        return {"assignment": self.object, "user": self.request.user}


class MarkSectionReady(SavesSection, ButtonView[Assessment]):
    """Mark a section as ready; the result appears beside the link to the next section."""

    action: Callable[..., Value] = staticmethod(mark_ready)
    success_message = _("Section marked as ready")

    def get_object(self) -> Assessment:
        assessment = get_assessment_for_work(self.request, self.kwargs["pk"])
        if assessment.only_sections is not None and self.kwargs["code"] not in assessment.only_sections:
            raise Http404
        return assessment

    def get_section(self) -> tuple[Assessment, int]:
        return self.get_object(), self.kwargs["code"]

    def get_action_kwargs(self) -> Values:
        return {"assessment": self.object, "code": self.kwargs["code"], "user": self.request.user}

    def get_success_url(self) -> str:
        return reverse("evaluation:section", kwargs=self.kwargs)

    def form_valid(self, form: BaseForm) -> HttpResponse:
        super().form_valid(form)
        return redirect(f"{self.get_success_url()}#ready")


class ReopenSection(MarkSectionReady):
    action, success_message = staticmethod(unmark_ready), _("Section reopened.")


class OwnSections(PrivateView):
    """The sections assigned to the user."""

    def get(self, request: HttpRequest) -> HttpResponse:
        return render(request, "evaluation/sections/own_sections.html", {"lines": sections_assigned_to(request.user)})


SECTIONS = LinkKind(
    model=SectionHolder,
    page="evaluation:section_link",
    folder="evaluation/sections",
    done=_("Welcome. You can now answer your sections."),
    find=sections.find_holder,
    door=sections.invitation_state,
    require_usable=sections.require_usable_invitation,
    accept=sections.accept_sections,
    accept_as_newcomer=sections.accept_as_newcomer,
    first_page=lambda _invitation: reverse("evaluation:own_sections"),
    form=NewContributorForm,
)


class SectionLink(AcceptLink):
    """The page behind the link of an e-mail to a contributor."""

    kind = SECTIONS


_ALL = "evaluation/assessments/<int:pk>/sections/"
urlpatterns = [
    path("evaluation/sections/", OwnSections.as_view(), name="own_sections"),
    path("evaluation/sections/link/<str:token>/", SectionLink.as_view(), name="section_link"),
    path(_ALL, GiveSections.as_view(), name="sections_given"),
    path(f"{_ALL}emails/<int:holder>/again/", SendSectionLink.as_view(), name="send_section_link"),
    path(f"{_ALL}given/<int:assignment>/take-back/", TakeBackSection.as_view(), name="take_back_section"),
    path(f"{_ALL}<int:code>/ready/", MarkSectionReady.as_view(), name="section_ready"),
    path(f"{_ALL}<int:code>/not-ready/", ReopenSection.as_view(), name="section_not_ready"),
]
