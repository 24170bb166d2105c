"""Delegations on the roll of an agreement, and the reason shown to members of the others."""

import pytest
from django.test import Client
from django.utils import translation

from evaluation.frameworks.agreement_pages import framework_page
from tests.factories.agreement import Agreeing, make_agreeing
from tests.factories.networks import DelegationFactory, SeatFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def consulting() -> Agreeing:
    made = make_agreeing()
    made.open()
    made.close()
    made.ask()
    made.framework.refresh_from_db()
    return made


def member(consulting: Agreeing, code: str, **kwargs: object) -> object:
    delegation = DelegationFactory(code=code, **kwargs)
    consulting.network.delegations.add(delegation)
    return SeatFactory(network=consulting.network, delegation=delegation).user


def words(consulting: Agreeing, user: object) -> str:
    with translation.override("en"):
        return framework_page(consulting.framework, user).not_on_roll


def test_member_of_a_region_reads_that_regions_are_not_assessed(consulting: Agreeing, client: Client) -> None:
    user = member(consulting, "DE-BY", kind="regional", country="DE", assessed=False, name="Landtag")
    expected = "Your delegation, Landtag, is not on this roll: only assessed countries can state positions on criteria."
    assert words(consulting, user) == expected
    client.force_login(user)  # type: ignore[arg-type]
    page = client.get(consulting.framework.get_absolute_url()).content.decode()
    assert (expected in page, "Your country’s position is recorded" in page) == (True, False)


def test_member_of_a_country_that_joined_later_reads_why_it_is_not_on_the_roll(consulting: Agreeing) -> None:
    user = member(consulting, "SE", country="SE", assessed=True)
    assert (
        words(consulting, user)
        == "Your delegation, Sweden, is not on this roll because it joined after the roll was closed."
    )


def test_member_of_a_country_on_the_roll_reads_no_such_reason(consulting: Agreeing) -> None:
    assert words(consulting, consulting.members["XA"]) == ""
