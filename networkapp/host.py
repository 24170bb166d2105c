"""The interface to the host site: who has an account, and how new people get one.

A host names its own class in NETWORKAPP_HOST_ACCOUNTS; the one here needs nothing but Django's accounts.
"""

from dataclasses import dataclass
from functools import cache
from typing import Any

from django.conf import settings
from django.contrib.auth import get_user_model, login
from django.core.exceptions import FieldDoesNotExist
from django.http import HttpRequest
from django.shortcuts import resolve_url
from django.utils.module_loading import import_string
from django.utils.translation import gettext_lazy as _
from django.utils.translation import override

from networkapp.conf import setting
from networkapp.users import AnyUser, User

FORMER_MEMBER = _("Former member")
"""The name shown for a person who was erased."""
FORGOTTEN_AT = "@invalid.invalid"
"""How the address of an erased account ends."""


@dataclass(frozen=True, kw_only=True)
class Newcomer:
    """The account details of a person who accepts their first seat. Without a password they sign in with a code.

    A person who wants a passkey is led to adding one next, and can sign in with a code until then.
    """

    name: str
    language: str
    time_zone: str
    password: str | None = None
    wants_passkey: bool = False


@dataclass(frozen=True, kw_only=True)
class SignInService:
    """An external site for signing in. A POST to `url` accepts the invitation for which it was shown."""

    name: str
    url: str


def same_address(*, one: str, other: str) -> bool:
    """Return whether these are one address, in capitals or not.

    Databases compare more loosely: to PostgreSQL `ı` without a dot is an `i` in capitals, and an address at such a
    domain is somebody else's.
    """
    return one.strip().lower() == other.strip().lower()


class HostAccounts:
    """The accounts of a plain Django site. Subclass it where yours are kept in another way."""

    name_field = "display_name"
    language_field = "language"
    time_zone_field = "time_zone"
    signs_in_by_code = False
    """Return whether an account without a password is of any use here."""

    def find(self, email: str) -> Any:
        """Return the account with this address, or None."""
        model = get_user_model()
        field = model.get_email_field_name()
        found = model._default_manager.filter(**{f"{field}__iexact": email})
        return next((user for user in found if same_address(one=getattr(user, field), other=email)), None)

    def owns(self, user: User, email: str) -> bool:
        """Return whether `email` is an address of `user`."""
        return same_address(one=str(getattr(user, user.get_email_field_name())), other=email)

    def create(self, email: str, newcomer: Newcomer) -> Any:
        """Create an account with this address, which its holder has proved to be theirs by following the link."""
        model: Any = get_user_model()
        chosen = {
            self.name_field: newcomer.name,
            self.language_field: newcomer.language,
            self.time_zone_field: newcomer.time_zone,
        }
        fields = {name: value for name, value in chosen.items() if self._has(name)}
        user = model(**{model.USERNAME_FIELD: email, model.get_email_field_name(): email} | fields)
        user.set_password(newcomer.password)
        user.save()
        return user

    def sign_in(self, request: HttpRequest, user: User, newcomer: Newcomer) -> None:
        """Sign the person in for `request` and those after it; they have just created the account."""
        login(request, user, backend="django.contrib.auth.backends.ModelBackend")

    def sign_in_services(self, request: HttpRequest, token: str) -> list[SignInService]:
        """Return the services that can accept the invitation of this secret; a plain Django site has none."""
        return []

    passkey_template = ""
    """A template that signs in with a passkey and goes on to `next`, for the page of an invitation; empty: none."""

    def passkey_setup_address(self) -> str:
        """Return the address where a user who has just made an account adds a passkey; empty: there is none.

        It leads on to the page that its parameter `next` names.
        """
        return ""

    def confirm_first(self, request: HttpRequest, *, following: str = "") -> str:
        """Return the address where the user of `request` confirms who they are before a binding act, or "".

        From there the host leads to `following`; where that is empty it goes on with the request and keeps what was
        posted. Here the function that NETWORKAPP_STEP_UP names decides; without one, nobody is asked for more than
        their sign-in.
        """
        rule = setting("STEP_UP")
        return str(import_string(rule)(request)) if rule else ""

    def addresses(self) -> dict[str, str]:
        """Return the addresses for signing in and out; both redirect to `next`, and signing out is a POST."""
        return {"sign_in": resolve_url(settings.LOGIN_URL), "sign_out": resolve_url(setting("SIGN_OUT_URL"))}

    def language_of(self, user: AnyUser) -> str:
        """Return the user's interface language, or nothing if they have not chosen."""
        return str(getattr(user, self.language_field, "") or "")

    def time_zone_of(self, user: AnyUser) -> str:
        return str(getattr(user, self.time_zone_field, "") or "")

    def choose_language(self, user: User, language: str) -> None:
        """Set the user's interface language, wherever they sign in."""
        if self._has(self.language_field):
            setattr(user, self.language_field, language)
            user.save(update_fields=[self.language_field])

    def describe(self, user: User) -> dict[str, str]:
        """Return what the account stores about the user, by name of the field; no secrets."""
        model = get_user_model()
        names = (model.get_email_field_name(), self.name_field, self.language_field, self.time_zone_field)
        return {name: str(getattr(user, name)) for name in names if self._has(name)}

    def describe_sign_in(self, user: User) -> dict[str, list[dict[str, str]]]:
        """Return the sessions and ways to sign in of the user, by kind, without secrets; a plain site knows of none."""
        return {}

    def addresses_of(self, user: User) -> list[str]:
        """Return all e-mail addresses of the user."""
        return [str(getattr(user, user.get_email_field_name()))]

    def names_of(self, user: User) -> list[str]:
        """Return the names of the user in the account."""
        names = [str(getattr(user, name)) for name in (self.name_field, "first_name", "last_name") if self._has(name)]
        return [*names, str(user), str(user.get_username())]

    def forget(self, user: User) -> None:
        """Close the account: nobody can sign in, and it no longer names its holder."""
        model = get_user_model()
        nobody = f"nobody-{user.pk}{FORGOTTEN_AT}"
        for name in {model.USERNAME_FIELD, model.get_email_field_name()}:
            setattr(user, name, nobody)
        with override(settings.LANGUAGE_CODE):
            words = {self.name_field: str(FORMER_MEMBER), "first_name": str(FORMER_MEMBER), "last_name": ""}
        for name, word in words.items():
            if self._has(name):
                setattr(user, name, word)
        user.is_active = user.is_staff = user.is_superuser = False
        user.set_unusable_password()
        user.save()

    def _has(self, field: str) -> bool:
        try:
            get_user_model()._meta.get_field(field)
        except FieldDoesNotExist:
            return False
        return True


def host_accounts() -> HostAccounts:
    """Return the host's accounts, as its setting names them."""
    return _made(setting("HOST_ACCOUNTS"))


@cache
def _made(path: str) -> HostAccounts:
    made: HostAccounts = import_string(path)()
    return made
