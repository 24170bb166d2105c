"""Handbooks: Wagtail pages whose sections have ids that outlive every edit."""

from dataclasses import dataclass
from itertools import groupby
from typing import Any, ClassVar

from django.conf import settings
from django.core.cache import cache
from django.db import models
from django.http import HttpRequest
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy as _
from modelcluster.fields import ParentalManyToManyField
from wagtail.admin.panels import FieldPanel, HelpPanel, MultiFieldPanel
from wagtail.fields import StreamField
from wagtail.models import Page, PageManager, PageViewRestriction, Revision
from wagtail.search import index
from wagtail.url_routing import RouteResult

from networkapp.conf import setting
from networkapp.handbooks.models.blocks import SectionsBlock
from networkapp.handbooks.models.querysets import HandbookQuerySet
from networkapp.handbooks.models.section_translations import count_translations, section_rows_among
from networkapp.handbooks.models.section_views import (
    ChapterContext,
    WrittenSection,
    build_written_sections,
    load_sections,
    outlines_of,
)
from networkapp.handbooks.models.sections import Section, SectionQuerySet
from networkapp.models.delegations import Delegation, Subject
from networkapp.models.licences import Licensed
from networkapp.models.networks import Network
from networkapp.models.page_languages import LANGUAGES_BESIDE, address_of_list, also_in, original_among
from networkapp.models.publication import KeepsPublicationMixin
from networkapp.models.view_restrictions import restrictions_on, unrestricted
from networkapp.permissions import Action
from networkapp.users import AnyUser


def route_in_handbook(start: Page, path_components: list[str]) -> RouteResult | None:
    """Return the chapter or handbook at this address below `start`, in a query or two.

    Wagtail's own routing makes two queries for each level.
    """
    address = f"{start.url_path}{'/'.join(path_components)}/"
    first, last = start._get_children_path_interval(start.path)
    for kind in (ChapterPage, HandbookPage):
        below = kind.objects.filter(path__range=(first, last), url_path=address, live=True)
        for page in below.select_related("locale").order_by()[:1]:
            return RouteResult(page)
    return None


class HandbookIndexPage(KeepsPublicationMixin, Page):
    """The parent page of handbooks, one per language: /handbooks/, /ru/handbooks/."""

    introduction = models.TextField(_("introduction"), blank=True)

    template = "networkapp/handbooks/index.html"
    subpage_types: ClassVar = ["networkapp_handbooks.HandbookPage"]
    content_panels: ClassVar = [*Page.content_panels, FieldPanel("introduction")]

    class Meta:
        verbose_name = _("list of handbooks")

    def route(self, request: HttpRequest, path_components: list[str]) -> RouteResult:
        straight = route_in_handbook(self, path_components) if path_components else None
        return straight or super().route(request, path_components)

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        own, elsewhere = self.handbooks_for(request.user)
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        return context | {"handbooks": own, "elsewhere": elsewhere, "also_in": also_in(self)}

    def handbooks_for(self, user: AnyUser) -> "tuple[list[HandbookPage], list[HandbookPage]]":
        """Return those of this list and, in the list of the default language, those whose own list is not published."""
        pages = HandbookPage.objects.child_of(self)
        if self.locale.language_code == settings.LANGUAGE_CODE:
            listed = HandbookIndexPage.objects.live().order_by().values("locale")
            pages = pages | HandbookPage.objects.exclude(locale__in=listed)
        readable = pages.live().where(user, may=Action.READ_HANDBOOKS).with_edition()
        found = list(readable.select_related("network", "locale").order_by("locale__language_code", "title"))
        own = [handbook for handbook in found if handbook.path.startswith(self.path)]
        return own, [handbook for handbook in found if handbook not in own]


