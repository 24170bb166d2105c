"""The reference site's own pages: its front page, and plain pages about it."""

from typing import Any, ClassVar

from django.conf import settings
from django.db import models
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel
from wagtail.models import Page, PagePermissionTester
from wagtail.search import index
from wagtail.url_routing import RouteResult

from home.domain.front import front_page_context
from networkapp.administration.rights import is_site_administrator
from networkapp.handbooks.models.pages import also_in, route_in_handbook
from networkapp.models.publication import KeepsPublicationMixin
from networkapp.models.rich_texts import ProseField
from networkapp.users import AnyUser

STANDFIRST = FieldPanel("standfirst", help_text=_("One or two sentences, shown larger below the title."))


class FrontPageRights(PagePermissionTester):  # type: ignore[misc]
    """What somebody may do with a front page: what their groups may, and site administrators change and publish it."""

    def __init__(self, user: AnyUser, page: Page) -> None:
        super().__init__(user, page)
        if is_site_administrator(user) and not user.is_superuser:
            self.permissions = {*self.permissions, "change", "publish"}

    def can_unpublish(self) -> bool:
        return bool(self.user.is_superuser and super().can_unpublish())


class HomePage(KeepsPublicationMixin, Page):
    """The front page, one per language: /, /ru/, /de/."""

    heading = models.CharField(
        _("Heading"),
        max_length=200,
        blank=True,
        help_text=_("If empty, the name of the site is shown."),
    )
    standfirst = models.TextField(_("summary"), blank=True)

    template = "home/home_page.html"
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("heading"), STANDFIRST]
    search_fields: ClassVar = [*Page.search_fields, index.SearchField("standfirst")]

    class Meta:
        verbose_name = _("Front page")

    def permissions_for_user(self, user: AnyUser) -> PagePermissionTester:
        """Let site administrators change the front page alone: rights in Wagtail hold for all pages below it, too."""
        return FrontPageRights(user, self)

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        straight = route_in_handbook(self, path_components) if len(path_components) > 1 else None
        return straight or super().route(request, path_components)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        language, reads, others = self.locale.language_code, get_language() or "en", also_in(self)
        shown = front_page_context(user=request.user, language=language, reads=reads)
        introduction = self.introduced_in(reads, others)
        elsewhere = [version for version in others if version.pk != introduction.pk]
        return context | shown | {"also_in": elsewhere, "introduction": introduction}

    def introduced_in(self, reads: str, others: list[Page]) -> Page:
        """The version whose words open the page: at an address that names no language, the one its reader reads."""
        if self.locale.language_code != settings.LANGUAGE_CODE:
            return self
        return next((version.specific for version in others if version.locale.language_code == reads), self)


class StandardPage(KeepsPublicationMixin, Page):
    """A plain page about the site: about, accessibility, privacy."""

    standfirst = models.TextField(_("summary"), blank=True)
    body = ProseField(
        _("Text"),
        features=["bold", "italic", "link", "ol", "ul", "h2", "h3"],
    )

    template = "home/standard_page.html"
    parent_page_types: ClassVar = ["home.HomePage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar = [*Page.content_panels, STANDFIRST, FieldPanel("body")]
    search_fields: ClassVar = [*Page.search_fields, index.SearchField("standfirst"), index.SearchField("body")]

    class Meta:
        verbose_name = _("simple page")
        verbose_name_plural = _("simple pages")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {"also_in": also_in(self)}
