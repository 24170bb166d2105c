"""Checks whether editions are as they were published, and moves them with their handbook."""

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from wagtail.images import get_image_model

from networkapp.handbooks.editions.actions import digest_of
from networkapp.handbooks.editions.documents import DOCUMENT
from networkapp.handbooks.editions.pictures import PICTURE, SIZE, visible_to_all_readers
from networkapp.handbooks.models import Edition, EditionDocument, EditionPicture, EditionSection, HandbookPage


@dataclass(frozen=True, kw_only=True)
class EditionCheck:
    """An edition compared with its hash, and with the restrictions of networks.

    `altered` lists in English what has changed since its publication. `withheld` are the hashes of its pictures of
    which every copy on the site is in a collection that not all readers of the edition can see.
    """

    edition: Edition
    altered: tuple[str, ...]
    withheld: tuple[str, ...]


def check_editions() -> Iterator[EditionCheck]:
    """Yield each edition, oldest first, with its changed or lost content and what is visible to too many.

    A picture that was redrawn or deleted since the edition was published is reported as lost.
    """
    copies = _pictures_by_digest()
    for edition in Edition.objects.select_related("network").order_by("pk").iterator(chunk_size=10):
        yield EditionCheck(
            edition=edition, altered=tuple(_alterations(edition)), withheld=tuple(_withheld_digests(edition, copies))
        )


def _pictures_by_digest() -> dict[str, list[Any]]:
    """Return the pictures of the site, by the hash of their rendition in editions."""
    found: dict[str, list[Any]] = {}
    drawn = get_image_model().get_rendition_model().objects.filter(filter_spec=SIZE)
    for rendition in drawn.select_related("image__collection").iterator(chunk_size=100):
        found.setdefault(_digest_of_file(rendition), []).append(rendition.image)
    return found


def _withheld_digests(edition: Edition, copies: Mapping[str, list[Any]]) -> Iterator[str]:
    for digest in edition.pictures.order_by("digest").values_list("digest", flat=True):
        if (images := copies.get(digest)) and not visible_to_all_readers(images, edition.network):
            yield digest


def _alterations(edition: Edition) -> Iterator[str]:
    if digest_of(edition=edition) != edition.digest:
        yield "text, titles, dates or numbers have changed"
    sections = EditionSection.objects.filter(chapter__text__edition=edition)
    shown = {digest for html in sections.values_list("html", flat=True) for _address, digest in PICTURE.findall(html)}
    kept = {picture.digest: picture for picture in EditionPicture.objects.filter(digest__in=shown, shown_in=edition)}
    for digest in sorted(shown):
        if digest not in kept or _digest_of_file(kept[digest]) != digest:
            yield f"picture {digest} is missing or has changed"
    linked = {digest for html in sections.values_list("html", flat=True) for digest in DOCUMENT.findall(html)}
    there = {one.digest: one for one in EditionDocument.objects.filter(digest__in=linked, linked_in=edition)}
    for digest in sorted(linked):
        if digest not in there or _digest_of_file(there[digest]) != digest:
            yield f"document {digest} is missing or has changed"


def _digest_of_file(kept: Any) -> str:
    try:
        with kept.file.open("rb") as file:
            return hashlib.sha256(file.read()).hexdigest()
    except FileNotFoundError:
        return ""


@transaction.atomic
def move_editions_with_handbook(*, handbook: HandbookPage) -> None:
    """Move the editions of a handbook to its network, once all its languages are there.

    Until then they are for people who can read all these networks (handbooks/editions/queries.py). Their addresses
    stay.
    """
    versions = HandbookPage.objects.filter(translation_key=handbook.translation_key)
    if versions.exclude(network=handbook.network_id).exists():
        return
    for edition in Edition.objects.filter(handbook=handbook.translation_key).exclude(network=handbook.network_id):
        edition.network = handbook.network
        edition.save(update_fields=["network"])


def on_handbook_published(*, instance: HandbookPage, **message: Any) -> None:
    """Receive Wagtail's page_published: the network of the handbook may have changed."""
    move_editions_with_handbook(handbook=instance)