class HandbookPage(KeepsPublicationMixin, Licensed, Page):
    """One handbook of a network in one language. Who may read it follows from the network."""

    network = models.ForeignKey(Network, on_delete=models.PROTECT, related_name="handbooks", verbose_name=_("Network"))
    standfirst = models.TextField(_("summary"), blank=True)
    translated_from = models.ForeignKey(
        "wagtailcore.Locale", on_delete=models.PROTECT, null=True, editable=False, related_name="+"
    )
    """The language of the original; none where this is the original, which alone is authoritative."""
    law_months = models.PositiveSmallIntegerField(
        _("Months until the next legal review"),
        default=12,
        help_text=_("Counted from the law date. Enter 0 for no time limit."),
    )

    objects: ClassVar[Any] = PageManager.from_queryset(HandbookQuerySet)()

    # A copy is a handbook of its own; a translated copy stores the language that it was translated from.
    exclude_fields_in_copy: ClassVar = ["translated_from"]
    template = "networkapp/handbooks/handbook.html"
    parent_page_types: ClassVar = ["networkapp_handbooks.HandbookIndexPage"]
    subpage_types: ClassVar = ["networkapp_handbooks.PartPage", "networkapp_handbooks.ChapterPage"]
    content_panels: ClassVar = [
        *Page.content_panels,
        FieldPanel("standfirst", help_text=_("One or two sentences: purpose and readers.")),
        *(FieldPanel("law_months"), Licensed.licence_panel, FieldPanel("network", permission="superuser")),
    ]
    search_fields: ClassVar = [*Page.search_fields, index.SearchField("standfirst")]

    class Meta:
        verbose_name = _("Handbook")
        verbose_name_plural = _("Handbooks")

    def with_content_json(self, content: dict[str, Any]) -> "HandbookPage":
        """Return the page with the content of a revision, except which language is the original."""
        page: HandbookPage = super().with_content_json(content)
        page.translated_from_id = self.translated_from_id
        return page

    def chapters(self) -> "list[ChapterPage]":
        """Return the published chapters in reading order, without their text."""
        found = ChapterPage.objects.descendant_of(self).live().defer("sections", "search_description")
        return list(found.order_by("path"))

    def contents(self) -> "list[ContentsPart]":
        """Return its published chapters by part, in reading order; those without a part are under None."""
        chapters = self.chapters()
        in_parts = any(chapter.depth > self.depth + 1 for chapter in chapters)
        parts = {part.path: part for part in PartPage.objects.child_of(self).live()} if in_parts else {}
        groups = groupby(chapters, key=lambda chapter: parts.get(chapter.path[: -chapter.steplen]))
        return [ContentsPart(part, list(chapters)) for part, chapters in groups]

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        versions = also_in(self)
        return context | {
            "handbook": self,
            "index_url": self.index_url(request),
            "contents": self.contents(),
            "also_in": versions,
            "original": original_among(versions, self.translated_from_id),
        }

    def index_url(self, request: HttpRequest | None = None) -> str:
        """Return the address of the list of handbooks, without loading that page if Wagtail knows the address."""
        address = f"{(self.get_url(request) or '/').rstrip('/').rpartition('/')[0]}/"
        if self.locale.language_code not in LANGUAGES_BESIDE.get():
            return address
        return address_of_list(HandbookIndexPage.objects.live(), self, request) or address

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        return restrictions_on(self)

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        return public_sitemap_urls(self, super().get_sitemap_urls(request))


@dataclass(frozen=True)
class ContentsPart:
    """A part in a list of contents with its chapters, or chapters without a part."""

    part: "PartPage | None"
    chapters: "list[ChapterPage]"


class PageInHandbook(KeepsPublicationMixin, Page):
    """Base of the pages in a handbook."""

    class Meta:
        abstract = True

    @cached_property
    def handbook(self) -> HandbookPage:
        return HandbookPage.objects.around(self).select_related("network").get()

    def get_view_restrictions(self) -> models.QuerySet[PageViewRestriction]:
        return restrictions_on(self)

    def get_sitemap_urls(self, request: HttpRequest | None = None) -> list[dict[str, Any]]:
        return public_sitemap_urls(self.handbook, super().get_sitemap_urls(request))


