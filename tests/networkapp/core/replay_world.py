"""A random but repeatable sequence of acts and connection breaks in three networks with open pages."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from random import Random
from typing import Any
from uuid import UUID

from django.conf import settings
from django.test import Client
from django.utils import timezone

from networkapp.discussion.actions.message_drafts import MESSAGE_DRAFTS, prepare_message, release_message
from networkapp.discussion.actions.messages import edit_message, react, withdraw_message
from networkapp.discussion.actions.moderation import appeal, hide_message, report_message, restore_message
from networkapp.discussion.actions.move_topic import move_topic
from networkapp.discussion.actions.receipts import acknowledge, ask_for_receipt
from networkapp.discussion.actions.topics import change_state, pin_topic, rename_topic, share_topic, unshare_topic
from networkapp.discussion.models import Message, MessageDraft, Topic, TopicState
from networkapp.errors import NotAllowed, Refused
from networkapp.four_eyes import withdraw
from networkapp.models import Network, Seat
from tests.factories.discussion import add_message, start_topic
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory
from tests.networkapp.core.replay import Browser, Process, at_once
from tests.networkapp.core.sockets import log_in

MOST_TOPICS = 12
"""Fewer than a page of topics has room for, in its list and in its rail."""


@dataclass(frozen=True)
class Unsent:
    """A message in an outbox, which is sent again until the server has confirmed it."""

    writer: Seat
    address: str
    body: str
    key: UUID


class World:
    """Networks `home`, `guest` and `third`; a topic that stays in the first two; others that are moved."""

    def __init__(self, seed: int, processes: list[Process]) -> None:
        self.random = Random(seed)
        self.processes = processes
        self.outbox: list[Unsent] = []
        self.acknowledged: dict[UUID, int] = {}
        self.wandered: set[int] = set()
        self.clients: dict[int, Client] = {}
        self._seat_people()
        self.topic = start_topic(self.chair, title="Hotlines")
        share_topic(topic=self.topic, network=self.guest.network, user=self.chair.user)
        start_topic(self.member, title="Another")
        self._open_pages()

    def _seat_people(self) -> None:
        began = timezone.now() - timedelta(1)
        give = partial(SeatFactory, starts_at=began)
        home, guest, third = (NetworkFactory(slug=slug) for slug in ("home", "guest", "third"))
        xb = DelegationFactory(code="XB")
        self.chair = give(network=home, offices=["chair"])
        for network in (guest, third):
            give(network=network, user=self.chair.user, offices=["chair"])
        self.adviser = give(network=home, capacity="adviser")
        self.member, self.observer = give(network=home, delegation=xb), give(network=home, capacity="observer")
        self.guest, self.listener = give(network=guest, delegation=xb), give(network=guest, capacity="expert")
        self.writers = [self.chair, self.adviser, self.member, self.guest]

    def _open_pages(self) -> None:
        topics = "/networks/{}/topics/"
        home, guest = topics.format("home"), topics.format("guest")
        here, there = f"{home}{self.topic.pk}/", f"{guest}{self.topic.pk}/"
        pages = [
            *[("phone", self.member, here), ("desk", self.member, here), ("adviser", self.adviser, here)],
            *[("guest", self.guest, there), ("list", self.observer, home), ("list of guests", self.listener, guest)],
            ("closed", self.chair, f"{home}closed/"),
        ]
        self.browsers = [
            Browser(name, self.client_of(seat), seat.network, address, self.processes[number % len(self.processes)])
            for number, (name, seat, address) in enumerate(pages)
        ]

    def client_of(self, seat: Seat) -> Client:
        if seat.user_id not in self.clients:
            self.clients[seat.user_id] = Client()
            self.clients[seat.user_id].cookies[settings.SESSION_COOKIE_NAME] = log_in(seat.user)
        return self.clients[seat.user_id]

    def step(self) -> str:
        """Do one random act of a user or of the connection, and return what it was."""
        acts = list(WEIGHTS)
        act = self.random.choices(acts, [WEIGHTS[one] for one in acts])[0]
        try:
            act(self)
        except (Refused, NotAllowed) as turned_down:
            return f"{act.__name__}, but {turned_down}"
        return act.__name__

    def one(self, things: Any) -> Any:
        """Return a random object of the queryset, which is the same for the same seed."""
        return self.random.choice(list(things.order_by("pk")) or [None])

    def any_message(self) -> Message:
        found: Message = self.one(Message.objects.select_related("topic__network", "author", "seat"))
        return found

    def another_topic(self) -> Topic:
        found: Topic = self.one(Topic.objects.exclude(pk=self.topic.pk).select_related("network"))
        return found

    def uuid(self) -> UUID:
        return UUID(int=self.random.getrandbits(128), version=4)

    def _send(self, unsent: Unsent) -> Any:
        """Return the server's response; each request has its own client, like requests of two devices at once."""
        client, known = Client(), self.clients[unsent.writer.user_id]
        client.cookies[settings.SESSION_COOKIE_NAME] = known.cookies[settings.SESSION_COOKIE_NAME].value
        values = {"body": unsent.body, "client_key": str(unsent.key)}
        return client.post(unsent.address, values, headers={"accept": "application/json"})

    def _post(self, unsent: Unsent) -> None:
        """Post the message: it gets one permanent sequence number, or is refused because the topic is closed."""
        answer = self._send(unsent)
        assert answer.status_code in {200, 422}, answer.content
        if answer.status_code == 200:
            number = answer.json()["id"]
            assert self.acknowledged.setdefault(unsent.key, number) == number, "two messages of one key"

    def _write(self, writer: Seat) -> Unsent:
        self.client_of(writer)
        address = f"/networks/{writer.network.slug}/topics/{self.topic.pk}/"
        return Unsent(writer, address, f"*Words* {self.random.random()} of <b>{writer}</b>", self.uuid())

    def write(self) -> None:
        """Send a message over a bad connection: complete, lost on the way there or back, or twice, also at once."""
        unsent = self._write(self.random.choice(self.writers))
        fate = self.random.choice(["arrives", "arrives", "lost", "answer lost", "twice", "immediately"])
        if fate == "immediately":
            at_once(*[partial(self._post, unsent)] * 3)
        for _time in range({"arrives": 1, "twice": 2}.get(fate, 0)):
            self._post(unsent)
        if fate == "answer lost":
            self._send(unsent)
        if fate in {"lost", "answer lost"}:
            self.outbox.append(unsent)

    def write_all_at_once(self) -> None:
        at_once(*(partial(self._post, unsent) for unsent in map(self._write, self.writers)))

    def send_what_waits(self) -> None:
        waiting, self.outbox = self.outbox, []
        for unsent in waiting:
            self._post(unsent)

    def answer(self) -> None:
        result = self.one(self.topic.messages)
        add_message(self.topic, self.random.choice(self.writers), reply_to=result)

    def say_elsewhere(self) -> None:
        add_message(self.another_topic(), self.chair)

    def open_topic(self) -> None:
        if Topic.objects.count() < MOST_TOPICS:
            start_topic(self.random.choice([self.chair, self.member]), title=f"Topic {self.random.random()}")

    def edit(self) -> None:
        message = self.any_message()
        base = message.revisions.count()
        edit_message(message=message, user=message.author, body=f"Other words {self.random.random()}", base=base)

    def withdraw(self) -> None:
        message = self.any_message()
        withdraw_message(message=message, user=message.author)

    def hide_or_restore(self) -> None:
        message = self.any_message()
        act = restore_message if message.hidden_at else hide_message
        act(message=message, user=self.chair.user, reason="Because")

    def report_or_appeal(self) -> None:
        message = self.any_message()
        if message.hidden_at:
            appeal(message=message, user=message.author, reason="Because not")
        else:
            report_message(message=message, user=self.random.choice(self.writers).user, reason="Because")

    def react(self) -> None:
        kind, on = self.random.choice(["agree", "thanks"]), self.random.random() < 0.7
        react(message=self.any_message(), user=self.random.choice(self.writers).user, kind=kind, on=on)

    def ask_for_receipt(self) -> None:
        day = timezone.now() + timedelta(self.random.randint(1, 9))
        ask_for_receipt(message=self.any_message(), user=self.chair.user, due_at=day)

    def acknowledge(self) -> None:
        message = self.one(Message.objects.filter(receipt_request__isnull=False)) or self.any_message()
        acknowledge(message=message, user=self.random.choice(self.writers).user)

    def prepare(self) -> None:
        fields = {"user": self.adviser.user, "partner": self.chair.pk, "client_key": self.uuid()}
        prepare_message(topic=self.topic, **fields, body=f"Prepared {self.random.random()}")

    def release_or_take_back(self) -> None:
        prepared = self.one(MessageDraft.objects.open().select_related("topic", "prepared_by", "prepared_for"))
        if prepared is not None and self.random.random() < 0.5:
            release_message(draft=prepared, user=self.chair.user, body=prepared.body)
        elif prepared is not None:
            withdraw(kind=MESSAGE_DRAFTS, draft=prepared, user=self.adviser.user)

    def rename(self) -> None:
        topic = self.random.choice([self.topic, self.another_topic()])
        rename_topic(topic=topic, title=f"Title {self.random.random()}", user=self.chair.user)

    def change_state(self) -> None:
        if self.topic.state != TopicState.OPEN and self.random.random() < 0.7:
            return change_state(topic=self.topic, state=TopicState.OPEN, user=self.chair.user)
        topic = self.random.choice([self.topic, self.another_topic(), self.another_topic()])
        return change_state(topic=topic, state=self.random.choice(list(TopicState)), user=self.chair.user)

    def pin(self) -> None:
        topic = self.random.choice([self.topic, self.another_topic()])
        pin_topic(topic=topic, pinned=self.random.random() < 0.6, user=self.chair.user)

    def share_or_take_out(self) -> None:
        topic, network = self.another_topic(), self.one(Network.objects.all())
        act = unshare_topic if topic.shares.filter(network=network).exists() else share_topic
        self.wandered.add(topic.pk)
        act(topic=topic, network=network, user=self.chair.user)

    def move(self) -> None:
        topic = self.another_topic()
        self.wandered.add(topic.pk)
        move_topic(topic=topic, network=self.one(Network.objects.all()), user=self.chair.user)

    def cut(self) -> None:
        self.random.choice(self.browsers).cut()

    def come_back(self) -> None:
        """Reconnect one of the browsers that are offline; the last two stay offline, as if for weeks."""
        browser, process = self.random.choice(self.browsers[:-2]), self.random.choice(self.processes)
        if browser.line is None:
            browser.process = process
            browser.connect()

    def read_a_little(self) -> None:
        browser = self.random.choice(self.browsers)
        browser.read(self.random.randint(1, 4))
        if self.random.random() < 0.3:
            browser.cut()

    def hear_again(self) -> None:
        self.random.choice(self.browsers).hear_again()

    def stall_or_flow(self) -> None:
        browser = self.random.choice(self.browsers)
        if browser.line is not None:
            browser.line.stall(self.random.random() < 0.7)

    def reload(self) -> None:
        self.random.choice(self.browsers[:-2]).reload()

    def start_a_process_again(self) -> None:
        place = self.random.randrange(len(self.processes))
        old = self.processes[place]
        theirs = [browser for browser in self.browsers if browser.process is old]
        for browser in theirs:
            browser.cut()
        old.stop()
        self.processes[place] = Process()
        for browser in theirs:
            browser.process = self.random.choice(self.processes)


WEIGHTS: dict[Callable[[World], Any], int] = {
    **{World.write: 14, World.write_all_at_once: 2, World.send_what_waits: 3, World.answer: 4},
    **{World.say_elsewhere: 4, World.open_topic: 2, World.edit: 6, World.withdraw: 2, World.hide_or_restore: 4},
    **{World.report_or_appeal: 3, World.react: 5, World.ask_for_receipt: 2, World.acknowledge: 2, World.prepare: 2},
    **{World.release_or_take_back: 3, World.rename: 2, World.change_state: 4, World.pin: 3},
    **{World.share_or_take_out: 4, World.move: 3},
    **{World.cut: 5, World.come_back: 8, World.read_a_little: 8, World.hear_again: 3, World.stall_or_flow: 5},
    **{World.reload: 2, World.start_a_process_again: 1},
}
