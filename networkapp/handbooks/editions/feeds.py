"""Feeds of editions: of a handbook that anybody may read, in one language, the newest first."""

from collections.abc import Callable
from uuid import UUID, uuid5

from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.utils import translation
from django.utils.html import linebreaks
from django.utils.translation import gettext as _

from networkapp.handbooks.editions.queries import editions_of, find_handbooks
from networkapp.handbooks.models import Edition, EditionText
from networkapp.metadata.atom import Entry, atom

MAX_ENTRIES = 30


def build_editions_feed(
    *, handbook: UUID, language: str, absolute: Callable[[str], str], address: str, home: str
) -> str:
    """Return the feed of the handbook with this translation key; Http404 if it is not public in this language.

    `absolute` makes absolute addresses from paths of this site.
    """
    anybody = AnonymousUser()
    versions = find_handbooks(handbook=handbook, user=anybody)
    page = next((page for page in versions if page.locale.language_code == language), None)
    if page is None:
        raise Http404
    published = editions_of(handbook=handbook, user=anybody).filter(texts__language=language)[:MAX_ENTRIES]
    with translation.override(language):
        return atom(
            title=_("Editions of %(handbook)s") % {"handbook": page.title},
            key=uuid5(handbook, language).urn,
            address=address,
            home=home,
            author=page.network.local_name,
            language=language,
            entries=[
                _entry(edition, text, absolute)
                for edition in published
                for text in edition.texts.all()
                if text.language == language
            ],
        )


def _entry(edition: Edition, text: EditionText, absolute: Callable[[str], str]) -> Entry:
    """Return the feed entry of an edition; its update is its publication, since an edition never changes."""
    return Entry(
        key=uuid5(edition.handbook, f"{text.language}/{edition.number}").urn,
        title=_("%(title)s, edition %(edition)s") % {"title": text.title, "edition": edition.label},
        address=absolute(text.get_absolute_url()),
        published=edition.published_at,
        updated=edition.published_at,
        summary=text.standfirst,
        html=linebreaks(text.changes, autoescape=True) if text.changes else "",
        language=text.language,
    )
