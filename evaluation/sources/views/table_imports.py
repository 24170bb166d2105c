"""Tables of others in Wagtail's admin: uploaded, previewed with every row that could not be placed, imported."""

from django.core.exceptions import PermissionDenied
from django.http import Http404
from django.urls import URLPattern, path, reverse
from django.utils.translation import gettext, gettext_lazy

from evaluation.models import ObservationFile, UploadedTable
from evaluation.sources.forms.registers import FindingTableForm, ObservationTableForm, TableForm, TreatyTableForm
from evaluation.sources.uploads import discard_table, import_table, may_import, pending_table, store_table
from networkapp.views.action_view import ActionView, ButtonView, Value, Values

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
        "The status table of a treaty as a saved web page, XLSX or CSV file: from the UN Treaty Collection, the "
        "Council of Europe (chart of signatures and ratifications) or the ILO (NORMLEX). Or a CSV file: the "
        "participation list of the UN, or a list with the columns country (or iso3), instrument, act and date. "
        "Optional columns: articles, territories, text, source, source_url, as_of, takes_effect and checked."
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


class TableView(ActionView[str]):
    """Base of what is done with an uploaded table of one kind."""

    def get_object(self) -> str:
        kind: str = self.kwargs["kind"]
        if kind not in FORMS:
            raise Http404
        if not may_import(user=self.request.user, kind=kind):
            raise PermissionDenied
        return kind

    def get_action_kwargs(self) -> Values:
        return {"kind": self.object, "user": self.request.user}

    def get_success_url(self) -> str:
        return reverse(IMPORT, args=[self.object])


class ImportTable(TableView):
    """The form, the uploaded table with its preview, and the files that were imported last."""

    template_name = "evaluation/editors/import_table.html"
    action = staticmethod(store_table)

    def get_form_class(self) -> type[TableForm]:
        return FORMS[self.object]

    def get_context_data(self, **kwargs: Value) -> Values:
        kind = Kind(self.object)
        context = {
            "kind": self.object,
            "columns": COLUMNS[kind],
            "table": pending_table(kind=kind, user=self.request.user),
            "files": ObservationFile.objects.all()[:LATEST],
            "page_title": TITLES[kind],
            "header_title": TITLES[kind],
            "header_icon": "upload",
            "breadcrumbs_items": [
                {"url": reverse("wagtailadmin_home"), "label": gettext("Home")},
                {"url": "", "label": TITLES[kind]},
            ],
        }
        return super().get_context_data(**context, **kwargs)


class ImportUploadedTable(TableView, ButtonView[str]):
    """Import the uploaded table."""

    action = staticmethod(import_table)

    def get_success_message(self) -> str:
        return str(self.result)


class DiscardTable(TableView, ButtonView[str]):
    """Delete the uploaded table without importing it."""

    action, success_message = staticmethod(discard_table), gettext_lazy("The import was cancelled.")


def addresses() -> list[URLPattern]:
    """Return the URL patterns of the pages that upload, import and discard a table."""
    at = "import/<slug:kind>/"
    return [
        path(at, ImportTable.as_view(), name=IMPORT),
        path(f"{at}take/", ImportUploadedTable.as_view(), name="evaluation_take_table"),
        path(f"{at}discard/", DiscardTable.as_view(), name="evaluation_discard_table"),
    ]
