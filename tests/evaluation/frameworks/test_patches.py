"""Corrections of spelling and translations in adopted criteria, with a note and without a change of hash."""

from typing import Any

import pytest
from django.test import Client
from django.utils.translation import override

from evaluation.frameworks.adopting import altered_frameworks, require_unaltered
from evaluation.frameworks.content_hash import framework_hash
from evaluation.frameworks.patches import correct_text, find_target, text_at
from evaluation.frameworks.translations import coverage
from evaluation.models import Criterion, FrameworkPatch, Recommendation
from networkapp.errors import NotAllowed, Refused
from tests.factories.agreement import Agreeing, make_agreeing
from tests.worlds import world

pytestmark = pytest.mark.django_db


@world
def adopted() -> Agreeing:
    agreeing = make_agreeing()
    Criterion.objects.filter(series_id="1.4").update(
        title="A goverment that answers within 30 days", text="Within the time set by law"
    )
    agreeing.framework = agreeing.adopt(decision="By the conference")
    return agreeing


def fix(adopted: Agreeing, place: str, text: str, series_id: str = "1.4", **kwargs: Any) -> FrameworkPatch:
    target = find_target(adopted.framework, 1, series_id)
    assert target is not None
    usual = {"note": "A letter was missing", "user": adopted.secretariat}
    return correct_text(framework=adopted.framework, target=target, place=place, text=text, **{**usual, **kwargs})


def refusal(*args: Any, **kwargs: Any) -> str:
    with pytest.raises(Refused) as caught:
        fix(*args, **kwargs)
    return caught.value.code


def test_correcting_a_spelling_mistake_keeps_the_hash(adopted: Agreeing) -> None:
    before = adopted.framework.content_hash
    fix(adopted, "title", "A government that answers within 30 days")
    fix(adopted, "title", "A government which answers within 30 days")
    assert adopted.criterion("1.4").title == "A government which answers within 30 days"
    adopted.framework.refresh_from_db()
    assert adopted.framework.content_hash == before
    require_unaltered(adopted.framework)
    assert [patch.old for patch in FrameworkPatch.objects.all()] == [
        "A goverment that answers within 30 days",
        "A government that answers within 30 days",
    ]


def test_alteration_after_a_recorded_correction_is_detected(adopted: Agreeing) -> None:
    fix(adopted, "title", "A government that answers within 30 days")
    Criterion.objects.filter(series_id="1.4").update(title="A government that answers within 90 days")
    assert altered_frameworks() == [adopted.framework]


@pytest.mark.parametrize(
    ("place", "text", "code"),
    [
        ("title", "A goverment that answers within 90 days", "more_than_spelling"),
        ("title", "A government that is free not to answer within 30 days", "more_than_spelling"),
        ("title", "A goverment that answers within 30 days", "nothing_changed"),
        ("title", " ", "nothing_changed"),
        ("target", "79", "no_such_text"),
        ("attribute nothing", "x", "no_such_text"),
    ],
)
def test_correction_that_changes_the_meaning_is_refused(adopted: Agreeing, place: str, text: str, code: str) -> None:
    assert refusal(adopted, place, text) == code
    require_unaltered(adopted.framework)


def test_correction_without_a_note_is_refused(adopted: Agreeing) -> None:
    assert refusal(adopted, "title", "A government that answers within 30 days", note=" ") == "note_needed"


def test_requirement_of_a_level_is_corrected_by_its_key(adopted: Agreeing) -> None:
    fix(adopted, "attribute k2a", "2 A", series_id="1.1")
    assert adopted.criterion("1.1").levels[2][0] == {"key": "k2a", "en": "2 A"}
    require_unaltered(adopted.framework)


def test_translation_can_be_rewritten_and_is_recorded(adopted: Agreeing) -> None:
    fix(adopted, "title", "Eine Regierung, die antwortet", language="de")
    fix(adopted, "text", "Innerhalb der Frist", language="de")
    criterion = adopted.criterion("1.4")
    translation = criterion.translations.get()
    assert (translation.title, translation.text) == ("Eine Regierung, die antwortet", "Innerhalb der Frist")
    assert translation.source_hash == criterion.source_hash
    assert FrameworkPatch.objects.filter(language="de").count() == 2
    require_unaltered(adopted.framework)


