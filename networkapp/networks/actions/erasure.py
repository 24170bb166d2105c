"""Erasure: afterwards nothing in the database names the holder of an account. The messages, decisions and signatures of
its seats stay.

The shape of the models decides: a row that cascades with the account is the person's own and is deleted, with its
files; one that protects the account is an act of an office, which stays. A model that stores a name or an address
beside the account or a seat drops them in `lose_person(field)`, and one that stores addresses without either in
`forget_addresses(addresses)`. What others typed (minutes, messages, names of guests) is theirs, and stays as it was
written.
"""

from functools import partial
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.db import transaction
from django.db.models import CASCADE, FileField, Model, QuerySet
from django.utils.translation import gettext as _

from networkapp.administration.rights import is_last_administrator
from networkapp.errors import Refused
from networkapp.host import host_accounts
from networkapp.models import Invitation, Seat
from networkapp.networks.actions.personal_data import relations_to
from networkapp.networks.actions.seats import sync_groups
from networkapp.networks.actions.traces import ErasedIdentity, erase_traces
from networkapp.registry.site_administration import SITE_ADMINISTRATORS
from networkapp.signals import person_leaving
from networkapp.users import User


def can_be_erased(*, user: User) -> bool:
    """Return whether the data of `user` can be erased: only if they hold no seat."""
    return not Seat.objects.not_ended().filter(user=user).exists()


@transaction.atomic
def erase_person(*, user: User) -> None:
    """Erase name, addresses, ways to sign in, drafts, reading history and settings of the user for good.

    Refused: `still_seated`, while they hold a seat or one begins later; the secretariat ends it first; and
    `last_administrator`, where nobody would be left who runs the site.
    """
    if not can_be_erased(user=user):
        words = _("You have a seat. Ask the secretariat of your network to end the seat. Then you can erase your data.")
        raise Refused("still_seated", words)
    if is_last_administrator(user):
        words = _("You are the only site administrator. Add another administrator first. Then you can erase your data.")
        raise Refused("last_administrator", words)
    identity = _identity_of(user)
    person_leaving.send(sender=type(user), user=user)
    for relation in relations_to(model=get_user_model()):
        rows = relation.related_model._base_manager.filter(**{relation.field.name: user})
        if relation.on_delete is CASCADE:
            _delete_with_files(rows)
        else:
            _lose_person(rows, relation.field.name)
    for relation in relations_to(model=Seat):
        rows = relation.related_model._base_manager.filter(**{f"{relation.field.name}__user": user})
        _lose_person(rows, relation.field.name)
    for model in apps.get_models():
        if hasattr(model, "forget_addresses"):
            model.forget_addresses(identity.addresses)
    erase_traces(user=user, identity=identity)
    user.groups.remove(*user.groups.filter(name=SITE_ADMINISTRATORS))
    host_accounts().forget(user)
    sync_groups()


def _identity_of(user: User) -> ErasedIdentity:
    """Return what could identify the user: names and addresses of the account, and of their invitations."""
    known = Invitation.objects.filter(seat__user=user)
    addresses = [*host_accounts().addresses_of(user), *known.values_list("email", flat=True)]
    names = [*host_accounts().names_of(user), *known.values_list("name", flat=True)]
    return ErasedIdentity(
        names=frozenset(filter(None, (name.strip() for name in names))),
        addresses=frozenset(filter(None, (address.strip().lower() for address in addresses))),
    )


def _lose_person(rows: QuerySet[Any], field: str) -> None:
    if hasattr(rows.model, "lose_person"):
        for row in rows:
            row.lose_person(field)
            row.save()


def _delete_with_files(rows: QuerySet[Any]) -> None:
    """Delete the rows, and once that has become true, the files that are theirs alone."""
    fields = [field for field in rows.model._meta.get_fields() if isinstance(field, FileField)]
    for row in rows if fields else ():
        for field in fields:
            _delete_file_later(row, field)
    rows.delete()


def _delete_file_later(row: Model, field: FileField) -> None:
    file = getattr(row, field.attname)
    if file:
        transaction.on_commit(partial(file.storage.delete, file.name), robust=True)
