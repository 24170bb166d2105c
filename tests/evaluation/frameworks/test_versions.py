"""The next version of criteria: what is copied, what counts as a new definition, and how changes are shown."""

from typing import Any

import pytest

from evaluation.frameworks.adopting import require_unaltered
from evaluation.frameworks.agreement import open_proposals
from evaluation.frameworks.versions import start_version, version_changes
from evaluation.models import Criterion, Framework
from networkapp.errors import NotAllowed, Refused
from tests.factories.agreement import NEW, Agreeing, make_agreeing
from tests.worlds import world

pytestmark = pytest.mark.django_db


@world
def first() -> Agreeing:
    """Return version t, adopted."""
    agreeing = make_agreeing()
    agreeing.framework = agreeing.adopt(decision="By the conference")
    return agreeing


def start_next(first: Agreeing, **kwargs: Any) -> Framework:
    usual = {"version": "t2", "title": "Criteria", "first_year": 2027, "network": first.network}
    return start_version(previous=first.framework, user=first.secretariat, **{**usual, **kwargs})


@world
def second(first: Agreeing) -> Agreeing:
    """Return version t2, which follows t and is open for proposals."""
    draft = start_next(first)
    open_proposals(framework=draft, user=first.secretariat)
    draft.refresh_from_db()
    return Agreeing(network=first.network, framework=draft, members=first.members, secretariat=first.secretariat)


def test_new_version_copies_the_criteria_and_leaves_the_previous_version_unchanged(first: Agreeing) -> None:
    first.criterion("1.1").translations.create(language="de", title="Stufe", source_hash="x")
    draft = start_next(first)
    before, after = (
        list(
            Criterion.objects.filter(recommendation__framework=framework)
            .order_by("position")
            .values_list("series_id", "version", "title", "levels", "floor", "translations__title")
        )
        for framework in (first.framework, draft)
    )
    assert before == after
    assert (draft.status, draft.previous, draft.content_hash) == ("draft", first.framework, "")
    require_unaltered(first.framework)
    assert version_changes(draft)[0].is_changed is False


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"version": "t"}, "version_taken"),
        ({"version": "a/b"}, "version_unusable"),
        ({"version": ""}, "version_unusable"),
        ({"title": " "}, "title_needed"),
        ({"first_year": 2019}, "too_early"),
    ],
)
def test_new_version_with_invalid_data_is_refused(first: Agreeing, fields: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refusal:
        start_next(first, **fields)
    assert refusal.value.code == code


def test_second_draft_after_the_same_version_is_refused(first: Agreeing) -> None:
    start_next(first)
    with pytest.raises(Refused) as refusal:
        start_next(first, version="t3")
    assert refusal.value.code == "draft_exists"


def test_only_the_secretariat_of_the_network_starts_a_version(first: Agreeing) -> None:
    with pytest.raises(NotAllowed):
        start_version(
            previous=first.framework, network=first.network, version="t2", title="T", first_year=2027,
            user=first.members["XA"],
        )  # fmt: skip


def test_change_of_a_target_needs_a_statement_on_comparability_and_creates_a_criterion_version(
    second: Agreeing,
) -> None:
    proposal = second.change("1.2", target="90")
    with pytest.raises(Refused) as refusal:
        second.consolidate(proposal)
    assert (refusal.value.code, refusal.value.field) == ("compatible_needed", "compatible")
    second.consolidate(proposal, compatible=False)
    criterion = second.criterion("1.2")
    assert (criterion.version, criterion.compatible_with_previous) == (2, False)
    (part,) = version_changes(second.framework)
    (changed,) = part.changed
    assert (changed.is_new_version, changed.breaks, part.unchanged) == (True, True, 9)
    assert [(segment.change, segment.text) for segment in changed.changes[0].segments] == [
        ("removed", "80"),
        ("added", "90"),
    ]


def test_undoing_a_change_restores_the_earlier_version_number_of_the_criterion(second: Agreeing) -> None:
    second.consolidate(second.change("1.2", target="90"), compatible=True)
    second.consolidate(second.change("1.2", target="80"))
    criterion = second.criterion("1.2")
    assert (criterion.version, criterion.compatible_with_previous) == (1, True)


def test_change_of_weight_or_source_creates_no_new_version_of_the_criterion(second: Agreeing) -> None:
    second.consolidate(second.change("1.2", weight=3, source_hint="A register"))
    assert second.criterion("1.2").version == 1
    (part,) = version_changes(second.framework)
    assert [str(change.label) for change in part.changed[0].changes] == ["Weight", "Comparable source"]
    assert part.changed[0].is_new_version is False


def test_added_and_removed_criteria_are_listed(second: Agreeing) -> None:
    second.consolidate(second.propose(fields={**NEW, "scored_from": 2028}))
    second.consolidate(second.propose(kind="removal", series_id="1.7", fields=None, reason="No deadline"))
    (part,) = version_changes(second.framework)
    assert [row.series_id for row in part.added] == ["1.10"]
    assert [row.series_id for row in part.removed] == ["1.7"]


def test_past_pilot_years_are_not_copied_to_a_new_version(first: Agreeing) -> None:
    Framework.objects.filter(pk=first.framework.pk).update(status="draft", content_hash="")
    Criterion.objects.filter(series_id="1.2").update(scored_from=2028)
    Criterion.objects.filter(series_id="1.3").update(scored_from=2027)
    first.framework = first.adopt(decision="Again")
    draft = start_next(first)
    years = dict(Criterion.objects.filter(recommendation__framework=draft).values_list("series_id", "scored_from"))
    assert (years["1.2"], years["1.3"]) == (2028, None)
