"""What topics are about, and who can see it."""

from typing import Any

import pytest
from django.http import Http404
from django.utils.translation import override

from networkapp.discussion.actions.topics import change_subject, share_topic
from networkapp.discussion.queries.about import subject_of, topics_about
from networkapp.errors import NotAllowed, Refused
from networkapp.handbooks.models import Section
from networkapp.meetings.models import AgendaItem
from networkapp.registry.linkables import find_linkable, linkable_of, search_linkables
from tests.factories.discussion import start_topic
from tests.factories.handbooks import make_chapter, make_handbook, section
from tests.factories.meetings import make_meeting
from tests.factories.networks import NetworkFactory, SeatFactory, UserFactory

pytestmark = pytest.mark.django_db


@pytest.fixture
def media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = str(tmp_path)


def test_topic_about_a_section_of_a_closed_handbook_names_it_only_to_its_readers() -> None:
    chair = SeatFactory(network=NetworkFactory(slug="home"), offices=["chair"])
    guest = SeatFactory(network=NetworkFactory(slug="guest"))
    SeatFactory(user=chair.user, network=guest.network)
    make_chapter(make_handbook(chair.network), sections=[section("secret")])
    written = Section.objects.get()
    topic = start_topic(chair, about=written)
    share_topic(topic=topic, network=guest.network, user=chair.user)
    known = subject_of(topic=topic, user=chair.user)
    assert known is not None
    assert (known.it, known.key, known.url) == (written, f"section-{written.pk}", written.get_absolute_url())
    assert linkable_of(known.key, user=chair.user) == known
    assert subject_of(topic=topic, user=guest.user) is None
    with pytest.raises(Http404):
        find_linkable(kind="section", pk=written.pk, user=guest.user)


@pytest.mark.parametrize("key", ["section-", "section-x", "nothing-1", "user-1", "section-9999999", "-1"])
def test_subject_of_a_topic_with_an_unknown_kind_or_number_is_not_found(key: str) -> None:
    with pytest.raises(Http404):
        linkable_of(key, user=SeatFactory().user)


def test_topics_about_an_agenda_item_are_listed_only_to_their_readers() -> None:
    member, stranger = SeatFactory(), SeatFactory(network=NetworkFactory())
    first, second = make_meeting(member.network, agenda=["One", "Two"]).agenda.all()
    topic = start_topic(member, about=first)
    keys = [first.pk, second.pk]
    result = topics_about(kind="agendaitem", keys=keys, user=member.user)
    assert result is not None
    assert result.topics == {first.pk: [topic]}
    other = topics_about(kind="agendaitem", keys=keys, user=stranger.user)
    assert other is not None
    assert other.topics == {}
    assert topics_about(kind="agendaitem", keys=keys, user=UserFactory()) is None


def test_agenda_that_is_recorded_again_keeps_its_items() -> None:
    network = NetworkFactory()
    before = list(make_meeting(network, agenda=["One", "Two"]).agenda.all())
    make_meeting(network, agenda=["One, as agreed"])
    assert list(AgendaItem.objects.values_list("pk", "title")) == [(before[0].pk, "One, as agreed")]


def test_opener_and_chair_can_set_and_remove_what_a_topic_is_about() -> None:
    opener = SeatFactory()
    chair = SeatFactory(network=opener.network, offices=["chair"])
    first, second = make_meeting(opener.network, agenda=["One", "Two"]).agenda.all()
    topic = start_topic(opener)
    for item, by in ((first, opener), (second, chair)):
        change_subject(topic=topic, about=f"agendaitem-{item.pk}", user=by.user)
        topic.refresh_from_db()
        assert topic.about == item
    change_subject(topic=topic, about="", user=chair.user)
    topic.refresh_from_db()
    assert (topic.about, topic.about_id, topic.about_type) == (None, None, None)
    changes = opener.network.events.filter(kind="topic.changed").values_list("payload", "audience")
    assert list(changes) == [({"topic": topic.pk, "change": "about"}, "network")] * 3
    with pytest.raises(NotAllowed):
        change_subject(topic=topic, about="", user=SeatFactory(network=opener.network).user)


def test_topic_cannot_be_about_a_section_that_its_editor_may_not_read(media: None) -> None:
    chair, elsewhere = SeatFactory(offices=["chair"]), SeatFactory(network=NetworkFactory(slug="elsewhere"))
    make_chapter(make_handbook(elsewhere.network), sections=[section("quetzal")])
    hidden = Section.objects.get()
    topic = start_topic(chair)
    for key in (f"section-{hidden.pk}", "section-999999", "section-x", "nothing-1", "\x00"):
        with pytest.raises(Refused) as refusal:
            change_subject(topic=topic, about=key, user=chair.user)
        assert refusal.value.code == "about_gone"
    topic.refresh_from_db()
    assert topic.about is None
    assert not chair.network.events.filter(kind="topic.changed").exists()
    found = [search_linkables(words="quetzal", user=seat.user) for seat in (chair, elsewhere)]
    assert [[thing.it for thing in things] for things in found] == [[], [hidden]]


def test_subjects_for_topics_are_found_by_all_words_in_the_readers_language() -> None:
    reader = SeatFactory(delegation__code="EE")
    reader.network.delegations.add(reader.delegation)
    make_meeting(reader.network, agenda=["Hotlines in the region", "Returns in the region"])

    def named(words: str) -> list[str]:
        return [str(thing.it) for thing in search_linkables(words=words, user=reader.user)]

    assert named("region HOT") == ["1. Hotlines in the region"]
    assert named("  ") == named("\x00") == named("region quetzal") == []
    with override("de"):
        assert named("estland") == ["Estland"]


def test_subject_of_a_topic_and_its_networks_are_named_in_the_readers_language() -> None:
    network = NetworkFactory(name="Here", names={"de": "Hier"})
    reader = SeatFactory(network=network, delegation__code="EE")
    network.delegations.add(reader.delegation)
    start_topic(reader, about=reader.delegation)
    with override("de"):
        thing = find_linkable(kind="delegation", pk=reader.delegation.pk, user=reader.user)
        result = topics_about(kind="delegation", keys=[reader.delegation.pk], user=reader.user)
        assert (thing.title, thing.title.language) == ("Estland", "de")
        assert result is not None
        assert [topic.network.local_name for topic in result.topics[reader.delegation.pk]] == ["Hier"]
