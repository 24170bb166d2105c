"""What an OpenID provider says about somebody, and how far it is believed.

A provider is believed about addresses that it states to be verified, in the domains that this site lets it speak for
(OIDC_<NAME>_DOMAINS). Everything else it says is a suggestion: a name to show, and nothing more.
"""

from typing import Any

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp, SocialLogin
from django.http import HttpRequest

from accounts.addresses import verified_as
from networkapp.models.addressed_links import AddressedLink
from networkapp.networks.views.accepting import KINDS
from networkapp.text.cleaning import one_line
from networkapp.users import User

ANY_DOMAIN = "*"


def services(request: HttpRequest) -> list[SocialApp]:
    """Return the OpenID providers of this site."""
    apps: list[SocialApp] = get_adapter(request).list_apps(request, provider="openid_connect")
    return apps


def trusted_addresses(login: SocialLogin) -> list[str]:
    """Return the addresses, in lower case, that the provider may and does state to be this person's."""
    domains = login.provider.app.settings.get("mail_domains", [])
    # Characters of other alphabets may be folded into those of somebody else's address.
    stated = [
        address.email.lower()
        for address in login.email_addresses
        if _is_true(address.verified) and address.email.isascii()
    ]
    return [email for email in stated if ANY_DOMAIN in domains or email.rpartition("@")[2] in domains]


def find_account(login: SocialLogin) -> tuple[User, str] | None:
    """Return the active account that has verified one of the trusted addresses, and that address; None where none has.

    An address that an account only claims links nothing: the person who typed it may not be its owner.
    """
    for email in trusted_addresses(login):
        for email_address in verified_as(email=email):
            if email_address.user.is_active:
                return email_address.user, email
    return None


def name_from(claims: dict[str, Any]) -> str:
    """Return the name to show, or nothing: an address, which many providers send as a name, is no name."""
    parts = [str(claims.get(part) or "") for part in ("first_name", "last_name")]
    name = one_line(str(claims.get("name") or "") or " ".join(parts)).strip()
    return "" if "@" in name else name[:120]


def bound_to(invitation: AddressedLink, *, by_link: bool = True) -> dict[str, Any]:
    """Return what a sign-in carries through the provider and back: the invitation to accept, and whether its link was
    opened.

    allauth stores it in the session, so neither the provider nor another browser can change it.
    """
    return {"invitation": invitation.token_hash, "by_link": by_link}


def invitation_of(login: SocialLogin) -> AddressedLink | None:
    """Return the invitation to which the sign-in is bound, whatever became of it; a newer link unbinds it."""
    bound = (login.state.get("data") or {}).get("invitation")
    found = (kind.model.objects.filter(token_hash=bound).first() for kind in KINDS)
    return next((invitation for invitation in found if invitation is not None), None)


def is_bound(login: SocialLogin) -> bool:
    return bool((login.state.get("data") or {}).get("invitation"))


def is_bound_by_link(login: SocialLogin) -> bool:
    return bool((login.state.get("data") or {}).get("by_link"))


def newest_invitation(login: SocialLogin) -> AddressedLink | None:
    """Return the newest open invitation of any kind to one of the trusted addresses."""
    trusted = trusted_addresses(login)
    found = [invitation for kind in KINDS for invitation in kind.model.objects.open().filter(email__in=trusted)]
    return max(found, key=lambda invitation: invitation.created_at, default=None)


def _is_true(stated: Any) -> bool:
    # Some providers send the claim as a word, and every word is true to Python, "false" too.
    return stated is True or str(stated).lower() == "true"
