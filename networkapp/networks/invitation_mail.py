"""E-mails with the link of an invitation: as text and as HTML, in the language and time zone of the person invited."""

import logging
from smtplib import SMTPException
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from networkapp.emails import make_email
from networkapp.host import host_accounts
from networkapp.models import AdministratorInvitation, Invitation, this_site
from networkapp.models.addressed_links import AddressedLink
from networkapp.models.translations import MixedText, format_mixed

ZONES = available_timezones()

logger = logging.getLogger(__name__)


def send_invitation(*, invitation: Invitation, token: str, base_url: str) -> None:
    """Send the link to a seat. Not a background job: the secret of the link must not lie in a queue."""
    link = base_url.rstrip("/") + reverse("networkapp:invitation", args=[token])
    network = invitation.network
    with override(invitation.language):
        words = {
            "sentence": format_mixed(
                _("%(by)s invites you to join %(network)s."), by=invitation.invited_by, network=network.local_name
            ),
            "purpose": network.local_purpose,
            "facts": _facts(invitation),
        }
        _send(
            invitation, _("%(network)s: your invitation") % {"network": network.local_name}, "invitation", link, words
        )


def send_administrator_invitation(*, invitation: AdministratorInvitation, link: str, base_url: str) -> None:
    """Send the link to the administration. Not a background job: the secret of the link must not lie in a queue."""
    with override(invitation.language):
        site = this_site().local_name
        subject = _("%(site)s: invitation to administer the site") % {"site": site}
        words = {"sentence": _as_administrator(invitation), "address": base_url.rstrip("/")}
        _send(invitation, subject, "administrator_invitation", link, words)


def invited_zone(*, offer: AddressedLink) -> ZoneInfo:
    """Return the time zone of the account at the invited address; else that of the delegation, else of the site."""
    account = host_accounts().find(offer.email)
    delegation = getattr(offer, "delegation", None)
    named = host_accounts().time_zone_of(account) if account else delegation.time_zone if delegation else ""
    return ZoneInfo(named) if named in ZONES else this_site().zone


def _as_administrator(invitation: AdministratorInvitation) -> MixedText:
    site = this_site().local_name
    if invitation.invited_by is None:
        return format_mixed(_("You are invited to become a site administrator of %(site)s."), site=site)
    words = _("%(by)s invites you to become a site administrator of %(site)s.")
    return format_mixed(words, by=invitation.invited_by, site=site)


def _facts(invitation: Invitation) -> list[tuple[str, Any]]:
    """Return what is offered, each fact with its name: role, delegation or organisation, offices, last day."""
    last_day = invitation.last_day
    facts = [
        (_("Role"), invitation.get_capacity_display()),
        (_("Delegation"), invitation.delegation and invitation.delegation.label),
        (_("Organisation"), invitation.organisation),
        (_("Offices"), ", ".join(invitation.office_labels)),
        (_("Last day of the term"), last_day and date_format(last_day, "DATE_FORMAT")),
    ]
    return [(name, value) for name, value in facts if value]


def _send(offer: AddressedLink, subject: str, template: str, link: str, words: dict[str, Any]) -> None:
    """Send the e-mail to the address of `offer` and record when; a failure is logged, and the secretariat sees it."""
    context = {"invitation": offer, "link": link, **words}
    with timezone.override(invited_zone(offer=offer)):
        made = make_email(subject=subject, template=f"networkapp/mail/{template}", context=context, to=[offer.email])
    try:
        made.send()
    except (OSError, SMTPException):
        logger.exception("Could not send the e-mail for %s %s.", offer._meta.model_name, offer.pk)
        return
    type(offer)._default_manager.filter(pk=offer.pk).update(sent_at=timezone.now())