def public_sitemap_urls(handbook: HandbookPage, addresses: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return `addresses` for a sitemap, or none if the handbook is not public."""
    return addresses if handbook.network.visibility == Network.Visibility.PUBLIC else []


class PartPage(PageInHandbook):
    """A part of a handbook: chapters under a common title."""

    template = "networkapp/handbooks/handbook.html"
    parent_page_types: ClassVar = ["networkapp_handbooks.HandbookPage"]
    subpage_types: ClassVar = ["networkapp_handbooks.ChapterPage"]

    class Meta:
        verbose_name = _("handbook part")
        verbose_name_plural = _("handbook parts")

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        contents = [group for group in self.handbook.contents() if group.part == self]
        return context | {
            "handbook": self.handbook,
            "index_url": self.handbook.index_url(request),
            "contents": contents,
            "also_in": also_in(self),
        }


class ChapterPage(PageInHandbook):
    """A chapter. `number` is its own, so that it stays when the chapter is moved."""

    number = models.PositiveSmallIntegerField(
        _("number"), help_text=_("The number stays the same when the chapter is moved.")
    )
    short_title = models.CharField(
        _("short title"), max_length=80, blank=True, help_text=_("Shown in tables of contents.")
    )
    standfirst = models.TextField(_("summary"), blank=True)
    kept_by = models.ForeignKey(
        Delegation,
        null=True,
        blank=True,
        on_delete=models.SET_NULL,
        related_name="chapters_kept",
        verbose_name=_("maintained by"),
        help_text=_("Delegation that does the legal reviews. Leave empty for the editors."),
    )
    subjects: "ParentalManyToManyField[Subject, Any]" = ParentalManyToManyField(
        Subject, related_name="chapters", blank=True, verbose_name=_("Subjects")
    )
    sections = StreamField(SectionsBlock(), blank=True, verbose_name=_("sections"))

    shared_key = ""
    """The cache key of the parts that all readers share; empty if it is not read as published."""

    template = "networkapp/handbooks/chapter.html"
    parent_page_types: ClassVar = ["networkapp_handbooks.HandbookPage", "networkapp_handbooks.PartPage"]
    subpage_types: ClassVar[list[str]] = []
    content_panels: ClassVar = [
        *Page.content_panels,
        MultiFieldPanel([FieldPanel("number"), FieldPanel("short_title"), FieldPanel("standfirst")], _("Chapter")),
        HelpPanel(heading=_("Readers’ notes"), template="networkapp/handbooks/notes_panel.html"),
        *map(FieldPanel, ("sections", "subjects", "kept_by")),
    ]
    search_fields: ClassVar = [
        *Page.search_fields,
        index.SearchField("standfirst"),
        index.SearchField("sections"),
    ]

    class Meta:
        verbose_name = _("Chapter")
        verbose_name_plural = _("Chapters")

    @property
    def label(self) -> str:
        return self.short_title or self.title

    def publish(self, revision: Revision, *args: Any, **kwargs: Any) -> None:
        """Publish `revision`, by hand, on a date or by approval. ValidationError if the draft is incomplete."""
        draft = revision.as_object()
        draft.sections.stream_block.require_complete(draft.sections, chapter=self.title, number=draft.number)
        super().publish(revision, *args, **kwargs)

    def written_sections(self, *, known: SectionQuerySet | None = None) -> list[WrittenSection]:
        """Return its sections in this version, numbered, with the ids that publishing gave them.

        Of the sections that they refer to, each has those that are among `known`.
        """
        outlines = outlines_of(self)
        return build_written_sections(self, outlines, load_sections(self, outlines, lambda: known))

    def surroundings(self) -> "ChapterContext":
        """Return what surrounds its text for all readers, made once for them if it is read as published."""
        place, seconds = f"{self.shared_key}.surroundings", setting("KEEP_SECONDS") if self.shared_key else 0
        kept: ChapterContext | None = cache.get(place) if seconds else None
        if kept is None:
            subjects = list(self.subjects.prefetch_related("translations"))
            is_translated = not seconds or self.get_translations().live().exists()
            kept = ChapterContext(self.handbook.contents(), subjects, is_translated, outlines_of(self))
            cache.set(place, kept, seconds)
        return kept

    def get_context(self, request: HttpRequest, *args: Any, **kwargs: Any) -> dict[str, Any]:
        context: dict[str, Any] = super().get_context(request, *args, **kwargs)
        contents, subjects, is_translated, outlines = self.surroundings()
        chapters = [chapter for group in contents for chapter in group.chapters]
        here = next((place for place, chapter in enumerate(chapters) if chapter.pk == self.pk), len(chapters))
        found = load_sections(self, outlines, lambda: readable_sections(request.user))
        versions = also_in(self) if is_translated else []
        rows = section_rows_among(found, self)
        original = self.handbook.translated_from_id or self.locale_id
        for version in versions:
            version.balance = count_translations(rows, page=version.pk, original=original)
        return context | {
            "handbook": self.handbook,
            "index_url": self.handbook.index_url(request),
            "contents": contents,
            "last_number": chapters[-1].number if chapters else self.number,
            "previous": chapters[here - 1] if 0 < here < len(chapters) else None,
            "next": chapters[here + 1] if here + 1 < len(chapters) else None,
            "written": build_written_sections(self, outlines, found),
            "subjects": subjects,
            "also_in": versions,
            "original": original_among(versions, original),
            "balance": count_translations(rows, page=self.pk, original=original),
        }


def readable_sections(user: AnyUser, *, at: Any = None) -> SectionQuerySet:
    """Return the sections of all published chapters that `user` can read now, also withdrawn ones.

    It is a condition for the database: whatever else is asked of sections, it takes no further query.
    """
    above = HandbookPage.objects.where(user, may=Action.READ_HANDBOOKS, at=at).live()
    above = above.alias(here=models.ExpressionWrapper(models.OuterRef("path"), models.CharField()))
    chapters = unrestricted(ChapterPage.objects.live(), user)
    chapters = chapters.filter(models.Exists(above.filter(here__startswith=models.F("path"))))
    found: SectionQuerySet = Section.objects.filter(page__in=chapters.order_by().values("pk"))
    return found
