"""Return the user of a session cookie with two queries that are compiled once.

What Django's own session store and backend would answer is answered here; whatever is out of the ordinary is left to
them.
"""

from collections.abc import Mapping
from functools import cache
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import (
    BACKEND_SESSION_KEY,
    HASH_SESSION_KEY,
    SESSION_KEY,
    get_user,
    get_user_model,
    load_backend,
)
from django.contrib.auth.backends import ModelBackend
from django.contrib.sessions.backends.base import SessionBase
from django.contrib.sessions.backends.db import SessionStore as DatabaseStore
from django.http import HttpRequest
from django.utils import timezone
from django.utils.crypto import constant_time_compare

from networkapp.db.prepared_statements import CompiledQuery, Param


def request_from_cookies(cookies: Mapping[str, str]) -> HttpRequest:
    """Return a request with the session and user of these cookies, as Django's middleware would make it."""
    request = HttpRequest()
    request.COOKIES = dict(cookies)
    request.session = _session_store(settings.SESSION_ENGINE)(cookies.get(settings.SESSION_COOKIE_NAME))
    request.user = _user_of_model_backend(request.session) or get_user(request)
    return request


@cache
def _session_store(engine: str) -> type[SessionBase]:
    store: type[SessionBase] = import_module(engine).SessionStore
    if getattr(store, "load", None) is not DatabaseStore.load:
        return store
    model = store.get_model_class()  # type: ignore[attr-defined]
    living = CompiledQuery(
        lambda: model.objects.filter(session_key=Param("key"), expire_date__gt=Param("now")).values_list("session_data")
    )

    class PreparedStore(store):  # type: ignore[misc, valid-type]
        def load(self) -> dict[str, Any]:
            rows = living.rows(key=self.session_key, now=timezone.now())
            if not rows:
                self._session_key = None
                return {}
            return dict(self.decode(rows[0][0]))

    # What a session holds is signed with the name of its class.
    PreparedStore.__qualname__ = store.__qualname__
    return PreparedStore


def _user_query() -> Any:
    model = get_user_model()
    return model._default_manager.filter(pk=Param("pk")).values_list(*(field.attname for field in model._meta.fields))


_user_row = CompiledQuery(_user_query)


def _user_of_model_backend(session: SessionBase) -> Any:
    """Return the session's user if Django's own backend signed them in; else None, and `get_user` must decide."""
    path = session.get(BACKEND_SESSION_KEY)
    backend: Any = load_backend(path) if path in settings.AUTHENTICATION_BACKENDS else None
    if getattr(type(backend), "get_user", None) is not ModelBackend.get_user:
        return None
    model = get_user_model()
    for row in _user_row.rows(pk=model._meta.pk.to_python(session.get(SESSION_KEY))):
        user: Any = model.from_db(model._default_manager.db, [field.attname for field in model._meta.fields], row)
        proof = session.get(HASH_SESSION_KEY) or ""
        if backend.user_can_authenticate(user) and constant_time_compare(proof, user.get_session_auth_hash()):
            return user
    return None
