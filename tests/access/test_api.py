"""The read API: every path and every kind of reader get the response that the permission tables give."""

from collections.abc import Callable, Mapping
from typing import Any

import pytest

from evaluation.permissions import Action as Assess
from networkapp.api.mount import api
from networkapp.models import Network
from networkapp.permissions import Action
from tests.access.address import AnyAction
from tests.access.conftest import World
from tests.access.places import Place
from tests.access.readers import ALL, OTHERS, OWN, Reader, allows
from tests.access.restricted_words import BAIT, bait

CLOSED = Network.Visibility.CLOSED
ROOT = "/api/v1"


def _year(place: Place) -> str:
    """Return the year in which only this place has published results."""
    return f"?year={place.published.cycle.year}"


# Paths of one network with the action each needs. Paths of topics ask visitors to sign in.
OF_A_NETWORK: Mapping[str, tuple[AnyAction, Callable[[Place], str]]] = {
    "/networks/{slug}/": (Action.SEE, lambda place: f"/networks/{place.network.slug}/"),
    "/networks/{slug}/topics/": (Action.READ, lambda place: f"/networks/{place.network.slug}/topics/"),
    "/networks/{slug}/topics/{topic}/messages/": (
        Action.READ,
        lambda place: f"/networks/{place.network.slug}/topics/{place.topic.pk}/messages/",
    ),
    "/decisions/{network}/{year}/{number}/": (
        Action.SEE,
        lambda place: f"/decisions/{place.network.slug}/{place.decision.year}/{place.decision.number}/",
    ),
    "/meetings/{slug}/": (Action.SEE, lambda place: f"/meetings/{place.meeting.slug}/"),
    "/campaigns/{slug}/": (Action.SEE, lambda place: f"/campaigns/{place.campaign.slug}/"),
    "/inquiries/{slug}/{number}/": (
        Action.SEE,
        lambda place: f"/inquiries/{place.network.slug}/{place.inquiry.number}/",
    ),
    "/handbooks/{pk}/": (Action.READ_HANDBOOKS, lambda place: f"/handbooks/{place.chapter.handbook.pk}/"),
    "/handbooks/{pk}/editions/": (
        Action.READ_HANDBOOKS,
        lambda place: f"/handbooks/{place.chapter.handbook.pk}/editions/",
    ),
    "/editions/{pk}/{language}/": (Action.READ_HANDBOOKS, lambda place: f"/editions/{place.edition.pk}/en/"),
    "/articles/{pk}/": (Action.READ_NEWS, lambda place: f"/articles/{place.article.pk}/"),
    "/chapters/{pk}/": (Action.READ_HANDBOOKS, lambda place: f"/chapters/{place.chapter.pk}/"),
    "/evaluation/results/": (Assess.READ_RESULTS, lambda place: f"/evaluation/results/{_year(place)}"),
    "/evaluation/results/{country}/": (
        Assess.READ_RESULTS,
        lambda place: f"/evaluation/results/{OWN}/{_year(place)}",
    ),
    "/evaluation/results/{country}/answers/": (
        Assess.READ_RESULTS,
        lambda place: f"/evaluation/results/{OWN}/answers/{_year(place)}",
    ),
    "/evaluation/series/": (Assess.READ_RESULTS, lambda place: f"/evaluation/series/{_year(place)}"),
    "/sections/{pk}/": (Action.READ_HANDBOOKS, lambda place: f"/sections/{place.section.pk}/"),
}
ASK_TO_SIGN_IN = {"/networks/{slug}/topics/", "/networks/{slug}/topics/{topic}/messages/"}
# Lists that name things of a network, with the action this needs and the words that name them.
LISTS: Mapping[str, tuple[AnyAction, str]] = {
    "/networks/": (Action.SEE, "the-{visibility}-one"),
    "/delegations/": (Action.SEE, "the-{visibility}-one"),
    "/meetings/": (Action.SEE, "Meeting {bait}"),
    "/inquiries/": (Action.SEE, "Inquiry {bait}"),
    "/decisions/": (Action.SEE, "Decision {bait}"),
    "/handbooks/": (Action.READ_HANDBOOKS, "Handbook {bait}"),
    "/glossary/": (Action.READ_HANDBOOKS, "Term {bait}"),
    "/articles/": (Action.READ_NEWS, "Article {bait}"),
    "/campaigns/": (Action.SEE, "Campaign {bait}"),
    "/activities/": (Action.SEE, "Deed {bait}"),
    "/evaluation/cycles/": (Action.SEE, "The {visibility} one"),
    "/evaluation/frameworks/": (Action.SEE, '"d-the-{visibility}-one"'),
    "/evaluation/conclusions/": (Assess.READ_RESULTS, "Verdict {bait}"),
}
# Number of rows per network in these lists, from which the expected count is computed.
ROWS = {"/networks/": 1, "/meetings/": 5, "/inquiries/": 2, "/decisions/": 1, "/handbooks/": 2, "/glossary/": 1,
        "/articles/": 1, "/campaigns/": 1, "/activities/": 1,
        "/evaluation/cycles/": 4,
        "/evaluation/frameworks/": 1, "/evaluation/conclusions/": 1}  # fmt: skip
