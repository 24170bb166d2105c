"""What networkapp itself shows along a country: its seats, its government's answers, its follow-up."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from networkapp.decisions.follow_up.queries import listed_follow_ups
from networkapp.inquiries.models import Inquiry
from networkapp.inquiries.provenance import standings_for
from networkapp.inquiries.queries.answers import Standing
from networkapp.inquiries.queries.matrix import list_inquiries, tabled_in
from networkapp.models import Delegation, Network, Seat
from networkapp.networks.actions.public_names import PublicSeat, public_seats
from networkapp.overviews.countries import delegations_with_country
from networkapp.overviews.entries import first_of
from networkapp.permissions import Action
from networkapp.registry.overviews import Strand, StrandEntry, StrandPart
from networkapp.text.clocks import by_clock_of


def delegations(strand: Strand) -> list[StrandPart]:
    """The delegations of a country with their seats, by network; holders are named only if they agreed."""
    mine = [one for one in delegations_with_country(user=strand.reader) if str(one.country) == strand.country]
    seen = Network.objects.where(strand.reader, may=Action.SEE)
    seats = public_seats(seats=Seat.objects.filter(delegation__in=mine, network__in=seen))
    told = [(one, [(network, _sitting(seats, one, network)) for network in one.networks.all()]) for one in mine]
    return [
        StrandPart(
            key="delegations",
            title=_("Delegations"),
            template="networkapp/strands/delegations.html" if mine else "",
            context={"delegations": told},
        )
    ]


def _sitting(seats: Iterable[PublicSeat], delegation: Delegation, network: Network) -> list[PublicSeat]:
    here = (delegation.pk, network.pk)
    return [one for one in seats if (one.seat.delegation_id, one.seat.network_id) == here]


def answers(strand: Strand) -> list[StrandPart]:
    """Return the questions to the government of a country in its national parliament, and their status, the newest
    first."""
    asked = list_inquiries(user=strand.reader, country=strand.country)
    found, number = first_of(asked, strand)
    known = _newest(strand, found)
    entries = tuple(
        StrandEntry(
            title=one.title,
            label=one.label,
            url=known[one.pk].cast.get_absolute_url() if one.pk in known else one.get_absolute_url(),
            detail=_said(known[one.pk]) if one.pk in known else "",
            language=one.language,
            date=known[one.pk].cast.tabled_on if one.pk in known else one.approved_at,
        )
        for one in found
    )
    address = strand.listed_at(reverse("networkapp:inquiries"))
    title = _("Government answers")
    return [StrandPart(key="answers", title=title, entries=entries, number=number, url=address)]


def _newest(strand: Strand, inquiries: Iterable[Inquiry]) -> Mapping[int, Standing]:
    """Return by inquiry the status of the last question in the national parliament."""
    casts = tabled_in(strand.country).filter(inquiry__in=list(inquiries))
    standings = standings_for(casts, strand.reader)
    in_order = sorted(standings, key=lambda one: one.cast.pk)
    return {one.cast.inquiry_id: one for one in in_order}


def _said(standing: Standing) -> str:
    """Return the status, and for an answer under embargo its end."""
    if standing.embargo_ends:
        words = _("%(state)s, embargo until %(moment)s")
        ends = by_clock_of(standing.embargo_ends)
        return words % {"state": standing.state_label, "moment": ends}
    if standing.answered_on:
        return _("%(state)s on %(day)s") % {
            "state": standing.state_label,
            "day": date_format(standing.answered_on, "DATE_FORMAT"),
        }
    return standing.state_label


def follow_ups(strand: Strand) -> list[StrandPart]:
    """What decisions ask of a country's national parliament, and how it follows them."""
    codes = _national(strand)
    if not codes:
        return []
    found, number = first_of(listed_follow_ups(user=strand.reader, delegation=codes[0]), strand)
    entries = tuple(map(_follow_up, found))
    address = f"{reverse('networkapp:follow_ups')}?delegation={codes[0]}"
    title = _("Decisions and follow-up")
    return [StrandPart(key="follow-up", title=title, entries=entries, number=number, url=address)]


def _follow_up(one: Any) -> StrandEntry:
    return StrandEntry(
        title=one.task,
        url=one.get_absolute_url(),
        detail=_("Decision %(label)s: %(title)s") % {"label": one.decision.label, "title": one.decision.title}
        + f" ({one.get_state_display()})",
    )


def _national(strand: Strand) -> list[str]:
    national = Delegation.objects.filter(country=strand.country, kind=Delegation.Kind.NATIONAL)
    return list(national.order_by("pk").values_list("code", flat=True)[:1])
