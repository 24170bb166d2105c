"""Invitations of site administrators: one link for one address, once and for a while."""

from functools import partial
from secrets import token_urlsafe
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from networkapp.administration.rights import administrators, require_administrator, sync_administrators_group
from networkapp.conf import setting
from networkapp.errors import Refused
from networkapp.host import Newcomer, host_accounts
from networkapp.models import AdministratorAct, AdministratorInvitation
from networkapp.networks.actions.invitations import create_account, hash_token
from networkapp.networks.invitation_mail import send_administrator_invitation
from networkapp.users import AnyUser, User

Kind = AdministratorAct.Kind


@transaction.atomic
def invite_administrator(*, address: str, language: str, user: User, base_url: str) -> AdministratorInvitation:
    """Send an invitation to run the site to this address.

    NotAllowed for anyone but site administrators. Refused: `already_invited`.
    """
    require_administrator(user)
    if AdministratorInvitation.objects.open().filter(email=address).exists():
        words = _("An open invitation to this address already exists. You can send it again.")
        raise Refused("already_invited", words, field="email")
    token = token_urlsafe(32)
    invitation = _create(address=address, language=language, user=user, token=token)
    transaction.on_commit(partial(_send, invitation, token, base_url))
    return invitation


@transaction.atomic
def make_administrator_link(*, email: str, base_url: str, language: str = "en") -> str:
    """Return a new link that makes the holder of this address a site administrator; earlier ones no longer work.

    For who runs the site's machine: it asks nobody's permission, and no e-mail is sent.
    Refused: `already_administrator`.
    """
    address = email.strip().lower()
    known = host_accounts().find(address)
    if known is not None and administrators().filter(pk=known.pk).exists():
        raise Refused("already_administrator", _("%(name)s is already a site administrator.") % {"name": known})
    AdministratorInvitation.objects.unsettled().filter(email=address).update(revoked_at=timezone.now())
    token = token_urlsafe(32)
    _create(address=address, language=language, user=None, token=token)
    return _address_of(token, base_url)


@transaction.atomic
def resend_administrator_invitation(*, invitation: AdministratorInvitation, user: User, base_url: str) -> None:
    """Send a new e-mail with a new link; its time begins anew, and the earlier link no longer works.

    NotAllowed for anyone but site administrators. Refused: `settled`.
    """
    require_administrator(user)
    locked, token = _unsettled(invitation), token_urlsafe(32)
    locked.token_hash, locked.sent_at = hash_token(token=token), None
    locked.expires_at = timezone.now() + setting("INVITATION_LIFETIME")
    locked.save(update_fields=["token_hash", "sent_at", "expires_at"])
    AdministratorAct.objects.create(kind=Kind.INVITED, by=user)
    transaction.on_commit(partial(_send, locked, token, base_url))


@transaction.atomic
def revoke_administrator_invitation(*, invitation: AdministratorInvitation, user: User) -> None:
    """Withdraw the invitation: its link no longer works.

    NotAllowed for anyone but site administrators. Refused: `settled`.
    """
    require_administrator(user)
    locked = _unsettled(invitation)
    locked.revoked_at = timezone.now()
    locked.save(update_fields=["revoked_at"])
    AdministratorAct.objects.create(kind=Kind.REVOKED, by=user)


def revoke_invitations_of(*, user: AnyUser, by: User) -> None:
    """Revoke the links that `user` sent and nobody has accepted; `by` is allowed to remove `user`."""
    for sent in AdministratorInvitation.objects.unsettled().select_for_update().filter(invited_by=user):
        sent.revoked_at = timezone.now()
        sent.save(update_fields=["revoked_at"])
        AdministratorAct.objects.create(kind=Kind.REVOKED, by=by)


def find_administrator_invitation(*, token: str) -> AdministratorInvitation | None:
    """Return the invitation whose newest link carries `token`, whatever became of it."""
    found: AdministratorInvitation | None = (
        AdministratorInvitation.objects.select_related("invited_by").filter(token_hash=hash_token(token=token)).first()
    )
    return found


@transaction.atomic
def accept_administration(*, invitation: AdministratorInvitation, user: User) -> None:
    """Make `user`, who accepts the invitation, a site administrator. Accepting twice changes nothing.

    Refused: `settled` (accepted by somebody else, or revoked), `expired`, `other_address`.
    """
    locked = AdministratorInvitation.objects.select_for_update().get(pk=invitation.pk)
    if locked.accepted_at is not None and locked.accepted_by_id == user.pk:
        return
    require_usable(invitation=locked)
    if not host_accounts().owns(user, locked.email):
        raise Refused("other_address", _("This invitation was sent to a different address than your account’s."))
    user.groups.add(sync_administrators_group())
    locked.accepted_at, locked.accepted_by = timezone.now(), user
    locked.save(update_fields=["accepted_at", "accepted_by"])
    AdministratorAct.objects.create(kind=Kind.JOINED, user=user, by=user)


@transaction.atomic
def accept_administration_as_newcomer(*, invitation: AdministratorInvitation, newcomer: Newcomer) -> Any:
    """Return a new account at the invited address, which is a site administrator.

    Refused: `account_exists`, `settled`, `expired`.
    """
    locked = AdministratorInvitation.objects.select_for_update().get(pk=invitation.pk)
    require_usable(invitation=locked)
    user = create_account(email=locked.email, newcomer=newcomer)
    accept_administration(invitation=locked, user=user)
    return user


def _create(*, address: str, language: str, user: User | None, token: str) -> AdministratorInvitation:
    invitation: AdministratorInvitation = AdministratorInvitation.objects.create(
        email=address,
        language=language,
        invited_by=user,
        token_hash=hash_token(token=token),
        expires_at=timezone.now() + setting("INVITATION_LIFETIME"),
    )
    AdministratorAct.objects.create(kind=Kind.INVITED, by=user)
    return invitation


def require_usable(*, invitation: AdministratorInvitation) -> None:
    """Raise Refused for an invitation that cannot be accepted: `settled` (accepted or withdrawn), `expired`."""
    if invitation.accepted_at or invitation.revoked_at:
        raise Refused("settled", _("This invitation was accepted or withdrawn."))
    if not invitation.is_open:
        raise Refused("expired", _("This invitation has expired. Ask the person who invited you to send it again."))


def _unsettled(invitation: AdministratorInvitation) -> AdministratorInvitation:
    locked: AdministratorInvitation = AdministratorInvitation.objects.select_for_update().get(pk=invitation.pk)
    if locked.accepted_at or locked.revoked_at:
        raise Refused("settled", _("This invitation was accepted or withdrawn."))
    return locked


def _send(invitation: AdministratorInvitation, token: str, base_url: str) -> None:
    link = _address_of(token, base_url)
    send_administrator_invitation(invitation=invitation, link=link, base_url=base_url)


def _address_of(token: str, base_url: str) -> str:
    return base_url.rstrip("/") + reverse("networkapp:administrator_invitation", args=[token])