# One more row that everybody reads: all results are based on it.
BESIDES = {"/evaluation/frameworks/": 1}
# Paths with the same response for everybody.
PUBLIC = {
    "/subjects/",
    "/countries/",
    "/days/",
    "/hotlines/",
    "/organisations/",
    "/publications/",
    "/treaties/instruments/",
    "/treaties/actions/",
    "/evaluation/monitoring/",
    "/evaluation/findings/",
}
# Paths of things that do not exist in this world.
NOT_THERE = {
    "/organisations/{slug}/": "/organisations/quetzal/",
    "/publications/{slug}/": "/publications/quetzal/",
    # What existing subjects and countries show each reader is tested in test_overviews.py.
    "/subjects/{slug}/": "/subjects/quetzal/",
    "/countries/{code}/": "/countries/zz/",
    "/treaties/instruments/{key}/": "/treaties/instruments/quetzal/",
}
FRAMEWORK = "/evaluation/frameworks/{pk}/"


def expected(path: str, reader: Reader, visibility: str) -> int:
    if path in ASK_TO_SIGN_IN and not reader.is_signed_in:
        return 401
    return 200 if allows(OF_A_NETWORK[path][0], reader, visibility) else 404


@pytest.mark.django_db
def test_every_api_path_is_covered_by_this_module() -> None:
    known = {*OF_A_NETWORK, *LISTS, *PUBLIC, *NOT_THERE, FRAMEWORK}
    assert set(api.get_openapi_schema()["paths"]) == {f"{ROOT}{path}" for path in known}


@pytest.mark.django_db
def test_the_api_only_reads() -> None:
    operations = {method for path in api.get_openapi_schema()["paths"].values() for method in path}
    assert operations == {"get"}


@pytest.mark.parametrize("reader", ALL, ids=lambda reader: reader.name)
def test_api_of_a_network_answers_each_reader_as_permission_tables_say(world: World, reader: Reader) -> None:
    got, wanted, values = {}, {}, {}
    for path, (action, of) in OF_A_NETWORK.items():
        result = world.places if reader in OTHERS or action is Action.SEE else {CLOSED: world.closed}
        for visibility, place in result.items():
            answer = world.ask(reader, "GET", ROOT + of(place))
            got[path, visibility] = answer.status_code
            wanted[path, visibility] = expected(path, reader, visibility)
            values[path, visibility] = answer.status_code != 200 and BAIT in answer.content.decode()
            assert answer["Content-Type"] == "application/json; charset=utf-8"
    assert got == wanted
    assert [what for what, is_told in values.items() if is_told] == []


def test_api_responses_contain_restricted_data_that_could_leak(world: World) -> None:
    results = {path for path in OF_A_NETWORK if path.startswith("/evaluation/")}
    pages = {
        path: world.ask("secretariat", "GET", ROOT + of(world.closed)).content.decode()
        for path, (_action, of) in OF_A_NETWORK.items()
    }
    word = bait(world.closed.network)
    assert {path for path, page in pages.items() if word not in page} == results
    assert world.closed.network.slug in pages["/networks/{slug}/"]
    assert world.closed.network.name in pages["/evaluation/results/"]
    assert '"count": 0' not in pages["/evaluation/results/{country}/answers/"]


@pytest.mark.parametrize("name", ["results.csv", "answers.json"])
def test_open_data_files_are_the_same_for_every_reader_and_contain_only_public_networks(
    world: World, name: str
) -> None:
    public, *others = [place.network.name for place in (*world.places.values(), world.elsewhere)]
    files = {reader.name: world.ask(reader, "GET", f"/evaluation/data/{name}").body.decode() for reader in ALL}
    assert set(files.values()) == {files["anonymous"]}
    assert [public in files["anonymous"], *(network in files["anonymous"] for network in others)] == [
        True,
        *[False] * 3,
    ]


