"""A topic that can be answered by e-mail, with its author and a reader."""

from datetime import timedelta
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from django.utils import timezone

from networkapp.discussion.models import Topic
from networkapp.models import Seat
from tests.factories.discussion import start_topic
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory


@pytest.fixture(autouse=True)
def enable_email_replies(settings: Any) -> None:
    settings.NETWORKAPP_REPLY_ADDRESS = "reply@networks.example"


@pytest.fixture
def author() -> Seat:
    return SeatFactory(network=NetworkFactory(slug="here", emails_carry_text=True))


@pytest.fixture
def reader(author: Seat) -> Seat:
    began = timezone.now() - timedelta(days=1)
    seat = SeatFactory(network=author.network, delegation=DelegationFactory(code="XB"), starts_at=began)
    EmailAddress.objects.create(user=seat.user, email=seat.user.email, verified=True)
    return seat


@pytest.fixture
def topic(author: Seat) -> Topic:
    return start_topic(author, "Hotlines", "Quetzal opens")
