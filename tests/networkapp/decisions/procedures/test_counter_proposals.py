"""A counter-text is shown as changes to the paragraph it resembles, or as written if it resembles none."""

import json
from typing import Any

import pytest

from networkapp.decisions.models import ProposalVersion
from networkapp.decisions.procedures.counter_proposals import counter_paragraphs
from networkapp.text.diff import Segment
from tests.factories.networks import NetworkFactory
from tests.factories.procedures import chair_of, make_procedure, make_proposal, states, translate, voice
from tests.networkapp.decisions.views.test_procedures_live import frames_for, load

pytestmark = pytest.mark.django_db
TEXT = ("Help is a duty of every state.", "It does not depend on testimony.")
LATER = "Help is a duty of every rich state."
MARKED = "Help is a duty of every<ins>"


def version(*texts: str, **kwargs: Any) -> ProposalVersion:
    chair = chair_of(NetworkFactory(slug="texts"))
    made: ProposalVersion = make_proposal(chair.network, by=chair.user, paragraphs=texts, **kwargs).versions.get()
    return made


def shown(counter_text: str) -> list[tuple[int | None, str]]:
    return [
        (part.number, "".join({"added": "+", "removed": "-"}.get(one.change, "") + one.text for one in part.segments))
        for part in counter_paragraphs(version(*TEXT), counter_text)
    ]


def test_each_counter_text_paragraph_is_compared_with_the_most_similar_paragraph() -> None:
    text = "It does not depend on proof.\n\n" + LATER
    assert shown(text) == [(2, "It does not depend on -testimony+proof."), (1, "Help is a duty of every+ rich state.")]


def test_counter_text_that_resembles_no_paragraph_is_shown_as_written() -> None:
    [part] = counter_paragraphs(version(*TEXT), "Nothing before 2030, and <b>nothing</b> after.")
    assert (part.number, part.segments, part.text) == (None, (), "Nothing before 2030, and <b>nothing</b> after.")
    assert [part.number for part in counter_paragraphs(None, "Whatever it says.")] == [None]
    assert counter_paragraphs(version(*TEXT), "") == ()


def test_counter_text_equal_to_two_paragraphs_is_matched_to_the_first_without_changes() -> None:
    [part] = counter_paragraphs(version("One of two.", "One of two."), "One of two.")
    assert (part.number, part.segments) == (1, (Segment("equal", "One of two."),))


@pytest.mark.parametrize("kind", ["silence", "written"])
def test_board_and_draft_page_show_a_counter_text_word_by_word(kind: str, client: Any) -> None:
    chair = chair_of(NetworkFactory(slug="here"))
    member = voice(chair.network, "XB")
    procedure = make_procedure(chair, kind, proposal=make_proposal(chair.network, by=chair.user, paragraphs=TEXT))
    page = load(chair, procedure)
    client.force_login(member.user)
    typed = {"partner": member.pk, "words": "Too much.", "counter_text": LATER, "client_key": "0" * 32}
    draft = client.post(
        f"{procedure.get_absolute_url()}object/", {f"objection-{name}": value for name, value in typed.items()}
    )
    for item in (MARKED, "Instead of paragraph 1"):
        assert item in client.get(draft.url).content.decode()
    states(procedure, member, "object", "Too much.", counter_text=LATER)
    sent = json.dumps([frame["places"] for frame in frames_for(chair, page) if frame["type"] == "event"])
    for item in (MARKED, "Instead of paragraph 1", "[added from here]"):
        assert item in load(chair, procedure).live.decode()
        assert item in sent


def matched(found: ProposalVersion, counter_text: str) -> list[tuple[int | None, str, str]]:
    return [
        (part.number, part.language, part.segments[0].text.strip()) for part in counter_paragraphs(found, counter_text)
    ]


def test_counter_text_is_compared_with_the_language_version_that_it_resembles() -> None:
    found = version(*TEXT)
    translate(found, "sv", {"p1": "Hjälp är en plikt för alla stater.", "p2": "Den beror inte på vittnesmål."})
    translate(found, "da", {"p1": "Hjælp er en pligt for alle stater.", "p2": "Den afhænger ikke af vidneudsagn."})
    assert matched(found, "Hjälp är en plikt för alla rika stater.") == [(1, "sv", "Hjälp är en plikt för alla")]
    assert matched(found, "Hjælp er en pligt for alle rige stater.") == [(1, "da", "Hjælp er en pligt for alle")]
    assert matched(found, LATER) == [(1, "en", "Help is a duty of every")]
    [part] = counter_paragraphs(found, "Nichts davon.")
    assert (part.number, part.language) == (None, "")


def test_counter_text_is_compared_with_the_original_if_a_translation_is_missing() -> None:
    found = version(*TEXT)
    translate(found, "sv", {"p1": "Hjälp är en plikt för alla stater.", "p2": ""})
    text = "Hjälp är en plikt för alla rika stater.\n\nIt does not depend on proof."
    assert matched(found, text) == [(1, "sv", "Hjälp är en plikt för alla"), (2, "sv", "It does not depend on")]
    assert matched(found, "It does not depend on proof.") == [(2, "en", "It does not depend on")]


def test_board_marks_the_language_of_a_counter_text() -> None:
    chair = chair_of(NetworkFactory(slug="here"))
    proposal = make_proposal(chair.network, by=chair.user, paragraphs=TEXT)
    translate(proposal.versions.get(), "sv", {"p1": "Hjälp är en plikt för alla stater."})
    member = voice(chair.network, "XB")
    procedure = make_procedure(chair, "written", proposal=proposal)
    states(procedure, member, "object", counter_text="Hjälp är en plikt för alla rika stater.")
    assert '<p class="wording" lang="sv">Hjälp är en plikt för alla<ins>' in load(chair, procedure).live.decode()
