"""The editors' side, and Wagtail's doors to the public: each asks the same check."""

from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString
from django.utils.translation import get_language_from_path
from wagtail import hooks
from wagtail.admin.ui.components import Component
from wagtail.admin.views.bulk_action import BulkAction
from wagtail.admin.views.chooser import ChosenMultipleView
from wagtail.admin.views.generic.models import RevisionsCompareView
from wagtail.admin.views.pages.bulk_actions.move import MoveBulkAction
from wagtail.admin.views.pages.workflow import WorkflowPageViewMixin
from wagtail.admin.views.reports.page_types_usage import PageTypesUsageReportView
from wagtail.contrib.settings.registry import register_setting
from wagtail.documents.models import AbstractDocument
from wagtail.models import Page
from wagtail.permission_policies import ModelPermissionPolicy

from networkapp.addresses import is_own_page
from networkapp.administration import menu
from networkapp.administration.forms.site_settings import SiteSettingsForm
from networkapp.conf import setting
from networkapp.desk.desk import desk_of
from networkapp.editing.comparison import hide_invisible_values
from networkapp.editing.draft_mails import restrict_draft_emails
from networkapp.editing.files import (
    EditableDocumentsAPI,
    EditableImagesAPI,
    PublishPagesBulkAction,
    require_editable_page,
)
from networkapp.editing.page_guards import (
    GUARDS,
    hide_invisible_page_titles,
    restrict_move_destination,
    restrict_page_titles,
)
from networkapp.editing.permission_policies import DocumentPolicy
from networkapp.editing.review_names import hide_reviews_of_invisible_networks
from networkapp.editing.viewsets import library_menu
from networkapp.editing.wagtail_lts import PreviewRevisionForTask, limit_privacy_form, use_registered_policies
from networkapp.files.access import may_see_collection
from networkapp.files.inline_documents import must_be_downloaded
from networkapp.middleware import follow_reader
from networkapp.models import SiteSettings
from networkapp.networks import editing, subject_editing
from networkapp.policies import HAS_REGISTRY, wrap_document_policy

# Here, since models know no forms.
SiteSettings.base_form_class = SiteSettingsForm
wrap_document_policy(DocumentPolicy)
# It counts the pages of all networks and names the newest, so it is for people who can see all.
PageTypesUsageReportView.permission_policy = ModelPermissionPolicy(ContentType)

# They say the title of a page that awaits nothing before they ask who wants to know.
WorkflowPageViewMixin.add_not_in_moderation_error = require_editable_page(
    WorkflowPageViewMixin.add_not_in_moderation_error
)
PreviewRevisionForTask.add_error_message = require_editable_page(PreviewRevisionForTask.add_error_message)
hide_reviews_of_invisible_networks()
restrict_draft_emails()
BulkAction.get_actionable_objects = hide_invisible_page_titles(BulkAction.get_actionable_objects)
MoveBulkAction.get_form = restrict_move_destination(MoveBulkAction.get_form)
ChosenMultipleView.get = restrict_page_titles(ChosenMultipleView.get)

# It names and shows whatever one of two revisions points to.
RevisionsCompareView._get_comparison = hide_invisible_values(RevisionsCompareView._get_comparison)

# After Wagtail's own, which it replaces: theirs breaks if a page refuses to be published.
hooks.register("register_bulk_action", PublishPagesBulkAction, order=100)
if not HAS_REGISTRY:
    use_registered_policies()
    hooks.register("register_admin_urls", limit_privacy_form)
for hook, guard in GUARDS.items():
    hooks.register(hook, guard)


def is_localized_page(page: Page) -> bool:
    """Return whether `page` is shown in its reader's language: pages of the plugins, or all if the site says so."""
    return is_own_page(page) or setting("INTERFACE_EVERYWHERE")


@hooks.register("before_serve_page", order=-200)
def redirect_to_language_of_page(
    page: Page, request: HttpRequest, args: Any, kwargs: Any
) -> HttpResponseRedirect | None:
    """Redirect from an address in another language than that of the page to the one address that the page has."""
    if not is_localized_page(page) or get_language_from_path(request.path) in (None, page.locale.language_code):
        return None
    query = request.META["QUERY_STRING"]
    return redirect(f"{page.get_url(request)}{f'?{query}' if query else ''}")


@hooks.register("before_serve_page")
def activate_reader_language(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> None:
    """Show a page of the plugins, or any page if the site says so, in its reader's language."""
    if is_localized_page(page):
        follow_reader(request)


@hooks.register("before_serve_document", order=-100)
def require_visible_document(document: AbstractDocument, request: HttpRequest) -> None:
    """Raise Http404 for a document in a collection that the reader cannot see."""
    if not may_see_collection(collection=document.collection, user=request.user):
        raise Http404


@hooks.register("before_serve_document", order=100)
def download_active_documents(document: AbstractDocument, request: HttpRequest) -> HttpResponse | None:
    """Send a PDF that acts by itself as a download. Wagtail takes no streaming response from this hook."""
    if not must_be_downloaded(document):
        return None
    with document.file.storage.open(document.file.name) as opened:
        response = HttpResponse(opened.read(), content_type=document.content_type)
    response["Content-Disposition"] = content_disposition_header(as_attachment=True, filename=document.filename)
    response["Content-Security-Policy"] = "default-src 'none'"
    response["X-Content-Type-Options"] = "nosniff"
    return response


@hooks.register("construct_admin_api", order=100)
def restrict_file_endpoints(router: Any) -> None:
    """Replace Wagtail's endpoints for files, which list the files of all collections to every editor."""
    router.register_endpoint("images", EditableImagesAPI)
    router.register_endpoint("documents", EditableDocumentsAPI)


@hooks.register("construct_reports_menu")
def hide_page_types_report(request: HttpRequest, items: list[Any]) -> None:
    """Remove the report on page types for all but superusers, since it lists pages of other networks."""
    if not request.user.is_superuser:
        items[:] = [item for item in items if item.name != "page-types-usage"]


class EditorTasksPanel(Component):
    """The items of the editor's desk: law to be checked, outdated translations, reviews, dates."""

    name = "networkapp_waits"
    template_name = "networkapp/editors/tasks_panel.html"
    order = 10

    def get_context_data(self, parent_context: Any) -> dict[str, Any]:
        return {"waiting": desk_of(parent_context["request"].user).attention}


@hooks.register("construct_homepage_panels")
def add_editor_tasks_panel(request: HttpRequest, panels: list[Any]) -> None:
    """Add the panel with the editor's tasks to the home page of the administration."""
    panels.append(EditorTasksPanel())


@hooks.register("insert_global_admin_css")
def menu_style_sheet() -> SafeString:
    """Return the link to the style sheet that wraps long menu names in the administration."""
    return format_html('<link rel="stylesheet" href="{}">', static("networkapp/css/editors.css"))


hooks.register("register_admin_menu_item", library_menu)
register_setting(SiteSettings, icon="site", order=10)
menu.register_all()
editing.register_all()
subject_editing.register_all()
