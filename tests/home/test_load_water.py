"""The second demonstration, about water, from settings to a published assessment, a decision and an answer."""

from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client

from evaluation.models import Assessment, Stage
from networkapp.decisions.models import Decision
from networkapp.inquiries.models import Reply
from networkapp.models import Network, Subject

pytestmark = pytest.mark.django_db


@pytest.fixture
def loaded(settings: Any) -> None:
    settings.ALLOW_DEMONSTRATION = True
    call_command("load_demo", scenario="water", verbosity=0)


def test_water_demonstration_has_a_published_assessment_a_decision_and_an_answer(loaded: None) -> None:
    assert [network.slug for network in Network.objects.all()] == ["water"]
    stages = dict(Assessment.objects.values_list("delegation__code", "stage"))
    assert stages == {"XA": Stage.PUBLISHED, "XB": Stage.DRAFT}
    assert Decision.objects.get().title == "Reserve springs for every town"
    assert [(reply.language, reply.status) for reply in Reply.objects.all()] == [("it", "answered")]


@pytest.mark.parametrize("zone", ["Pacific/Kiritimati", "Pacific/Pago_Pago"])
def test_water_demonstration_loads_in_time_zones_with_another_date(zone: str, settings: Any) -> None:
    """At any time, at least one of the two time zones has another date than the sample countries."""
    settings.TIME_ZONE = zone
    settings.ALLOW_DEMONSTRATION = True
    call_command("load_demo", scenario="water", verbosity=0)
    assert Reply.objects.count() == 1


def test_loading_the_water_demonstration_twice_changes_nothing(loaded: None) -> None:
    subjects = list(Subject.objects.values())
    call_command("load_demo", scenario="water", verbosity=0)
    assert list(Subject.objects.values()) == subjects


def test_water_demonstration_pages_contain_nothing_of_the_other_demonstration(loaded: None, client: Client) -> None:
    for address in ("/", "/evaluation/", "/evaluation/countries/xa/", "/networks/", "/treaties/", "/decisions/"):
        answer = client.get(address, follow=True)
        text = answer.content.decode()
        assert (address, answer.status_code) == (address, 200)
        for word in ("Baltic", "trafficking", "Helsinki", "victim", "hotline"):
            assert word.lower() not in text.lower(), (address, word)
