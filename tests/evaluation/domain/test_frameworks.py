"""Adopting a framework, and what can no longer change then."""

from typing import Any

import pytest

from evaluation.domain.framework_hash import framework_hash
from evaluation.domain.frameworks import adopt_framework, altered_frameworks, require_unaltered
from evaluation.models import Criterion, Framework
from networkapp.errors import Refused
from tests.factories.assessments import CRITERIA, RATIO, draft_framework

pytestmark = pytest.mark.django_db


def changed(series_id: str, **fields: Any) -> tuple[dict[str, Any], ...]:
    return tuple({**row, **fields} if row["series_id"] == series_id else row for row in CRITERIA)


def test_adoption_freezes_the_content_hash() -> None:
    framework = adopt_framework(framework=draft_framework(), decision="By the conference")
    assert framework.status == Framework.Status.ADOPTED
    assert framework.content_hash == framework_hash(framework)
    assert len(framework.content_hash) == 64


def test_what_is_adopted_is_not_adopted_again() -> None:
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
def test_a_change_behind_the_domains_back_is_seen(change: dict[str, Any]) -> None:
    framework = adopt_framework(framework=draft_framework(), decision="By the conference")
    assert altered_frameworks() == []
    Criterion.objects.filter(series_id="1.2").update(**change)
    assert altered_frameworks() == [framework]
    with pytest.raises(Refused) as refusal:
        require_unaltered(framework)
    assert refusal.value.code == "altered"


def test_translations_may_still_be_corrected() -> None:
    framework = adopt_framework(framework=draft_framework(), decision="By the conference")
    criterion = Criterion.objects.get(series_id="1.5")
    criterion.translations.create(language="de", title="Kriterium", source_hash="")
    Criterion.objects.filter(pk=criterion.pk).update(options=[{**row, "de": "Neu"} for row in criterion.options])
    require_unaltered(framework)


@pytest.mark.parametrize(
    ("criteria", "said"),
    [
        ((), "criteria"),
        (changed("1.2", numerator_text=" "), "1.2: the numerator is not described"),
        (changed("1.2", owner_hint=""), "1.2: no responsible body"),
        (changed("1.2", target="0"), "floor and target are two different numbers"),
        (changed("1.2", floor="a lot"), "ConversionSyntax"),
        (changed("1.1", levels=[[]]), "1.1: five lists of attributes"),
        (changed("1.5", options=[{"key": "a"}]), "1.5: options"),
        (({"series_id": "1.1", "scored": True, "essential": True, **RATIO},), "fewer than two scored criteria"),
        (changed("1.1", essential=False), "no essential criterion"),
    ],
)
def test_what_could_not_be_answered_alike_is_not_adopted(criteria: tuple[dict[str, Any], ...], said: str) -> None:
    framework = draft_framework(criteria=criteria)
    with pytest.raises(Refused) as refusal:
        adopt_framework(framework=framework, decision="By the conference")
    assert refusal.value.code == "not_adoptable"
    assert said in str(refusal.value)


def test_a_recommendation_may_have_no_essential_criterion_on_purpose() -> None:
    framework = draft_framework(criteria=changed("1.1", essential=False))
    assert adopt_framework(framework=framework, decision="D", without_essential=[1]).status == Framework.Status.ADOPTED
