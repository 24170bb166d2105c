"""Documents that an edition links to: kept with it as they were, where all its readers may have them."""

import hashlib
import re
from typing import Any

from django.core.files import File
from django.http import Http404
from django.urls import reverse
from django.utils.html import escape
from django.utils.translation import gettext as _
from wagtail.documents import get_document_model
from wagtail.models import Collection, CollectionViewRestriction

from networkapp.files.access import containers_of, is_for_all_readers
from networkapp.handbooks.editions.queries import readable_editions
from networkapp.handbooks.models import EditionDocument
from networkapp.models import Network, NetworkCollection
from networkapp.models.view_restrictions import OwnCollectionRestriction
from networkapp.users import AnyUser

DOCUMENT = re.compile(
    r'<a href="[^".]*/editions/documents/\d+/([0-9a-f]{64})/">(?:(?!</a>).)*</a> <small class="soft">', re.DOTALL
)
"""A link to a document in what an edition keeps of a section; an address that an editor typed says not which file."""


def with_stored_documents(html: str, network: Network) -> tuple[str, set[int]]:
    """Return the text with links to the stored copies of its documents; behind each link it says which file it is.

    And the primary keys of these copies. A document that not every reader of the network's handbooks can have, or that
    is missing, has no copy: its link stays as it is.
    """
    beginning = re.escape(reverse("wagtaildocs_serve", args=[0, "x"]).partition("0/x")[0])
    links = re.compile(rf'<a href="{beginning}(\d+)/[^"/]*">(.*?)</a>', flags=re.DOTALL)
    wanted = {int(pk) for pk, _words in links.findall(html)}
    if not wanted:
        return html, set()
    found = get_document_model().objects.filter(pk__in=wanted).select_related("collection")
    kept = {document.pk: made for document in found if (made := _store_document(document, network)) is not None}

    def led(link: re.Match[str]) -> str:
        document = kept.get(int(link[1]))
        if document is None:
            return f'{link[0]} <small class="soft">({escape(_("current file"))})</small>'
        opening = f'<a href="{document.get_absolute_url()}">'
        return f'{opening}{link[2]}</a> <small class="soft">({escape(_("file from this edition"))})</small>'

    return links.sub(led, html), {made.pk for made in kept.values()}


def find_document(*, network: int, digest: str, user: AnyUser) -> "tuple[EditionDocument, File[Any]]":
    """Return the document with this hash, opened; Http404 if no edition that `user` can read links to it."""
    readable = readable_editions(user=user).values("pk")
    found = EditionDocument.objects.filter(network=network, digest=digest, linked_in__in=readable)
    document: EditionDocument | None = found.first()
    if document is None:
        raise Http404
    try:
        return document, document.file.open("rb")
    except FileNotFoundError as missing:
        raise Http404 from missing


def _store_document(document: Any, network: Network) -> EditionDocument | None:
    if not _is_visible_to_all_readers(document.collection, network):
        return None
    try:
        with document.file.open("rb") as file:
            digest = hashlib.file_digest(file, "sha256").hexdigest()
            known: EditionDocument | None = EditionDocument.objects.filter(network=network, digest=digest).first()
            if known is not None:
                return known
            file.seek(0)
            kept = EditionDocument(network=network, digest=digest, name=document.filename[:255])
            kept.file.save(digest, file, save=True)
    except FileNotFoundError:
        return None
    return kept


def _is_visible_to_all_readers(collection: Collection, network: Network) -> bool:
    """Return whether everyone who can read the network's handbooks can have what is in the collection."""
    around = containers_of(collection)
    # The mark that keeps others out of the network's own collection is no barrier for its readers.
    own = NetworkCollection.objects.filter(network=network, collection__path__in=around).values("collection")
    own_marks = OwnCollectionRestriction.objects.filter(
        restriction_type=OwnCollectionRestriction.LOGIN, collection__in=own
    )
    barriers = CollectionViewRestriction.objects.filter(collection__path__in=around).exclude(pk__in=own_marks)
    return is_for_all_readers(collection=collection, network=network) and not barriers.exists()
