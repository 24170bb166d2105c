"""What networkapp itself knows for the brief of a country: open inquiries, open follow-up, whom to ask."""

from collections import defaultdict
from collections.abc import Iterator
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from networkapp.decisions.models import Decision, FollowUp, FollowUpState
from networkapp.inquiries.models import Cast
from networkapp.inquiries.provenance import standings_for
from networkapp.inquiries.queries.answers import Standing
from networkapp.models import Delegation, Network, Seat
from networkapp.permissions import CAPACITIES, OF_A_DELEGATION, Action
from networkapp.registry.overviews import Strand, StrandEntry, StrandPart
from networkapp.users import AnyUser

MOST_LINES = 8
STILL_OPEN = (FollowUpState.OPEN, FollowUpState.UNDER_WAY)


def own_sections(strand: Strand) -> list[StrandPart]:
    """Return the parts of a country brief that `strand.reader` can see, each with its nearest entries."""
    country, reader = strand.country, strand.reader
    return [
        _part("inquiries", _("Unanswered questions"), _inquiries(country, reader)),
        _part("follow-up", _("Decisions to follow up"), _follow_ups(country, reader)),
        _part("contacts", _("Who to ask"), _contacts(country, reader)),
    ]


def _part(key: str, title: str, lines: Iterator[str]) -> StrandPart:
    found = list(lines)
    shown = tuple(StrandEntry(title=line) for line in found[:MOST_LINES])
    return StrandPart(key=key, title=title, entries=shown, number=len(found))


def _inquiries(country: str, user: AnyUser) -> Iterator[str]:
    """Yield a line for each inquiry before the country's parliament in which `user` finds a question unanswered."""
    casts = Cast.objects.where(user, may=Action.SEE).filter(
        delegation__country=country, delegation__kind__in=Delegation.OF_A_COUNTRY, tabled_on__isnull=False
    )
    found = [standing for standing in standings_for(casts, user) if standing.unanswered]
    for standing in sorted(found, key=lambda one: (str(one.cast.due_on or ""), one.cast.pk)):
        yield _waiting(standing)


def _waiting(standing: Standing) -> str:
    day = date_format(standing.cast.due_on) if standing.cast.due_on else ""
    given = {"inquiry": standing.cast.inquiry, "day": day}
    if standing.is_waited_for:
        words = _("%(inquiry)s: overdue since %(day)s") if standing.is_overdue else _("%(inquiry)s: due %(day)s")
        return words % given
    numbers = [question.number for question in standing.unanswered]
    words = ngettext(
        "%(inquiry)s: question %(numbers)s not answered",
        "%(inquiry)s: questions %(numbers)s not answered",
        len(numbers),
    )
    return words % {**given, "numbers": ", ".join(map(str, numbers))}


def _follow_ups(country: str, user: AnyUser) -> Iterator[str]:
    decisions = Decision.objects.where(user, may=Action.SEE)
    asked = FollowUp.objects.filter(
        decision__in=decisions,
        delegation__country=country,
        delegation__kind__in=Delegation.OF_A_COUNTRY,
        state__in=STILL_OPEN,
    )
    for one in asked.select_related("decision").order_by("due_on", "pk"):
        given = {"decision": one.decision.label, "task": one.task, "state": one.get_state_display()}
        yield _("Decision %(decision)s: %(task)s (%(state)s)") % given


def _contacts(country: str, user: AnyUser) -> Iterator[str]:
    """Return the seats of the country that this reader can know of, holders of an office first."""
    known = Network.objects.where(user, may=Action.LIST_SEATS)
    seats = Seat.objects.current().filter(
        network__in=known, delegation__country=country, delegation__kind__in=Delegation.OF_A_COUNTRY,
        capacity__in=OF_A_DELEGATION & CAPACITIES,
    )  # fmt: skip
    people: dict[Any, list[Seat]] = defaultdict(list)
    for seat in seats.select_related("user", "network", "delegation").prefetch_related("offices").order_by("pk"):
        people[seat.user].append(seat)
    lines = [(not any(seat.offices.all() for seat in held), str(person), held) for person, held in people.items()]
    for _without, person, held in sorted(lines, key=lambda line: line[:2]):
        yield f"{person}: {'; '.join(_seat(seat) for seat in held)}"


def _seat(seat: Seat) -> str:
    offices = [office.get_office_display() for office in seat.offices.all()]
    return f"{', '.join([seat.get_capacity_display(), *map(str, offices)])} ({seat.network.local_name})"
