"""Report changes of a proposal to open pages; and changes of amendments, with a notification and on the desk, to the
people who decide about them and to their authors.

What leaves the site contains no text of a network: neither a title nor a word of a proposal.
"""

from collections import Counter
from collections.abc import Iterable, Sequence

from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from networkapp import events
from networkapp.decisions.models import Amendment, AmendmentState, Proposal, ProposalState, ProposalVersion
from networkapp.models import Network, Notification, Seat
from networkapp.models.translations import LocalText, format_mixed, join_mixed
from networkapp.notifications.notices import notify_people, resolve_notices
from networkapp.permissions import ALLOWED, Action
from networkapp.registry import DeskItem
from networkapp.users import AnyUser, User

AMENDED, SETTLED, STRANDED = "amendment.to_settle", "amendment.was_settled", "amendment.needs_author"
KINDS = (AMENDED, SETTLED, STRANDED)
PROPOSAL_CHANGED = "proposal.changed"


def record_proposal_change(proposal: Proposal, change: str, user: User | None, **more: int | str) -> None:
    """Open pages of the network show what became of the proposal."""
    events.record(proposal.network, PROPOSAL_CHANGED, {"proposal": proposal.pk, "change": change, **more}, actor=user)


def notify_amendment_proposed(amendment: Amendment) -> None:
    """Notify the people who decide about amendments, and the proposer, of a new one, except its author."""
    proposal = amendment.version.proposal
    seats = Seat.objects.current().filter(network=proposal.network_id, user__is_active=True)
    settling = set(seats.with_role(ALLOWED[Action.CONSOLIDATE]).order_by().values_list("user", flat=True))
    reading = set(seats.with_role(ALLOWED[Action.READ]).order_by().values_list("user", flat=True))
    people = (settling | {proposal.proposed_by_id}) & reading - {amendment.proposed_by_id}
    notify_people(network=proposal.network, kind=AMENDED, key=str(amendment.pk), people=people)


def resolve_amendment_notices(amendment: Amendment) -> None:
    """Mark the notifications about the amendment as resolved, because it needs nobody any longer."""
    resolve_notices(kind=AMENDED, key=str(amendment.pk))


def notify_amendment_decided(amendment: Amendment, user: User) -> None:
    """Notify its author of the decision, if they can still read the network."""
    network = amendment.version.proposal.network
    if amendment.proposed_by_id != user.pk and network.allows(amendment.proposed_by, Action.READ):
        key = f"{amendment.pk}-{amendment.state}"
        notify_people(network=network, kind=SETTLED, key=key, people=[amendment.proposed_by_id])


def notify_amendments_not_carried(proposal: Proposal, amendments: Sequence[Amendment]) -> None:
    """Notify the author of an amendment that could not be carried to a new version that it needs them."""
    readers = Seat.objects.current().filter(network=proposal.network_id, user__is_active=True)
    reading = set(readers.with_role(ALLOWED[Action.READ]).order_by().values_list("user", flat=True))
    for amendment in amendments:
        resolve_amendment_notices(amendment)
        people = {amendment.proposed_by_id} & reading
        notify_people(network=proposal.network, kind=STRANDED, key=str(amendment.pk), people=people)


def render_notices(*, user: AnyUser, notifications: Sequence[Notification]) -> dict[int, DeskItem]:
    """Return by primary key the texts of those of our notices that are still valid and for `user`."""
    by_key = {one.pk: int(one.key.partition("-")[0]) for one in notifications}
    found = (
        _readable_amendments(user)
        .filter(pk__in=by_key.values())
        .select_related("version__proposal__network", "delegation")
    )
    known = {amendment.pk: amendment for amendment in found}
    words: dict[int, DeskItem] = {}
    for one in notifications:
        amendment = known.get(by_key[one.pk])
        if amendment is not None and _is_current(one, amendment):
            words[one.pk] = _notice_item(one.kind, amendment)
    return words


def desk_items(*, user: AnyUser) -> Iterable[DeskItem]:
    """Return the desk items of people who decide on amendments, one for each proposal with undecided amendments."""
    settles = Proposal.objects.where(user, may=Action.CONSOLIDATE) & Proposal.objects.where(user, may=Action.READ)
    waiting = _open_amendments().filter(version__proposal__in=settles, version=_newest_version())
    proposals = [one.version.proposal for one in waiting.select_related("version__proposal__network")]
    for proposal, number in sorted(Counter(proposals).items(), key=lambda pair: pair[0].pk):
        yield DeskItem(
            title=format_mixed(
                ngettext("Decide on %(n)s amendment: %(title)s", "Decide on %(n)s amendments: %(title)s", number),
                n=number,
                title=LocalText(str(proposal), proposal.language),
            ),
            email_title=_("Decide on amendments"),
            detail=proposal.network.local_name,
            url=proposal.get_absolute_url(),
            key=f"amendments-{proposal.pk}",
        )


def author_desk_items(*, user: AnyUser) -> Iterable[DeskItem]:
    """Return the desk items of authors: amendments to check because a new version changed their words."""
    hers = _open_amendments().filter(
        version__proposal__in=Proposal.objects.where(user, may=Action.AMEND), proposed_by=user
    )
    for amendment in (
        hers.exclude(version=_newest_version()).select_related("version__proposal__network").order_by("pk")
    ):
        yield _notice_item(STRANDED, amendment)


def _open_amendments() -> QuerySet[Amendment]:
    return Amendment.objects.filter(state=AmendmentState.OPEN, version__proposal__state=ProposalState.DRAFT)


def _newest_version() -> Subquery:
    """Return the newest version of the proposal of an amendment."""
    versions = ProposalVersion.objects.filter(proposal=OuterRef("version__proposal")).order_by("-number")
    return Subquery(versions.values("pk")[:1])


def _readable_amendments(user: AnyUser) -> QuerySet[Amendment]:
    return Amendment.objects.filter(version__proposal__network__in=Network.objects.where(user, may=Action.READ))


def _is_current(notice: Notification, amendment: Amendment) -> bool:
    if notice.kind == SETTLED:
        return notice.key == f"{amendment.pk}-{amendment.state}"
    return amendment.state == AmendmentState.OPEN


def _notice_item(kind: str, amendment: Amendment) -> DeskItem:
    proposal = amendment.version.proposal
    values = {"number": amendment.number, "proposal": proposal.label, "state": amendment.get_state_display()}
    titles = {
        AMENDED: (_("New amendment %(number)s to %(proposal)s"), _("New amendment")),
        SETTLED: (_("Your amendment %(number)s to %(proposal)s: %(state)s"), _("Update on your amendment")),
        STRANDED: (
            _("Check your amendment %(number)s to %(proposal)s: the text has changed"),
            _("Check your amendment"),
        ),
    }
    title, email_title = titles[kind]
    return DeskItem(
        title=title % values,
        email_title=email_title,
        detail=join_mixed(LocalText(proposal.title, proposal.language), proposal.network.local_name),
        url=amendment.get_absolute_url(),
        since=amendment.settled_at or amendment.proposed_at,
        key=f"{kind}-{amendment.pk}",
    )
