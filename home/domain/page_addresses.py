"""The addresses of the pages in the skin's menu, in the language of their reader."""

from collections.abc import Mapping

from django.conf import settings
from wagtail.models import Page
from wagtail.signals import page_published, page_slug_changed, page_unpublished, post_page_move

from networkapp.memory_cache import ProcessCache

DEEPEST = 3
"""Below the root of Wagtail: a front page and its children."""


def address_in(language: str, path: str) -> str:
    """Return the address of the page at `path`, in this language if it is published in it; otherwise `path` itself."""
    return path if language == settings.LANGUAGE_CODE else ADDRESSES.get().get((language, path), path)


def follow_pages() -> None:
    """Read the cached addresses again after a page was published, unpublished, renamed or moved."""
    for changed in (page_published, page_unpublished, page_slug_changed, post_page_move):
        changed.connect(ADDRESSES.forget, dispatch_uid="addresses in other languages")


def _addresses() -> Mapping[tuple[str, str], str]:
    pages = Page.objects.live().filter(depth__lte=DEEPEST).select_related("locale")
    rows = [(page.translation_key, page.locale.language_code, page.get_url()) for page in pages]
    originals = {key: path for key, language, path in rows if language == settings.LANGUAGE_CODE}
    return {(language, originals[key]): path for key, language, path in rows if path and key in originals}


ADDRESSES: ProcessCache[Mapping[tuple[str, str], str]] = ProcessCache("home.addresses", _addresses)
