"""Traces of a person in records of Django, Wagtail and the task queue, which know things by their names alone."""

import json
import re
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from itertools import product
from typing import Any

from django.apps import apps
from django.contrib.sessions.models import Session
from django.db.models import F, JSONField, Model, Q, TextField
from django.db.models.functions import Cast

from networkapp.host import FORMER_MEMBER
from networkapp.users import AnyUser

# The fields of logs in which things are named, by model.
NAMING: dict[str, tuple[str, ...]] = {
    "admin.LogEntry": ("object_repr", "change_message"),
    "wagtailcore.ModelLogEntry": ("label", "data"),
    "wagtailcore.PageLogEntry": ("label", "data"),
}
# Tasks that name somebody: they are for that person alone, or done.
TASKS: dict[str, tuple[str, ...]] = {"django_tasks_database.DBTaskResult": ("args_kwargs", "return_value", "traceback")}
SHORTEST_NAME = 3


@dataclass(frozen=True, kw_only=True)
class ErasedIdentity:
    """The names and addresses that could identify a person. Addresses are in lower case."""

    names: frozenset[str]
    addresses: frozenset[str]

    @property
    def words(self) -> list[str]:
        """Return all names and addresses, also as JSON escapes them, longest first, so that no part is left over."""
        long_enough = {name for name in self.names if len(name) >= SHORTEST_NAME} | self.addresses
        spelled = {form for word in long_enough for form in (word, json.dumps(word)[1:-1])}
        return sorted(spelled, key=lambda word: (-len(word), word))


def erase_traces(*, user: AnyUser, identity: ErasedIdentity) -> None:
    """Erase the identity from logs of the two admins, from the task queue, and from all sessions."""
    for label, fields in NAMING.items():
        for row in _rows_with(label, fields, identity.words):
            for field in fields:
                setattr(row, field, _without(getattr(row, field), identity.words))
            row.save(update_fields=fields)
    for label, fields in TASKS.items():
        for row in _rows_with(label, fields, identity.addresses):
            text = " ".join(str(getattr(row, field)) for field in fields)
            if any(re.search(_whole(address), text, re.IGNORECASE) for address in identity.addresses):
                row.delete()
    _end_sessions(str(user.pk), identity)


def _rows_with(label: str, fields: Iterable[str], words: Collection[str]) -> list[Any]:
    """Return the rows in which one of the words occurs; none, where the host lacks the app."""
    app, _dot, name = label.partition(".")
    if not words or app not in apps.app_configs:
        return []
    model = apps.get_model(app, name)
    rows = model._base_manager.annotate(**{f"text_of_{field}": _as_text(model, field) for field in fields})
    found = Q()
    for field, word in product(fields, words):
        found |= Q(**{f"text_of_{field}__icontains": word})
    return list(rows.filter(found))


def _as_text(model: type[Model], field: str) -> Any:
    return Cast(field, TextField()) if isinstance(model._meta.get_field(field), JSONField) else F(field)


def _end_sessions(key: str, identity: ErasedIdentity) -> None:
    """Delete the sessions of the account, and those of visitors who entered its address."""
    for session in Session.objects.all():
        data = session.get_decoded()
        text = json.dumps(data, default=str, ensure_ascii=False).lower()
        if data.get("_auth_user_id") == key or any(re.search(_whole(address), text) for address in identity.addresses):
            session.delete()


def _whole(word: str) -> str:
    """Return the pattern of a name or address that is no part of a longer one."""
    return rf"(?<![\w.+-]){re.escape(word)}(?![\w-])"


def _without(value: Any, words: Iterable[str]) -> Any:
    """Return the value with "Former member" in place of each of the words, in whatever it holds."""
    if isinstance(value, str):
        for word in words:
            value = re.sub(_whole(word), str(FORMER_MEMBER), value, flags=re.IGNORECASE)
        return value
    if isinstance(value, dict):
        return {name: _without(one, words) for name, one in value.items()}
    return [_without(one, words) for one in value] if isinstance(value, list) else value
