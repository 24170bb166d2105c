"""The seats of a page's reader are read once, and give the same rights as the questions that ask the database."""

from collections.abc import Callable, Iterator
from datetime import timedelta
from typing import Any

import pytest
from django.http import HttpRequest, HttpResponse
from django.test import RequestFactory
from django.utils import timezone

from evaluation.models import Assessment, Cycle
from evaluation.permissions import Action as InEvaluation
from networkapp.discussion.queries.all_topics import has_readable_network
from networkapp.middleware import InterfaceMiddleware
from networkapp.models import Delegation, Network, ParticipationRecord, Seat
from networkapp.models.held_seats import forget_seats, remember_seats, remembered_seats
from networkapp.permissions import Action
from tests.factories.assessments import draft_framework
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def nothing_remembered() -> Iterator[None]:
    forget_seats()
    yield
    forget_seats()


def _request(user: Any, method: str = "GET") -> HttpRequest:
    request = RequestFactory().generic(method, "/")
    request.user = user
    return request


def _people() -> dict[str, Any]:
    """Return a user for each kind of seat, of which some do not count, and for each visibility of its network."""
    home = DelegationFactory(code="XA")
    people: dict[str, Any] = {}
    for visibility in Network.Visibility.values:
        network = NetworkFactory(slug=f"a-{visibility}", visibility=visibility)
        network.delegations.add(home)
        for capacity in ("member", "adviser", "secretariat", "observer", "government"):
            seat = SeatFactory(network=network, delegation=home, capacity=capacity)
            people[f"{capacity}, {visibility}"] = seat.user
        people[f"chair, {visibility}"] = SeatFactory(network=network, delegation=home, offices=["chair"]).user
        people[f"delegate, {visibility}"] = SeatFactory(
            network=network, delegation=home, offices=["assessment_delegate", "reviewer"]
        ).user
    ended = SeatFactory(network=network, delegation=home)
    Seat.objects.filter(pk=ended.pk).update(
        starts_at=timezone.now() - timedelta(days=9), ends_at=timezone.now() - timedelta(days=1)
    )
    people["former member"] = ended.user
    away = DelegationFactory(code="XB")
    suspended = SeatFactory(network=network, delegation=away)
    ParticipationRecord.objects.create(
        network=network,
        delegation=away,
        kind="suspended",
        from_day=timezone.localdate(),
        takes_effect_at=timezone.now() - timedelta(hours=1),
        recorded_by=suspended.user,
    )
    people["member of a suspended delegation"] = suspended.user
    both = SeatFactory(network=network, delegation=home, capacity="observer")
    SeatFactory(network=NetworkFactory(slug="b"), delegation=home, user=both.user, offices=["editor"])
    people["observer here, editor there"] = both.user
    people["without a seat"] = UserFactory()
    people["inactive"] = UserFactory(is_active=False)
    return people


def _networks(user: Any) -> dict[Action, set[int]]:
    return {may: set(Network.objects.where(user, may=may).values_list("pk", flat=True)) for may in Action}


def _assessments(user: Any) -> dict[InEvaluation, set[int]]:
    return {may: set(Assessment.objects.where(user, may=may).values_list("pk", flat=True)) for may in InEvaluation}


def _open_cycles() -> None:
    """Open a cycle with assessments of XA and XB in each of the networks of `_people`."""
    framework = draft_framework()
    opened, locked = timezone.now() - timedelta(days=9), timezone.now() + timedelta(days=9)
    dates = {"opens_at": opened, "due_at": locked, "locks_at": locked}
    for network in Network.objects.filter(slug__startswith="a-"):
        cycle = Cycle.objects.create(network=network, framework=framework, year=2026, **dates)
        for code in ("XA", "XB"):
            Assessment.objects.create(cycle=cycle, delegation=Delegation.objects.get(code=code))


def _reads_topics(user: Any) -> bool:
    return has_readable_network(user=user)


@pytest.mark.parametrize("ask", [_networks, _assessments, _reads_topics])
def test_remembered_seats_give_the_same_rights_as_the_database(ask: Callable[[Any], Any]) -> None:
    people = _people()
    _open_cycles()
    actual = {name: ask(user) for name, user in people.items()}
    remembered = {}
    for name, user in people.items():
        remember_seats(_request(user))
        remembered[name] = ask(user)
    assert remembered == actual
    assert actual["delegate, closed"] != actual["without a seat"]


@pytest.mark.parametrize("method", ["GET", "HEAD"])
def test_seats_of_the_reader_are_read_with_one_query(
    method: str, django_assert_num_queries: Callable[..., Any]
) -> None:
    seat = SeatFactory()
    remember_seats(_request(seat.user, method))
    with django_assert_num_queries(1):
        for may in Action:
            Network.objects.where(seat.user, may=may)


def test_seats_of_somebody_else_are_asked_for_each_time() -> None:
    reader, other = SeatFactory(), SeatFactory()
    remember_seats(_request(reader.user))
    assert remembered_seats(other.user) is None
    assert other.network.allows(other.user, Action.READ)
    Seat.objects.filter(pk=other.pk).update(ends_at=timezone.now())
    assert not other.network.allows(other.user, Action.READ)


def test_question_about_another_moment_is_asked_of_the_database() -> None:
    seat = SeatFactory()
    remember_seats(_request(seat.user))
    before = seat.starts_at - timedelta(days=1)
    assert not Network.objects.filter(pk=seat.network_id).where(seat.user, may=Action.READ, at=before).exists()


def _answer(method: str, view: Callable[[HttpRequest], HttpResponse], user: Any) -> None:
    """Pass a request through the middleware, to a view of a plugin."""

    def get_response(request: HttpRequest) -> HttpResponse:
        middleware.process_view(request, view, (), {})
        return view(request)

    middleware = InterfaceMiddleware(get_response)
    request = _request(user, method)
    request.resolver_match = None
    middleware(request)


@pytest.mark.parametrize(("method", "is_remembered"), [("GET", True), ("HEAD", True), ("POST", False), ("PUT", False)])
def test_only_requests_that_change_nothing_remember_seats(method: str, is_remembered: bool) -> None:
    seat, found = SeatFactory(), []

    def view(request: HttpRequest) -> HttpResponse:
        found.append(remembered_seats(seat.user) is not None)
        return HttpResponse()

    view.__module__ = "networkapp.views"
    _answer(method, view, seat.user)
    assert found == [is_remembered]


def test_seats_are_forgotten_after_the_request_even_if_it_failed() -> None:
    seat = SeatFactory()

    def view(request: HttpRequest) -> HttpResponse:
        assert seat.network.allows(seat.user, Action.READ)
        raise ZeroDivisionError

    view.__module__ = "networkapp.views"
    with pytest.raises(ZeroDivisionError):
        _answer("GET", view, seat.user)
    assert remembered_seats(seat.user) is None
    Seat.objects.filter(pk=seat.pk).update(ends_at=timezone.now())
    assert not seat.network.allows(seat.user, Action.READ)


def test_views_of_the_host_remember_no_seats() -> None:
    seat, found = SeatFactory(), []

    def view(request: HttpRequest) -> HttpResponse:
        found.append(remembered_seats(seat.user))
        return HttpResponse()

    view.__module__ = "host.views"
    _answer("GET", view, seat.user)
    assert found == [None]
