"""Members of a suspended delegation get by socket and e-mail what people without a seat get, and their seats back."""

from datetime import timedelta
from typing import Any

import pytest
from django.core import mail
from django.utils import timezone
from django.utils.timezone import localdate
from wagtail.models import Collection

from networkapp.discussion.notices import notify_about_message
from networkapp.models import Delivery, EmailFrequency, Notification, ParticipationKind, ParticipationRecord, Seat
from networkapp.notifications.deliveries import deliver, make_digests
from networkapp.participation.actions import record_participation
from networkapp.permissions import Action
from tests.factories.discussion import add_message, start_topic
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory, make_seat
from tests.factories.notification_settings import wants
from tests.networkapp.core.sockets import record, run_sync, socket
from tests.worlds import world


def sit_down() -> tuple[Seat, Seat]:
    """Return the secretariat's seat in a network whose e-mails carry texts, and that of a member for XA."""
    Collection.get_first_root_node() or Collection.add_root(name="Root")
    network = NetworkFactory(slug="joint", visibility="public", emails_carry_text=True)
    network.delegations.add(DelegationFactory(code="XA"))
    began = timezone.now() - timedelta(days=1)
    clerk = SeatFactory(network=network, capacity="secretariat", delegation=None, starts_at=began)
    return clerk, make_seat(network, "XA", starts_at=began)


def change(clerk: Seat, kind: ParticipationKind = ParticipationKind.SUSPENDED, days: int = 0) -> ParticipationRecord:
    return record_participation(
        network=clerk.network,
        delegation=DelegationFactory(code="XA"),
        user=clerk.user,
        kind=kind,
        from_day=localdate(timezone=clerk.network.zone) + timedelta(days=days),
        source="Statutes",
    )


@world
def seats(db: None) -> tuple[Seat, Seat]:
    return sit_down()


def send_all() -> list[str]:
    Delivery.objects.update(due_at=timezone.now())
    for pk in Delivery.objects.filter(state=Delivery.State.WAITING).values_list("pk", flat=True):
        deliver.call(pk)
    return [message.subject for message in mail.outbox]


def test_queued_email_is_not_sent_after_the_suspension_but_the_notice_of_it_is(seats: tuple[Seat, Seat]) -> None:
    clerk, member = seats
    wants(member, EmailFrequency.AT_ONCE)
    notify_about_message.call(add_message(start_topic(clerk, "Hotlines", "Quetzal"), clerk).pk)
    queued = Delivery.objects.get(user=member.user)
    change(clerk)
    sent = send_all()
    assert (Delivery.objects.get(pk=queued.pk).state, len(sent)) == (Delivery.State.DROPPED, 1)
    assert "Quetzal" not in mail.outbox[0].body
    assert "delegation suspended from" in mail.outbox[0].body


def test_new_messages_notify_nobody_of_the_suspended_delegation(seats: tuple[Seat, Seat]) -> None:
    clerk, member = seats
    change(clerk)
    notify_about_message.call(add_message(start_topic(clerk, "Hotlines", "Quetzal"), clerk).pk)
    assert list(Notification.objects.filter(user=member.user).values_list("kind", flat=True)) == [
        "participation.recorded"
    ]


def test_what_was_missed_is_not_sent_after_the_return(seats: tuple[Seat, Seat]) -> None:
    clerk, member = seats
    wants(member, EmailFrequency.DAILY)
    change(clerk, days=-3)
    notify_about_message.call(add_message(start_topic(clerk, "Hotlines", "Quetzal"), clerk).pk)
    change(clerk, ParticipationKind.RETURNED)
    make_digests(now=timezone.now() + timedelta(days=1))
    send_all()
    assert clerk.network.allows(member.user, Action.READ)
    assert "Quetzal" not in "".join(message.body for message in mail.outbox)


@pytest.mark.django_db(transaction=True)
async def test_network_socket_closes_at_once_when_the_delegation_is_suspended(settings: Any) -> None:
    settings.NETWORKAPP_POLL_SECONDS = 60
    clerk, member = await run_sync(sit_down)
    async with socket("joint", member.user) as browser, socket("joint", clerk.user) as remains:
        await browser.frame()
        await run_sync(change, clerk)
        assert await browser.closing() == (4403, 4403)
        await run_sync(record, clerk.network, "test.happened")
        assert (await remains.events(2))[-1] == (2, "test.happened")


@pytest.mark.django_db(transaction=True)
async def test_network_socket_closes_at_the_moment_a_recorded_suspension_begins(settings: Any) -> None:
    settings.NETWORKAPP_POLL_SECONDS = 60
    clerk, member = await run_sync(sit_down)
    planned = await run_sync(change, clerk, days=2)
    begins = timezone.now() + timedelta(seconds=1)
    await run_sync(ParticipationRecord.objects.filter(pk=planned.pk).update, takes_effect_at=begins)
    async with socket("joint", member.user) as browser:
        await browser.frame()
        assert await browser.closing() == (4403, 4403)
        assert timezone.now() >= begins


@pytest.mark.django_db(transaction=True)
async def test_suspended_member_and_stranger_get_the_same_answer_from_the_socket() -> None:
    clerk, member = await run_sync(sit_down)
    await run_sync(change, clerk)
    stranger = await run_sync(SeatFactory, network=await run_sync(NetworkFactory))
    texts = []
    for user in (member.user, stranger.user):
        async with socket("joint", user, "?after=0") as browser:
            texts.append(await browser.closing())
    assert texts == [(4404, 4404)] * 2
