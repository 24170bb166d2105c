"""Messages of `manage.py check --database` about criteria and published versions."""

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command

from evaluation.models import AssessmentVersion, Criterion
from tests.factories.assessments import Work
from tests.factories.results import make_cycle, make_framework, make_published


def test_check_reports_criteria_altered_in_the_database(work: Work) -> None:
    call_command("check", databases=["default"], tags=["evaluation"], fail_level="WARNING")
    Criterion.objects.filter(pk=work.criteria["1.2"].pk).update(weight=3)
    with pytest.raises(CommandError, match=r"“Criteria”, version t, has changed since its adoption"):
        call_command("check", databases=["default"], tags=["evaluation"], fail_level="WARNING")
    assert run_checks(tags=["evaluation"], databases=[]) == []


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("series_id", "data"),
    [
        ("1.5", {"status": "value", "number": "3"}),
        ("1.4", {"status": "value", "numerator": "9", "denominator": "12"}),
        ("1.4", {"status": "value", "numerator": "0", "denominator": "3"}),
        ("1.4", {"status": "value", "numerator": None, "denominator": None, "band": ["10", "20"]}),
    ],
)
def test_check_reports_a_published_version_that_shows_few_people(series_id: str, data: dict[str, object]) -> None:
    version = make_published(make_cycle(framework=make_framework(), countries=["XA"]), "XA")
    call_command("check", databases=["default"], tags=["evaluation"], fail_level="WARNING")
    answers = version.answers | {series_id: version.answers[series_id] | data}
    AssessmentVersion.objects.filter(pk=version.pk).update(answers=answers)
    with pytest.raises(CommandError, match=rf"shows numbers of persons that are now withheld, for {series_id}"):
        call_command("check", databases=["default"], tags=["evaluation"], fail_level="WARNING")
