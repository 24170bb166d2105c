"""Working on an assessment away from the site: the workbook, what came back in it, and what is imported from it."""

from typing import Any

from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.decorators import method_decorator
from django.utils.http import content_disposition_header
from django.views.decorators.csrf import csrf_exempt, csrf_protect

from evaluation.assessments.formats.workbook_files import MAX_BYTES, too_large
from evaluation.assessments.forms.workbook_lines import workbook_file
from evaluation.assessments.forms.workbooks import XLSX, ImportAnswersForm, UploadWorkbookForm
from evaluation.assessments.views.assessments import desk_of, get_assessment_for_work, navigation_context
from evaluation.assessments.views.offers import workbook_preview
from evaluation.assessments.views.questions import AnswerDesk
from evaluation.assessments.workbooks import (
    compare_answers,
    discard_workbooks,
    import_answers,
    pending_workbook,
    require_may_upload,
    store_workbook,
)
from evaluation.assessments.worksheet import load_worksheet
from evaluation.models import Workbook
from evaluation.private import PrivateView
from networkapp.errors import Refused

# What a form weighs beside its file.
OVERHEAD = 100_000


@method_decorator(csrf_exempt, name="dispatch")
class WorkbookPage(PrivateView):
    """The page on which workbooks are downloaded and uploaded."""

    def get(self, request: HttpRequest, pk: int) -> HttpResponse:
        return show(request, desk_of(request, get_assessment_for_work(request, pk)))

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Refuse a request that is far too large by its length, before it is read; only `put` checks the CSRF token.

        Django finds the token by reading the whole request.
        """
        desk = desk_of(request, get_assessment_for_work(request, pk))
        if int(request.META.get("CONTENT_LENGTH") or 0) > MAX_BYTES + OVERHEAD:
            form = UploadWorkbookForm(desk.sheet, request.user)
            return show(request, desk, form, problem=too_large(), status=413)
        return upload_workbook(request, desk)


@csrf_protect
def upload_workbook(request: HttpRequest, desk: AnswerDesk) -> HttpResponse:
    """Store an uploaded workbook for preview; status 422 with the reason if it is refused."""
    assessment = desk.sheet.assessment
    require_may_upload(assessment=assessment, user=request.user)
    form = UploadWorkbookForm(desk.sheet, request.user, request.POST, request.FILES)
    if not form.is_valid():
        return show(request, desk, form, status=422)
    try:
        store_workbook(assessment=assessment, user=request.user, **form.cleaned_data)
    except Refused as refused:
        return show(request, desk, form, problem=refused, status=422)
    return redirect("evaluation:workbook", assessment.pk)


class WorkbookFile(PrivateView):
    """Send the workbook of an assessment or one of its sections."""

    def get(self, request: HttpRequest, pk: int, code: int | None = None) -> HttpResponse:
        assessment = get_assessment_for_work(request, pk)
        sheet = load_worksheet(assessment, only=assessment.only_sections)
        section = None if code is None else sheet.section(code)
        if code is not None and section is None:
            raise Http404
        name = f"assessment-{sheet.assessment.delegation.code}-{sheet.assessment.cycle.year}"
        headers = {
            "Content-Disposition": content_disposition_header(True, f"{name}-{code}.xlsx" if code else f"{name}.xlsx")
        }
        return HttpResponse(workbook_file(sheet, section=section), content_type=XLSX, headers=headers)


class ImportAnswers(PrivateView):
    """Import the chosen answers of an uploaded workbook."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        desk = desk_of(request, get_assessment_for_work(request, pk))
        require_may_upload(assessment=desk.sheet.assessment, user=request.user)
        workbook = waiting(request, desk)
        form = ImportAnswersForm(compare_answers(desk.sheet, workbook) if workbook else (), request.POST)
        if workbook is None or not form.is_valid():
            return show(request, desk, taking=form, status=422)
        try:
            taken = import_answers(workbook=workbook, user=request.user, seen=form.seen)
        except Refused as refused:
            return show(request, desk, problem=refused, status=422)
        if taken.refused:
            return show(
                request, desk_of(request, get_assessment_for_work(request, pk)), refused=taken.refused, status=409
            )
        return redirect("evaluation:workbook", pk)


class DiscardWorkbook(PrivateView):
    """Discard an uploaded workbook."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        discard_workbooks(assessment=get_assessment_for_work(request, pk), user=request.user)
        return redirect("evaluation:workbook", pk)


def waiting(request: HttpRequest, desk: AnswerDesk) -> Workbook | None:
    """Return the workbook that `user` uploaded and has neither imported nor discarded; None if there is none."""
    return pending_workbook(assessment=desk.sheet.assessment, user=request.user)


def show(
    request: HttpRequest, desk: AnswerDesk, form: UploadWorkbookForm | None = None, *, status: int = 200, **more: Any
) -> HttpResponse:
    """Show the page of workbooks with the one that awaits the user's import."""
    workbook = waiting(request, desk)
    offers = workbook_preview(desk, workbook, more.pop("refused", {})) if workbook else None
    context = {
        "form": form or UploadWorkbookForm(desk.sheet, request.user),
        "workbook": workbook,
        "offers": offers,
        **more,
    }
    return render(request, "evaluation/workbook/workbook.html", {**navigation_context(desk), **context}, status=status)


_PAGE = "evaluation/assessments/<int:pk>/workbook/"
urlpatterns = [
    path(_PAGE, WorkbookPage.as_view(), name="workbook"),
    path(f"{_PAGE}file/", WorkbookFile.as_view(), name="workbook_file"),
    path(f"{_PAGE}file/<int:code>/", WorkbookFile.as_view(), name="workbook_of_section"),
    path(f"{_PAGE}take/", ImportAnswers.as_view(), name="take_answers"),
    path(f"{_PAGE}discard/", DiscardWorkbook.as_view(), name="discard_workbook"),
]
