"""How allauth behaves here."""

from typing import Any

from allauth.account.adapter import DefaultAccountAdapter
from allauth.socialaccount.adapter import DefaultSocialAccountAdapter
from django.conf import settings
from django.contrib.sites.models import Site
from django.http import HttpRequest

from accounts import second_factor
from networkapp.models import Invitation


class AccountAdapter(DefaultAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Nobody signs up: an account comes with an accepted invitation to a seat."""
        return False

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """The letter names this site as its pages do, whatever the row of django.contrib.sites says."""
        host = self.request.get_host() if self.request else ""
        named = Site(name=settings.WAGTAIL_SITE_NAME, domain=host)
        super().send_mail(template_prefix, email, {**context, "current_site": named})

    def format_email_subject(self, subject: str) -> str:
        return f"{subject} – {settings.WAGTAIL_SITE_NAME}"

    def get_reauthentication_methods(self, user: Any) -> list[dict[str, Any]]:
        """How she shows that it is herself: whoever has a passkey or an app by these, the passkey first.

        Her password is not among them: before an act that binds her delegation it is not enough (step_up.py).
        """
        methods = super().get_reauthentication_methods(user)
        if second_factor.has_one(user):
            methods = [method for method in methods if method["id"] != "reauthenticate"]
        return sorted(methods, key=lambda method: method["id"] != "mfa_reauthenticate:webauthn")


class SocialAccountAdapter(DefaultSocialAccountAdapter):
    def is_open_for_signup(self, request: HttpRequest, sociallogin: Any) -> bool:
        """Only for whom an invitation waits at an address that her provider has verified; the seat comes after."""
        verified = [address.email.lower() for address in sociallogin.email_addresses if address.verified]
        return bool(Invitation.objects.open().filter(email__in=verified).exists())
