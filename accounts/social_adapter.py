"""How allauth treats somebody who comes from an OpenID provider: nobody gets an account but by an invitation."""

from typing import Any

from allauth.account.models import EmailAddress
from allauth.core.exceptions import ImmediateHttpResponse
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from allauth.socialaccount.models import SocialLogin
from allauth.socialaccount.providers.base import AuthProcess
from django.contrib import messages
from django.contrib.auth.base_user import AbstractBaseUser
from django.http import HttpRequest
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _

from accounts import single_sign_on
from networkapp.domain.seats import invitations
from networkapp.errors import Refused
from networkapp.forms.invitations import NewcomerForm
from networkapp.host import Newcomer
from networkapp.models import Invitation


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def populate_user(self, request: HttpRequest, sociallogin: SocialLogin, data: dict[str, Any]) -> Any:
        user = super().populate_user(request, sociallogin, data)
        user.display_name = single_sign_on.name_from(data)
        return user

    def authenticate_by_email(self, sociallogin: SocialLogin) -> tuple[AbstractBaseUser, str] | None:
        """Return the account that has verified an address which the provider has verified, too."""
        return single_sign_on.find_account(sociallogin)

    def pre_social_login(self, request: HttpRequest, sociallogin: SocialLogin) -> None:
        """Bind a newcomer to an invitation; where there is none for them, show a page that says what to do."""
        if sociallogin.is_existing or sociallogin.state.get("process") == AuthProcess.CONNECT:
            return
        trusted = single_sign_on.trusted_addresses(sociallogin)
        invitation = single_sign_on.invitation_of(sociallogin)
        if invitation is None and not single_sign_on.is_bound(sociallogin):
            invitation = single_sign_on.newest_invitation(sociallogin)
            if invitation is not None:
                sociallogin.state["data"] = single_sign_on.bound_to(invitation, by_link=False)
        if invitation is None or invitation.email not in trusted:
            raise ImmediateHttpResponse(_refusal(request, sociallogin, invitation, trusted))
        # The account has the address of the invitation and no other that a provider may have sent.
        sociallogin.user.email = invitation.email
        sociallogin.email_addresses = [EmailAddress(email=invitation.email, verified=True, primary=True)]

    def is_open_for_signup(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Return whether an open invitation waits for the address that the provider has verified."""
        invitation = single_sign_on.invitation_of(sociallogin)
        return invitation is not None and invitation.email in single_sign_on.trusted_addresses(sociallogin)

    def is_auto_signup_allowed(self, request: HttpRequest, sociallogin: SocialLogin) -> bool:
        """Return whether nothing is left to ask: the invitation was read, and a name is known."""
        invitation = single_sign_on.invitation_of(sociallogin)
        named = bool(sociallogin.user.display_name or (invitation and invitation.name))
        return named and single_sign_on.is_bound_by_link(sociallogin)

    def save_user(self, request: HttpRequest, sociallogin: SocialLogin, form: Any = None) -> Any:
        """Create the account with its seat, both or neither, and link the provider to it."""
        invitation = single_sign_on.invitation_of(sociallogin)
        try:
            if invitation is None:
                raise Refused("settled", _("This invitation was accepted or withdrawn."))
            newcomer = _newcomer(invitation, sociallogin, form)
            sociallogin.user = invitations.accept_as_newcomer(invitation=invitation, newcomer=newcomer)
        except Refused as refusal:
            messages.error(request, str(refusal))
            raise ImmediateHttpResponse(redirect("account_login")) from refusal
        sociallogin.save(request, connect=True)
        return sociallogin.user


def _newcomer(invitation: Invitation, login: SocialLogin, form: Any) -> Newcomer:
    """Return what the account begins with: the name typed, else that of the invitation, else the provider's."""
    asked = NewcomerForm.of(invitation).initial
    typed = form.cleaned_data["name"] if form is not None else ""
    name = typed or invitation.name or login.user.display_name
    return Newcomer(name=name, language=asked["language"], time_zone=asked["time_zone"])


def _refusal(request: HttpRequest, login: SocialLogin, invitation: Invitation | None, trusted: list[str]) -> Any:
    """Return the page that says why nobody was signed in, and what to do about it."""
    stated = [address.email for address in login.email_addresses]
    context = {
        "provider": login.provider.name,
        "address": (trusted or stated or [""])[0],
        "is_trusted": bool(trusted),
        "invitation": invitation,
        "was_invited": single_sign_on.is_bound(login),
    }
    return render(request, "accounts/sign_on_refused.html", context, status=403)
