"""Pictures that an edition shows: kept with it as they were, once for each network."""

import hashlib
import re
from collections.abc import Collection
from typing import Any

from django.core.files.base import ContentFile

from networkapp.domain.handbooks.files import is_for_all_readers
from networkapp.models import EditionPicture, Network
from networkapp.models.handbook_blocks import SectionValue

SIZE = "width-960"
"""How large pictures are kept, as a rendition of Wagtail: what the page shows."""
PICTURE = re.compile(r'<img src="[^"]*/pictures/\d+/([0-9a-f]{64})/"')
"""A picture in what an edition keeps of a section; words that read like the address of one are none."""


def keep_pictures(*, section: SectionValue, network: Network) -> dict[int, EditionPicture]:
    """By primary key of the picture, what is kept of each that the section shows to all its readers."""
    return {image.pk: _keep(image, network) for image in pictures_for_all(section=section, network=network)}


def pictures_for_all(*, section: SectionValue, network: Network) -> list[Any]:
    """The pictures in the section that whoever may read the handbooks of the network may see where they lie."""
    figures = [block.value["image"] for block in section["body"] if block.block_type == "figure"]
    return without_withheld([image for image in figures if image], network)


def without_withheld(images: Collection[Any], network: Network) -> list[Any]:
    """Those of these pictures that all readers of the network's handbooks may see."""
    lie_in = {image.collection_id: image.collection for image in images}
    open_ones = {pk for pk, kept in lie_in.items() if is_for_all_readers(collection=kept, network=network)}
    return [image for image in images if image.collection_id in open_ones]


def _keep(image: Any, network: Network) -> EditionPicture:
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
