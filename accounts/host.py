"""The accounts of this site as networkapp asks for them: made with a verified address, signed in by allauth."""

from allauth.account.internal.flows.login import record_authentication
from allauth.account.models import EmailAddress
from allauth.account.utils import complete_signup
from django.http import HttpRequest
from django.urls import reverse

from accounts import sign_in_data, single_sign_on, step_up
from accounts.addresses import verified_as
from accounts.models import User
from networkapp.host import HostAccounts, Newcomer, SignInService
from networkapp.users import AnyUser


class SiteAccounts(HostAccounts):
    signs_in_by_code = True
    passkey_template = "accounts/passkey_sign_in.html"

    def find(self, email: str) -> User | None:
        """The account whose address this is, or one of whose verified addresses."""
        account = super().find(email)
        if account is not None:
            return account
        return next((address.user for address in verified_as(email=email)), None)

    def owns(self, user: AnyUser, email: str) -> bool:
        """Return whether the user has shown that e-mails to `email` reach them; an address that they only claim is not
        theirs."""
        return any(address.user_id == user.pk for address in verified_as(email=email))

    def create(self, email: str, newcomer: Newcomer) -> User:
        user: User = super().create(email, newcomer)
        EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
        return user

    def sign_in_services(self, request: HttpRequest, token: str) -> list[SignInService]:
        """Return the OpenID providers of this site."""
        return [
            SignInService(name=app.name, url=reverse("accounts_accept_with", args=[token, app.provider_id]))
            for app in single_sign_on.services(request)
        ]

    def addresses_of(self, user: AnyUser) -> list[str]:
        # What an account only claims is somebody else's, whose traces stay.
        others = EmailAddress.objects.filter(user=user, verified=True).values_list("email", flat=True)
        return [*super().addresses_of(user), *others]

    def describe_sign_in(self, user: AnyUser) -> dict[str, list[dict[str, str]]]:
        """Return addresses, authenticators, linked services and sessions: kinds, names and dates, never secrets."""
        return sign_in_data.describe(user)

    def passkey_setup_address(self) -> str:
        return reverse("mfa_add_webauthn")

    def confirm_first(self, request: HttpRequest, *, following: str = "") -> str:
        return step_up.confirm_first(request, following=following)

    def sign_in(self, request: HttpRequest, user: AnyUser, newcomer: Newcomer) -> None:
        """Sign the user in as after any sign-in of allauth; they need not repeat what they typed a second ago."""
        record_authentication(request, user, method="password" if newcomer.password else "code", reauthenticated=True)
        complete_signup(request, user, email_verification=None, success_url=None)
