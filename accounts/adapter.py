"""How allauth behaves here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.http import HttpRequest

from networkapp.models import Invitation


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: an account comes with an accepted invitation to a seat."""
        return False


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Only for whom an invitation waits at an address that her provider has verified; the seat comes after."""
        verified = [address.email.lower() for address in sociallogin.email_addresses if address.verified]
        return bool(Invitation.objects.open().filter(email__in=verified).exists())
