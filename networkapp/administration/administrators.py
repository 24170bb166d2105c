"""Site administrators: they add and remove each other. Who did what is recorded."""

import logging
from dataclasses import dataclass
from functools import partial
from smtplib import SMTPException
from typing import Any

from django.contrib.auth.models import Group
from django.db import transaction
from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import override

from networkapp.administration.invitations import invite_administrator, revoke_invitations_of
from networkapp.administration.rights import (
    administrators,
    is_last_administrator,
    require_administrator,
    sync_administrators_group,
)
from networkapp.emails import make_email
from networkapp.errors import Refused
from networkapp.host import host_accounts
from networkapp.models import AdministratorAct, AdministratorInvitation, this_site
from networkapp.models.translations import format_mixed
from networkapp.registry.site_administration import SITE_ADMINISTRATORS
from networkapp.users import User

Kind = AdministratorAct.Kind
SHOWN = 50

logger = logging.getLogger(__name__)


@dataclass(frozen=True, kw_only=True)
class Appointment:
    """The result of appointing an address: its account became a site administrator (`user`), or was invited."""

    address: str
    user: User | None = None

    @property
    def words(self) -> str:
        if self.user is not None:
            return _("%(name)s is now a site administrator.") % {"name": self.user}
        return _("Invitation sent to %(address)s.") % {"address": self.address}


@transaction.atomic
def appoint_administrator(*, email: str, language: str, by: User, base_url: str) -> Appointment:
    """Make the account at this address a site administrator and notify them; without an account, send an invitation.

    NotAllowed for anyone but site administrators. Refused: `already_administrator`, `account_closed`, and
    `already_invited`, where an open invitation was sent to the address.
    """
    require_administrator(by)
    address = email.strip().lower()
    user = host_accounts().find(address)
    if user is None or not host_accounts().owns(user, address):
        invite_administrator(address=address, language=language, user=by, base_url=base_url)
        return Appointment(address=address)
    if not user.is_active:
        raise Refused("account_closed", _("The account for this address is closed."), field="email")
    group = _locked_group()
    if user.groups.filter(pk=group.pk).exists():
        words = _("%(name)s is already a site administrator.")
        raise Refused("already_administrator", words % {"name": user}, field="email")
    user.groups.add(group)
    AdministratorAct.objects.create(kind=Kind.ADDED, user=user, by=by)
    transaction.on_commit(partial(_tell, address, language, str(by), base_url))
    return Appointment(address=address, user=user)


@transaction.atomic
def remove_administrator(*, user: User, by: User) -> None:
    """Make `user` no longer a site administrator, and revoke the open invitations that they sent.

    Removing someone who is none changes nothing. NotAllowed for anyone but site administrators. Refused:
    `last_administrator`.
    """
    require_administrator(by)
    group = _locked_group()
    if not user.groups.filter(pk=group.pk).exists():
        return
    if is_last_administrator(user):
        words = _("%(name)s is the only site administrator. Add another administrator first.")
        raise Refused("last_administrator", words % {"name": user})
    user.groups.remove(group)
    revoke_invitations_of(user=user, by=by)
    AdministratorAct.objects.create(kind=Kind.REMOVED, user=user, by=by)


def find_administrator(*, pk: int) -> Any:
    """Return the site administrator with this primary key, or None."""
    return administrators().filter(pk=pk).first()


def open_invitations() -> QuerySet[AdministratorInvitation]:
    """Return the invitations that were neither accepted nor revoked, newest first."""
    found: QuerySet[AdministratorInvitation] = AdministratorInvitation.objects.unsettled().select_related("invited_by")
    return found


def recorded_acts() -> QuerySet[AdministratorAct]:
    """Return what was done about site administrators, newest first, the last fifty."""
    return AdministratorAct.objects.select_related("user", "by")[:SHOWN]


def _locked_group() -> Group:
    """Return the group; two changes of its members happen one after the other."""
    if not Group.objects.filter(name=SITE_ADMINISTRATORS).exists():
        sync_administrators_group()
    return Group.objects.select_for_update().get(name=SITE_ADMINISTRATORS)


def _tell(address: str, language: str, by: str, base_url: str) -> None:
    base = base_url.rstrip("/")
    with override(language):
        subject = _("You are now a site administrator")
        sentence = format_mixed(
            _("%(by)s has made you a site administrator of %(site)s."), by=by, site=this_site().local_name
        )
        context = {"sentence": sentence, "address": base, "link": base + reverse("networkapp:desk")}
        template = "networkapp/mail/administrator_added"
        made = make_email(subject=subject, template=template, context=context, to=[address])
    try:
        made.send()
    except (OSError, SMTPException):
        logger.exception("Could not send the e-mail to a new site administrator.")
