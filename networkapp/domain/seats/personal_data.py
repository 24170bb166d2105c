"""What is held about a person: to take along, and to be forgotten.

Both follow from the shapes: a row that cascades with an account is the person's own and goes with her; one that
protects the account is an act of her office, which stays, without her name. So later models are covered, too; one that
keeps her name or address beside the account drops them in a method `lose_person`, and one that holds what others said
or who they are names these fields in `of_others`.
"""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from django.apps import apps
from django.contrib.auth import get_user_model
from django.contrib.sessions.models import Session
from django.core.serializers.python import Serializer
from django.db import transaction
from django.db.models import CASCADE, ForeignObjectRel, Model
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from networkapp.domain.pace import keep_pace
from networkapp.domain.seats.granting import keep_groups_equal
from networkapp.errors import Refused
from networkapp.host import host_accounts
from networkapp.models import Event, Invitation, Message, Seat, Topic

PLUGINS = ("networkapp", "evaluation")
# What concerns others or was worded by them since, though she set it off; and what somebody else wrote for her.
NOT_HERS = {
    *((Event, "actor"), (Event, "audience_person"), (Invitation, "invited_by")),
    *((Message, "drafted_by"), (Topic, "opened_by"), (Topic, "state_by")),
}
WRITTEN_FOR_HER = "prepared_for"
# How a message came to be sent, and what is made of its text, say nothing about her.
TECHNICAL = {"client_key", "html", "key", "p256dh", "auth", "token_hash"}


def personal_data(user: Any) -> dict[str, Any]:
    """All that the plugins hold by her hand or about her, by kind of thing, and what her account says, as plain values.

    Things of others are named by their number alone: she may have no seat any more where they stand.
    """
    held: dict[str, Any] = {"account": host_accounts().describe(user), "taken": datetime.now(UTC).isoformat()}
    for relation, rows in _held(user):
        model = relation.related_model
        left_out = TECHNICAL | _of_others(model)
        fields = [field.name for field in model._meta.fields if field.name not in left_out]
        records = [record["fields"] | {"id": record["pk"]} for record in Serializer().serialize(rows, fields=fields)]
        if records:
            known = held.setdefault(model._meta.model_name or "", [])
            known.extend(record for record in records if record not in known)
    return held


def held_in_words(held: dict[str, Any]) -> dict[str, Any]:
    """What `personal_data` gives, for reading: what the account says, and how many there are of what, in words."""
    account, fields = held["account"], {field.name: field for field in get_user_model()._meta.fields}
    words = {model._meta.model_name: _word_for(model) for model in apps.get_models(include_auto_created=True)}
    return {
        "account": [(capfirst(fields[name].verbose_name), value) for name, value in account.items()],
        "counts": sorted((capfirst(words[name]), len(rows)) for name, rows in held.items() if isinstance(rows, list)),
    }


def _word_for(model: type[Model]) -> str:
    """What a thing is called; a row that only ties two together, as the first of them."""
    owner: Any = model._meta.auto_created or model
    return str(owner._meta.verbose_name)


def take_personal_data(*, user: Any) -> dict[str, Any]:
    """What `personal_data` gives, to take along. Refused: `too_fast`."""
    keep_pace(person=user, act="exports")
    return personal_data(user)


@transaction.atomic
def forget_person(*, user: Any) -> None:
    """The person is gone: her name, address, log-ins, drafts, marks and wishes. What her seats said and signed stays.

    Refused: `still_seated`, while she holds a seat or has one before her; the secretariat ends it first.
    """
    if Seat.objects.not_ended().filter(user=user).exists():
        words = _("You hold a seat. Ask the secretariat of your network to end it; then you can be forgotten.")
        raise Refused("still_seated", words)
    for relation in _relations(get_user_model()):
        if relation.on_delete is CASCADE:
            relation.related_model._base_manager.filter(**{relation.field.name: user}).delete()
        elif hasattr(relation.related_model, "lose_person"):
            for row in relation.related_model._base_manager.filter(**{relation.field.name: user}):
                row.lose_person(relation.field.name)
                row.save()
    _sign_out(user)
    host_accounts().forget(user)
    keep_groups_equal()


def may_be_forgotten(user: Any) -> bool:
    return not Seat.objects.not_ended().filter(user=user).exists()


def _held(user: Any) -> Iterator[tuple[ForeignObjectRel, Any]]:
    seats = Seat.objects.filter(user=user)
    for holder, owner in ((get_user_model(), user), (Seat, None)):
        for relation in _relations(holder):
            field, model = relation.field.name, relation.related_model
            if not _is_ours(model) or (model, field) in NOT_HERS or field in {WRITTEN_FOR_HER, *_of_others(model)}:
                continue
            which = {field: owner} if owner is not None else {f"{field}__in": seats}
            yield relation, model._base_manager.filter(**which).order_by("pk")


def _of_others(model: type[Model]) -> frozenset[str]:
    found: frozenset[str] = getattr(model, "of_others", frozenset())
    return found


def _is_ours(model: type[Model]) -> bool:
    return model._meta.app_label in PLUGINS


def _relations(model: type[Model]) -> list[Any]:
    """The foreign keys that point to `model`, from wherever."""
    every = model._meta.get_fields(include_hidden=True)
    return [one for one in every if one.auto_created and not one.concrete and (one.one_to_many or one.one_to_one)]


def _sign_out(user: Any) -> None:
    for session in Session.objects.all():
        if session.get_decoded().get("_auth_user_id") == str(user.pk):
            session.delete()
