"""Messages are found by an index of their own: as words in all their forms, and never beyond what a reader may read."""

from datetime import date, datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from django.db import connection
from django.test import Client
from django.utils import timezone, translation

from networkapp.discussion.models import Message, TopicShare
from networkapp.discussion.models.search_index import drop_index, maintain_index
from networkapp.discussion.queries.message_search import find_messages
from networkapp.registry import Narrowing
from networkapp.search.forms import NarrowingForm
from networkapp.search.words import beginnings, query_words
from networkapp.text.folding import folded
from tests.factories.discussion import say, start_topic
from tests.factories.networks import NetworkFactory, SeatFactory


def bodies(user: Any, query: str, **given: Any) -> list[str]:
    return [message.body for message in find_messages(user=user, query=query, limit=9, **given)]


@pytest.fixture
def seat(db: None) -> Any:
    return SeatFactory(network=NetworkFactory(slug="here"))


@pytest.mark.parametrize(
    ("language", "query", "body"),
    [
        ("en", "networks", "The network grows."),
        ("en", "party", "Three parties signed."),
        ("de", "Opfern", "Den Opfern hilft das Gesetz."),
        ("de", "Gesetze", "Das Gesetz gilt."),
        ("ru", "закона", "Новый закон принят."),
        ("fi", "sopimuksessa", "Sopimuksen osapuolet."),
        ("en", "CETS 197", "It is in CETS\u00a0197, article 13."),
        ("en", "riga", "Meeting in RIGA."),
        ("lv", "dialogs", "Dialogs turpinās."),
        ("en", "Lodz", "Meeting in ŁÓDŹ."),
        ("pl", "łódź", "Meeting in Lodz."),
        ("da", "soknad", "Den første søknad."),
        ("pl", "ofiarom", "Prawa ofiary."),
        ("ru", "ещё", "Нужно еще время."),
        ("ru", "мои", "Нужно моих много."),
        ("en", "Reykjavik", "From Reykjavi\u0301k."),
    ],
)
def test_a_word_is_found_in_its_other_forms(seat: Any, language: str, query: str, body: str) -> None:
    topic = start_topic(seat, "About words", body)
    say(topic, seat, body="Nothing of this.")
    with translation.override(language):
        assert bodies(seat.user, query) == [body]


def test_each_letter_is_folded_by_the_database_as_by_the_query(seat: Any) -> None:
    signs = [
        chr(code) for codes in (range(0xC0, 0x180), range(0x1E00, 0x1F00)) for code in codes if chr(code).isalpha()
    ]
    signs += ["Ș", "ț", "Ё", "й", "Й", "ї", "ў", "ґ"]
    start_topic(seat, "Letters", " ".join(f"w{number}{sign}x" for number, sign in enumerate(signs)))
    missed = [
        sign
        for number, sign in enumerate(signs)
        for asked in dict.fromkeys([f"w{number}{sign}x", f"w{number}{folded(sign)}x"])
        if not bodies(seat.user, asked)
    ]
    assert missed == []
    assert bodies(seat.user, f"w{signs.index('й')}иx") == []


def test_all_words_must_occur_and_the_newest_comes_first(seat: Any) -> None:
    topic = start_topic(seat, "About order", "first amber")
    for body in ("second amber", "amber alone", "third with amber and the second"):
        say(topic, seat, body=body)
    assert bodies(seat.user, "amber second") == ["third with amber and the second", "second amber"]


def test_the_best_comes_first_where_this_is_asked(seat: Any) -> None:
    topic = start_topic(seat, "About order", "amber amber amber")
    say(topic, seat, body=f"amber among {'many other words ' * 20}")
    assert bodies(seat.user, "amber", best_first=True)[0] == "amber amber amber"


@pytest.mark.parametrize(
    "query", ["", "   ", '"', "'", "a'b\"c", "*", "-", "NEAR(", "amber:*", "x & | ! (", "%", "_", "\x00", "🌊"]
)
def test_what_is_no_word_finds_nothing_and_breaks_nothing(seat: Any, query: str) -> None:
    start_topic(seat, "About signs", "Something else entirely")
    assert bodies(seat.user, query) == []


def test_a_message_of_another_network_is_not_found_though_its_words_are_the_same(seat: Any) -> None:
    other = SeatFactory(network=NetworkFactory(slug="elsewhere"))
    start_topic(other, "There", "Quetzal there")
    start_topic(seat, "Here", "Quetzal here")
    assert (bodies(seat.user, "quetzal"), bodies(other.user, "quetzal")) == (["Quetzal here"], ["Quetzal there"])


