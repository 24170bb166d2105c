"""Compiled queries return the same as newly built ones, and store nothing between calls."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from django.db.models import DateTimeField, F, UUIDField
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from networkapp.campaigns.models import QuietDay
from networkapp.db.prepared_statements import (
    CompiledInsert,
    CompiledObjects,
    CompiledQuery,
    CompiledUpdate,
    Param,
    list_params,
    list_size_for,
    list_values,
)
from networkapp.discussion.models import Message, Topic
from networkapp.models import Seat
from tests.factories.days import make_day
from tests.factories.discussion import say, start_topic
from tests.factories.networks import SeatFactory

pytestmark = pytest.mark.django_db


def test_compiled_objects_include_related_objects(django_assert_num_queries: Any) -> None:
    seats = [SeatFactory(), SeatFactory()]
    asked = CompiledObjects(lambda: Seat.objects.filter(user=Param("person")).select_related("delegation", "user"))
    for seat in (*seats, *seats):
        with django_assert_num_queries(1):
            [found] = asked.all(person=seat.user_id)
            assert (found, found.delegation, found.user) == (seat, seat.delegation, seat.user)


def test_compiled_query_depends_on_its_parameters() -> None:
    mine, hers = SeatFactory(), SeatFactory()
    asked = CompiledObjects(lambda: Seat.objects.filter(user=Param("person")))
    first = asked.all(person=mine.user_id)
    assert asked.all(person=hers.user_id) == [hers]
    assert first == [mine]


def test_parameter_with_a_field_is_converted_for_the_database() -> None:
    topic = start_topic(SeatFactory())
    key = topic.messages.get().client_key
    asked = CompiledQuery(
        lambda: Message.objects.filter(client_key=Param("key", UUIDField())).values_list("client_key")
    )
    assert asked.rows(key=key) == [(UUID(str(key)),)]
    assert asked.rows(key=uuid4()) == []


def test_update_returns_the_number_of_changed_rows() -> None:
    topic, other = start_topic(SeatFactory()), start_topic(SeatFactory())
    later = timezone.now() + timedelta(days=1)
    update = CompiledUpdate(
        lambda: Topic.objects.filter(pk=Param("topic")),
        length=F("length") + 1,
        last_message_at=Param("at", DateTimeField()),
    )
    assert [update.run(topic=topic.pk, at=later), update.run(topic=0, at=later)] == [1, 0]
    topic.refresh_from_db()
    assert (topic.length, topic.last_message_at) == (2, later)
    other.refresh_from_db()
    assert other.length == 1


def test_update_returns_the_new_values() -> None:
    topic = start_topic(SeatFactory())
    update = CompiledUpdate(lambda: Topic.objects.filter(pk=Param("topic")), returning="length", length=F("length") + 1)
    assert [update.values(topic=topic.pk), update.values(topic=topic.pk), update.values(topic=0)] == [[2], [3], []]
    topic.refresh_from_db()
    assert topic.length == 3


def test_update_of_many_uses_the_values_of_each(django_assert_num_queries: Any) -> None:
    topics = [start_topic(SeatFactory()) for _number in range(3)]
    named = CompiledUpdate(lambda: Topic.objects.filter(pk=Param("topic")), title=Param("title"))
    named.run_many({"topic": topic.pk, "title": f"The {place}."} for place, topic in enumerate(topics[:2]))
    assert [Topic.objects.get(pk=topic.pk).title for topic in topics] == ["The 0.", "The 1.", topics[2].title]
    with django_assert_num_queries(0):
        named.run_many([])


def test_insert_sets_the_primary_key(django_assert_num_queries: Any) -> None:
    seat, day, inserted = SeatFactory(), make_day(), CompiledInsert(QuietDay)
    for year in (2030, 2031):
        said = QuietDay(network=seat.network, day=day, year=year, said_by=seat.user)
        with django_assert_num_queries(1):
            inserted.insert(said)
        assert QuietDay.objects.get(pk=said.pk).year == year
        said.save()
    assert QuietDay.objects.count() == 2
    with pytest.raises(IntegrityError), transaction.atomic():
        inserted.insert(QuietDay(network=seat.network, day=day, year=2030, said_by=seat.user))


def test_many_rows_are_inserted_as_given() -> None:
    seat, day, began = SeatFactory(), make_day(), timezone.now()
    said = [QuietDay(network=seat.network, day=day, year=year, said_by=seat.user) for year in (2030, 2031)]
    CompiledInsert(QuietDay).insert_many(said)
    kept = QuietDay.objects.order_by("year").values_list("network", "day", "year", "said_by")
    assert list(kept) == [(seat.network_id, day.pk, year, seat.user_id) for year in (2030, 2031)]
    assert QuietDay.objects.filter(said_at__gte=began).count() == 2


def test_compiled_query_with_a_list_serves_any_number_of_values_up_to_its_size() -> None:
    seat = SeatFactory()
    topic = start_topic(seat)
    said = [topic.messages.get().pk, *(say(topic, seat, "More.").pk for _more in range(4))]
    for wanted in (said[:1], said[:3], said):
        many = list_size_for(wanted)
        asked = CompiledObjects(
            lambda many=many: Message.objects.filter(pk__in=list_params("pk", many)).order_by("pk")  # type: ignore[misc]
        )
        assert [message.pk for message in asked.all(**list_values("pk", wanted, many))] == wanted
    assert [list_size_for(said[:number]) for number in range(1, 6)] == [1, 2, 4, 4, 8]


def test_postgresql_executes_prepared_statements_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    topic = start_topic(SeatFactory())
    asked = CompiledQuery(lambda: Topic.objects.filter(pk=Param("topic"), state="open").values_list("pk"))
    for pooled in (False, True):
        monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", pooled)
        with CaptureQueriesContext(connection) as asking:
            assert [asked.rows(topic=topic.pk), asked.rows(topic=0)] == [[(topic.pk,)], []]
        by_name = connection.vendor == "postgresql" and not pooled
        assert ["networkapp_discussion_topic" in query["sql"] for query in asking] == [not by_name] * 2


def test_characters_with_a_meaning_in_sql_are_kept() -> None:
    guest, other = (SeatFactory(organisation=words) for words in ("100% 'of' $1 %s", "100 of 1"))
    asked = CompiledQuery(
        lambda: Seat.objects.filter(user=Param("person"), organisation__contains="% 'of' $1 %s").values_list("pk")
    )
    assert [asked.rows(person=seat.user_id) for seat in (guest, other)] == [[(guest.pk,)], []]


@pytest.mark.django_db(transaction=True)
def test_each_thread_uses_its_own_connection() -> None:
    seat = SeatFactory()
    asked = CompiledObjects(lambda: Seat.objects.filter(user=Param("person")))
    assert asked.all(person=seat.user_id) == [seat]

    def ask() -> tuple[list[Any], int]:
        try:
            return asked.all(person=seat.user_id), id(connection.connection)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as threads:
        found, used = threads.submit(ask).result()
    assert found == [seat]
    assert used != id(connection.connection)


@pytest.mark.django_db(transaction=True)
def test_compiled_select_for_update_requires_a_transaction() -> None:
    seat = SeatFactory()
    asked = CompiledQuery(
        lambda: Seat.objects.select_for_update().filter(pk=Param("seat")).order_by().values_list("pk")
    )
    with transaction.atomic():
        assert asked.rows(seat=seat.pk) == [(seat.pk,)]
    with pytest.raises(transaction.TransactionManagementError):
        asked.rows(seat=seat.pk)


def test_compiled_query_with_a_fixed_time_is_refused() -> None:
    with pytest.raises(ValueError, match="needs the time as a parameter"):
        CompiledObjects(lambda: Seat.objects.current()).all()
    assert CompiledObjects(lambda: Seat.objects.current(Param("now"))).all(now=timezone.now()) == []
