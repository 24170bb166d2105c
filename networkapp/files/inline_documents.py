"""Stored documents that a browser can show in its window; it only downloads others."""

from django.core.cache import cache
from wagtail.documents.models import AbstractDocument

from networkapp.files.pdf_actions import RULES, has_automatic_actions

_SECONDS = 60 * 60 * 24 * 30


def must_be_downloaded(document: AbstractDocument) -> bool:
    """Return whether the document is a PDF that acts by itself, whatever was known of it when it was uploaded.

    The answer is cached for the content of the file, since a large one takes part of a second to look through.
    """
    if not document.filename.lower().endswith(".pdf"):
        return False
    key = f"networkapp.pdf.{RULES}.{document.get_file_hash()}"
    known: bool | None = cache.get(key)
    if known is None:
        with document.file.storage.open(document.file.name) as opened:  # the response opens one of its own
            known = has_automatic_actions(opened.read())
        cache.set(key, known, _SECONDS)
    return known
