"""The web links in sections of handbooks."""

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from bs4 import BeautifulSoup
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, QuerySet
from django.urls import reverse
from wagtail.blocks import ListBlock, StreamValue, StructValue, URLBlock
from wagtail.rich_text import RichText

from networkapp.editing.permission_policies import networks_edited
from networkapp.handbooks.models import HandbookPage, Section, SectionLink
from networkapp.handbooks.models.blocks import SectionValue
from networkapp.models.links import LONGEST_ADDRESS
from networkapp.permissions import Action
from networkapp.registry.links import LinkLocation
from networkapp.users import AnyUser


def record_section_links(*, section: Section, value: SectionValue) -> None:
    """Store a row for each address that the section links to, with earlier results for the same address."""
    found = set(web_addresses(value))
    known = set(section.links.values_list("link", flat=True))
    section.links.filter(link__in=known - found).delete()
    SectionLink.objects.bulk_create(SectionLink(section=section, link=link) for link in sorted(found - known))


def web_addresses(section: SectionValue) -> Iterator[str]:
    """Yield the web addresses in the text and legal sources of the section, in order."""
    for link in _addresses(section.block, section):
        if link.startswith(("https://", "http://")) and len(link) <= LONGEST_ADDRESS:
            yield link


def _addresses(block: Any, value: Any) -> Iterator[str]:
    if isinstance(value, RichText):
        yield from (str(anchor["href"]) for anchor in BeautifulSoup(value.source, "html.parser").select("a[href]"))
    elif isinstance(value, StructValue):
        for name, child in value.block.child_blocks.items():
            yield from _addresses(child, value.get(name))
    elif isinstance(value, StreamValue):
        for part in value:
            yield from _addresses(part.block, part.value)
    elif isinstance(block, ListBlock):
        for part in value:
            yield from _addresses(block.child_block, part)
    elif isinstance(block, URLBlock) and value:
        yield str(value)


def published_links(now: datetime) -> "QuerySet[SectionLink]":
    """Return the addresses of sections that are published today."""
    return SectionLink.objects.filter(section__withdrawn_at=None, section__page__live=True)


def links_corrected_by(user: AnyUser) -> "QuerySet[SectionLink]":
    """Return the addresses of published sections in handbooks that `user` edits."""
    edited = HandbookPage.objects.filter(network__in=networks_edited(user=user, may=Action.EDIT_HANDBOOKS))
    place = ExpressionWrapper(OuterRef("section__page__path"), CharField())
    around = edited.alias(here=place).filter(here__startswith=F("path"))
    links = SectionLink.objects.filter(Exists(around), section__withdrawn_at=None, section__page__live=True)
    return links.select_related("section__page__locale")


def link_place(link: SectionLink) -> LinkLocation:
    """Return the section with the address, and the page in Wagtail's admin on which it is corrected."""
    page = link.section.page
    address = reverse("wagtailadmin_pages:edit", args=[page.pk])
    return LinkLocation(title=str(link.section), language=page.locale.language_code, url=address)
