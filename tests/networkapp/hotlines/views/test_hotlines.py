"""The page on which hotlines are checked and withdrawn."""

import pytest
from django.test import Client
from django.urls import reverse

from networkapp.hotlines.models import Hotline
from tests.factories.hotlines import make_hotline
from tests.factories.networks import NetworkFactory, SeatFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("help_on")]


def test_success_message_is_still_shown_after_a_visit_to_a_help_page(client: Client) -> None:
    keeper = SeatFactory(capacity="secretariat").user
    client.force_login(keeper)
    client.post(reverse("networkapp:hotline_act", args=[make_hotline().pk]), {"act": "checked"})
    client.get("/help/fi/en/")
    assert "Hotline updated." in client.get(reverse("networkapp:hotlines")).content.decode()


def test_hotline_is_checked_withdrawn_and_restored_with_one_button_each(client: Client) -> None:
    seat = SeatFactory(capacity="secretariat", network=NetworkFactory(slug="joint"))
    hotline = make_hotline("FI", network=seat.network)
    client.force_login(seat.user)
    address = reverse("networkapp:hotline_act", args=[hotline.pk])
    for act in ("checked", "withdraw", "checked", "return"):
        assert client.post(address, {"act": act})["Location"] == reverse("networkapp:hotlines")
    steps = hotline.steps.values_list("kind", "taken_by")
    assert list(steps) == [("returned", seat.user.pk), ("withdrawn", seat.user.pk), ("checked", seat.user.pk)]
    assert Hotline.objects.get().checked_on is None
    assert "Withdrawn" in client.get(reverse("networkapp:hotlines")).content.decode()


def test_hotline_list_returns_404_to_users_who_manage_none(client: Client) -> None:
    client.force_login(SeatFactory(capacity="member").user)
    assert client.get(reverse("networkapp:hotlines")).status_code == 404


def test_unknown_hotline_action_has_no_effect(client: Client) -> None:
    seat = SeatFactory(capacity="secretariat")
    hotline = make_hotline("FI")
    client.force_login(seat.user)
    client.post(reverse("networkapp:hotline_act", args=[hotline.pk]), {"act": "delete"})
    assert hotline.steps.count() == 0
