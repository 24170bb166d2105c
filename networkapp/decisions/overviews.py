"""Decisions about a subject or by a network, and how a country follows them up."""

from collections.abc import Iterator

from django.urls import reverse
from django.utils.translation import gettext as _

from networkapp.decisions.follow_up.queries import list_follow_ups
from networkapp.decisions.models import Decision, FollowUp, FollowUpState
from networkapp.decisions.procedures.queries import open_procedures_for
from networkapp.decisions.procedures.register import list_decisions
from networkapp.models import Delegation, Network
from networkapp.overviews.entries import first_entries, lines_part
from networkapp.permissions import Action
from networkapp.registry.overviews import Overview, OverviewEntry, OverviewPart
from networkapp.registry.page_parts import PagePart
from networkapp.users import AnyUser

MOST_FOLLOW_UPS = 10
STILL_OPEN = (FollowUpState.OPEN, FollowUpState.UNDER_WAY)


def decisions(*, overview: Overview) -> list[OverviewPart]:
    """Return what was adopted about a subject, or by a network, the newest first."""
    adopted = list_decisions(user=overview.reader, subject=overview.subject, network=overview.network)
    found, number = first_entries(adopted, overview)
    entries = tuple(
        OverviewEntry(
            title=decision.title,
            label=decision.label,
            url=decision.get_absolute_url(),
            detail=overview.network_of(decision),
            language=decision.language,
            date=decision.adopted_on,
        )
        for decision in found
    )
    address = overview.listed_at(reverse("networkapp:decisions"))
    return [OverviewPart(key="decisions", title=_("Decisions"), entries=entries, number=number, url=address)]


def open_procedures_part(*, network: Network, user: AnyUser) -> PagePart | None:
    """Return the section of a network's page with its open procedures; None where `user` can see none."""
    running = open_procedures_for(user=user, network=network)
    shown = {"running": running}
    template = "networkapp/procedures/open_procedures_part.html"
    return PagePart(template=template, key="running", title=_("Open procedures"), shown=shown) if running else None


def follow_ups_part(*, delegation: Delegation, user: AnyUser) -> PagePart:
    """Return the section of a delegation's page with what decisions ask of it."""
    follow_ups = list_follow_ups(user=user, delegation=delegation.code)
    shown = {
        "follow_ups": tuple(follow_ups[:MOST_FOLLOW_UPS]),
        "number": follow_ups.count(),
        "all": f"{reverse('networkapp:follow_ups')}?delegation={delegation.code}",
    }
    return PagePart(template="networkapp/decisions/delegation_part.html", key="follow-up", shown=shown)


def follow_ups(*, overview: Overview) -> list[OverviewPart]:
    """Return what decisions ask of a country's national parliament, and how it follows them."""
    codes = _national(overview)
    if not codes:
        return []
    found, number = first_entries(list_follow_ups(user=overview.reader, delegation=codes[0]), overview)
    entries = tuple(map(_follow_up, found))
    address = f"{reverse('networkapp:follow_ups')}?delegation={codes[0]}"
    title = _("Decisions and follow-up")
    return [OverviewPart(key="follow-up", title=title, entries=entries, number=number, url=address)]


def _follow_up(one: FollowUp) -> OverviewEntry:
    return OverviewEntry(
        title=one.task,
        url=one.get_absolute_url(),
        detail=_("Decision %(label)s: %(title)s") % {"label": one.decision.label, "title": one.decision.title}
        + f" ({one.get_state_display()})",
    )


def _national(overview: Overview) -> list[str]:
    national = Delegation.objects.filter(country=overview.country, kind=Delegation.Kind.NATIONAL)
    return list(national.order_by("pk").values_list("code", flat=True)[:1])


def follow_up_brief_part(*, overview: Overview) -> list[OverviewPart]:
    """Return what decisions ask of the country and what is not done yet, for its brief."""
    return [lines_part("follow-up", _("Decisions to follow up"), _open_follow_ups(overview.country, overview.reader))]


def _open_follow_ups(country: str, user: AnyUser) -> Iterator[str]:
    decisions = Decision.objects.where(user, may=Action.SEE)
    follow_ups = FollowUp.objects.filter(
        decision__in=decisions,
        delegation__country=country,
        delegation__kind__in=Delegation.OF_A_COUNTRY,
        state__in=STILL_OPEN,
    )
    for one in follow_ups.select_related("decision").order_by("due_on", "pk"):
        values = {"decision": one.decision.label, "task": one.task, "state": one.get_state_display()}
        yield _("Decision %(decision)s: %(task)s (%(state)s)") % values
