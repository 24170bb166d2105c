"""A dossier: the chain around a thing, in order of time, with the text of every step, as one reader may have it."""

import logging
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from networkapp.documents.convert import ConversionError, DocumentFormat, make_document
from networkapp.errors import Refused
from networkapp.models import Seat, this_site
from networkapp.provenance.links import LinkedThing, chain_of, find_link
from networkapp.rate_limits import check_rate_limit
from networkapp.registry.provenance import DossierEntry
from networkapp.text.canonical_json import content_hash
from networkapp.users import AnyUser, is_signed_in

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class DossierStep:
    """A thing of the chain with what is shown of it; `is_asked` for the one that the dossier is about."""

    link: LinkedThing
    entry: DossierEntry
    is_asked: bool


@dataclass(frozen=True, kw_only=True)
class Dossier:
    """The steps in order of time, then current things, for whom they were read, when, and a SHA-256 over the
    content."""

    of: LinkedThing
    steps: tuple[DossierStep, ...]
    seen_as: tuple[str, ...]
    made_at: datetime
    content_hash: str

    @property
    def title(self) -> str:
        return f"{_('Dossier')}: {self.of.title}"

    @property
    def is_for_few(self) -> bool:
        """Return whether part of the dossier is withheld from others, so that it must not be passed on."""
        return any(step.entry.is_for_few for step in self.steps)


def dossier_of(*, key: str, user: AnyUser) -> Dossier:
    """Return the dossier of the item with this key ("decision-5"); Http404 if `user` cannot see one.

    It costs a fixed number of queries for each step along the chain and each kind of thing on it.
    """
    found = find_link(key, user=user)
    kinds: dict[str, list[LinkedThing]] = defaultdict(list)
    for link in chain_of(found.it, user):
        kinds[link.kind].append(link)
    steps = []
    for links in kinds.values():
        entry = links[0].part.describe([link.it for link in links], user)
        steps += [
            DossierStep(link=link, entry=entry[link.it.pk], is_asked=link.place == found.place)
            for link in links
            if link.it.pk in entry
        ]
    ordered = tuple(sorted(steps, key=lambda step: (step.entry.stands, step.entry.at, step.link.key)))
    return Dossier(
        of=found,
        steps=ordered,
        seen_as=_seen_as(user, {step.link.network for step in ordered}),
        made_at=timezone.now(),
        content_hash=content_hash([_hashed_content(step) for step in ordered]),
    )


def dossier_file(*, dossier: Dossier, user: AnyUser, address: str) -> bytes:
    """Return the dossier as PDF/UA in the reader's language. Refused: `too_fast`, `not_made`."""
    if user.is_authenticated:
        check_rate_limit(user=user, act="exports")
    html = render_to_string("networkapp/provenance/dossier_file.html", {"dossier": dossier, "address": address})
    site, language = str(this_site().local_name), get_language() or "en"
    try:
        return make_document(
            html=html, title=dossier.title, site=site, language=language, form=DocumentFormat.PDF, dated=dossier.made_at
        )
    except ConversionError as failure:
        logger.exception("Could not create the dossier of %s.", dossier.of.key)
        raise Refused("not_made", _("The PDF could not be created. Print the page instead.")) from failure


def _seen_as(user: AnyUser, networks: Collection[int | None]) -> tuple[str, ...]:
    """Return the reader's seats in the networks whose things are in it; seats in other networks must not appear in a
    document that is passed on."""
    if not is_signed_in(user):
        return ()
    seats = Seat.objects.current().filter(user=user, network__in=[pk for pk in networks if pk is not None])
    seats = seats.select_related("delegation", "network")
    return tuple(f"{seat.label} ({seat.network.local_name})" for seat in seats.order_by("network__name", "pk"))


def _hashed_content(step: DossierStep) -> dict[str, Any]:
    """Return a step as it is hashed: its content, not its address on this site."""
    return {
        "kind": step.link.kind,
        "title": step.link.title,
        "at": step.entry.at.astimezone(UTC).isoformat(),
        "by": step.entry.by,
        "text": [
            [each.heading, each.words, *(f"{part.change}: {part.text}" for part in each.changes)]
            for each in step.entry.text
        ],
    }
