"""People, delegations, networks and seats to test with."""

from typing import Any

import factory
from django.contrib.auth import get_user_model
from django.utils import timezone
from factory.django import DjangoModelFactory

from networkapp.administration.rights import sync_administrators_group
from networkapp.models import (
    Delegation,
    Network,
    ParticipationKind,
    ParticipationRecord,
    Seat,
    SeatOffice,
    Subject,
)
from networkapp.networks.actions.seats import sync_groups


class UserFactory(DjangoModelFactory):
    class Meta:
        model = get_user_model()
        skip_postgeneration_save = True

    email = factory.Sequence(lambda n: f"person{n}@example.org")
    display_name = factory.Sequence(lambda n: f"Person {n}")
    time_zone = "Europe/Helsinki"

    @classmethod
    def _create(cls, model_class: Any, *args: Any, **kwargs: Any) -> Any:
        return model_class.objects.create_user(*args, **kwargs)


class DelegationFactory(DjangoModelFactory):
    class Meta:
        model = Delegation
        django_get_or_create = ("code",)

    code = "XA"
    country = factory.LazyAttribute(lambda o: o.code)
    name = factory.LazyAttribute(lambda o: f"Parliament of {o.code}")
    assessed = True


class SubjectFactory(DjangoModelFactory):
    class Meta:
        model = Subject
        django_get_or_create = ("slug",)

    slug = factory.Sequence(lambda n: f"subject-{n}")
    title = factory.Sequence(lambda n: f"Subject {n}")


class NetworkFactory(DjangoModelFactory):
    class Meta:
        model = Network
        django_get_or_create = ("slug",)
        skip_postgeneration_save = True

    slug = factory.Sequence(lambda n: f"network-{n}")
    name = factory.LazyAttribute(lambda o: o.slug.replace("-", " ").capitalize())
    visibility = Network.Visibility.CLOSED
    shortest_procedure_hours = 0


class SeatFactory(DjangoModelFactory):
    class Meta:
        model = Seat
        skip_postgeneration_save = True

    user = factory.SubFactory(UserFactory)
    network = factory.SubFactory(NetworkFactory)
    delegation = factory.SubFactory(DelegationFactory)
    capacity = "member"

    @factory.post_generation
    def offices(self: Seat, create: bool, names: list[str] | None, **kwargs: Any) -> None:
        for name in names or []:
            SeatOffice.objects.create(seat=self, office=name)


def make_seat(network: Network, code: str, capacity: str = "member", **kwargs: Any) -> Seat:
    """A seat of the delegation of this code in the network."""
    seat: Seat = SeatFactory(network=network, delegation=DelegationFactory(code=code), capacity=capacity, **kwargs)
    return seat


def add_seat(chair: Seat, code: str = "XB", **kwargs: Any) -> Seat:
    """Return another seat in the network of `chair`, which begins when theirs does."""
    usual = {"network": chair.network, "delegation": DelegationFactory(code=code), "starts_at": chair.starts_at}
    seat: Seat = SeatFactory(**{**usual, **kwargs})
    return seat


def suspend(network: Network, code: str, **kwargs: Any) -> ParticipationRecord:
    """The record of a suspension of the delegation of this code, which begins now; recorded past all checks."""
    now = timezone.now()
    words = {"kind": ParticipationKind.SUSPENDED, "from_day": now.date(), "takes_effect_at": now, "source": "Statutes"}
    by = kwargs.pop("by", None) or UserFactory()
    record: ParticipationRecord = ParticipationRecord.objects.create(
        network=network, delegation=DelegationFactory(code=code), recorded_by=by, **{**words, **kwargs}
    )
    return record


def editor_of(network: Network, office: str = "editor") -> Any:
    """Return a holder of this office, for whose seat Wagtail's groups are updated."""
    user = SeatFactory(network=network, capacity="adviser", offices=[office]).user
    sync_groups(user=user)
    return user


def site_administrator(**kwargs: Any) -> Any:
    """An account in the group of site administrators, with its rights of today and no seat."""
    user = UserFactory(**kwargs)
    user.groups.add(sync_administrators_group())
    return user