def test_what_is_sealed_is_not_found(seat: Any) -> None:
    topic = start_topic(seat, "Sealed", "Quetzal one")
    hidden, withdrawn = say(topic, seat, body="Quetzal two"), say(topic, seat, body="Quetzal three")
    Message.objects.filter(pk=hidden.pk).update(hidden_at=timezone.now())
    Message.objects.filter(pk=withdrawn.pk).update(withdrawn_at=timezone.now())
    assert bodies(seat.user, "quetzal") == ["Quetzal one"]


def test_the_index_follows_what_is_changed_and_deleted(seat: Any) -> None:
    topic = start_topic(seat, "Changes", "old words")
    message = topic.messages.get()
    Message.objects.filter(pk=message.pk).update(body="new phrase")
    assert (bodies(seat.user, "old"), bodies(seat.user, "phrase")) == ([], ["new phrase"])
    topic.delete()
    assert bodies(seat.user, "phrase") == []


def test_a_search_is_narrowed_to_a_network_a_person_and_days_of_the_readers_calendar(seat: Any) -> None:
    there = SeatFactory(network=NetworkFactory(slug="there"), user=seat.user)
    other = SeatFactory(network=seat.network)
    topic = start_topic(seat, "Here", "amber here")
    start_topic(there, "There", "amber there")
    late = say(topic, other, body="amber from the other")
    Message.objects.filter(pk=late.pk).update(posted_at=datetime(2026, 5, 1, 23, 30, tzinfo=ZoneInfo("UTC")))

    def within(**given: Any) -> set[str]:
        return set(bodies(seat.user, "amber", narrowing=Narrowing(**given)))

    assert within(network=seat.network_id) == {"amber here", "amber from the other"}
    assert within(author=other.user_id) == {"amber from the other"}
    with timezone.override("Europe/Riga"):
        assert within(until=date(2026, 5, 1)) == set()
        assert within(since=date(2026, 5, 2), until=date(2026, 5, 2)) == {"amber from the other"}
    with timezone.override("UTC"):
        assert within(until=date(2026, 5, 1)) == {"amber from the other"}


def test_what_migrations_lose_on_sqlite_is_made_again(seat: Any) -> None:
    start_topic(seat, "Lost", "amber")
    if connection.vendor == "sqlite":
        drop_index(connection)
    maintain_index(using=connection.alias)
    assert bodies(seat.user, "amber") == ["amber"]


def test_beginnings_follow_the_language_of_the_reader() -> None:
    with translation.override("en"):
        assert [beginnings(word) for word in ("networks", "party", "un")] == [["network"], ["parti", "party"], ["un"]]
    with translation.override("lv"):
        assert beginnings("tirdzniecība") == ["tirdzniecība"]


def test_a_query_is_parted_into_words() -> None:
    assert query_words("CETS-197, A_b  Öl!") == ["cets", "197", "a", "b", "öl"]


def test_the_page_narrows_offers_only_what_she_may_see_and_keeps_what_was_entered(seat: Any, client: Client) -> None:
    SeatFactory(network=NetworkFactory(slug="secret", name="Quetzal network"))
    start_topic(seat, "Here", "amber here")
    client.force_login(seat.user, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/search/", {"query": "amber", "network": "here", "since": "nonsense"}).content.decode()
    assert "amber</mark> here" in page
    assert "Quetzal" not in page
    assert "nonsense" in page
    assert "narrowing" not in Client().get("/search/", {"query": "amber"}).content.decode()


def test_a_person_is_offered_who_sits_sat_or_will_sit_here_or_wrote_in_a_topic_that_is_shared(seat: Any) -> None:
    now = timezone.now()
    past = SeatFactory(network=seat.network, starts_at=now - timedelta(days=9), ends_at=now - timedelta(days=1))
    to_come = SeatFactory(network=seat.network, starts_at=now + timedelta(days=1))
    elsewhere = SeatFactory(network=NetworkFactory(slug="elsewhere", visibility="closed"))
    silent = SeatFactory(network=elsewhere.network)
    shared = start_topic(elsewhere)
    TopicShare.objects.create(topic=shared, network=seat.network, shared_by=elsewhere)

    offered = set(NarrowingForm(user=seat.user).fields["person"].queryset)  # type: ignore[attr-defined]
    assert {seat.user, past.user, to_come.user, elsewhere.user} <= offered
    assert silent.user not in offered
    TopicShare.objects.all().delete()
    assert elsewhere.user not in set(NarrowingForm(user=seat.user).fields["person"].queryset)  # type: ignore[attr-defined]
