"""Reports in Wagtail's admin, where they are written around parts that are generated."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404, HttpRequest
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.panels import FieldPanel, MultiFieldPanel
from wagtail.signals import published
from wagtail.snippets.action_menu import PublishMenuItem
from wagtail.snippets.models import register_snippet
from wagtail.snippets.views.snippets import SnippetViewSet

from evaluation.reports.files import order_documents
from evaluation.reports.forms.reports import ReportForm
from evaluation.reports.models import Report
from networkapp.editing.files import EditableObjectMixin
from networkapp.editing.permission_policies import TablePolicy
from networkapp.permissions import Action
from networkapp.policies import register_policy

Report.base_form_class = ReportForm
register_policy(Report, TablePolicy(Report, may=Action.EDIT_REPORTS, network="network"))


def only_editable(view: type) -> type:
    """Return a subclass of Wagtail's view that finds only reports that the editor can edit."""
    return type(view.__name__, (EditableObjectMixin, view), {})


def only_unpublished(view: type) -> type:
    """Return a subclass of Wagtail's view that answers 404 for a report with a published version."""
    return type(view.__name__, (UnfrozenReportMixin, EditableObjectMixin, view), {})


class UnfrozenReportMixin:
    """Mixin that answers 404 for reports with a published version."""

    def get_object(self, *args: Any, **kwargs: Any) -> Any:
        found = super().get_object(*args, **kwargs)  # type: ignore[misc]
        if found.versions.exists():
            raise Http404
        return found


class ReportViewSet(SnippetViewSet):
    """Reports in Wagtail's admin."""

    base_url_path = "snippets/evaluation/report"
    admin_url_namespace = "wagtailsnippets_evaluation_report"
    chooser_base_url_path = "snippets/choose/evaluation/report"
    chooser_admin_url_namespace = "wagtailsnippetchoosers_evaluation_report"
    model = Report
    icon = "doc-full"
    menu_label = _("Evaluation reports")
    add_to_admin_menu = True
    list_display = ["title", "network", "kind", "year"]
    search_fields = ["title"]
    edit_view_class = only_editable(SnippetViewSet.edit_view_class)
    copy_view_class = only_editable(SnippetViewSet.copy_view_class)
    delete_view_class = only_unpublished(SnippetViewSet.delete_view_class)
    usage_view_class = only_editable(SnippetViewSet.usage_view_class)
    history_view_class = only_editable(SnippetViewSet.history_view_class)
    unpublish_view_class = only_unpublished(SnippetViewSet.unpublish_view_class)
    revisions_view_class = only_editable(SnippetViewSet.revisions_view_class)
    revisions_compare_view_class = only_editable(SnippetViewSet.revisions_compare_view_class)
    revisions_unschedule_view_class = only_editable(SnippetViewSet.revisions_unschedule_view_class)
    preview_on_edit_view_class = only_editable(SnippetViewSet.preview_on_edit_view_class)
    panels = [
        FieldPanel("title"),
        FieldPanel("slug"),
        MultiFieldPanel(
            [
                FieldPanel(name)
                for name in ("network", "kind", "country", "first_year", "year", "since", "until", "number", "language")
            ],
            heading=_("Report"),
        ),
        FieldPanel("standfirst"),
        FieldPanel("body"),
        FieldPanel("changes"),
        MultiFieldPanel([FieldPanel(name) for name in ("issued", "paper", "source_url")], heading=_("Older report")),
    ]

    def get_queryset(self, request: HttpRequest) -> QuerySet[Report]:
        found: QuerySet[Report] = self.permission_policy.instances_user_has_any_permission_for(request.user, ["change"])
        return found

    def register_chooser_viewset(self) -> None:
        """Register no chooser: nothing points to a report, and Wagtail's would name drafts of all networks."""


register_snippet(ReportViewSet)


class PublishByPermissionTable(PublishMenuItem):
    """Wagtail asks for a right of the account, which editors have not: who may edit a report may publish it."""

    def is_shown(self, context: Any) -> bool:
        return not super().is_shown(context) and not context.get("locked_for_user")


@hooks.register("register_snippet_action_menu_item")
def offer_to_publish(model: Any) -> PublishMenuItem | None:
    """Return a menu item that lets people publish the reports they can edit; None for other models."""
    return PublishByPermissionTable(order=5) if model is Report else None


def make_documents(sender: Any, instance: Any, **kwargs: Any) -> None:
    """Receive Wagtail's published: order the documents of a report once it is public.

    Wagtail also sends the signal for a report scheduled for a later day, which is ignored.
    """
    if isinstance(instance, Report) and instance.live:
        order_documents(instance)


published.connect(make_documents, dispatch_uid="documents of reports")
