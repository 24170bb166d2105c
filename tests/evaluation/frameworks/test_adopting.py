"""Adopting criteria, and what cannot change afterwards."""

from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.db.models import ProtectedError

from evaluation.frameworks.adopting import adopt_framework, altered_frameworks, frameworks_for, require_unaltered
from evaluation.frameworks.agreement import open_proposals
from evaluation.frameworks.content_hash import framework_hash
from evaluation.models import Answer, Criterion, Framework
from networkapp.errors import Refused
from networkapp.models import Network
from tests.factories.assessments import CRITERIA, RATIO, draft_framework, make_work
from tests.factories.networks import NetworkFactory, SeatFactory

pytestmark = pytest.mark.django_db


def changed(series_id: str, **fields: Any) -> tuple[dict[str, Any], ...]:
    return tuple({**row, **fields} if row["series_id"] == series_id else row for row in CRITERIA)


def test_adopting_criteria_stores_their_content_hash() -> None:
    framework = adopt_framework(framework=draft_framework(), decision="By the conference")
    assert framework.status == Framework.Status.ADOPTED
    assert framework.content_hash == framework_hash(framework)
    assert len(framework.content_hash) == 64


def test_adopted_criteria_cannot_be_adopted_again() -> None:
    framework = adopt_framework(framework=draft_framework(), decision="By the conference")
    with pytest.raises(Refused) as refusal:
        adopt_framework(framework=framework, decision="By the conference")
    assert refusal.value.code == "adopted"


@pytest.mark.parametrize(
    "change",
    [
        {"target": "79"},
        {"weight": 2},
        {"numerator_text": "others"},
        {"title": "Another question"},
        {"per": 1000},
        {"levels": [[]]},
    ],
)
def test_change_of_adopted_criteria_in_the_database_is_detected(change: dict[str, Any]) -> None:
    framework = adopt_framework(framework=draft_framework(), decision="By the conference")
    assert altered_frameworks() == []
    Criterion.objects.filter(series_id="1.2").update(**change)
    assert altered_frameworks() == [framework]
    with pytest.raises(Refused) as refusal:
        require_unaltered(framework)
    assert refusal.value.code == "altered"


def test_translations_of_adopted_criteria_can_be_corrected() -> None:
    framework = adopt_framework(framework=draft_framework(), decision="By the conference")
    criterion = Criterion.objects.get(series_id="1.5")
    criterion.translations.create(language="de", title="Kriterium", source_hash="")
    Criterion.objects.filter(pk=criterion.pk).update(options=[{**row, "de": "Neu"} for row in criterion.options])
    require_unaltered(framework)


@pytest.mark.parametrize(
    ("criteria", "text"),
    [
        ((), "criteria"),
        (changed("1.2", numerator_text=" "), "1.2: the numerator is not described"),
        (changed("1.2", owner_hint=""), "1.2: no responsible body"),
        (changed("1.2", target="0"), "floor and target must be two different numbers"),
        (changed("1.2", floor="a lot"), "ConversionSyntax"),
        (changed("1.1", levels=[[]]), "1.1: add five lists of requirements"),
        (changed("1.5", options=[{"key": "a"}]), "1.5: add options"),
        (({"series_id": "1.1", "scored": True, "essential": True, **RATIO},), "fewer than two scored criteria"),
        (changed("1.1", essential=False), "no essential criterion"),
    ],
)
def test_criteria_that_cannot_be_answered_or_scored_are_not_adopted(
    criteria: tuple[dict[str, Any], ...], text: str
) -> None:
    framework = draft_framework(criteria=criteria)
    with pytest.raises(Refused) as refusal:
        adopt_framework(framework=framework, decision="By the conference")
    assert refusal.value.code == "not_adoptable"
    assert text in str(refusal.value)


def test_recommendation_without_essential_criterion_is_adopted_if_this_is_intended() -> None:
    framework = draft_framework(criteria=changed("1.1", essential=False))
    assert adopt_framework(framework=framework, decision="D", without_essential=[1]).status == Framework.Status.ADOPTED


def test_a_criterion_that_is_asked_in_a_cycle_cannot_be_removed() -> None:
    work = make_work()
    with pytest.raises(ProtectedError):
        work.criteria["1.2"].delete()
    with pytest.raises(ProtectedError):
        work.framework.recommendations.get().delete()
    with pytest.raises(Refused) as refusal:
        open_proposals(framework=work.framework, user=keeper_of(work.framework.network))
    assert refusal.value.code == "adopted"


def test_criterion_deleted_in_the_database_blocks_signing_and_other_answers_are_kept() -> None:
    work = make_work()
    work.answer_all()
    gone = work.criteria["1.2"]
    Answer.objects.filter(criterion=gone).delete()
    Criterion.objects.filter(pk=gone.pk).delete()
    assert altered_frameworks() == [work.framework]
    with pytest.raises(Refused) as refusal:
        work.sign("delegate")
    assert refusal.value.code == "altered"
    assert work.row("1.4").choice is True


def test_newest_criteria_are_public_if_they_are_of_a_joint_network() -> None:
    joint = adopt_framework(framework=draft_framework(), decision="By the conference")
    closed = draft_framework(NetworkFactory(slug="closed-one"), version="later")
    Framework.objects.filter(pk=closed.pk).update(first_year=2030)
    adopt_framework(framework=closed, decision="Among ourselves")
    assert list(frameworks_for(user=AnonymousUser())) == [joint]


def keeper_of(network: Network) -> Any:
    return SeatFactory(network=network, capacity="secretariat", delegation=None).user
