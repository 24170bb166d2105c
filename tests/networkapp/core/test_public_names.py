"""Names of members are public only with their consent, which they give for each seat and can withdraw."""

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone

from networkapp.errors import NotAllowed
from networkapp.models import Event, Network, Seat
from networkapp.networks.actions.public_names import own_seats, public_seats, set_name_publication
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory, UserFactory
from tests.worlds import world

pytestmark = pytest.mark.django_db
NAME = "Ada Lovelace"
PUBLIC_PAGES = ("/networks/open/", "/countries/xa/", "/api/v1/networks/open/", "/api/v1/countries/xa/")


@world
def network() -> Network:
    network: Network = NetworkFactory(slug="open", visibility="public")
    network.delegations.add(DelegationFactory(code="XA"))
    return network


@world
def chair(network: Network) -> Seat:
    seat: Seat = SeatFactory(network=network, offices=["chair"], user__display_name=NAME)
    return seat


def public_offices(seat: Seat) -> list[tuple[str, str, str]]:
    return [(one.role, one.whose, one.holder) for one in public_seats(seats=Seat.objects.filter(network=seat.network))]


def where_named(client: Client) -> set[str]:
    return {page for page in PUBLIC_PAGES if NAME in client.get(page).content.decode()}


def test_members_who_did_not_consent_are_not_named(client: Client, chair: Seat) -> None:
    assert public_offices(chair) == [("chair", "Sample country A", "")]
    assert where_named(client) == set()
    assert "name not published" in client.get("/countries/xa/").content.decode()


def test_member_is_named_everywhere_after_consent_and_nowhere_after_withdrawing_it(client: Client, chair: Seat) -> None:
    where_named(client)
    set_name_publication(seat=chair, user=chair.user, named=True)
    assert where_named(client) == set(PUBLIC_PAGES) - {"/api/v1/countries/xa/"}
    set_name_publication(seat=chair, user=chair.user, named=False)
    assert where_named(client) == set()
    assert public_offices(chair) == [("chair", "Sample country A", "")]


def test_member_without_a_name_is_not_shown_by_e_mail_address(client: Client, chair: Seat) -> None:
    type(chair.user).objects.filter(pk=chair.user_id).update(display_name="")
    set_name_publication(seat=chair, user=chair.user, named=True)
    assert public_offices(chair) == [("chair", "Sample country A", "")]
    assert [page for page in PUBLIC_PAGES if chair.user.email in client.get(page).content.decode()] == []


def test_consent_for_one_seat_does_not_apply_to_another(network: Network, chair: Seat) -> None:
    other = SeatFactory(user=chair.user, network=NetworkFactory(slug="other"))
    set_name_publication(seat=chair, user=chair.user, named=True)
    assert public_offices(other) == [("member", "Sample country A", "")]


def test_time_of_consent_is_stored_and_repeating_it_changes_nothing(chair: Seat) -> None:
    set_name_publication(seat=chair, user=chair.user, named=True)
    first = Seat.objects.get(pk=chair.pk).named_since
    set_name_publication(seat=chair, user=chair.user, named=True)
    assert Seat.objects.get(pk=chair.pk).named_since == first
    set_name_publication(seat=chair, user=chair.user, named=False)
    events = Event.objects.filter(kind="seat.named").order_by("sequence")
    assert [(one.payload, one.audience, one.audience_person) for one in events] == [
        ({"seat": chair.pk, "named": named}, "person", chair.user) for named in (True, False)
    ]


@pytest.mark.parametrize("capacity", ["secretariat", "member"])
def test_consent_cannot_be_given_by_other_users(chair: Seat, capacity: str) -> None:
    other = SeatFactory(network=chair.network, capacity=capacity).user
    for by in (other, UserFactory(is_superuser=True), None):
        with pytest.raises(NotAllowed):
            set_name_publication(seat=chair, user=by, named=True)
    assert Seat.objects.get(pk=chair.pk).named_since is None


def test_holder_of_an_ended_seat_is_not_named(client: Client, chair: Seat) -> None:
    set_name_publication(seat=chair, user=chair.user, named=True)
    over = timezone.now() - timedelta(seconds=1)
    Seat.objects.filter(pk=chair.pk).update(starts_at=over - timedelta(days=1), ends_at=over)
    assert where_named(client) == set()
    assert list(own_seats(user=chair.user)) == []


def test_roles_without_a_vote_are_listed_only_with_consent(network: Network) -> None:
    adviser = SeatFactory(network=network, capacity="adviser", user__display_name=NAME)
    SeatFactory(network=network, capacity="government")
    assert public_offices(adviser) == []
    set_name_publication(seat=adviser, user=adviser.user, named=True)
    assert public_offices(adviser) == [("adviser", "Sample country A", NAME)]


def test_seats_are_sorted_by_office_then_members_then_substitutes(network: Network) -> None:
    for capacity, offices in (("substitute", []), ("member", []), ("member", ["rapporteur"]), ("member", ["chair"])):
        SeatFactory(network=network, capacity=capacity, offices=[*offices, "editor"])
    seat = Seat.objects.first()
    assert seat is not None
    assert [role for role, _whose, _holder in public_offices(seat)] == ["chair", "rapporteur", "member", "substitute"]


def test_seats_of_a_closed_network_are_not_listed_to_others(client: Client, network: Network) -> None:
    hidden = SeatFactory(network=NetworkFactory(slug="shut"), user__display_name=NAME)
    set_name_publication(seat=hidden, user=hidden.user, named=True)
    assert where_named(client) == set()
    client.force_login(hidden.user)
    assert "/countries/xa/" in where_named(client)


def test_user_sees_their_current_seats_and_saves_consent_on_the_seats_page(client: Client, chair: Seat) -> None:
    other = SeatFactory(network=chair.network)
    client.force_login(chair.user)
    page = client.get("/desk/seats/")
    assert [seat for seat, _absence in page.context["rows"]] == [chair]
    answer = client.post("/desk/seats/", {"seat": chair.pk, "named": "yes"})
    assert (answer.status_code, answer["Location"]) == (302, "/desk/seats/")
    assert "Name published since" in client.get("/desk/seats/").content.decode()
    assert client.post("/desk/seats/", {"seat": other.pk, "named": "yes"}).status_code == 404
    assert client.post("/desk/seats/", {"seat": "x"}).status_code == 422
    named = set(Seat.objects.filter(named_since__isnull=False))
    assert named == {chair}
