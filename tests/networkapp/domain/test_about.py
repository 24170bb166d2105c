"""What topics are about, and who hears of that."""

from typing import Any

import pytest
from django.http import Http404

from networkapp.domain.about import about_of, find_thing, talk_about, thing_of
from networkapp.domain.topics import share_topic
from networkapp.models import AgendaItem, Section
from tests.factories.discussion import start_topic
from tests.factories.handbooks import make_chapter, make_handbook, section
from tests.factories.meetings import make_meeting
from tests.factories.networks import NetworkFactory, SeatFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = str(tmp_path)


def test_a_section_of_a_closed_handbook_is_known_to_its_readers_alone_wherever_a_topic_about_it_goes() -> None:
    chair = SeatFactory(network=NetworkFactory(slug="home"), offices=["chair"])
    guest = SeatFactory(network=NetworkFactory(slug="guest"))
    SeatFactory(user=chair.user, network=guest.network)
    make_chapter(make_handbook(chair.network), sections=[section("secret")])
    written = Section.objects.get()
    topic = start_topic(chair, about=written)
    share_topic(topic=topic, network=guest.network, by=chair.user)
    known = about_of(topic=topic, reader=chair.user)
    assert known is not None
    assert (known.it, known.key, known.url) == (written, f"section-{written.pk}", written.get_absolute_url())
    assert thing_of(known.key, reader=chair.user) == known
    assert about_of(topic=topic, reader=guest.user) is None
    with pytest.raises(Http404):
        find_thing(kind="section", pk=written.pk, reader=guest.user)


@pytest.mark.parametrize("key", ["section-", "section-x", "nothing-1", "user-1", "section-9999999", "-1"])
def test_what_is_no_thing_of_a_known_kind_is_not_found(key: str) -> None:
    with pytest.raises(Http404):
        thing_of(key, reader=SeatFactory().user)


def test_topics_about_a_thing_are_told_only_to_who_may_read_them(django_assert_max_num_queries: Any) -> None:
    member, stranger = SeatFactory(), SeatFactory(network=NetworkFactory())
    first, second = make_meeting(member.network, agenda=["One", "Two"]).agenda.all()
    topic = start_topic(member, about=first)
    keys = [first.pk, second.pk]
    with django_assert_max_num_queries(3):
        said = talk_about(kind="agendaitem", keys=keys, reader=member.user)
    assert said is not None
    assert said.topics == {first.pk: [topic]}
    other = talk_about(kind="agendaitem", keys=keys, reader=stranger.user)
    assert other is not None
    assert other.topics == {}
    assert talk_about(kind="agendaitem", keys=keys, reader=UserFactory()) is None


def test_an_agenda_that_is_recorded_again_keeps_its_items() -> None:
    network = NetworkFactory()
    before = list(make_meeting(network, agenda=["One", "Two"]).agenda.all())
    make_meeting(network, agenda=["One, as agreed"])
    assert list(AgendaItem.objects.values_list("pk", "title")) == [(before[0].pk, "One, as agreed")]
