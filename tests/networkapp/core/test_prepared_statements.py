"""Compiled queries return the same as newly built ones, and store nothing between calls."""

from concurrent.futures import ThreadPoolExecutor
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import connection
from django.db.models import UUIDField
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from networkapp.db.prepared_statements import (
    CompiledObjects,
    CompiledQuery,
    Param,
    list_params,
    list_size_for,
    list_values,
)
from networkapp.discussion.models import Message, Topic
from networkapp.models import Seat
from tests.factories.discussion import add_message, start_topic
from tests.factories.networks import SeatFactory

pytestmark = pytest.mark.django_db


def test_compiled_objects_include_related_objects(django_assert_num_queries: Any) -> None:
    seats = [SeatFactory(), SeatFactory()]
    result = CompiledObjects(lambda: Seat.objects.filter(user=Param("person")).select_related("delegation", "user"))
    for seat in (*seats, *seats):
        with django_assert_num_queries(1):
            [found] = result.all(person=seat.user_id)
            assert (found, found.delegation, found.user) == (seat, seat.delegation, seat.user)


def test_compiled_query_depends_on_its_parameters() -> None:
    mine, hers = SeatFactory(), SeatFactory()
    result = CompiledObjects(lambda: Seat.objects.filter(user=Param("person")))
    first = result.all(person=mine.user_id)
    assert result.all(person=hers.user_id) == [hers]
    assert first == [mine]


def test_parameter_with_a_field_is_converted_for_the_database() -> None:
    topic = start_topic(SeatFactory())
    key = topic.messages.get().client_key
    result = CompiledQuery(
        lambda: Message.objects.filter(client_key=Param("key", UUIDField())).values_list("client_key")
    )
    assert result.rows(key=key) == [(UUID(str(key)),)]
    assert result.rows(key=uuid4()) == []


def test_compiled_query_with_a_list_serves_any_number_of_values_up_to_its_size() -> None:
    seat = SeatFactory()
    topic = start_topic(seat)
    result = [topic.messages.get().pk, *(add_message(topic, seat, "More.").pk for _more in range(4))]
    for wanted in (result[:1], result[:3], result):
        many = list_size_for(wanted)
        outcome = CompiledObjects(
            lambda many=many: Message.objects.filter(pk__in=list_params("pk", many)).order_by("pk")  # type: ignore[misc]
        )
        assert [message.pk for message in outcome.all(**list_values("pk", wanted, many))] == wanted
    assert [list_size_for(result[:number]) for number in range(1, 6)] == [1, 2, 4, 4, 8]


def test_postgresql_executes_prepared_statements_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    topic = start_topic(SeatFactory())
    result = CompiledQuery(lambda: Topic.objects.filter(pk=Param("topic"), state="open").values_list("pk"))
    for pooled in (False, True):
        monkeypatch.setitem(connection.settings_dict, "DISABLE_SERVER_SIDE_CURSORS", pooled)
        with CaptureQueriesContext(connection) as asking:
            assert [result.rows(topic=topic.pk), result.rows(topic=0)] == [[(topic.pk,)], []]
        by_name = connection.vendor == "postgresql" and not pooled
        assert ["networkapp_discussion_topic" in query["sql"] for query in asking] == [not by_name] * 2


def test_characters_with_a_meaning_in_sql_are_kept() -> None:
    guest, other = (SeatFactory(organisation=words) for words in ("100% 'of' $1 %s", "100 of 1"))
    result = CompiledQuery(
        lambda: Seat.objects.filter(user=Param("person"), organisation__contains="% 'of' $1 %s").values_list("pk")
    )
    assert [result.rows(person=seat.user_id) for seat in (guest, other)] == [[(guest.pk,)], []]


@pytest.mark.django_db(transaction=True)
def test_each_thread_uses_its_own_connection() -> None:
    seat = SeatFactory()
    result = CompiledObjects(lambda: Seat.objects.filter(user=Param("person")))
    assert result.all(person=seat.user_id) == [seat]

    def ask() -> tuple[list[Any], int]:
        try:
            return result.all(person=seat.user_id), id(connection.connection)
        finally:
            connection.close()

    with ThreadPoolExecutor(1) as threads:
        found, used = threads.submit(ask).result()
    assert found == [seat]
    assert used != id(connection.connection)


def test_compiled_query_with_a_fixed_time_is_refused() -> None:
    with pytest.raises(ValueError, match="needs the time as a parameter"):
        CompiledObjects(lambda: Seat.objects.current()).all()
    assert CompiledObjects(lambda: Seat.objects.current(Param("now"))).all(now=timezone.now()) == []
