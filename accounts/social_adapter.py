"""How allauth treats somebody who comes from an OpenID provider: nobody gets an account but by an invitation."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts import single_sign_on
from networkapp.errors import Refused
from networkapp.host import Newcomer
from networkapp.models.addressed_links import AddressedLink
from networkapp.networks.views.accepting import kind_of
from networkapp.users import User


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> Any:
        user = super().populate_user(request, sociallogin, data)
        user.display_name = single_sign_on.name_from(data)
        return user

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[User, str] | None:
        """Return the account that has verified an address which the provider has verified, too."""
        return single_sign_on.find_account(sociallogin)

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Bind a newcomer to an invitation; where there is none for them, show a page that says what to do."""
        if sociallogin.is_existing or sociallogin.state.get("process") == AuthProcess.CONNECT:
            return
        if not single_sign_on.is_bound(sociallogin):
            newest = single_sign_on.newest_invitation(sociallogin)
            if newest is not None:
                sociallogin.state["data"] = single_sign_on.bound_to(newest, by_link=False)
        invitation = _acceptable(request, sociallogin)
        # The account has the address of the invitation and no other that a provider may have sent.
        sociallogin.user.email = invitation.email
        sociallogin.email_addresses = [EmailAddress(email=invitation.email, verified=True, primary=True)]

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Return True where an open invitation waits for the address that the provider has verified.

        Otherwise allauth gets the page that says why not (ImmediateHttpResponse).
        """
        return _acceptable(request, sociallogin) is not None

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Return whether nothing is left to ask: the invitation was read, and a name is known."""
        invitation = single_sign_on.invitation_of(sociallogin)
        named = bool(sociallogin.user.display_name or getattr(invitation, "name", ""))
        return named and single_sign_on.is_bound_by_link(sociallogin)

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> Any:
        """Create the account with what it was invited to, both or neither, and link the provider to it."""
        invitation = single_sign_on.invitation_of(sociallogin)
        try:
            if invitation is None:
                raise Refused("settled", _("This invitation was accepted or withdrawn."))
            newcomer = _newcomer(invitation, sociallogin, form)
            kind = kind_of(invitation)
            sociallogin.user = kind.accept_as_newcomer(invitation=invitation, newcomer=newcomer)
        except Refused as refusal:
            messages.error(request, str(refusal))
            raise ImmediateHttpResponse(redirect("account_login")) from refusal
        sociallogin.save(request, connect=True)
        return sociallogin.user


def _acceptable(request: HttpRequest, login: SocialLogin) -> AddressedLink:
    """Return the open invitation that the sign-in may accept; otherwise allauth gets the page that says why not."""
    invitation = single_sign_on.invitation_of(login)
    trusted = single_sign_on.trusted_addresses(login)
    spent = ""
    if invitation is not None:
        try:
            kind_of(invitation).require_usable(invitation=invitation)
        except Refused as refusal:
            spent = str(refusal)
    if invitation is None or spent or invitation.email not in trusted:
        raise ImmediateHttpResponse(_refusal(request, login, invitation, trusted, spent))
    return invitation


def _newcomer(invitation: AddressedLink, login: SocialLogin, form: Any) -> Newcomer:
    """Return what the account begins with: the name typed, else that of the invitation, else the provider's."""
    suggested = kind_of(invitation).form.of(invitation).initial
    typed = form.cleaned_data["name"] if form is not None else ""
    name = typed or suggested["name"] or login.user.display_name
    return Newcomer(name=name, language=suggested["language"], time_zone=suggested["time_zone"])


def _refusal(
    request: HttpRequest, login: SocialLogin, invitation: AddressedLink | None, trusted: list[str], spent: str
) -> HttpResponse:
    """Return the page that says why nobody was signed in, and what to do about it."""
    stated = [address.email for address in login.email_addresses]
    context = {
        "provider": login.provider.name,
        "address": (trusted or stated or [""])[0],
        "is_trusted": bool(trusted),
        "invitation": invitation,
        "spent": spent,
        "was_invited": single_sign_on.is_bound(login),
    }
    return render(request, "accounts/sign_on_refused.html", context, status=403)
