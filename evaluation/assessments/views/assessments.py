"""The assessments of a reader's countries, and one of them."""

from typing import Any

from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils.functional import SimpleLazyObject

from evaluation.assessments.burden import effort_of
from evaluation.assessments.comments import assessments_open_to_civil_society
from evaluation.assessments.lists import assessments_of
from evaluation.assessments.permissions import permissions_of, signatures_of
from evaluation.assessments.section_progress import progress_of
from evaluation.assessments.sections import assigned_section_codes
from evaluation.assessments.views.questions import AnswerDesk
from evaluation.assessments.worksheet import load_worksheet
from evaluation.models import Assessment
from evaluation.permissions import Action
from evaluation.private import PrivateAction, PrivateView
from evaluation.results.publishing.left_out import with_unscored
from evaluation.wording import seats_behind
from networkapp.views.action_view import PAGE_ONLY, Value, Values


def get_assessment(request: HttpRequest, pk: int) -> Assessment:
    """Return the assessment, if the user can read it now; otherwise 404."""
    readable = Assessment.objects.readable_by(request.user)
    found: Assessment = get_object_or_404(
        readable.select_related("cycle__network", "cycle__framework", "delegation"), pk=pk
    )
    return found


def get_assessment_for_work(request: HttpRequest, pk: int) -> Assessment:
    """Return the assessment, if the user can read it now or has sections of it, which it names then."""
    whole = Assessment.objects.select_related("cycle__network", "cycle__framework", "delegation").filter(pk=pk)
    readable: Assessment | None = whole.readable_by(request.user).first()
    if readable is not None:
        return readable
    assessment: Assessment = get_object_or_404(whole.where(request.user, may=Action.WORK_ON_SECTION))
    assessment.only_sections = assigned_section_codes(request.user, assessment)
    return assessment


def desk_of(
    request: HttpRequest,
    assessment: Assessment,
    *,
    part: int | None = None,
    with_scores: bool = False,
    code: int | None = None,
) -> AnswerDesk:
    """Return what all questions of a page share; if it is about a `part` alone, no other section is loaded.

    Pages that show remarks on answers look at their scores too: which of them do not count, in all sections or in the
    one with `code`.
    """
    sheet = load_worksheet(assessment, only=assessment.only_sections, part=part)
    signatures = signatures_of(assessment)
    permissions = permissions_of(request.user, assessment, signatures)
    of_country = permissions.may_read_history or bool(permissions.sections)
    return AnswerDesk(
        sheet=with_unscored(sheet, code=code or part) if with_scores else sheet,
        permissions=permissions,
        signatures=signatures,
        people=SimpleLazyObject(lambda: seats_behind(assessment, names=of_country)),
        reader=request.user,
    )


class Assessments(PrivateView):
    """The assessments that the user can work on, oversee or comment on."""

    def get(self, request: HttpRequest) -> HttpResponse:
        oversees = Assessment.objects.where(request.user, may=Action.OVERSEE).exists()
        heard = assessments_open_to_civil_society(request.user).select_related("delegation", "cycle__network")
        context = {"lines": assessments_of(request.user), "oversees": oversees, "heard": heard}
        return render(request, "evaluation/assessment/list.html", context)


class AssessmentView(PrivateAction[Assessment]):
    """Base of the pages about an assessment as a whole and of the actions on it."""

    def get_object(self) -> Assessment:
        return get_assessment(self.request, self.kwargs["pk"])

    def get_action_kwargs(self) -> Values:
        return {"assessment": self.object, "user": self.request.user}


class AssessmentPage(AssessmentView):
    """The page of an assessment with the progress of its sections."""

    template_name = "evaluation/assessment/assessment.html"
    http_method_names = PAGE_ONLY
    form_class: type[BaseForm] | None = None

    def get_context_data(self, **kwargs: Value) -> Values:
        desk = desk_of(self.request, self.object)
        known = {"under_review": self.object.reviews.exists(), "effort": effort_of(self.object)}
        return super().get_context_data(**navigation_context(desk), **known, progress=progress_of(desk.sheet), **kwargs)


def navigation_context(desk: AnswerDesk, code: int | None = None) -> dict[str, Any]:
    """Return the context of the list of sections, and links to the previous and next one."""
    codes = [section.recommendation.code for section in desk.sheet.sections]
    place = codes.index(code) if code in codes else None
    neighbours = {
        "previous": codes[place - 1] if place else None,
        "next": codes[place + 1] if place is not None and place + 1 < len(codes) else None,
    }
    shared = {"desk": desk, "assessment": desk.sheet.assessment, "sheet": desk.sheet, "permissions": desk.permissions}
    return {**shared, **neighbours}


urlpatterns = [
    path("evaluation/assessments/", Assessments.as_view(), name="assessments"),
    path("evaluation/assessments/<int:pk>/", AssessmentPage.as_view(), name="assessment"),
]
