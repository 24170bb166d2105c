"""Pictures that an edition shows, kept with it as they were, once for each network; and those that books take."""

import hashlib
import re
from collections.abc import Collection, Iterable
from typing import Any

from django.core.files.base import ContentFile

from networkapp.files.access import is_for_all_readers
from networkapp.handbooks.models import Edition, EditionPicture
from networkapp.handbooks.models.blocks import SectionValue
from networkapp.models import Network

SIZE = "width-960"
"""How large pictures are kept, as a rendition of Wagtail: what the page shows."""
PICTURE = re.compile(r'<img src="([^"]*/pictures/\d+/([0-9a-f]{64})/)"')
"""A picture in what an edition keeps of a section, its address and hash; words that read like an address are none."""


def store_pictures(*, section: SectionValue, network: Network) -> dict[int, EditionPicture]:
    """Return by primary key of the picture the stored copy of each that the section shows to all its readers."""
    return {
        image.pk: _store_picture(image, network) for image in pictures_for_all_readers(section=section, network=network)
    }


def pictures_for_all_readers(*, section: SectionValue, network: Network) -> list[Any]:
    """Return the pictures in the section that everyone who can read the network's handbooks can see in their
    collections."""
    figures = [block.value["image"] for block in section["body"] if block.block_type == "figure"]
    return visible_to_all_readers([image for image in figures if image], network)


def visible_to_all_readers(images: Collection[Any], network: Network) -> list[Any]:
    """Return those of these pictures that all readers of the network's handbooks can see."""
    lie_in = {image.collection_id: image.collection for image in images}
    open_ones = {pk for pk, kept in lie_in.items() if is_for_all_readers(collection=kept, network=network)}
    return [image for image in images if image.collection_id in open_ones]


def pictures_in_edition(*, edition: Edition, texts: Iterable[str]) -> dict[str, bytes]:
    """Return the pictures that these texts of the edition show, by address."""
    addresses = {digest: address for html in texts for address, digest in PICTURE.findall(html)}
    kept = edition.pictures.filter(digest__in=addresses)
    return {addresses[picture.digest]: content for picture in kept if (content := _read(picture.file)) is not None}


def current_pictures(*, section: Any, network: Network) -> dict[int, tuple[str, bytes]]:
    """Return address and content of a current section's pictures that all its readers can see, by primary key."""
    rendered = {image.pk: _rendered(image) for image in pictures_for_all_readers(section=section, network=network)}
    return {pk: (f"/picture/{pk}", content) for pk, content in rendered.items() if content is not None}


def _store_picture(image: Any, network: Network) -> EditionPicture:
    rendition = image.get_rendition(SIZE)
    with rendition.file.open("rb") as file:
        content = file.read()
    digest = hashlib.sha256(content).hexdigest()
    known: EditionPicture | None = EditionPicture.objects.filter(network=network, digest=digest).first()
    if known is not None:
        return known
    ending = rendition.file.name.rpartition(".")[2]
    kept = EditionPicture(network=network, digest=digest, width=rendition.width, height=rendition.height)
    kept.file.save(f"{digest}.{ending}", ContentFile(content), save=True)
    return kept


def _rendered(image: Any) -> bytes | None:
    try:
        return _read(image.get_rendition(SIZE).file)
    # Whatever is wrong with the picture of an editor, the book is made without it.
    except Exception:
        return None


def _read(file: Any) -> bytes | None:
    try:
        with file.open("rb") as opened:
            content: bytes = opened.read()
            return content
    except OSError:
        return None
