"""Subjects are retired, offered again and merged; a merge changes everything with the subject, drafts too."""

from typing import Any

import pytest

from home.domain.demo.recording.days import CampaignLinks
from home.domain.demo.recording.library import record_organisation
from networkapp.errors import NotAllowed, Refused
from networkapp.handbooks.models import ChapterPage
from networkapp.library.models import Organisation
from networkapp.models import Network, Subject
from networkapp.networks.actions.subjects import (
    fields_with_subjects,
    merge_subject,
    restore_subject,
    retire_subject,
    used_subjects,
    uses_of,
)
from networkapp.networks.queries.subjects import find_subject, list_subjects
from networkapp.registry.subject_uses import subject_uses
from tests.factories.campaigns import make_campaign
from tests.factories.handbooks import make_chapter, make_handbook
from tests.factories.inquiries import make_inquiry
from tests.factories.meetings import make_meeting
from tests.factories.networks import NetworkFactory, SeatFactory, SubjectFactory, editor_of

pytestmark = pytest.mark.django_db


@pytest.fixture
def secretariat_user() -> Any:
    return SeatFactory(capacity="secretariat").user


@pytest.fixture
def water() -> Subject:
    found: Subject = SubjectFactory(slug="water", title="Water")
    return found


@pytest.fixture
def drinking() -> Subject:
    found: Subject = SubjectFactory(slug="drinking-water", title="Drinking water")
    return found


def body(*subjects: Subject) -> Organisation:
    return record_organisation(slug="body", name={"en": "Body"}, summary={}, subjects=subjects)


def test_every_model_with_subjects_is_registered_with_its_visibility() -> None:
    assert {field.model for field in fields_with_subjects()} == set(subject_uses)


def test_retired_subject_is_no_longer_offered_and_stays_where_it_was_chosen(
    secretariat_user: Any, water: Subject
) -> None:
    organisation = body(water)
    retire_subject(subject=water, user=secretariat_user)
    assert list(list_subjects()) == []
    assert list(organisation.subjects.all()) == [water]
    assert find_subject(slug="water") == water
    restore_subject(subject=water, user=secretariat_user)
    assert list(list_subjects()) == [water]


def test_subject_cannot_be_retired_twice(secretariat_user: Any, water: Subject) -> None:
    retire_subject(subject=water, user=secretariat_user)
    with pytest.raises(Refused, match="already retired"):
        retire_subject(subject=water, user=secretariat_user)


@pytest.mark.parametrize("capacity", ["member", "adviser", "government"])
def test_only_a_secretariat_can_retire_and_merge_subjects(capacity: str, water: Subject, drinking: Subject) -> None:
    person = SeatFactory(capacity=capacity, offices=["editor"]).user
    for act in (retire_subject, restore_subject):
        with pytest.raises(NotAllowed):
            act(subject=water, user=person)
    with pytest.raises(NotAllowed):
        merge_subject(subject=water, into=drinking, user=person)


def test_everything_with_a_merged_subject_gets_its_successor(
    secretariat_user: Any, water: Subject, drinking: Subject
) -> None:
    network: Network = NetworkFactory(slug="alpha")
    organisation = body(water, drinking)
    meeting = make_meeting(network, subjects=[water])
    inquiry = make_inquiry(network, subjects=[water])
    campaign = make_campaign(network, "Taps", more={"ties": CampaignLinks(subjects=[water])})
    chapter = make_chapter(make_handbook(network), 1, subjects=[water])
    assert merge_subject(subject=water, into=drinking, user=secretariat_user) == 5
    for thing in (organisation, meeting, inquiry, campaign, ChapterPage.objects.get(pk=chapter.pk)):
        assert [one.slug for one in thing.subjects.all()] == ["drinking-water"], thing
    assert used_subjects(subjects=[water, drinking]) == [drinking]


def test_address_of_a_merged_subject_leads_to_its_last_successor(
    secretariat_user: Any, water: Subject, drinking: Subject
) -> None:
    rivers = SubjectFactory(slug="rivers", title="Rivers")
    merge_subject(subject=water, into=drinking, user=secretariat_user)
    merge_subject(subject=drinking, into=rivers, user=secretariat_user)
    assert [find_subject(slug=slug) for slug in ("water", "drinking-water")] == [rivers, rivers]
    with pytest.raises(Refused, match="merged into “Rivers”"):
        restore_subject(subject=water, user=secretariat_user)


def test_draft_with_a_merged_subject_is_published_with_its_successor(
    secretariat_user: Any, water: Subject, drinking: Subject
) -> None:
    chapter = make_chapter(make_handbook(NetworkFactory(slug="alpha")), 1)
    chapter.subjects = [water]
    draft = chapter.save_revision()
    assert [use.number for use in uses_of(subject=water, user=secretariat_user)] == [1]
    merge_subject(subject=water, into=drinking, user=secretariat_user)
    draft.refresh_from_db()
    draft.publish()
    assert [one.slug for one in ChapterPage.objects.get(pk=chapter.pk).subjects.all()] == ["drinking-water"]


def test_subject_cannot_be_merged_into_itself_or_a_retired_one(
    secretariat_user: Any, water: Subject, drinking: Subject
) -> None:
    with pytest.raises(Refused, match="Choose a different subject"):
        merge_subject(subject=water, into=water, user=secretariat_user)
    retire_subject(subject=drinking, user=secretariat_user)
    with pytest.raises(Refused, match="“Drinking water” is retired"):
        merge_subject(subject=water, into=drinking, user=secretariat_user)


def test_uses_of_a_subject_in_closed_networks_are_counted_but_not_named(water: Subject) -> None:
    closed: Network = NetworkFactory(slug="closed", visibility="closed")
    make_meeting(closed, slug="secret", subjects=[water])
    stranger, own = SeatFactory(network__slug="other", capacity="secretariat").user, editor_of(closed, "chair")
    assert [(use.number, use.named, use.others) for use in uses_of(subject=water, user=stranger)] == [(1, (), 1)]
    assert [[one.slug for one in use.named] for use in uses_of(subject=water, user=own)] == [["secret"]]
