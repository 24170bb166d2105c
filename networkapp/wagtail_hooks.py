"""The editors' side, and Wagtail's doors to the public: each asks the same check."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.contenttypes.models import ContentType
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import URLPattern, path, reverse
from django.utils.http import content_disposition_header
from django.utils.translation import get_language_from_path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks
from wagtail.admin.menu import MenuItem
from wagtail.admin.userbar import ContentCheckerItem
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
from wagtail.snippets.models import register_snippet

from networkapp.addresses import is_own_page, is_own_view
from networkapp.administration import menu
from networkapp.administration.forms.site_settings import SiteSettingsForm
from networkapp.campaigns.editing import CampaignGroup, keep_used_days
from networkapp.campaigns.forms.campaigns import CampaignForm
from networkapp.campaigns.forms.days import DayForm, DeedEditForm
from networkapp.campaigns.models import Campaign, DayOfYear, Deed
from networkapp.conf import setting
from networkapp.desk.admin_home import PANELS
from networkapp.editing.buttons import BUTTONS
from networkapp.editing.comparison import naming_what_is_seen
from networkapp.editing.draft_mails import write_to_those_who_find_the_draft
from networkapp.editing.files import DocumentsOfEditors, ImagesOfEditors, PublishSeveral, of_own_pages
from networkapp.editing.group_rights import give_groups_their_rights
from networkapp.editing.page_guards import GUARDS, naming_found_pages, tell_of_offered_pages, to_own_pages
from networkapp.editing.permission_policies import ByTheTable, MeetingsByTheTable, WithdrawnInstead, WithoutPapers
from networkapp.editing.review_names import name_known_reviews_alone
from networkapp.editing.wagtail_lts import PreviewRevisionForTask, limit_privacy_form, use_registered_policies
from networkapp.files.access import may_see_collection
from networkapp.files.inline_documents import must_be_downloaded
from networkapp.handbooks.glossary.forms import GlossaryTermForm
from networkapp.handbooks.law.forms import LegalSourceForm
from networkapp.handbooks.models import (
    ChapterPage,
    GlossaryTerm,
    HandbookIndexPage,
    HandbookPage,
    LegalSource,
    PartPage,
)
from networkapp.handbooks.pages.access import HANDBOOKS, IN_HANDBOOKS, require_readable
from networkapp.handbooks.pages.editing.content_checks import Checks
from networkapp.handbooks.pages.editing.page_translations import submit_page_translation
from networkapp.handbooks.pages.editing.section_chooser import SectionChooserViewSet, section_chooser
from networkapp.handbooks.pages.editing.style_guide import style_guide
from networkapp.handbooks.pages.forms import ChapterForm
from networkapp.handbooks.pages.page_links import LinksOfTexts
from networkapp.handbooks.pages.scheduling import NOT_PUBLISHED
from networkapp.hotlines.forms import HotlineForm
from networkapp.hotlines.models import Hotline
from networkapp.inquiries.forms.parliaments import InstrumentForm, PeriodForm
from networkapp.inquiries.models import ParliamentInstrument, ParliamentPeriod
from networkapp.library.editing import (
    LibraryGroup,
    ParliamentGroup,
    name_what_is_done_to_the_library,
    when_a_calendar_changes,
)
from networkapp.library.forms import LibraryForm
from networkapp.library.models import Organisation, Publication
from networkapp.meetings.forms.editing import MeetingForm
from networkapp.meetings.models import Meeting
from networkapp.middleware import follow_reader, shared_by_visitors
from networkapp.models import SiteSettings
from networkapp.networks import editing, subject_editing
from networkapp.news.actions.articles import open_places, require_readable_news, settle_in
from networkapp.news.forms import ArticleForm
from networkapp.news.models import ArticlePage, NewsPage
from networkapp.news.queries.signatures import unnamed
from networkapp.permissions import Action
from networkapp.policies import HAS_REGISTRY, register_policy, wrap_document_policy

# Here, since models know no forms.
ChapterPage.base_form_class = ChapterForm
ArticlePage.base_form_class = ArticleForm
Meeting.base_form_class = MeetingForm
GlossaryTerm.base_form_class = GlossaryTermForm
LegalSource.base_form_class = LegalSourceForm
Campaign.base_form_class = CampaignForm
Hotline.base_form_class = HotlineForm
DayOfYear.base_form_class = DayForm
Organisation.base_form_class = Publication.base_form_class = LibraryForm
Deed.base_form_class = DeedEditForm
SiteSettings.base_form_class = SiteSettingsForm
ParliamentInstrument.base_form_class = InstrumentForm
ParliamentPeriod.base_form_class = PeriodForm
# Editors find parts and chapters in the order in which they are read.
HandbookPage.admin_default_ordering = PartPage.admin_default_ordering = "ord"

register_policy(Meeting, MeetingsByTheTable(Meeting, may=Action.EDIT_MEETINGS, network="network"))
register_policy(Publication, ByTheTable(Publication, may=Action.EDIT_LIBRARY))
register_policy(GlossaryTerm, ByTheTable(GlossaryTerm, may=Action.EDIT_GLOSSARY, network="network", shared=True))
register_policy(LegalSource, ByTheTable(LegalSource, may=Action.EDIT_HANDBOOKS, network="network", shared=True))
for of_network in (Campaign, Deed):
    register_policy(of_network, ByTheTable(of_network, may=Action.EDIT_CAMPAIGNS, network="network"))
register_policy(DayOfYear, ByTheTable(DayOfYear, may=Action.EDIT_CAMPAIGNS))
register_policy(Hotline, WithdrawnInstead(Hotline, may=Action.EDIT_HOTLINES, network="network", shared=True))
register_policy(Organisation, ByTheTable(Organisation, may=Action.EDIT_LIBRARY))
for asked_by in (ParliamentInstrument, ParliamentPeriod):
    register_policy(asked_by, ByTheTable(asked_by, may=Action.EDIT_LIBRARY))
wrap_document_policy(WithoutPapers)
# It counts the pages of all networks and names the newest, so it is for people who can see all.
PageTypesUsageReportView.permission_policy = ModelPermissionPolicy(ContentType)

# They say the title of a page that awaits nothing before they ask who wants to know.
WorkflowPageViewMixin.add_not_in_moderation_error = of_own_pages(WorkflowPageViewMixin.add_not_in_moderation_error)
PreviewRevisionForTask.add_error_message = of_own_pages(PreviewRevisionForTask.add_error_message)
name_known_reviews_alone()
write_to_those_who_find_the_draft()
BulkAction.get_actionable_objects = naming_found_pages(BulkAction.get_actionable_objects)
MoveBulkAction.get_form = to_own_pages(MoveBulkAction.get_form)
ChosenMultipleView.get = tell_of_offered_pages(ChosenMultipleView.get)

# It names and shows whatever one of two revisions points to.
RevisionsCompareView._get_comparison = naming_what_is_seen(RevisionsCompareView._get_comparison)

# After Wagtail's own, which it replaces: theirs breaks if a page refuses to be published.
hooks.register("register_bulk_action", PublishSeveral, order=100)
hooks.register("before_delete_snippet", keep_used_days)
for written in ("after_create_snippet", "after_edit_snippet", "after_delete_snippet"):
    hooks.register(written, when_a_calendar_changes)
for button in BUTTONS:
    hooks.register("register_page_header_buttons", button)
if not HAS_REGISTRY:
    use_registered_policies()
    hooks.register("register_admin_urls", limit_privacy_form)
for hook, guard in GUARDS.items():
    hooks.register(hook, guard)


@hooks.register("register_rich_text_features", order=100)
def lead_to_pages_in_the_language_of_a_text(features: Any) -> None:
    features.register_link_type(LinksOfTexts)


def is_shown_to_its_reader(page: Page) -> bool:
    """Return whether `page` is shown in its reader's language: pages of the plugins, or all if the site says so."""
    return is_own_page(page) or setting("INTERFACE_EVERYWHERE")


