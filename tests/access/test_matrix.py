"""Every address gives every kind of reader the response of the permission tables."""

import pytest
from django.contrib.auth import get_user_model
from django.http import HttpResponse

from evaluation.models import Assessment
from evaluation.permissions import SCOPES, Scope
from evaluation.permissions import Action as Assess
from networkapp.models import Network
from networkapp.permissions import Action
from networkapp.search.search import PER_KIND
from tests.access.address import SIGN_IN, Address
from tests.access.addresses import ADDRESSES, FOUND, LISTS, OWN, OWN_ACTS, PUBLIC, PUBLIC_REDIRECTS
from tests.access.conftest import World
from tests.access.places import Place
from tests.access.readers import ALL, CAPACITY_HOLDERS, IN_OFFICE, OTHERS, Reader, allows
from tests.access.restricted_words import BAIT, SHARED_BAIT, bait

CLOSED = Network.Visibility.CLOSED


def readers_of(address: Address) -> tuple[Reader, ...]:
    return (*CAPACITY_HOLDERS, *IN_OFFICE[type((*address.needs, *address.known_by)[0])], *OTHERS)


def asked_about(address: Address, reader: Reader) -> tuple[str, ...]:
    """Return the visibilities of the network with which this reader tries the address.

    All, if people who can see the network have access. Otherwise visibility matters only to readers without a seat in
    it, and closed and public are enough.
    """
    if Action.SEE in address.needs:
        return tuple(Network.Visibility)
    return (CLOSED, Network.Visibility.PUBLIC) if reader in OTHERS else (CLOSED,)


def response_code(address: Address, response: HttpResponse) -> str:
    """Return the response as the matrix writes it: the status code, or SIGN_IN for a sign-in page."""
    if response.context and response.context.get("signed_out"):
        return SIGN_IN  # The sign-in page with the typed text, which a redirect would lose.
    if response.status_code != 302:
        return str(response.status_code)
    to_the_door = response["Location"].startswith(("/account/login/", "/admin/login/"))
    return SIGN_IN if to_the_door or address.inside else "302"


@pytest.mark.parametrize("address", [pytest.param(one, id=f"{n}: {one}") for n, one in enumerate(ADDRESSES)])
def test_address_answers_each_reader_as_permission_tables_say(world: World, address: Address) -> None:
    got, expected = {}, {}
    for reader in readers_of(address):
        addresses = {visibility: world.places[visibility] for visibility in asked_about(address, reader)}
        with world.undone():
            for visibility, place in addresses.items():
                got[reader.name, visibility] = response_code(address, answer(world, address, reader, place))
                expected[reader.name, visibility] = address.expected(reader, visibility)
    assert got == expected


def answer(world: World, address: Address, reader: Reader, place: Place) -> HttpResponse:
    data, headers = address.data(place), address.headers
    return world.ask(reader, address.method, address.of(place), data=data, headers=headers)


@pytest.mark.parametrize("reader", ALL, ids=lambda reader: reader.name)
def test_lists_name_only_what_the_reader_may_see(world: World, reader: Reader) -> None:
    got, expected = {}, {}
    for path, (words, action) in LISTS.items():
        page = world.ask(reader, "GET", path).content.decode()
        for visibility, place in world.places.items():
            text = words.format(visibility=visibility, bait=bait(place.network))
            got[path, visibility] = text in page
            expected[path, visibility] = allows(action, reader, visibility)
    assert got == expected


@pytest.mark.parametrize("reader", ALL, ids=lambda reader: reader.name)
def test_search_finds_and_counts_only_what_the_reader_may_see(world: World, reader: Reader) -> None:
    found = world.ask(reader, "GET", "/search/", data={"query": BAIT}).context["found"]
    elsewhere = reader.name == "everything, in another network"
    networks = {
        kind: sum(allows(action, reader, visibility) for visibility in world.places) + elsewhere
        for kind, action in FOUND.items()
        if action is not None
    }
    # A handbook counts with its own page and its chapter; attachments are a text and a photo; there are two proposals:
    # one in a procedure, and one that was adopted.
    several = {"handbooks": 2, "papers": 2, "proposals": 4}
    expected = {kind: number * several.get(kind, 1) for kind, number in networks.items() if number}
    drafts = sum(allows(Action.CONDUCT_MEETINGS, reader, visibility) for visibility in world.places) + elsewhere
    expected |= {"minutes": networks["minutes"] + drafts} if networks["minutes"] else {}
    assert {group.kind: len(group.hits) for group in found} == {
        kind: min(number, PER_KIND) for kind, number in expected.items()
    }
    every = world.ask(reader, "GET", "/search/", data={"query": BAIT, "kind": "proposals"}).context["found"]
    assert sum(len(group.hits) for group in every) == expected.get("proposals", 0)


