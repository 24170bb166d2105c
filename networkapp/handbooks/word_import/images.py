"""Pictures of a Word document that become pictures of the network."""

import logging
from collections.abc import Iterable
from io import BytesIO

from django.core.files.images import ImageFile
from wagtail.images import get_image_model

from networkapp.editing.group_rights import collection_of
from networkapp.files.kinds import RejectedFile
from networkapp.handbooks.models import WordImport
from networkapp.handbooks.word_import.preview import default_section_title
from networkapp.handbooks.word_import.reader.archive import Archive, open_archive
from networkapp.handbooks.word_import.reader.outline import OutlineChapter
from networkapp.handbooks.word_import.reader.pictures import read_picture

logger = logging.getLogger(__name__)


def store_images(brought: WordImport, chapters: Iterable[OutlineChapter]) -> dict[str, int]:
    """Save the pictures in the network's collection, each once, and return their keys by part of the archive."""
    parts = {
        block.value["part"]: block.value["alternative"] or block.value["caption"]
        for chapter in chapters
        for section in chapter.sections
        for block in section.blocks
        if block.kind == "figure"
    }
    if not parts:
        return {}
    archive = open_archive(bytes(brought.content))
    kept = ((part, _store_image(brought, archive, part, words)) for part, words in parts.items())
    return {part: image for part, image in kept if image is not None}


def _store_image(brought: WordImport, archive: Archive, part: str, words: str) -> int | None:
    try:
        content, ending = read_picture(archive, part)
    except RejectedFile:
        logger.warning("Picture %s of Word import %s has no supported format.", part, brought.pk)
        return None
    name = f"{default_section_title(brought)[:60]}-{part.rpartition('/')[2].partition('.')[0]}.{ending}"
    image = get_image_model()(
        title=(words or name)[:255],
        collection=collection_of(network=brought.handbook.network),
        uploaded_by_user=brought.user,
    )
    image.file = ImageFile(BytesIO(content), name=name)
    image._set_image_file_metadata()
    known = get_image_model().objects.filter(collection=image.collection, file_hash=image.file_hash).first()
    if known is not None:
        return int(known.pk)
    image.save()
    return int(image.pk)
