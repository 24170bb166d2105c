"""What the form and an autosave cost: the same, however much stands beside the answers."""

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext

from evaluation.domain.assessments.voices import write_note
from evaluation.models import VoiceNote
from tests.evaluation.views.assessing import JSON, address, send
from tests.evaluation.views.reading import queries
from tests.factories.assessments import WHOLE, Work, make_work

SECTION, ALL, SAVE = 26, 14, 25


def everything_beside(work: Work) -> None:
    """All that was answered last year and this, by somebody else, with documents and the voices of the country."""
    make_work(year=work.assessment.cycle.year - 1, framework=work.framework).answer_all()
    for series_id, given in WHOLE.items():
        work.answer(series_id, by=work.government, **given)
        work.evidence(series_id, f"https://example.org/{series_id}")
        said = {
            "assessment": work.assessment,
            "criterion": work.criteria[series_id],
            "text": "Not so.",
            "base_number": 0,
        }
        write_note(voice="government", by=work.government, **said)
        write_note(voice="parliament", by=work.delegate, **said)


@pytest.mark.parametrize("is_full", [False, True])
def test_form_and_autosave_cost_the_same_with_voices_documents_and_last_year(
    page: Client, work: Work, is_full: bool
) -> None:
    if is_full:
        everything_beside(work)
    else:
        work.answer("1.4", by=work.government, choice=True)
    form = address(work, "sections/1/")
    page.get(form)
    assert (queries(page, form), queries(page, address(work, "sign/"))) == (SECTION, ALL)
    version = work.row("1.4").version
    with CaptureQueriesContext(connection) as found:
        reply = send(page, work, "1.4", choice="no", base_version=version, headers=JSON)
    assert (reply.status_code, len(found)) == (200, SAVE)
    assert VoiceNote.objects.count() == (2 * len(WHOLE) if is_full else 0)
