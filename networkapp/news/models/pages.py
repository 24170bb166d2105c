"""News: articles of networks as Wagtail pages, one list per language, in it a place for each network."""

from typing import Any, ClassVar, Self
from uuid import UUID, uuid5

from django.core.paginator import Page as PageOfRows
from django.core.paginator import Paginator
from django.db import models
from django.http import HttpRequest
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.contrib.table_block.blocks import TableBlock
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager, PageViewRestriction
from wagtail.query import PageQuerySet
from wagtail.search import index

from networkapp.editing.panels import checkbox_panel
from networkapp.handbooks.models.blocks import BoxBlock, FigureBlock
from networkapp.models.delegations import Subject
from networkapp.models.networks import Network
from networkapp.models.page_languages import also_in
from networkapp.models.publication import KeepsPublicationMixin
from networkapp.models.rich_texts import EditableStreamBlock, ProseBlock
from networkapp.models.view_restrictions import restrictions_on, unrestricted
from networkapp.permissions import Action
from networkapp.users import AnyUser

PAGE_SIZE = 20
TEXT_FEATURES = ["bold", "italic", "link", "document-link", "ol", "ul", "h2", "h3"]
PLACES = UUID("0a7a6c1c-40f4-4c3f-8a5e-3f0f2a1d9f10")
"""The namespace in which the slug of a network becomes what its places in all languages share."""


class ArticleBlock(EditableStreamBlock):
    """The content of an article. Each picture needs a description."""

    text = ProseBlock(label=_("Text"), features=TEXT_FEATURES, icon="pilcrow")
    figure = FigureBlock()
    box = BoxBlock()
    # The table editor has no other language, and complains about those that Wagtail hands it.
    table = TableBlock(
        label=_("Table"), template="networkapp/handbooks/blocks/table.html", table_options={"language": "en-US"}
    )


class ArticleQuerySet(PageQuerySet):
    """Articles, by permission."""

    def where(self, user: AnyUser, *, may: Action) -> Self:
        """Return the articles of networks in which `user` is allowed `may`."""
        return self.filter(network__in=Network.objects.where(user, may=may))

    def published_for(self, user: AnyUser) -> Self:
        """Return the published articles that `user` can read without being asked for more, the newest first.

        Wagtail's aliases are left out: an article appears once, where it was written.
        """
        found: Self = unrestricted(self.live().filter(alias_of=None).where(user, may=Action.READ_NEWS), user)
        return found.order_by("-date", "-first_published_at", "-pk")

    def about(self, subject: Subject | None) -> Self:
        return self.filter(subjects=subject) if subject else self

    def of(self, network: Network | None) -> Self:
        return self.filter(network=network) if network else self

    def to_list(self) -> Self:
        """Return the articles with what a list shows, and without their text."""
        return self.select_related("network", "locale").defer("body").prefetch_related("subjects__translations")


class NewsPage(KeepsPublicationMixin, Page):
    """The list of all news in one language: /news/, /ru/news/."""

    introduction = models.TextField(_("introduction"), blank=True)

    template = "networkapp/news/index.html"
    subpage_types: ClassVar = ["networkapp_news.NetworkNewsPage"]
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("news list")
        verbose_name_plural = _("news lists")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | list_context(self, request) | {"index": self, "place": None, "also_in": also_in(self)}


class NetworkNewsPageQuerySet(PageQuerySet):
    """News pages of networks."""

    def written_in(self) -> Self:
        """Return those in which articles are written, without aliases."""
        return self.filter(alias_of=None)


class NetworkNewsPage(KeepsPublicationMixin, Page):
    """The place of a network in a list of news. Its writers have their rights here, and say whom the press may ask.

    It comes to be by itself (news/actions/articles.py), one for each network and language.
    """

    network = models.ForeignKey(
        Network, on_delete=models.PROTECT, related_name="news_places", verbose_name=_("Network"), editable=False
    )
    press_office = models.CharField(
        _("Press contact"),
        max_length=200,
        blank=True,
        help_text=_("An office, for example “Secretariat of the network”. Name a person only with their consent."),
    )
    press_mail = models.EmailField(
        _("press e-mail address"), blank=True, help_text=_("An office address, not a personal one.")
    )
    press_phone = models.CharField(
        _("press telephone number"), max_length=40, blank=True, help_text=_("With the country code: +358 …")
    )

    objects: ClassVar[Any] = PageManager.from_queryset(NetworkNewsPageQuerySet)()

    template = "networkapp/news/index.html"
    parent_page_types: ClassVar = ["networkapp_news.NewsPage"]
    subpage_types: ClassVar = ["networkapp_news.ArticlePage"]
    # Made by itself, so nobody is offered to make another one.
    is_creatable = False
    content_panels: ClassVar = [
        *Page.content_panels,
        MultiFieldPanel(
            [FieldPanel("press_office"), FieldPanel("press_mail"), FieldPanel("press_phone")], _("Press contact")
        ),
    ]

    class Meta:
        verbose_name = _("network news page")
        verbose_name_plural = _("network news pages")

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        return restrictions_on(self)

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        return public_sitemap_urls(self.network, super().get_sitemap_urls(request))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        place = {
            "index": self.get_parent(),
            "place": self,
            "also_in": also_in(self),
            "writes": self._writes(request.user),
        }
        return context | list_context(self, request, self.network) | place

    def _writes(self, user: AnyUser) -> bool:
        """Return whether `user` may write an article here."""
        return bool(user.has_perm("wagtailadmin.access_admin")) and bool(
            self.permissions_for_user(user).can_add_subpage()
        )


