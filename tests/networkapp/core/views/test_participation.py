"""Pages about the participation of delegations, and the status that other pages show."""

from typing import Any

import pytest
from django.test import Client
from django.utils.timezone import localdate

from networkapp.models import Network, ParticipationKind, ParticipationRecord
from networkapp.participation.actions import record_participation
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory, make_seat
from tests.worlds import world

PAGE = "/networks/joint/participation/"
STATUS = "Suspended since 3 May 2026</span>"


@world
def joint(db: None) -> Network:
    network = NetworkFactory(slug="joint", visibility="public", kind="joint")
    for code in ("XA", "XB"):
        network.delegations.add(DelegationFactory(code=code))
    return network


@pytest.fixture
def secretariat(joint: Network, client: Client) -> Any:
    user = SeatFactory(network=joint, capacity="secretariat", delegation=None).user
    client.force_login(user)
    return user


def posted(**kwargs: str) -> dict[str, str]:
    return {
        "delegation": str(DelegationFactory(code="XA").pk),
        "kind": "suspended",
        "from_day": "2026-05-03",
        "source": "Statutes of 2022, article 5",
        "source_url": "https://example.org/statutes",
        "reason": "Decided at the meeting",
    } | kwargs


def suspend(network: Network, user: Any) -> ParticipationRecord:
    return record_participation(
        network=network,
        delegation=DelegationFactory(code="XA"),
        user=user,
        kind=ParticipationKind.SUSPENDED,
        from_day=localdate().replace(year=2026, month=5, day=3),
        source="Statutes of 2022, article 5",
        source_url="https://example.org/statutes",
        reason="Decided at the meeting",
    )


def test_secretariat_records_a_suspension(client: Client, joint: Network, secretariat: Any) -> None:
    answer = client.post(PAGE, posted())
    record = ParticipationRecord.objects.get()
    assert (answer.status_code, answer["Location"]) == (302, PAGE)
    assert (record.kind, record.source, record.recorded_by) == ("suspended", "Statutes of 2022, article 5", secretariat)
    assert STATUS in client.get(PAGE).content.decode()


def test_refusal_appears_beside_its_field_and_keeps_what_was_entered(
    client: Client, joint: Network, secretariat: Any
) -> None:
    suspend(joint, secretariat)
    answer = client.post(PAGE, posted(kind="returned", from_day="2026-05-03"))
    assert (answer.status_code, list(answer.context["form"].errors)) == (422, ["from_day"])
    assert "Decided at the meeting" in answer.content.decode()


def test_secretariat_corrects_and_deletes_the_newest_entry(client: Client, joint: Network, secretariat: Any) -> None:
    record = suspend(joint, secretariat)
    values = {"from_day": "2026-05-04", "source": "Minutes", "source_url": "", "reason": ""}
    assert client.post(f"{PAGE}{record.pk}/", values).status_code == 302
    corrected = ParticipationRecord.objects.get(corrects=record)
    assert client.post(f"{PAGE}{corrected.pk}/delete/", {"reason": "Wrong delegation"}).status_code == 302
    assert (joint.absence_of(record.delegation), client.get(f"{PAGE}{record.pk}/").status_code) == (None, 404)


def test_members_read_the_history_without_a_form(client: Client, joint: Network, secretariat: Any) -> None:
    suspend(joint, secretariat)
    client.force_login(make_seat(joint, "XB").user)
    page = client.get(PAGE)
    assert (STATUS in page.content.decode(), page.context["form"]) == (True, None)
    assert client.post(PAGE, posted()).status_code == 403


@pytest.mark.parametrize("address", ["/networks/joint/", "/countries/xa/"])
def test_public_pages_show_status_date_and_source_without_the_reason(
    client: Client, joint: Network, secretariat: Any, address: str
) -> None:
    suspend(joint, secretariat)
    client.logout()
    html = client.get(address).content.decode()
    assert STATUS in html
    assert 'href="https://example.org/statutes"' in html
    assert "Decided at the meeting" not in html


def test_list_of_networks_shows_which_delegations_are_suspended(
    client: Client, joint: Network, secretariat: Any
) -> None:
    suspend(joint, secretariat)
    client.logout()
    assert client.get("/networks/").content.decode().count("suspended since 3 May 2026") == 1


def test_read_api_lists_delegations_that_do_not_take_part(client: Client, joint: Network, secretariat: Any) -> None:
    suspend(joint, secretariat)
    client.logout()
    assert client.get("/api/v1/networks/joint/").json()["absences"] == [
        {
            "delegation": "XA",
            "kind": "suspended",
            "from_day": "2026-05-03",
            "source": "Statutes of 2022, article 5",
            "source_url": "https://example.org/statutes",
        }
    ]


def test_suspended_member_finds_the_status_on_their_seats_and_no_page_of_the_network(
    client: Client, joint: Network, secretariat: Any
) -> None:
    Network.objects.update(visibility="closed")
    member = make_seat(joint, "XA").user
    suspend(joint, secretariat)
    client.force_login(member)
    assert STATUS in client.get("/desk/seats/").content.decode()
    assert [client.get(path).status_code for path in ("/networks/joint/", "/networks/joint/topics/", PAGE)] == [404] * 3


def test_secretariat_finds_seats_of_a_suspended_delegation(client: Client, joint: Network, secretariat: Any) -> None:
    member, other = make_seat(joint, "XA"), make_seat(joint, "XB")
    suspend(joint, secretariat)
    seen = client.get("/networks/joint/seats/").context["seats"]
    client.force_login(other.user)
    assert member in seen
    assert member not in client.get("/networks/joint/seats/").context["seats"]
