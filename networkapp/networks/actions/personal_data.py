"""The data stored about a person, to read and to download. erasure.py deletes it when they leave.

It follows from the shapes: whatever points to the account, or to a seat that it held, is included, so later models are
covered, too. A model with texts or names of others lists these fields in `of_others`.
"""

from collections import Counter
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.core.serializers.python import Serializer
from django.db.models import Model
from django.utils.text import capfirst
from django.utils.translation import gettext_lazy

from networkapp.discussion.models import Message, Topic
from networkapp.host import host_accounts
from networkapp.languages.languages import own_name
from networkapp.models import Event, Invitation, Seat
from networkapp.rate_limits import check_rate_limit
from networkapp.registry.plugins import is_of_plugin
from networkapp.users import User

# It concerns others or was changed by them since, though the person caused it; and what somebody else wrote for them.
NOT_HERS = {
    *((Event, "actor"), (Event, "audience_person"), (Invitation, "invited_by")),
    *((Message, "drafted_by"), (Topic, "opened_by"), (Topic, "state_by")),
}
WRITTEN_FOR_HER = "prepared_for"
SIGN_IN_KINDS: dict[str, Any] = {
    "email_addresses": gettext_lazy("E-mail addresses"),
    "known_browsers": gettext_lazy("Known browsers"),
    "authenticators": gettext_lazy("Passkeys, authenticator apps and recovery codes"),
    "services": gettext_lazy("Single sign-on"),
    "sessions": gettext_lazy("Sessions"),
}
# How a message was sent, and what is derived from its text, say nothing about the person.
TECHNICAL = {"client_key", "html", "key", "p256dh", "auth", "token_hash"}


def personal_data(*, user: User) -> dict[str, Any]:
    """Return all that the plugins store by the user's hand or about them, by kind of thing, as plain values.

    `account` and `sign_in` are what the host stores: sessions and ways to sign in, without secrets. Things of others
    are named by their number alone: the user may no longer have a seat where they are.
    """
    data: dict[str, Any] = {
        "account": host_accounts().describe(user),
        "sign_in": host_accounts().describe_sign_in(user),
        "taken": datetime.now(UTC).isoformat(),
    }
    for model, rows in _held(user):
        left_out = TECHNICAL | _of_others(model)
        fields = [field.name for field in model._meta.fields if field.name not in left_out]
        records = [record["fields"] | {"id": record["pk"]} for record in Serializer().serialize(rows, fields=fields)]
        if records:
            known = data.setdefault(model._meta.model_name or "", [])
            known.extend(record for record in records if record not in known)
    return data


def summarize_personal_data(*, data: dict[str, Any]) -> dict[str, Any]:
    """Return the result of `personal_data` for reading: account fields and numbers of records, with labels."""
    account, fields = data["account"], {field.name: field for field in get_user_model()._meta.fields}
    words = {model._meta.model_name: _word_for(model) for model in apps.get_models(include_auto_created=True)}
    counts: Counter[str] = Counter()
    for name, rows in data.items():
        if isinstance(rows, list):
            counts[capfirst(words[name])] += len(rows)
    return {
        "account": [
            (capfirst(fields[name].verbose_name), own_name(value) if name == "language" and value else value)
            for name, value in account.items()
        ],
        "sign_in": [(SIGN_IN_KINDS.get(kind, kind), len(rows)) for kind, rows in data["sign_in"].items() if rows],
        "counts": sorted(counts.items()),
    }


def _word_for(model: type[Model]) -> str:
    """Return the name of a model; for a table that only joins two, the name of the first."""
    owner: Any = model._meta.auto_created or model
    return str(owner._meta.verbose_name)


def export_personal_data(*, user: User) -> dict[str, Any]:
    """Return the result of `personal_data` as a download. Refused: `too_fast`."""
    check_rate_limit(user=user, act="exports")
    return personal_data(user=user)


def _held(user: User) -> Iterator[tuple[type[Model], Any]]:
    """Yield each model with the rows of it that the export contains, once for each relation."""
    seats = Seat.objects.filter(user=user)
    for holder in (get_user_model(), Seat):
        for relation in exported_relations(holder=holder):
            field, model = relation.field.name, relation.related_model
            which = {f"{field}__in": seats} if holder is Seat else {field: user}
            yield model, model._base_manager.filter(**which).order_by("pk")


def exported_relations(*, holder: type[Model]) -> list[Any]:
    """Return the foreign keys to `holder`, accounts or seats, whose rows the export contains."""
    return [one for one in relations_to(model=holder) if _is_exported(one.related_model, one.field.name)]


def _is_exported(model: type[Model], field: str) -> bool:
    left_out = (model, field) in NOT_HERS or field in {WRITTEN_FOR_HER, *_of_others(model)}
    return is_of_plugin(model) and not left_out


def _of_others(model: type[Model]) -> frozenset[str]:
    found: frozenset[str] = getattr(model, "of_others", frozenset())
    return found


def relations_to(*, model: type[Model]) -> list[Any]:
    """Return all foreign keys that point to `model`, from any app."""
    every = model._meta.get_fields(include_hidden=True)
    return [one for one in every if one.auto_created and not one.concrete and (one.one_to_many or one.one_to_one)]
