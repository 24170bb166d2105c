"""Every form sent empty comes back with an error summary, at all addresses that accept a POST."""

from collections.abc import Iterator

from django.http import HttpResponse

from networkapp.models import Network
from tests.access.address import Address
from tests.access.addresses import ADDRESSES, OWN_ACTS
from tests.access.conftest import World
from tests.access.readers import ALL
from tests.error_summary import faults_in

CLOSED = Network.Visibility.CLOSED


def test_every_form_sent_empty_comes_back_with_an_error_summary(world: World) -> None:
    faults, returned = {}, 0
    for name, response in answers(world):
        if response.status_code == 422 and b"<html" in response.content:
            returned += 1
            if found := faults_in(response):
                faults[name] = found
    assert faults == {}
    # A smaller number would mean that this test no longer reaches the forms.
    assert returned >= 60


def answers(world: World) -> Iterator[tuple[str, HttpResponse]]:
    for number, address in enumerate(ADDRESSES):
        if address.method != "POST" or address.headers or address.inside:
            continue
        able = [reader for reader in ALL if address.expected(reader, CLOSED) == str(address.answers)]
        for reader in able[:1]:
            with world.undone():
                yield f"{number}: {address}", world.ask(reader, "POST", address.of(world.closed), data={})
    for name in sorted(OWN_ACTS):
        address = Address(name=name, needs=(), method="POST")
        with world.undone():
            yield name, world.ask("an account without a seat", "POST", address.of(world.closed), data={})
