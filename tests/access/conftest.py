"""One world for all tests of this directory; changes made by a test are rolled back after it."""

from collections.abc import Iterator
from contextlib import contextmanager
from copy import deepcopy
from dataclasses import dataclass, replace
from typing import Any

import pytest
from django.core.cache import cache
from django.db import transaction
from django.http import HttpResponse
from django.test import Client, override_settings

from networkapp.models import Network
from networkapp.networks.actions.seats import sync_groups
from tests.access.accounts import ask_all_to_sign, client_of, give_section, seat_reader
from tests.access.places import Place, make_networks
from tests.access.readers import ALL, Reader
from tests.factories.site import make_site


@dataclass(frozen=True, kw_only=True)
class World:
    """The networks by visibility, the other one, and a browser for each kind of reader."""

    places: dict[str, Place]
    elsewhere: Place
    users: dict[str, Any]
    clients: dict[str, Client]

    @property
    def closed(self) -> Place:
        return self.places[Network.Visibility.CLOSED]

    def ask(self, reader: Reader | str, method: str, address: str, **kwargs: Any) -> HttpResponse:
        """Return the response to `reader` at this address."""
        client = self.clients[reader if isinstance(reader, str) else reader.name]
        session = client.cookies.get("sessionid")
        client.cookies.clear()
        if session:
            client.cookies["sessionid"] = session.value
        answer: HttpResponse = getattr(client, method.lower())(address, **kwargs)
        if answer.streaming:
            # Read to its end, which closes it, so that no file stays open.
            answer.body = b"".join(answer)
        return answer

    @contextmanager
    def undone(self) -> Iterator[None]:
        """Roll back all changes made in the block, so that every reader is tested in the same world."""
        with transaction.atomic():
            yield
            transaction.set_rollback(True)


@pytest.fixture(scope="package")
def furnished(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: Any) -> Iterator[World]:
    with (
        override_settings(MEDIA_ROOT=str(tmp_path_factory.mktemp("media"))),
        django_db_blocker.unblock(),
        transaction.atomic(),
    ):
        make_site(shows_help=True, accent_colour="#0B5470")
        places, elsewhere = make_networks()
        networks = [place.network for place in places.values()]
        users = {reader.name: seat_reader(reader, networks, elsewhere.network) for reader in ALL}
        for reader in ALL:
            give_section(reader, users[reader.name], places.values())
        for place in (*places.values(), elsewhere):
            ask_all_to_sign(place)
        sync_groups()
        clients = {reader.name: client_of(users[reader.name], is_active=reader.is_signed_in) for reader in ALL}
        yield World(places=places, elsewhere=elsewhere, users=users, clients=clients)
        transaction.set_rollback(True)


@pytest.fixture
def world(furnished: World, db: None) -> Iterator[World]:
    """The world after set-up, restored in its rows, in the objects for them and in the caches."""
    cache.clear()
    places, elsewhere, users = deepcopy((furnished.places, furnished.elsewhere, furnished.users))
    sessions = {name: deepcopy(client.cookies) for name, client in furnished.clients.items()}
    yield replace(furnished, places=places, elsewhere=elsewhere, users=users)
    for name, client in furnished.clients.items():
        client.cookies = sessions[name]  # also for readers who were signed out meanwhile
    cache.clear()
