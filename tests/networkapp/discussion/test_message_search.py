"""Message search: an index that finds words in all their forms, and only messages that the reader may read."""

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
from networkapp.registry import SearchFilters
from networkapp.search.forms import NarrowingForm
from networkapp.search.words import MOST_WORDS, query_words, word_stems
from networkapp.text.folding import fold_case
from tests.factories.discussion import add_message, start_topic
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.worlds import world


def bodies(user: Any, query: str, **kwargs: Any) -> list[str]:
    return [message.body for message in find_messages(user=user, query=query, limit=9, **kwargs)]


@world
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
def test_search_finds_other_inflected_forms_of_a_word(seat: Any, language: str, query: str, body: str) -> None:
    topic = start_topic(seat, "About words", body)
    add_message(topic, seat, body="Nothing of this.")
    with translation.override(language):
        assert bodies(seat.user, query) == [body]


def test_database_and_query_fold_accented_letters_in_the_same_way(seat: Any) -> None:
    signs = [
        chr(code) for codes in (range(0xC0, 0x180), range(0x1E00, 0x1F00)) for code in codes if chr(code).isalpha()
    ]
    signs += ["Ș", "ț", "Ё", "й", "Й", "ї", "ў", "ґ"]
    start_topic(seat, "Letters", " ".join(f"w{number}{sign}x" for number, sign in enumerate(signs)))
    items = [f"w{number}{form}x" for number, sign in enumerate(signs) for form in (sign, fold_case(sign))]
    # A message must have all words of a query, so that one query can ask for several.
    queries = [" ".join(items[first : first + MOST_WORDS]) for first in range(0, len(items), MOST_WORDS)]
    missed = [query for query in queries if not bodies(seat.user, query)]
    assert missed == []
    assert bodies(seat.user, f"w{signs.index('й')}иx") == []


def test_search_requires_all_words_and_lists_the_newest_message_first(seat: Any) -> None:
    topic = start_topic(seat, "About order", "first amber")
    for body in ("second amber", "amber alone", "third with amber and the second"):
        add_message(topic, seat, body=body)
    assert bodies(seat.user, "amber second") == ["third with amber and the second", "second amber"]


def test_best_match_is_first_if_best_first_is_set(seat: Any) -> None:
    topic = start_topic(seat, "About order", "amber amber amber")
    add_message(topic, seat, body=f"amber among {'many other words ' * 20}")
    assert bodies(seat.user, "amber", best_first=True)[0] == "amber amber amber"


@pytest.mark.parametrize(
    "query", ["", "   ", '"', "'", "a'b\"c", "*", "-", "NEAR(", "amber:*", "x & | ! (", "%", "_", "\x00", "🌊"]
)
def test_query_without_words_finds_nothing(seat: Any, query: str) -> None:
    start_topic(seat, "About signs", "Something else entirely")
    assert bodies(seat.user, query) == []


def test_search_finds_no_messages_of_other_networks(seat: Any) -> None:
    other = SeatFactory(network=NetworkFactory(slug="elsewhere"))
    start_topic(other, "There", "Quetzal there")
    start_topic(seat, "Here", "Quetzal here")
    assert (bodies(seat.user, "quetzal"), bodies(other.user, "quetzal")) == (["Quetzal here"], ["Quetzal there"])


def test_search_finds_no_hidden_or_withdrawn_messages(seat: Any) -> None:
    topic = start_topic(seat, "Sealed", "Quetzal one")
    hidden, withdrawn = add_message(topic, seat, body="Quetzal two"), add_message(topic, seat, body="Quetzal three")
    Message.objects.filter(pk=hidden.pk).update(hidden_at=timezone.now())
    Message.objects.filter(pk=withdrawn.pk).update(withdrawn_at=timezone.now())
    assert bodies(seat.user, "quetzal") == ["Quetzal one"]


def test_search_index_is_updated_when_messages_change_or_are_deleted(seat: Any) -> None:
    topic = start_topic(seat, "Changes", "old words")
    message = topic.messages.get()
    Message.objects.filter(pk=message.pk).update(body="new phrase")
    assert (bodies(seat.user, "old"), bodies(seat.user, "phrase")) == ([], ["new phrase"])
    topic.delete()
    assert bodies(seat.user, "phrase") == []


def test_search_is_filtered_by_network_author_and_dates_in_the_time_zone_of_the_reader(seat: Any) -> None:
    there = SeatFactory(network=NetworkFactory(slug="there"), user=seat.user)
    other = SeatFactory(network=seat.network)
    topic = start_topic(seat, "Here", "amber here")
    start_topic(there, "There", "amber there")
    late = add_message(topic, other, body="amber from the other")
    Message.objects.filter(pk=late.pk).update(posted_at=datetime(2026, 5, 1, 23, 30, tzinfo=ZoneInfo("UTC")))

    def within(**kwargs: Any) -> set[str]:
        return set(bodies(seat.user, "amber", narrowing=SearchFilters(**kwargs)))

    assert within(network=seat.network_id) == {"amber here", "amber from the other"}
    assert within(author=other.user_id) == {"amber from the other"}
    with timezone.override("Europe/Riga"):
        assert within(until=date(2026, 5, 1)) == set()
        assert within(since=date(2026, 5, 2), until=date(2026, 5, 2)) == {"amber from the other"}
    with timezone.override("UTC"):
        assert within(until=date(2026, 5, 1)) == {"amber from the other"}


def test_dropped_search_index_is_rebuilt(seat: Any) -> None:
    start_topic(seat, "Lost", "amber")
    if connection.vendor == "sqlite":
        drop_index(connection)
    maintain_index(using=connection.alias)
    assert bodies(seat.user, "amber") == ["amber"]


def test_word_stems_follow_the_active_language() -> None:
    with translation.override("en"):
        assert [word_stems(word) for word in ("networks", "party", "un")] == [["network"], ["parti", "party"], ["un"]]
    with translation.override("lv"):
        assert word_stems("tirdzniecība") == ["tirdzniecība"]


def test_query_is_split_into_normalised_words() -> None:
    assert query_words("CETS-197, A_b  Öl!") == ["cets", "197", "a", "b", "öl"]


def test_search_page_offers_only_networks_of_the_reader_and_keeps_entered_filters(seat: Any, client: Client) -> None:
    SeatFactory(network=NetworkFactory(slug="secret", name="Quetzal network"))
    start_topic(seat, "Here", "amber here")
    client.force_login(seat.user, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/search/", {"query": "amber", "network": "here", "since": "nonsense"}).content.decode()
    assert "amber</mark> here" in page
    assert "Quetzal" not in page
    assert "nonsense" in page
    assert "narrowing" not in Client().get("/search/", {"query": "amber"}).content.decode()


def test_person_filter_offers_seat_holders_of_all_terms_and_authors_of_shared_topics(seat: Any) -> None:
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