@pytest.mark.parametrize("reader", ALL, ids=lambda reader: reader.name)
def test_api_lists_name_and_count_only_what_the_reader_may_see(world: World, reader: Reader) -> None:
    elsewhere = reader.name == "everything, in another network"
    got, wanted, counts, reckoned = {}, {}, {}, {}
    for path, (action, words) in LISTS.items():
        answer = world.ask(reader, "GET", ROOT + path)
        for visibility, place in world.places.items():
            got[path, visibility] = words.format(visibility=visibility, bait=bait(place.network)) in (
                answer.content.decode()
            )
            wanted[path, visibility] = allows(action, reader, visibility)
        counts[path] = answer.json()["count"]
        known = sum(wanted[path, visibility] for visibility in world.places) + elsewhere
        # Both delegations have seats in every network, so access to one network is enough to see them.
        reckoned[path] = ROWS[path] * known + BESIDES.get(path, 0) if path in ROWS else 2 * bool(known)
    assert got == wanted
    assert counts == reckoned


@pytest.mark.parametrize("reader", ALL, ids=lambda reader: reader.name)
def test_public_api_responses_are_the_same_for_every_reader_and_contain_no_network_data(
    world: World, reader: Reader
) -> None:
    framework = f"/evaluation/frameworks/{world.closed.draft.cycle.framework_id}/"
    for path in (*PUBLIC, framework):
        answer = world.ask(reader, "GET", ROOT + path)
        assert (path, answer.status_code) == (path, 200)
        assert answer.content == world.ask("anonymous", "GET", ROOT + path).content
        assert BAIT not in answer.content.decode()
    for path in NOT_THERE.values():
        assert (path, world.ask(reader, "GET", ROOT + path).status_code) == (path, 404)


def test_api_topic_of_another_network_returns_404(world: World) -> None:
    own, foreign = world.elsewhere, world.closed
    insider = "everything, in another network"
    base = f"{ROOT}/networks/{own.network.slug}/topics"
    assert world.ask(insider, "GET", f"{base}/{own.topic.pk}/messages/").status_code == 200
    assert world.ask(insider, "GET", f"{base}/{foreign.topic.pk}/messages/").status_code == 404


def test_api_answers_the_same_404_for_hidden_and_missing_resources(world: World) -> None:
    stranger = "everything, in another network"
    hidden = world.ask(stranger, "GET", f"{ROOT}/networks/{world.closed.network.slug}/topics/")
    unknown = world.ask(stranger, "GET", f"{ROOT}/networks/never-was/topics/")
    nowhere = world.ask(stranger, "GET", f"{ROOT}/no/such/address/")
    assert hidden.json() == unknown.json() == nowhere.json()
    assert hidden.json()["code"] == "not_found"


@pytest.mark.parametrize("path", ["/networks/", "/networks/never-was/", "/handbooks/?limit=0", "/nowhere/"])
def test_api_responses_to_signed_in_readers_are_private_to_their_cache(world: World, path: str) -> None:
    kept = {name: world.ask(name, "GET", ROOT + path).headers.get("Cache-Control") for name in ("member", "anonymous")}
    assert kept == {"member": "private", "anonymous": None}


def test_api_sends_no_cors_headers_to_other_sites(world: World) -> None:
    answer = world.ask("member", "GET", f"{ROOT}/networks/", headers={"origin": "https://evil.example"})
    assert [name for name in answer.headers if name.lower().startswith("access-control-")] == []


@pytest.mark.parametrize("method", ["POST", "PUT", "PATCH", "DELETE"])
def test_api_refuses_writing_methods(world: World, method: str) -> None:
    place = world.closed
    for path in (f"/networks/{place.network.slug}/topics/", f"/chapters/{place.chapter.pk}/", "/networks/"):
        assert world.ask("secretariat", method, ROOT + path).status_code == 405


def test_reading_messages_marks_none_as_read(world: World) -> None:
    base = f"{ROOT}/networks/{world.closed.network.slug}/topics"

    def unread() -> Any:
        return world.ask("member", "GET", f"{base}/").json()["items"][0]["unread"]

    before = unread()
    world.ask("member", "GET", f"{base}/{world.closed.topic.pk}/messages/")
    assert unread() == before
