"""Role accounts: what somebody is, never who."""

from collections.abc import Iterable
from dataclasses import dataclass

from allauth.account.models import EmailAddress
from django.contrib.auth import get_user_model
from django.contrib.auth.hashers import make_password

from accounts.models import User
from home.domain.demo.content import items
from networkapp.administration.rights import sync_administrators_group

PASSWORD = "demo-password"
DOMAIN = "demo.example"
OF_THE_NETWORKS = {
    "secretariat": "Secretariat",
    "chair": "Chair",
    "editor": "Editor",
    "translator": "Translator",
    "expert": "Expert",
    "observer": "Observer",
}
OF_THE_SITE = {"administrator": "Site administrator"}
OF_A_DELEGATION = {"member": "Member", "substitute": "Substitute", "adviser": "Adviser"}
OF_A_COUNTRY = {"delegate": "Assessment delegate", "government": "Government"}


@dataclass(frozen=True)
class Role:
    """An account to be made: its address and the name to show."""

    email: str
    name: str
    time_zone: str = "Europe/Helsinki"


def make_accounts(wanted: Iterable["Role"] | None = None) -> int:
    """Every role, or each that is `wanted`, has an account with a verified address and the demonstration password.

    Returns how many are new.
    An account that exists already keeps everything, its password too.
    """
    there = set(User.objects.filter(email__endswith=f"@{DOMAIN}").values_list("email", flat=True))
    missing = [role for role in (roles() if wanted is None else wanted) if role.email not in there]
    if missing:
        password = make_password(PASSWORD)
        made = User.objects.bulk_create(
            User(email=role.email, display_name=role.name, time_zone=role.time_zone, password=password)
            for role in missing
        )
        EmailAddress.objects.bulk_create(
            EmailAddress(user=user, email=user.email, verified=True, primary=True) for user in made
        )
    return len(missing)


def appoint_administrators() -> None:
    """Put the accounts of the site into the group of site administrators; they hold no seat."""
    group = sync_administrators_group()
    group.user_set.add(*User.objects.filter(email__in=map(address, OF_THE_SITE)))


def roles() -> Iterable[Role]:
    for name, shown in (OF_THE_SITE | OF_THE_NETWORKS).items():
        yield Role(address(name), shown)
    for delegation in items("delegations"):
        if delegation["accounts"]:
            titles = OF_A_DELEGATION | (OF_A_COUNTRY if delegation["assessed"] else {})
            for name, shown in titles.items():
                yield Role(address(name, delegation["slug"]), f"{shown}, {delegation['code']}", delegation["time_zone"])


def address(name: str, delegation: str = "") -> str:
    """`member`, `dk` -> member.dk@demo.example."""
    return f"{name}.{delegation}@{DOMAIN}" if delegation else f"{name}@{DOMAIN}"


def accounts() -> dict[str, User]:
    """The demonstration accounts by address."""
    return {user.email: user for user in get_user_model().objects.filter(email__endswith=f"@{DOMAIN}")}
