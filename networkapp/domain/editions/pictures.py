"""Pictures that an edition shows: kept with it as they were, once for each network."""

import hashlib
import re
from typing import Any

from django.core.files.base import ContentFile

from networkapp.models import EditionPicture, Network
from networkapp.models.handbook_blocks import SectionValue

SIZE = "width-960"
"""How large pictures are kept, as a rendition of Wagtail: what the page shows."""
PICTURE = re.compile(r'<img src="[^"]*/pictures/\d+/([0-9a-f]{64})/"')
"""A picture in what an edition keeps of a section; words that read like the address of one are none."""


def keep_pictures(*, section: SectionValue, network: Network) -> dict[int, EditionPicture]:
    """By primary key of the picture, what is kept of each that the section shows."""
    images = [
        block.value["image"] for block in section["body"] if block.block_type == "figure" and block.value["image"]
    ]
    return {image.pk: _keep(image, network) for image in images}


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
