"""Invitations: the only way to a seat. One link opens one seat, for one address, for a while."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import partial
from hashlib import sha256
from secrets import token_urlsafe

from django.db import IntegrityError, transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from networkapp import events
from networkapp.conf import setting
from networkapp.errors import Refused
from networkapp.host import Newcomer, host_accounts
from networkapp.models import Capacity, Delegation, Invitation, Network, Office, Seat
from networkapp.models.addressed_links import RevocableLink
from networkapp.networks.actions.seats import check_offices, check_seat, grant_seat
from networkapp.networks.invitation_mail import invited_zone as invited_zone
from networkapp.networks.invitation_mail import send_invitation
from networkapp.networks.queries.first_seats import require_inviter
from networkapp.users import AnyUser, User

OF_PARLIAMENT = frozenset({Capacity.MEMBER, Capacity.SUBSTITUTE, Capacity.ADVISER})


class InvitationPageState(StrEnum):
    """The kinds of page behind a link, depending on its state and visitor."""

    UNKNOWN = "unknown"
    """No invitation has this secret: mistyped, or a newer e-mail was sent."""
    SETTLED = "settled"
    EXPIRED = "expired"
    NEWCOMER = "newcomer"
    """Nobody has an account at the address: accepting creates one."""
    SIGN_IN = "sign_in"
    """There is an account at the address, and the visitor is not signed in."""
    HERS = "hers"
    ANOTHER = "another"
    """The visitor is signed in with an account of another address."""


@dataclass(frozen=True, kw_only=True)
class InvitedSeat:
    """The seat to which a person is invited. Times are aware; without `ends_at` the term is open."""

    capacity: Capacity
    delegation: Delegation | None = None
    organisation: str = ""
    offices: tuple[Office, ...] = ()
    starts_at: datetime | None = None
    ends_at: datetime | None = None


@transaction.atomic
def invite(
    *, network: Network, email: str, place: InvitedSeat, user: User, base_url: str, name: str = "", language: str = "en"
) -> Invitation:
    """Send an invitation to this seat to the address. Its link begins with `base_url`.

    NotAllowed for who may not invite here (networks/queries/first_seats.py). Refused: what `check_seat` and
    `check_address` refuse; `already_seated`, where the person at the address holds the seat; `already_invited`, where
    an open invitation to it lies there.
    """
    require_inviter(network=network, user=user)
    address = email.strip().lower()
    begins = place.starts_at or timezone.now()
    check_seat(
        network=network,
        capacity=place.capacity,
        delegation=place.delegation,
        starts_at=begins,
        ends_at=place.ends_at,
    )
    check_offices(capacity=place.capacity, offices=place.offices)
    check_address(address=address, capacity=place.capacity, delegation=place.delegation)
    Network.objects.select_for_update().get(pk=network.pk)
    _refuse_a_second(network, address, place)
    token = token_urlsafe(32)
    invitation = Invitation.objects.create(
        network=network,
        delegation=place.delegation,
        organisation=place.organisation,
        capacity=place.capacity,
        offices=sorted(set(place.offices)),
        starts_at=begins,
        ends_at=place.ends_at,
        email=address,
        name=name.strip(),
        language=language,
        invited_by=user,
        token_hash=hash_token(token=token),
        expires_at=timezone.now() + setting("INVITATION_LIFETIME"),
    )
    _record(invitation, "invitation.sent", user)
    transaction.on_commit(partial(send_invitation, invitation=invitation, token=token, base_url=base_url))
    return invitation


@transaction.atomic
def resend(*, invitation: Invitation, user: User, base_url: str) -> None:
    """Send a new e-mail with a new link and a new expiry; the old link stops working.

    NotAllowed without a seat that may invite. Refused: `settled`, if it was accepted or revoked; what `check_seat` and
    `check_address` refuse, if the seat or the address is no longer possible.
    """
    require_inviter(network=invitation.network, user=user)
    locked = _unsettled(invitation)
    check_seat(
        network=locked.network,
        capacity=Capacity(locked.capacity),
        delegation=locked.delegation,
        starts_at=locked.starts_at,
        ends_at=locked.ends_at,
    )
    check_address(address=locked.email, capacity=Capacity(locked.capacity), delegation=locked.delegation)
    token = token_urlsafe(32)
    locked.token_hash = hash_token(token=token)
    locked.sent_at = None
    locked.expires_at = timezone.now() + setting("INVITATION_LIFETIME")
    locked.save(update_fields=["token_hash", "sent_at", "expires_at"])
    _record(locked, "invitation.sent_again", user)
    transaction.on_commit(partial(send_invitation, invitation=locked, token=token, base_url=base_url))


@transaction.atomic
def revoke(*, invitation: Invitation, user: User) -> None:
    """Revoke the invitation, so that its link stops working. NotAllowed without a seat that may invite; Refused
    `settled`."""
    require_inviter(network=invitation.network, user=user)
    locked = _unsettled(invitation)
    locked.revoked_at = timezone.now()
    locked.save(update_fields=["revoked_at"])
    _record(locked, "invitation.revoked", user)


def find_invitation(*, token: str) -> Invitation | None:
    """Return the invitation whose newest link has this `token`, whatever its state; None if there is none."""
    found: Invitation | None = (
        Invitation.objects.select_related("network", "delegation", "invited_by")
        .filter(token_hash=hash_token(token=token))
        .first()
    )
    return found


def invitation_page_state(*, invitation: RevocableLink | None, visitor: AnyUser) -> InvitationPageState:
    """Return what the page behind the link of `invitation` shows to `visitor`."""
    if invitation is None:
        return InvitationPageState.UNKNOWN
    if invitation.accepted_at or invitation.revoked_at:
        return InvitationPageState.SETTLED
    if not invitation.is_open:
        return InvitationPageState.EXPIRED
    if visitor.is_authenticated:
        return (
            InvitationPageState.HERS if host_accounts().owns(visitor, invitation.email) else InvitationPageState.ANOTHER
        )
    return (
        InvitationPageState.NEWCOMER if host_accounts().find(invitation.email) is None else InvitationPageState.SIGN_IN
    )


@transaction.atomic
def accept(*, invitation: Invitation, user: User) -> Seat:
    """Give `user` the seat of the invitation. Accepted twice by the same person is one seat.

    The seat begins with the acceptance, or with its term if that is later. Refused: `settled` (accepted by somebody
    else, or revoked), `expired`, `other_address` (the account has another address than the one invited), and what
    `grant_seat` refuses.
    """
    locked = Invitation.objects.select_for_update(of=("self",)).select_related("network", "delegation")
    current: Invitation = locked.get(pk=invitation.pk)
    if current.seat is not None and current.seat.user_id == user.pk:
        return current.seat
    require_usable(invitation=current)
    if not host_accounts().owns(user, current.email):
        raise Refused("other_address", _("This invitation was sent to a different address than your account’s."))
    seat = grant_seat(
        user=user,
        network=current.network,
        capacity=Capacity(current.capacity),
        delegation=current.delegation,
        organisation=current.organisation,
        offices=[Office(office) for office in current.offices],
        starts_at=max(current.starts_at, timezone.now()),
        ends_at=current.ends_at,
        by=user,
    )
    current.accepted_at, current.seat = timezone.now(), seat
    current.save(update_fields=["accepted_at", "seat"])
    return seat


@transaction.atomic
def accept_as_newcomer(*, invitation: Invitation, newcomer: Newcomer) -> User:
    """Create an account with the invited address, grant it the seat, and return it.

    Refused: `account_exists`, `settled`, `expired`, and what `grant_seat` refuses.
    """
    current = Invitation.objects.select_for_update().get(pk=invitation.pk)
    require_usable(invitation=current)
    user = create_account(email=current.email, newcomer=newcomer)
    accept(invitation=current, user=user)
    return user


def create_account(*, email: str, newcomer: Newcomer) -> User:
    """Return a new account with this address. For use in a transaction.

    Refused: `account_exists`, also where another invitation to the address is accepted at the same moment.
    """
    exists = Refused("account_exists", _("This address already has an account. Sign in to accept the invitation."))
    if host_accounts().find(email) is not None:
        raise exists
    try:
        with transaction.atomic():
            account: User = host_accounts().create(email, newcomer)
            return account
    except IntegrityError as failure:
        if host_accounts().find(email) is None:
            raise
        raise exists from failure


def open_invitations(*, network: Network) -> QuerySet[Invitation]:
    """Return the open invitations of a network, including expired ones."""
    invitations: QuerySet[Invitation] = Invitation.objects.unsettled().filter(network=network)
    return invitations.select_related("delegation", "network")


def check_address(*, address: str, capacity: Capacity, delegation: Delegation | None) -> None:
    """Check that the address is acceptable for such a seat. Ministries, and guests of a delegation, have addresses of
    their own.

    Refused `foreign_address`: the delegation names domains for its members and their staff, and this address is in
    none.
    """
    if delegation is None or not delegation.mail_domains or capacity not in OF_PARLIAMENT:
        return
    domain = address.rpartition("@")[2]
    if not any(domain == one or domain.endswith(f".{one}") for one in delegation.mail_domains.split()):
        words = _("Seats of this delegation are only for addresses at %(domains)s.")
        domains = ", ".join(delegation.mail_domains.split())
        raise Refused("foreign_address", words % {"domains": domains}, field="email")


def _refuse_a_second(network: Network, address: str, place: InvitedSeat) -> None:
    same = {"network": network, "capacity": place.capacity, "delegation": place.delegation}
    holder = host_accounts().find(address)
    if holder is not None and Seat.objects.not_ended().filter(user=holder, **same).exists():
        raise Refused("already_seated", _("This person already holds this seat."), field="email")
    if Invitation.objects.open().filter(email=address, **same).exists():
        raise Refused(
            "already_invited",
            _("An open invitation to this address already exists. You can send it again."),
            field="email",
        )


def require_usable(*, invitation: Invitation) -> None:
    """Raise Refused for an invitation that cannot be accepted: `settled` (accepted or withdrawn), `expired`."""
    if invitation.accepted_at or invitation.revoked_at:
        raise Refused("settled", _("This invitation was accepted or withdrawn."))
    if invitation.expires_at <= timezone.now():
        raise Refused("expired", _("This invitation has expired. Ask the person who invited you to send it again."))


def _unsettled(invitation: Invitation) -> Invitation:
    locked: Invitation = Invitation.objects.select_for_update().get(pk=invitation.pk)
    if locked.accepted_at or locked.revoked_at:
        raise Refused("settled", _("This invitation was accepted or withdrawn."))
    return locked


def _record(invitation: Invitation, kind: str, user: User) -> None:
    payload = {"invitation": invitation.pk}
    events.record(invitation.network, kind, payload, actor=user, person=user)


def hash_token(*, token: str) -> str:
    """Return the SHA-256 digest of the secret in a link; only the digest is stored."""
    return sha256(token.encode()).hexdigest()