def test_every_text_of_a_criterion_is_shown_in_the_language_of_the_reader(adopted: Agreeing) -> None:
    Criterion.objects.filter(series_id="1.4").update(why="Old numbers steer nothing", unit="months")
    adopted.framework.content_hash = framework_hash(adopted.framework)
    adopted.framework.save()
    fix(adopted, "why", "Mit alten Zahlen lässt sich nichts steuern", language="de")
    criterion = adopted.criterion("1.4")
    with override("de"):
        found = [(str(criterion.local[name]), criterion.local[name].language) for name in ("why", "unit")]
        assert (criterion.local_title, criterion.title_language) == (criterion.title, "en")
    assert found == [("Mit alten Zahlen lässt sich nichts steuern", "de"), ("months", "en")]
    require_unaltered(adopted.framework)


def test_too_long_translation_is_refused(adopted: Agreeing) -> None:
    assert refusal(adopted, "title", "ä" * 301, language="de") == "too_long"


def test_missing_translations_are_counted_for_each_language(adopted: Agreeing) -> None:
    before = {row.language: row for row in coverage(adopted.framework)}
    fix(adopted, "title", "Eine Regierung, die antwortet", language="de")
    after = {row.language: row for row in coverage(adopted.framework)}
    assert (after["de"].done, after["ru"].done) == (before["de"].done + 1, before["ru"].done)
    left = [(one.series_id, one.place) for one in after["de"].missing]
    assert ("1.4", "title") not in left
    assert ("1.4", "text") in left
    assert after["de"].total == before["de"].total


def test_secretariat_finds_links_to_missing_translations(adopted: Agreeing) -> None:
    client = Client()
    client.force_login(adopted.secretariat, backend="django.contrib.auth.backends.ModelBackend")
    page = client.get("/evaluation/frameworks/t/translations/?language=de").content.decode()
    assert "/evaluation/frameworks/t/recommendations/1/criteria/1.4/correct/?place=title&amp;language=de" in page


def test_correcting_the_original_keeps_its_translations_up_to_date(adopted: Agreeing) -> None:
    fix(adopted, "title", "Eine Regierung", language="de")
    fix(adopted, "title", "A government that answers within 30 days")
    criterion = adopted.criterion("1.4")
    assert criterion.translations.get().source_hash == criterion.source_hash


def test_title_of_a_recommendation_can_be_corrected(adopted: Agreeing) -> None:
    fix(adopted, "title", "Recommendation One", series_id="")
    assert Recommendation.objects.get().title == "Recommendation One"
    require_unaltered(adopted.framework)


def test_only_the_secretariat_corrects_criteria_and_only_adopted_ones(adopted: Agreeing) -> None:
    with pytest.raises(NotAllowed):
        fix(adopted, "title", "A government that answers within 30 days", user=adopted.members["XA"])
    draft = make_agreeing(slug="other", version="d")
    target = find_target(draft.framework, 1, "1.4")
    assert target is not None
    with pytest.raises(Refused) as caught:
        correct_text(
            framework=draft.framework, target=target, place="title", text="Criterion 1,4", note="N",
            user=draft.secretariat,
        )  # fmt: skip
    assert caught.value.code == "not_adopted"


def test_corrections_are_shown_to_everybody(adopted: Agreeing) -> None:
    client = Client()
    client.force_login(adopted.secretariat, backend="django.contrib.auth.backends.ModelBackend")
    address = "/evaluation/frameworks/t/recommendations/1/criteria/1.4/correct/"
    shown = client.get(address).context["form"]
    assert shown["text"].value() == "A goverment that answers within 30 days"
    answer = client.post(address, {"text": "A government that answers within 30 days", "note": "One letter"})
    assert answer["Location"] == "/evaluation/frameworks/t/"
    page = Client().get("/evaluation/frameworks/t/").content.decode()
    assert "Spelling corrected" in page
    assert page.count("One letter") == 2
    assert text_at(adopted.criterion("1.4"), "title") == "A government that answers within 30 days"
    assert client.get(f"{address}?place=nowhere").status_code == 404