class ArticlePage(KeepsPublicationMixin, Page):
    """One article of a network in one language; its versions in other languages share its `translation_key`.

    The network is that of its parent page. Signatures belong to all its versions together (news/models/signatures.py),
    and are never typed.
    """

    network = models.ForeignKey(
        Network, on_delete=models.PROTECT, related_name="articles", verbose_name=_("Network"), editable=False
    )
    date = models.DateField(_("Date"), default=timezone.localdate)
    standfirst = models.TextField(
        _("summary"), blank=True, help_text=_("One or two sentences on what is new. Also shown in lists.")
    )
    subjects: "ParentalManyToManyField[Subject, Any]" = ParentalManyToManyField(
        Subject, related_name="articles", blank=True, verbose_name=_("Subjects")
    )
    body = StreamField(
        ArticleBlock(),
        verbose_name=_("Text"),
        help_text=_("This is the text people sign. If you change the text, they are asked to sign again."),
    )
    digest = models.CharField(max_length=64, blank=True, editable=False)
    """The digest of the text as last published (news/wordings.py); only people who confirmed exactly
    this text are named."""

    objects: ClassVar[Any] = PageManager.from_queryset(ArticleQuerySet)()

    template = "networkapp/news/article.html"
    parent_page_types: ClassVar = ["networkapp_news.NetworkNewsPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("standfirst"),
        FieldPanel("date"),
        FieldPanel("body"),
        checkbox_panel("subjects", help_text=_("Related recommendations")),
        HelpPanel(heading=_("Signatures"), template="networkapp/news/signatures_panel.html"),
    ]
    # Without words for search engines alone: who signed an article has not read them.
    promote_panels: ClassVar = [FieldPanel("slug"), FieldPanel("show_in_menus")]
    search_fields: ClassVar = [*Page.search_fields, index.SearchField("standfirst"), index.SearchField("body")]

    class Meta:
        verbose_name = _("Article")
        verbose_name_plural = _("Articles")

    @cached_property
    def place(self) -> NetworkNewsPage | None:
        """Return the news page of its network in its language, which is its parent."""
        found: NetworkNewsPage | None = NetworkNewsPage.objects.parent_of(self).first()
        return found

    def can_move_to(self, parent: Page) -> bool:
        """Allow moving within the network only, because an article that members signed must not change its network."""
        place = parent.specific
        return bool(super().can_move_to(parent)) and place.network_id == self.network_id

    def with_content_json(self, content: dict[str, Any]) -> "ArticlePage":
        """Return the page with the content of a revision, except its network and digest."""
        page: ArticlePage = super().with_content_json(content)
        page.network_id, page.digest = self.network_id, self.digest
        return page

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        return restrictions_on(self)

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        return public_sitemap_urls(self.network, super().get_sitemap_urls(request))

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        versions = list(ArticlePage.objects.published_for(request.user).filter(translation_key=self.translation_key))
        others = sorted((one for one in versions if one.pk != self.pk), key=lambda one: one.locale.language_code)
        language = request.GET.get("beside", "")
        return context | {
            "place": self.place,
            "index": self.place.get_parent() if self.place else None,
            "also_in": others,
            "beside": next((one for one in others if one.locale.language_code == language), None),
            "subjects_named": list(self.subjects.prefetch_related("translations")) if self.pk else [],
        }


def public_sitemap_urls(network: Network, addresses: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return `addresses` for a sitemap, or none if the network is not public."""
    return addresses if network.visibility == Network.Visibility.PUBLIC else []


def place_key(network: Network) -> UUID:
    """Return the translation key that the news pages of a network share in all languages."""
    return uuid5(PLACES, network.slug)


def list_context(page: Page, request: HttpRequest, network: Network | None = None) -> dict[str, Any]:
    """Return the articles on a list in the language of `page`, and the filters for it."""
    here = ArticlePage.objects.published_for(request.user).filter(locale=page.locale)
    subject = Subject.objects.at_address(request.GET.get("subject", ""))
    ordered = here.order_by()
    rows: PageOfRows[ArticlePage] = Paginator(here.of(network).about(subject).to_list(), PAGE_SIZE).get_page(
        request.GET.get("page")
    )
    written = NetworkNewsPage.objects.live().written_in()
    places = written.filter(locale=page.locale, network__in=ordered.values("network"))
    subjects = Subject.objects.filter(pk__in=ordered.of(network).values("subjects")).prefetch_related("translations")
    return {
        "page_obj": rows,
        "subject": subject,
        "places": list(places.select_related("network").order_by("network__name")),
        "subjects": list(subjects),
    }
