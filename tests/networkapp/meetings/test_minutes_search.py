"""Minutes in the search: found by their text, for readers of their page only."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.models import AnonymousUser
from django.utils import timezone

from networkapp.meetings.actions.minutes import draft_minutes, open_for_corrections, save_minutes
from networkapp.meetings.models import Minutes
from networkapp.models import Seat
from networkapp.registry import SearchFilters
from networkapp.search.search import search
from tests.factories.meetings import call, put_item, was
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.worlds import world

BAIT = "lighthouse"


@world
def chair(db: None) -> Seat:
    return SeatFactory(offices=["chair"], network=NetworkFactory(slug="here", visibility="public"))


def make_draft_minutes(chair: Seat, text: str = "", *, days: int = 1) -> Minutes:
    meeting = was(call(chair), days=days)
    put_item(meeting, chair, f"A {BAIT} of ours", internal=True)
    minutes = draft_minutes(meeting=meeting, user=chair.user)
    if not text:
        return minutes
    return save_minutes(minutes=minutes, user=chair.user, text=text, base=minutes.version)


def send(minutes: Minutes, chair: Seat) -> Minutes:
    return open_for_corrections(minutes=minutes, user=chair.user, until=timezone.now() + timedelta(days=3))


def found(user: Any, query: str = BAIT, **narrowing: Any) -> list[str]:
    wanted = SearchFilters(**narrowing)
    return [hit.url for group in search(user=user, query=query, kind="minutes", narrowing=wanted) for hit in group.hits]


def test_search_finds_minutes_for_readers_and_drafts_for_conductors_only(chair: Seat) -> None:
    member, guest = SeatFactory(network=chair.network), SeatFactory(network=chair.network, capacity="government")
    others = (AnonymousUser(), guest.user, SeatFactory(network=NetworkFactory()).user)
    minutes = make_draft_minutes(chair)
    page = [minutes.get_absolute_url()]
    assert [found(reader) for reader in (chair.user, member.user, *others)] == [page, [], [], [], []]
    send(minutes, chair)
    assert [found(reader) for reader in (chair.user, member.user, *others)] == [page, page, [], [], []]
    # A person who conducts meetings elsewhere sees no draft here.
    elsewhere = SeatFactory(offices=["chair"], network=NetworkFactory(visibility="public"))
    draft = make_draft_minutes(elsewhere)
    assert (found(chair.user), found(elsewhere.user)) == (page, [draft.get_absolute_url()])


def test_search_result_labels_draft_minutes_and_its_excerpt_has_no_markdown(chair: Seat) -> None:
    minutes = make_draft_minutes(chair, "# Minutes\n\n- The **lighthouse** was lit\\!\n")
    [group] = search(user=chair.user, query=BAIT, kind="minutes")
    [hit] = group.hits
    assert (hit.title, hit.excerpt) == (
        "Minutes of meeting 1 (draft): Help for children", "Minutes The lighthouse was lit!"
    )  # fmt: skip
    send(minutes, chair)
    [group] = search(user=chair.user, query=BAIT, kind="minutes")
    assert group.hits[0].title == "Minutes of meeting 1: Help for children"


def test_search_finds_minutes_in_any_script_regardless_of_case(chair: Seat) -> None:
    page = [make_draft_minutes(chair, "Решение принято. Äänestys päättyi.").get_absolute_url()]
    assert [found(chair.user, words) for words in ("решение", "ПРИНЯТО äänestys", "отклонено")] == [page, page, []]


def test_search_for_minutes_is_filtered_by_network_dates_and_author(chair: Seat) -> None:
    old, new = make_draft_minutes(chair, days=40), make_draft_minutes(chair, days=2)
    both = [new.get_absolute_url(), old.get_absolute_url()]
    day = timezone.localdate() - timedelta(days=10)
    narrowed = (
        {}, {"network": chair.network_id}, {"network": 0}, {"author": chair.user_id}, {"author": 0},
        {"since": day}, {"until": day},
    )  # fmt: skip
    assert [found(chair.user, **one) for one in narrowed] == [both, both, [], both, [], both[:1], both[1:]]