@hooks.register("before_serve_page", order=-200)
def lead_to_the_language_of_the_page(
    page: Page, request: HttpRequest, args: Any, kwargs: Any
) -> HttpResponseRedirect | None:
    """Redirect from an address in another language than that of the page to the one address that the page has."""
    if not is_shown_to_its_reader(page) or get_language_from_path(request.path) in (None, page.locale.language_code):
        return None
    query = request.META["QUERY_STRING"]
    return redirect(f"{page.get_url(request)}{f'?{query}' if query else ''}")


@hooks.register("before_serve_page", order=-100)
def serve_handbooks_to_their_readers(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> None:
    require_readable(page=page, user=request.user)


@hooks.register("before_serve_page", order=-100)
def serve_news_to_their_readers(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> None:
    require_readable_news(page=page, user=request.user)


@hooks.register("before_serve_page")
def show_pages_in_the_language_of_their_reader(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> None:
    if is_shown_to_its_reader(page):
        follow_reader(request)


@hooks.register("on_serve_page")
def share_pages_among_visitors(serve: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Handbooks as visitors read them are the same for all of these."""
    shared = shared_by_visitors(HANDBOOKS)(lambda request, page, args, kwargs: serve(page, request, args, kwargs))

    def served(page: Page, request: HttpRequest, args: Any, kwargs: Any) -> HttpResponse:
        if isinstance(page, (HandbookIndexPage, *IN_HANDBOOKS)):
            return shared(request, page, args, kwargs)
        return serve(page, request, args, kwargs)

    return served


@hooks.register("before_serve_document", order=-100)
def serve_documents_to_their_readers(document: AbstractDocument, request: HttpRequest) -> None:
    if not may_see_collection(collection=document.collection, user=request.user):
        raise Http404


@hooks.register("before_serve_document", order=100)
def download_documents_that_act(document: AbstractDocument, request: HttpRequest) -> HttpResponse | None:
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
def list_files_to_those_who_use_them(router: Any) -> None:
    """Replace Wagtail's endpoints for files, which list the files of all collections to every editor."""
    router.register_endpoint("images", ImagesOfEditors)
    router.register_endpoint("documents", DocumentsOfEditors)


@hooks.register("construct_reports_menu")
def hide_the_report_on_everybodys_pages(request: HttpRequest, items: list[Any]) -> None:
    if not request.user.is_superuser:
        items[:] = [item for item in items if item.name != "page-types-usage"]


@hooks.register("after_create_page")
@hooks.register("after_edit_page")
@hooks.register("after_copy_page")
def give_rights_on_new_handbooks(request: HttpRequest, page: Page, new_page: Page | None = None) -> None:
    handbook = new_page or page
    if isinstance(handbook, HandbookPage):
        give_groups_their_rights(network=handbook.network)


@hooks.register("after_create_page")
def give_networks_their_places_in_new_lists(request: HttpRequest, page: Page) -> None:
    if isinstance(page, NewsPage):
        open_places(index=page)


@hooks.register("after_copy_page")
def settle_copies_of_articles(request: HttpRequest, page: Page, new_page: Page) -> None:
    if isinstance(new_page, ArticlePage):
        settle_in(article=new_page)


@hooks.register("register_admin_viewset")
def let_editors_choose_sections() -> SectionChooserViewSet:
    return section_chooser


@hooks.register("register_admin_urls")
def give_the_style_guide_an_address() -> list[URLPattern]:
    return [path("style-guide/", style_guide, name="networkapp_style_guide")]


@hooks.register("register_admin_urls", order=-1)
def offer_every_language_for_pages_of_handbooks() -> list[URLPattern]:
    """Put our view in front of Wagtail's, at the same address: it also offers languages the interface does not have."""
    return [path("translation/submit/page/<int:page_id>/", submit_page_translation)]


@hooks.register("register_admin_menu_item")
def lead_to_the_style_guide() -> MenuItem:
    return MenuItem(_("Style guide"), reverse("networkapp_style_guide"), icon_name="openquote", order=950)


@hooks.register("construct_wagtail_userbar")
def check_what_is_written(request: HttpRequest, items: list[Any], page: Page | None) -> None:
    """Replace Wagtail's checks by ours, which include them, on pages of the plugins, or on all if the site says so.

    The request of a preview, which Wagtail makes itself, leads to no view.
    """
    match = request.resolver_match
    is_own = is_own_page(page) if page is not None else match is not None and is_own_view(match.func, request)
    if not (is_own or setting("INTERFACE_EVERYWHERE")):
        return
    items[:] = [Checks(item.in_editor) if isinstance(item, ContentCheckerItem) else item for item in items]


@hooks.register("construct_homepage_panels")
def show_editors_what_is_theirs(request: HttpRequest, panels: list[Any]) -> None:
    """First the editor's tasks and handbooks; then Wagtail's own content."""
    panels.extend(panel() for panel in PANELS)


@hooks.register("after_publish_page")
def say_who_has_not_confirmed(request: HttpRequest, page: Page) -> None:
    """Show the publisher of an article who is asked to sign it and is not named under it."""
    missing = unnamed(page) if isinstance(page, ArticlePage) else []
    if missing:
        words = _("Not named, because they have not confirmed this text: %(seats)s.")
        messages.warning(request, words % {"seats": "; ".join(one.seat.label for one in missing)})


@hooks.register("register_log_actions")
def name_what_became_of_its_day(actions: Any) -> None:
    """Register the names of our actions in Wagtail's history of a page."""
    actions.register_action(
        NOT_PUBLISHED, _("Not published"), _("Not published on the scheduled day because content is missing")
    )


hooks.register("register_log_actions", name_what_is_done_to_the_library)
register_snippet(LibraryGroup)
register_snippet(CampaignGroup)
register_snippet(ParliamentGroup)
register_setting(SiteSettings, icon="site", order=10)
menu.register_all()
editing.register_all()
subject_editing.register_all()
