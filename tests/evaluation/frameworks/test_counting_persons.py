"""Marking a criterion as counting people after adoption: recorded, and not an alteration of the criteria."""

import pytest
from django.core.management import CommandError, call_command

from evaluation.frameworks.adopting import altered_frameworks
from evaluation.frameworks.patches import mark_as_counting_persons
from evaluation.models import Criterion, FrameworkPatch
from evaluation.results.publishing.publish import freeze_answers
from networkapp.errors import NotAllowed, Refused
from networkapp.models import Event
from tests.factories.assessments import Work

pytestmark = pytest.mark.django_db
NOTE = "It counts persons."


def test_marking_a_criterion_as_counting_persons_withholds_small_numbers_and_keeps_the_hash(work: Work) -> None:
    work.answer("1.3", number=3)
    assert freeze_answers(work.assessment)["1.3"]["number"] == "3"
    call_command("mark_as_counting_persons", work.framework.version, "1.3", note=NOTE, verbosity=0)
    assert freeze_answers(work.assessment)["1.3"]["status"] == "suppressed_small"
    patch = FrameworkPatch.objects.get()
    assert (patch.series_id, patch.place, patch.note, patch.made_by) == ("1.3", "about_persons", NOTE, None)
    assert altered_frameworks() == []
    assert Event.objects.filter(kind="framework.corrected").count() == 1


def test_marking_as_counting_persons_without_a_record_counts_as_alteration(work: Work) -> None:
    Criterion.objects.filter(pk=work.criteria["1.3"].pk).update(about_persons=True)
    assert altered_frameworks() == [work.framework]


def test_criterion_can_be_marked_as_counting_persons_once_with_a_note_by_permitted_people(work: Work) -> None:
    criterion = work.criteria["1.3"]
    with pytest.raises(NotAllowed):
        mark_as_counting_persons(criterion=criterion, note=NOTE, user=work.delegate)
    with pytest.raises(Refused, match="Describe the correction"):
        mark_as_counting_persons(criterion=criterion, note=" ", user=None)
    mark_as_counting_persons(criterion=criterion, note=NOTE, user=None)
    with pytest.raises(Refused, match="already marked"):
        mark_as_counting_persons(criterion=criterion, note=NOTE, user=None)


def test_command_with_an_unknown_criterion_marks_none(work: Work) -> None:
    with pytest.raises(CommandError, match=r"no criterion 9\.9"):
        call_command("mark_as_counting_persons", work.framework.version, "1.3", "9.9", note=NOTE)
    assert not FrameworkPatch.objects.exists()


def test_number_with_persons_as_its_unit_is_withheld_without_a_mark(work: Work) -> None:
    Criterion.objects.filter(pk=work.criteria["1.3"].pk).update(unit="persons and companies")
    work.answer("1.3", number=2)
    assert freeze_answers(work.assessment)["1.3"]["status"] == "suppressed_small"
