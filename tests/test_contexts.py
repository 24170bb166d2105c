"""Words with two meanings are separate texts for translators: a button and a heading, a country and a status."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from babel.messages.catalog import Catalog
from babel.messages.mofile import write_mo
from django.template import engines
from django.utils.translation import gettext, override

from evaluation.models import TreatyAction
from evaluation.templatetags.evaluation_answers import STEPS
from evaluation.treaties.forms.treaties import ActForm
from evaluation.treaties.next_steps import Step
from networkapp.decisions.models.amendments import AmendmentState
from networkapp.inquiries.views.inquiries import CloseInquiry
from networkapp.meetings.forms.meetings import MeetingPlanForm

CONTEXTS = {
    "inquiry": "Close",
    "time at which something starts": "Start",
    "act of a state on a treaty": "accepted",
    "next step": "None",
    "of a treaty": "Articles",
    "what something will look like": "Preview",
    "country": "State",
}


@pytest.fixture
def _meanings(tmp_path: Path, settings: Any) -> Iterator[None]:
    """Activate a Finnish catalogue in which each word is translated by the name of its context."""
    catalogue = Catalog(locale="fi")
    for context, word in CONTEXTS.items():
        catalogue.add(word, f"{word}: {context}", context=context)
        catalogue.add(word, f"{word}: no context")
    folder = tmp_path / "fi" / "LC_MESSAGES"
    folder.mkdir(parents=True)
    with (folder / "django.mo").open("wb") as file:
        write_mo(file, catalogue)
    settings.LOCALE_PATHS = [tmp_path, *settings.LOCALE_PATHS]
    with override("fi"):
        yield


def rendered(name: str, **context: Any) -> str:
    return str(engines["django"].get_template(name).render(context))


def in_table_of_treaties() -> str:
    return rendered("evaluation/treaties/status_table.html", table={"instruments": []}, rows=[], label="")


@pytest.mark.usefixtures("_meanings")
@pytest.mark.parametrize(
    ("expected", "context"),
    [
        (lambda: CloseInquiry.button, "inquiry"),
        (lambda: MeetingPlanForm.base_fields["starts"].label, "time at which something starts"),
        (lambda: TreatyAction.Kind.ACCEPTED.label, "act of a state on a treaty"),
        (lambda: STEPS[Step.NONE], "next step"),
        (lambda: ActForm.base_fields["articles"].label, "of a treaty"),
        (lambda: rendered("networkapp/discussion/preview.html"), "what something will look like"),
        (in_table_of_treaties, "country"),
    ],
)
def test_word_with_two_meanings_is_translated_by_its_context(expected: Callable[[], Any], context: str) -> None:
    words = f"{CONTEXTS[context]}: {context}"
    assert (words in str(expected()), "no context" in str(expected())) == (True, False)


@pytest.mark.usefixtures("_meanings")
def test_common_meaning_of_a_word_is_translated_without_context() -> None:
    assert str(AmendmentState.ACCEPTED.label) == "accepted: no context"
    assert gettext("Close") == "Close: no context"
