"""Tables of others in Wagtail's admin: uploaded, previewed with every row that could not be placed, imported."""

from typing import Any, ClassVar

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, gettext_lazy
from django.views import View

from evaluation.domain.uploads import discard_table, import_table, keep_table, may_import, table_waiting
from evaluation.forms.registers import FindingTableForm, ObservationTableForm, TableForm, TreatyTableForm
from evaluation.models import ObservationFile, UploadedTable
from networkapp.errors import Refused
from networkapp.forms.discussion import attempt

Kind = UploadedTable.Kind
IMPORT = "evaluation_import_table"
FORMS: dict[str, type[TableForm]] = {
    Kind.TREATIES: TreatyTableForm,
    Kind.OBSERVATIONS: ObservationTableForm,
    Kind.FINDINGS: FindingTableForm,
}
TITLES = {
    Kind.TREATIES: gettext_lazy("Import treaty actions"),
    Kind.OBSERVATIONS: gettext_lazy("Import published counts"),
    Kind.FINDINGS: gettext_lazy("Import findings of independent bodies"),
}
COLUMNS = {
    Kind.TREATIES: gettext_lazy(
        "A CSV file: the participation list of the UN Treaty Collection, the table of one Council of Europe "
        "convention, or a list with the columns country (or iso3), instrument, act and date. Optional columns: "
        "articles, text, source, source_url and checked."
    ),
    Kind.OBSERVATIONS: gettext_lazy(
        "UNODC’s table on trafficking in persons (CSV or XLSX), or a CSV file with the columns country (or iso3),"
        " indicator, year and value. Optional columns: sex, age, form, citizenship, unit, flags, source, dataset,"
        " url and retrieved."
    ),
    Kind.FINDINGS: gettext_lazy(
        "A CSV file with the columns country (or iso3) and event or finding. Optional columns: body, round, date,"
        " document, reference, strength, recommendation or subject, and criterion."
    ),
}
LATEST = 10


class ImportTable(View):
    """The form, the uploaded table with its preview, and the files that were imported last."""

    http_method_names: ClassVar = ["get", "head", "post", "options"]

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if kwargs["kind"] not in FORMS:
            raise Http404
        if not may_import(user=request.user, kind=kwargs["kind"]):
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest, kind: str) -> HttpResponse:
        return self.show(request, kind, FORMS[kind]())

    def post(self, request: HttpRequest, kind: str) -> HttpResponse:
        form = FORMS[kind](request.POST, request.FILES)
        if attempt(form, keep_table, kind=kind, by=request.user) is None:
            return self.show(request, kind, form, status=422)
        return redirect(IMPORT, kind)

    def show(self, request: HttpRequest, kind: str, form: TableForm, status: int = 200) -> HttpResponse:
        context = {
            "kind": kind,
            "form": form,
            "columns": COLUMNS[Kind(kind)],
            "table": table_waiting(kind=kind, person=request.user),
            "files": ObservationFile.objects.all()[:LATEST],
            "page_title": TITLES[Kind(kind)],
            "header_title": TITLES[Kind(kind)],
            "header_icon": "upload",
            "breadcrumbs_items": [
                {"url": reverse("wagtailadmin_home"), "label": gettext("Home")},
                {"url": "", "label": TITLES[Kind(kind)]},
            ],
        }
        return render(request, "evaluation/editors/import_table.html", context, status=status)


class TakeTable(ImportTable):
    """Import the uploaded table."""

    http_method_names: ClassVar = ["post", "options"]

    def post(self, request: HttpRequest, kind: str) -> HttpResponse:
        try:
            messages.success(request, import_table(kind=kind, by=request.user))
        except Refused as refused:
            messages.error(request, str(refused))
        return redirect(IMPORT, kind)


class DiscardTable(ImportTable):
    """Delete the uploaded table without importing it."""

    http_method_names: ClassVar = ["post", "options"]

    def post(self, request: HttpRequest, kind: str) -> HttpResponse:
        discard_table(kind=kind, by=request.user)
        messages.success(request, gettext("The import was cancelled."))
        return redirect(IMPORT, kind)


def addresses() -> list[URLPattern]:
    at = "import/<slug:kind>/"
    return [
        path(at, ImportTable.as_view(), name=IMPORT),
        path(f"{at}take/", TakeTable.as_view(), name="evaluation_take_table"),
        path(f"{at}discard/", DiscardTable.as_view(), name="evaluation_discard_table"),
    ]
