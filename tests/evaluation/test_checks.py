"""What `manage.py check --database` says of frameworks."""

import pytest
from django.core.checks import run_checks
from django.core.management import CommandError, call_command

from evaluation.models import Criterion
from tests.factories.assessments import Work


def test_a_framework_altered_behind_the_domain_is_named_where_the_database_is_asked(work: Work) -> None:
    call_command("check", databases=["default"], tags=["evaluation"], fail_level="WARNING")
    Criterion.objects.filter(pk=work.criteria["1.2"].pk).update(weight=3)
    with pytest.raises(CommandError, match=r"“Criteria”, version t, is no longer what was adopted"):
        call_command("check", databases=["default"], tags=["evaluation"], fail_level="WARNING")
    assert run_checks(tags=["evaluation"]) == []
