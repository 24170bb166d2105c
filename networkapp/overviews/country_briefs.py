"""The brief of a country: sections that plugins generate, and the text that the delegation adds to each of them."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime

from django.db import transaction
from django.db.models import F, OuterRef, Subquery
from django.http import Http404
from django.template.loader import render_to_string
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from networkapp import events
from networkapp.documents.convert import ConversionError
from networkapp.documents.two_page_pdf import make_two_page_pdf
from networkapp.errors import NotAllowed, Refused, refuse_longer
from networkapp.models import BriefText, Capacity, Delegation, Network, Seat, this_site
from networkapp.overviews.briefs import all_sections
from networkapp.permissions import OF_A_DELEGATION, Action
from networkapp.rate_limits import check_rate_limit
from networkapp.registry.overviews import OverviewPart
from networkapp.text.cleaning import clean_text
from networkapp.users import User

BRIEF_WRITTEN = "brief.written"
OPENING = "opening"
"""The key of the part above all sections: the delegation's own points."""
LONGEST_TEXT = 1_500
FINISHING = OF_A_DELEGATION - {"government"}


@dataclass(frozen=True, kw_only=True)
class BriefPart:
    """A section of the brief: what is known, and the delegation's text, with its author and time."""

    key: str
    section: OverviewPart | None
    stored: BriefText | None

    @property
    def title(self) -> str:
        return str(self.section.title) if self.section else _("Key points")

    @property
    def text(self) -> str:
        return self.stored.text if self.stored else ""

    @property
    def says_something(self) -> bool:
        return bool(self.text or (self.section and self.section.lines))

    @property
    def base(self) -> int:
        return self.stored.number if self.stored else 0


@dataclass(frozen=True, kw_only=True)
class CountryBrief:
    """The brief of the country of a delegation in a network, as one reader has it."""

    network: Network
    delegation: Delegation
    parts: tuple[BriefPart, ...]
    finishes: bool
    made_at: datetime

    @property
    def title(self) -> str:
        return f"{_('Country brief')}: {self.delegation.label}"

    def part(self, key: str) -> BriefPart | None:
        return next((part for part in self.parts if part.key == key), None)


def find_brief(*, network: str, country: str, user: User) -> CountryBrief:
    """Return the brief of `country` (two letters) in the network with this slug.

    Http404 if `user` cannot read the network, or no delegation of it belongs to the country.
    """
    found = Network.objects.where(user, may=Action.READ).filter(slug=network).first()
    delegation = _delegation(found, country) if found else None
    if found is None or delegation is None:
        raise Http404
    sections = {section.key: section for section in all_sections(country=country, user=user)}
    texts = _said(found, delegation)
    keys = [OPENING, *sections]
    return CountryBrief(
        network=found,
        delegation=delegation,
        parts=tuple(BriefPart(key=key, section=sections.get(key), stored=texts.get(key)) for key in keys),
        finishes=finishing_seat(network=found, delegation=delegation, user=user) is not None,
        made_at=timezone.now(),
    )


def finishing_seat(*, network: Network, delegation: Delegation, user: User) -> Seat | None:
    """Return the seat from which `user` edits the brief: a voting seat or an adviser of the delegation in the
    network."""
    seats = Seat.objects.current().filter(
        network=network, delegation=delegation, user=user, user__is_active=True, capacity__in=FINISHING
    )
    order = list(Capacity.values)
    return min(seats, key=lambda seat: (order.index(seat.capacity), seat.pk), default=None)


@transaction.atomic
def write_brief(
    *, network: Network, delegation: Delegation, user: User, section: str, text: str, base: int
) -> BriefText | None:
    """Save the delegation's text in the section of its brief; earlier ones are stored. `base` is what the person saw.

    The same text again changes nothing. Refused: `too_long`, `changed` (somebody else of the delegation was faster),
    `too_fast`; NotAllowed for anyone but voting members and advisers of the delegation.
    """
    seat = finishing_seat(network=network, delegation=delegation, user=user)
    if seat is None:
        raise NotAllowed(BRIEF_WRITTEN)
    cleaned = clean_text(text).strip()
    refuse_longer(cleaned, limit=LONGEST_TEXT, field="text")
    Network.objects.select_for_update().get(pk=network.pk)
    newest = _said(network, delegation).get(section)
    if (newest.text if newest else "") == cleaned:
        return newest
    if base != (newest.number if newest else 0):
        words = _("Someone else has saved a newer version. Your text is still here: compare both, then save again.")
        raise Refused("changed", words, field="text")
    check_rate_limit(user=user, act="edits", field="text")
    written: BriefText = BriefText.objects.create(
        network=network,
        delegation=delegation,
        section=section,
        number=base + 1,
        text=cleaned,
        seat=seat,
        written_by=user,
    )
    payload = {"delegation": delegation.pk, "section": section}
    events.record(network, BRIEF_WRITTEN, payload, actor=user)
    return written


def brief_file(*, brief: CountryBrief, user: User) -> bytes:
    """Return the brief as PDF/UA on two pages of A4. Refused: `too_fast`, `not_made`."""
    check_rate_limit(user=user, act="exports")
    html = render_to_string("networkapp/briefs/brief_file.html", {"brief": brief})
    site, language = str(this_site().local_name), get_language() or "en"
    try:
        return make_two_page_pdf(html=html, title=brief.title, site=site, language=language)
    except ConversionError as failure:
        raise Refused("not_made", _("The PDF could not be created. Print the page instead.")) from failure


def _delegation(network: Network, country: str) -> Delegation | None:
    national = network.delegations.filter(kind=Delegation.Kind.NATIONAL, country=country.upper())
    found: Delegation | None = national.order_by("pk").first()
    return found


def _said(network: Network, delegation: Delegation) -> Mapping[str, BriefText]:
    """Return by section the delegation's current text; one query."""
    of_it = BriefText.objects.filter(network=network, delegation=delegation)
    newest = of_it.filter(section=OuterRef("section")).order_by("-number").values("number")[:1]
    now = of_it.alias(newest=Subquery(newest)).filter(number=F("newest"))
    return {text.section: text for text in now.select_related("seat__delegation", "written_by")}
