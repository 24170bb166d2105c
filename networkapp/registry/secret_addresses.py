"""Addresses that hold a secret: anyone who knows one needs nothing else, so no log and no other address may hold it."""

from dataclasses import dataclass, field
from functools import cache
from urllib.parse import quote

from django.urls import NoReverseMatch, reverse


@dataclass(frozen=True, kw_only=True)
class SecretAddress:
    """The URL name of such an address, and the arguments in it that are secret."""

    name: str
    secrets: tuple[str, ...] = field(default=("token",))

    @property
    def beginning(self) -> str:
        """Return the path up to its secret part, such as "/invitations/"; "" if the host does not have the address."""
        try:
            example = reverse(self.name, kwargs=dict.fromkeys(self.secrets, "x"))
        except NoReverseMatch:
            return ""
        return example.rstrip("/").rpartition("/")[0] + "/"


secret_addresses: dict[str, SecretAddress] = {}


def register_secret_address(name: str, *secrets: str) -> None:
    """Register the URL name `name` as an address with a secret, in the arguments `secrets` (default: `token`)."""
    secret_addresses[name] = SecretAddress(name=name, secrets=secrets or ("token",))


@cache
def path_prefixes() -> tuple[str, ...]:
    """Return how the paths of all secret addresses begin, each with a slash at its end."""
    return tuple(sorted({one.beginning for one in secret_addresses.values()} - {""}))


@cache
def spelled_prefixes() -> tuple[str, ...]:
    """Return `beginnings` as they are written in a path, and as the value of `next` in another address."""
    return tuple(sorted({form for one in path_prefixes() for form in (one, quote(one, safe=""))}))
