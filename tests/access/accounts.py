"""Accounts for every kind of reader, with their seats and browsers."""

from collections.abc import Iterable
from datetime import timedelta
from typing import Any
from uuid import uuid4

from django.conf import settings
from django.test import Client
from django.utils import timezone

from evaluation.models import (
    Assessment,
    SectionAssignment,
    SectionHolder,
)
from networkapp.models import Network, Seat
from networkapp.news.models import Signatory
from networkapp.news.wordings import store_wording
from networkapp.permissions import Role
from tests.access.places import Place
from tests.access.readers import FOREIGN, OWN, Reader, ReaderSeat
from tests.factories.networks import DelegationFactory, SeatFactory, UserFactory


def seat_reader(reader: Reader, here: Iterable[Network], elsewhere: Network) -> Any:
    """Return the account of `reader`, with their seats; None if they have no account."""
    if reader.account == "none":
        return None
    user = UserFactory(display_name=reader.name[:120])
    for reader_seat in reader.seats:
        for network in here if reader_seat.where == "here" else [elsewhere]:
            _give(user, network, reader_seat)
    return user


def ask_all_to_sign(place: Place) -> None:
    """Ask every seat with a delegation to sign the article of its network, including seats that may not sign."""
    store_wording(article=place.article.translation_key, network=place.network, user=None)
    Signatory.objects.bulk_create(
        Signatory(article=place.article.translation_key, network=place.network, seat=seat)
        for seat in Seat.objects.filter(network=place.network, delegation__isnull=False)
    )


def give_section(reader: Reader, user: Any, places: Iterable[Place]) -> None:
    """Assign the first section of the draft to `reader`, if this kind of reader has one."""
    for place in places if reader.section != "none" else ():
        code = FOREIGN if reader.section == "of another country" else OWN
        draft = Assessment.objects.get(cycle=place.draft.cycle, delegation__code=code)
        now = timezone.now()
        fields = {"token_hash": str(uuid4()), "expires_at": now, "accepted_at": now, "user": user, "invited_by": user}
        holder = SectionHolder.objects.create(assessment=draft, email=user.email, name=reader.name, **fields)
        SectionAssignment.objects.create(
            holder=holder,
            recommendation=draft.cycle.framework.recommendations.get(code=1),
            due_at=now,
            given_by=user,
            taken_back_at=now if reader.section == "withdrawn" else None,
        )


def _give(user: Any, network: Network, reader_seat: ReaderSeat) -> None:
    now = timezone.now()
    terms = {
        "now": (now - timedelta(days=9), None),
        "over": (now - timedelta(days=9), now - timedelta(seconds=1)),
        "coming": (now + timedelta(days=30), None),
    }
    starts_at, ends_at = terms[reader_seat.term]
    # A body without a country may hold a secretariat seat; here all have one, so that the scopes can be distinguished.
    SeatFactory(
        user=user,
        network=network,
        capacity=reader_seat.capacity.value,
        delegation=DelegationFactory(code=reader_seat.delegation),
        offices=sorted(office.value for office in reader_seat.offices if office in Role),
        starts_at=starts_at,
        ends_at=ends_at,
    )


def client_of(user: Any, *, is_active: bool = True) -> Client:
    """Return the browser of this person; it stays signed in if the account is closed afterwards."""
    client = Client()
    if user is not None:
        client.force_login(user, backend=settings.AUTHENTICATION_BACKENDS[0])
        if not is_active:
            type(user).objects.filter(pk=user.pk).update(is_active=False)
    return client