@pytest.mark.parametrize("reader", ALL, ids=lambda reader: reader.name)
def test_shared_topic_is_found_only_by_readers_of_the_networks_that_share_it(world: World, reader: Reader) -> None:
    found = world.ask(reader, "GET", "/search/", data={"query": SHARED_BAIT}).context["found"]
    elsewhere = reader.name == "everything, in another network"
    places = sum(allows(Action.READ, reader, visibility) for visibility in world.places) + elsewhere
    assert {group.kind: len(group.hits) for group in found} == (
        {"topics": places, "messages": 2 * places} if places else {}
    )
    may = allows(Action.READ, reader, CLOSED)
    title = f"{SHARED_BAIT}-{world.closed.network.slug}"
    pages = ["/desk/", f"/networks/{world.closed.network.slug}/topics/", world.closed.topic.get_absolute_url()]
    assert [title in world.ask(reader, "GET", page).content.decode() for page in pages] == [may] * 3


@pytest.mark.parametrize("reader", ALL, ids=lambda reader: reader.name)
def test_desk_and_assessment_lists_show_only_what_belongs_to_the_reader(world: World, reader: Reader) -> None:
    paths = ("/desk/", "/evaluation/assessments/", "/evaluation/assessments/oversight/")
    pages = [world.ask(reader, "GET", path) for path in paths]
    if not reader.is_signed_in:
        assert [page.status_code for page in pages] == [302, 302, 302]
        return
    desk, assessments, oversight = (page.content.decode() for page in pages)
    word = bait(world.closed.network)
    assert {
        "invitation": f"{word}@example.org".lower() in desk,
        "assessment": f"/evaluation/assessments/{world.closed.draft.pk}/" in assessments,
        "oversight": f"/evaluation/assessments/{world.closed.signed.pk}/" in oversight,
    } == {
        "invitation": allows(Action.INVITE, reader, CLOSED),
        "assessment": allows(Assess.READ, reader, CLOSED),
        "oversight": allows(Assess.OVERSEE, reader, CLOSED),
    }


@pytest.mark.parametrize("reader", [reader for reader in ALL if reader.account != "none"], ids=lambda one: one.name)
def test_actions_of_a_user_equal_the_actions_checked_one_by_one(world: World, reader: Reader) -> None:
    user = get_user_model().objects.get(pk=world.users[reader.name].pk)
    draft = Assessment.objects.select_related("cycle").get(pk=world.closed.draft.pk)
    by_seat = [action for action in Assess if SCOPES[action] in (Scope.NETWORK, Scope.DELEGATION)]
    assert draft.actions_of(user) == {action for action in by_seat if allows(action, reader, CLOSED)}
    assert draft.actions_of(user) == {action for action in by_seat if draft.allows(user, action)}


@pytest.mark.parametrize("name", PUBLIC)
def test_public_addresses_are_open_and_contain_nothing_of_closed_networks(world: World, name: str) -> None:
    page = world.ask("anonymous", "GET", Address(name=name, needs=(), args=lambda place: PUBLIC[name]).of(world.closed))
    assert page.status_code == 200
    html = (page.body if page.streaming else page.content).decode()
    assert bait(world.closed.network) not in html
    assert world.closed.network.slug not in html


@pytest.mark.parametrize("name", PUBLIC_REDIRECTS)
def test_public_redirects_lead_every_reader_to_the_same_page(world: World, name: str) -> None:
    args, target = PUBLIC_REDIRECTS[name]
    address = Address(name=name, needs=(), args=lambda place: args)
    answers = [
        world.ask(reader, "GET", address.of(world.closed)) for reader in ("anonymous", "an account without a seat")
    ]
    assert [(answer.status_code, answer["Location"]) for answer in answers] == [(302, target)] * 2


@pytest.mark.parametrize("name", sorted(OWN))
def test_personal_pages_ask_visitors_to_sign_in(world: World, name: str) -> None:
    address = Address(name=name, needs=())
    assert response_code(address, world.ask("anonymous", "GET", address.of(world.closed))) == SIGN_IN
    assert response_code(address, world.ask("an account without a seat", "GET", address.of(world.closed))) == "200"


@pytest.mark.parametrize("name", sorted(OWN_ACTS))
def test_personal_actions_ask_visitors_to_sign_in(world: World, name: str) -> None:
    address = Address(name=name, needs=(), method="POST")
    assert response_code(address, world.ask("anonymous", "POST", address.of(world.closed))) == SIGN_IN
    assert (
        response_code(address, world.ask("an account without a seat", "POST", address.of(world.closed)))
        == OWN_ACTS[name]
    )
