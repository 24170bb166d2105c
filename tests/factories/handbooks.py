"""Handbooks to test with, in Wagtail's own first site."""

import gc
import warnings
from typing import Any

from django.core.files.base import ContentFile
from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from wagtail.documents import get_document_model
from wagtail.images import get_image_model
from wagtail.images.tests.utils import get_test_image_file
from wagtail.models import Collection, Locale, Page, Site

from home.domain.demo.recording.handbooks import open_handbook, write_chapter
from networkapp.editing.group_rights import collection_of
from networkapp.handbooks.models import ChapterPage, HandbookFile, HandbookIndexPage, HandbookPage
from networkapp.handbooks.takeaway.formats import Takeaway
from networkapp.models import Network
from tests.factories.site import clear_cache


def section(key: str, text: str = "", **fields: Any) -> dict[str, Any]:
    """A section as `write_chapter` takes it, with one paragraph."""
    return {
        "key": key,
        "title": f"About {key}",
        "blocks": [{"type": "text", "html": f"<p>{text or key}</p>"}],
        **fields,
    }


def front_page(language: str = "en") -> Page:
    # Wagtail keeps where sites begin in the cache, which outlives the database of a test.
    clear_cache()
    locale, _created = Locale.objects.get_or_create(language_code=language)
    front = (Site.objects.filter(is_default_site=True).first() or _site_anew(locale)).root_page
    if language != "en":
        front = front.get_translation_or_none(locale) or front.copy_for_translation(locale)
        front.live = True
        front.save()
    return front


def _site_anew(locale: Locale) -> Site:
    """What migrations leave, where a test has emptied all tables before."""
    Collection.objects.first() or Collection.add_root(name="Root")
    root = Page.objects.first() or Page.add_root(title="Root", slug="root", locale=locale)
    return Site.objects.create(hostname="localhost", root_page=root, is_default_site=True)


def handbook_index(language: str = "en") -> HandbookIndexPage:
    front = front_page(language)
    known = HandbookIndexPage.objects.child_of(front).first()
    if known:
        return known
    index = HandbookIndexPage(title="Handbooks", slug="handbooks", locale=front.locale)
    original = HandbookIndexPage.objects.first()
    if original:
        index.translation_key = original.translation_key
    front.add_child(instance=index)
    return index


def make_handbook(network: Network, *, language: str = "en", **fields: Any) -> HandbookPage:
    values = {"slug": f"handbook-of-{network.slug}", "title": f"Handbook of {network.slug}", **fields}
    return open_handbook(network=network, index=handbook_index(language), **values)


def make_chapter(handbook: HandbookPage, number: int = 1, *keys: str, **fields: Any) -> ChapterPage:
    """A published chapter with a section per key."""
    values = {
        "slug": f"chapter-{number}",
        "title": f"Chapter {number}",
        "sections": [section(key) for key in keys or ("first",)],
        **fields,
    }
    return write_chapter(handbook=handbook, number=number, **values)


def make_image(network: Network | None = None) -> Any:
    """A picture in the collection of a network, or in none's."""
    image = get_image_model()(title="A picture", file=get_test_image_file())
    if network:
        image.collection = collection_of(network=network)
    image.save()
    return image


def make_rendition(image: Any, size: str = "width-100") -> Any:
    """The picture in a smaller size. Wagtail leaves a temporary file to the garbage collector, which is called here."""
    clear_cache()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore", ResourceWarning)
        image.get_rendition(size)
        gc.collect()
    return image.get_rendition(size)


def make_document(network: Network | None = None) -> Any:
    document = get_document_model()(title="A document", file=SimpleUploadedFile("brief.txt", b"what only seats read"))
    if network:
        document.collection = collection_of(network=network)
    document.save()
    return document


def make_file(takeaway: Takeaway, content: str = "", form: str = "pdf") -> HandbookFile:
    """A file of a handbook that is there already, and says what a test wants it to."""
    file = HandbookFile(
        text=takeaway.text, page=takeaway.page, scope=takeaway.scope, subject=takeaway.subject, name=takeaway.name,
        digest=takeaway.digest, form=form, state=HandbookFile.State.READY, built_at=timezone.now(), size=len(content),
    )  # fmt: skip
    file.file.save(f"{takeaway.digest}.{form}", ContentFile(content.encode()), save=True)
    return file
