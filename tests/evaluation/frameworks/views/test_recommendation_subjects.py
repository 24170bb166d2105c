"""Choosing the subjects of recommendations, before and after adoption."""

from typing import Any

import pytest
from django.test import Client

from evaluation.frameworks.content_hash import framework_hash
from evaluation.models import Framework
from networkapp.models import Subject
from tests.factories.networks import SeatFactory, SubjectFactory
from tests.factories.results import make_framework

pytestmark = pytest.mark.django_db


@pytest.fixture
def framework() -> Framework:
    return make_framework(recommendations=2)


@pytest.fixture
def water() -> Subject:
    found: Subject = SubjectFactory(slug="drinking-water", title="Drinking water")
    return found


def secretariat(framework: Framework) -> Any:
    return SeatFactory(network=framework.network, capacity="secretariat").user


def test_secretariat_sets_subjects_of_recommendations_without_changing_the_hash(
    client: Client, framework: Framework, water: Subject
) -> None:
    client.force_login(secretariat(framework))
    address = f"{framework.get_absolute_url()}subjects/"
    assert address in client.get(framework.get_absolute_url()).content.decode()
    before = framework_hash(framework)
    answer = client.post(address, {"subject_1": water.pk, "subject_2": ""}, follow=True)
    assert "Subjects saved." in answer.content.decode()
    assert [one.subject for one in framework.recommendations.order_by("code")] == [water, None]
    assert framework_hash(framework) == before
    assert client.get(address).context["form"]["subject_1"].value() == water.pk


def test_unknown_subject_is_refused(client: Client, framework: Framework, water: Subject) -> None:
    client.force_login(secretariat(framework))
    answer = client.post(f"{framework.get_absolute_url()}subjects/", {"subject_1": "0", "subject_2": water.pk})
    assert answer.status_code == 422
    assert answer.context["form"]["subject_2"].value() == str(water.pk)
    assert not framework.recommendations.exclude(subject=None).exists()


def test_members_cannot_set_subjects_of_recommendations(client: Client, framework: Framework, water: Subject) -> None:
    client.force_login(SeatFactory(network=framework.network, capacity="member").user)
    assert client.post(f"{framework.get_absolute_url()}subjects/", {"subject_1": water.pk}).status_code == 403
    assert not framework.recommendations.exclude(subject=None).exists()
