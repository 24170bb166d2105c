"""Pictures of public pages for link previews: drawn at the first request, once for each state of their text."""

import hashlib
import json
import logging
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import get_language
from django_tasks import task

from networkapp.documents.convert import ConversionError
from networkapp.files.generated import (
    BEHIND_ALL_ELSE,
    claim_file,
    get_or_create_file,
    maintain_files,
    require_few_waiting,
    store_content,
)
from networkapp.metadata.cards import RenderedCard, find_card, site_name
from networkapp.metadata.drawing import CardText, draw_card
from networkapp.models import CardImage
from networkapp.registry.metadata import Card

logger = logging.getLogger(__name__)

FORM = "png"
State = CardImage.State
KEPT = timedelta(days=60)
"""After this a picture is drawn again, where somebody still asks for it."""


def drawing_of(card: Card) -> CardText:
    """Return the text on the picture of a card, in the active language or the language of the text."""
    return CardText(
        site=site_name(),
        title=str(card.title),
        over=str(card.over),
        under=str(card.under),
        language=card.language or get_language() or "en",
        bands=card.bands,
    )


def digest_of(drawing: CardText) -> str:
    """Return the SHA-256 digest of everything from which a picture is drawn."""
    return hashlib.sha256(json.dumps(drawing.facts, sort_keys=True).encode()).hexdigest()


def place_of_picture(shown: RenderedCard) -> str:
    """Return the address of a card's picture, in the language of its words if the site has it, else in the reader's.

    The address changes with what is drawn, so that no picture of other words is shown that somebody has kept.
    """
    known, own = dict(settings.LANGUAGES), shown.card.language
    language = own if own in known else get_language() or "en"
    with translation.override(language):
        state = digest_of(drawing_of(shown.card))[:12]
    return f"{reverse('networkapp:card_picture', args=[language, shown.kind, shown.key])}?v={state}"


def words_of(card: Card) -> str:
    """Return the text alternative of the picture of a card."""
    texts = [str(card.title), str(card.over), str(card.under), *(band.words for band in card.bands)]
    return ". ".join(filter(None, texts))


def picture_of(*, kind: str, key: str, language: str) -> CardImage | None:
    """Return the picture of the public card of this kind and key with its current text; None if there is no card.

    It may be still unfinished, where somebody else has it drawn at this moment, or have failed. Refused:
    `many_waiting`, where the site has enough to do.
    """
    with translation.override(language):
        card = find_card(kind=kind, key=key)
        if card is None:
            return None
        drawing = drawing_of(card)
    digest = digest_of(drawing)
    known: CardImage | None = CardImage.objects.filter(digest=digest, form=FORM).first()
    if known is not None and known.state != State.WAITING:
        return known
    picture, is_mine = _order(digest, drawing)
    if is_mine:
        _draw(picture.pk)
    picture.refresh_from_db()
    return picture


@task(priority=BEHIND_ALL_ELSE)
def draw_picture(pk: int) -> None:
    """Draw and store the picture. Can be called any number of times, also at once: the first caller draws it."""
    if claim_file(CardImage.objects, pk):
        _draw(pk)


@transaction.atomic
def _order(digest: str, drawing: CardText) -> tuple[CardImage, bool]:
    """Make sure that the picture exists or will be drawn, and return whether this request should draw it before any
    worker does."""
    require_few_waiting(CardImage.objects)
    sought = {"digest": digest, "form": FORM}
    picture: CardImage = get_or_create_file(CardImage.objects, draw_picture, sought, {"facts": drawing.facts})
    return picture, claim_file(CardImage.objects, picture.pk)


def _draw(pk: int) -> None:
    picture = CardImage.objects.get(pk=pk)
    try:
        store_content(picture, draw_card(picture.facts))
    except ConversionError:
        logger.exception("Could not create preview picture %s of a page.", pk)
        CardImage.objects.filter(pk=pk).update(state=State.FAILED)


def maintain_pictures(*, now: datetime) -> int:
    """Resume abandoned pictures, three times at most, and delete old ones."""
    old: Any = CardImage.objects.filter(asked_at__lt=now - KEPT).exclude(state=State.BUILDING)
    return maintain_files(CardImage.objects, old=old, make=draw_picture, now=now)
