"""Comments of government, parliament and civil society beside an answer."""

from typing import Any

import pytest

from evaluation.assessments.comments import (
    assessments_open_to_civil_society,
    comment_rights,
    current_comments,
    save_comment,
)
from evaluation.assessments.signing import answers_hash
from evaluation.models import VoiceNote
from evaluation.results.publishing.publish import freeze_answers
from networkapp.errors import NotAllowed, Refused
from tests.factories.assessments import Work
from tests.factories.networks import DelegationFactory, SeatFactory

FEW = {"numerator": 3, "denominator": 24}


def note(work: Work, voice: str, by: Any, text: str = "We see it otherwise.", base: int = 0, **more: Any) -> VoiceNote:
    return save_comment(
        assessment=work.assessment,
        criterion=work.criteria[more.pop("series_id", "1.2")],
        voice=voice,
        text=text,
        base_number=base,
        user=by,
        **more,
    )


def observer(work: Work, organisation: str = "A shelter", code: str = "XA") -> Any:
    return SeatFactory(
        network=work.network, capacity="observer", delegation=DelegationFactory(code=code), organisation=organisation
    ).user


def test_each_role_writes_comments_only_in_its_own_name(work: Work) -> None:
    work.answer_all()
    work.sign_by_both()
    shelter = observer(work)
    people = {"government": work.government, "parliament": work.delegate, "civil_society": shelter}
    for voice, person in people.items():
        assert note(work, voice, person).voice == voice
        for other in set(people) - {voice}:
            with pytest.raises(NotAllowed):
                note(work, other, person)
    assert [(item.voice, item.body) for item in current_comments(work.assessment)[work.row("1.2").pk]] == [
        ("government", ""),
        ("parliament", ""),
        ("civil_society", "A shelter"),
    ]


@pytest.mark.parametrize("code", ["XB", None])
def test_civil_society_comments_only_on_the_country_of_its_seat(work: Work, code: str | None) -> None:
    work.answer_all()
    work.sign_by_both()
    seat = {"delegation": DelegationFactory(code=code) if code else None, "organisation": "A body"}
    guest = SeatFactory(network=work.network, capacity="expert", **seat).user
    assert comment_rights(guest, work.assessment) == ()
    assert list(assessments_open_to_civil_society(guest)) == []
    with pytest.raises(NotAllowed):
        note(work, "civil_society", guest)


def test_civil_society_cannot_comment_on_a_draft(work: Work) -> None:
    shelter = observer(work)
    assert list(assessments_open_to_civil_society(shelter)) == []
    with pytest.raises(NotAllowed):
        note(work, "civil_society", shelter)
    assert note(work, "parliament", work.delegate).number == 1


def test_commenting_on_an_answer_does_not_change_it_or_its_signatures(work: Work) -> None:
    work.answer_all()
    work.sign_by_both()
    shelter = observer(work)
    before = answers_hash(work.assessment)
    note(work, "civil_society", shelter, disputes=True)
    assert answers_hash(work.assessment) == before
    assert work.assessment.signatures.filter(withdrawn_at__isnull=True).count() == 2
    with pytest.raises(NotAllowed):
        work.answer("1.2", by=shelter, numerator=1, denominator=2)


def test_newest_comment_is_current_and_earlier_ones_stay_in_the_record(work: Work) -> None:
    note(work, "government", work.government, "First")
    note(work, "government", work.government, "Second", base=1)
    note(work, "government", work.government, "Second", base=0)
    assert [voice_note.text for voice_note in VoiceNote.objects.all()] == ["Second", "First"]
    note(work, "government", work.government, "", base=2)
    assert current_comments(work.assessment) == {}


def test_comment_based_on_an_old_version_is_refused(work: Work) -> None:
    note(work, "government", work.government, "First")
    with pytest.raises(Refused) as refusal:
        note(work, "government", work.government, "Mine")
    assert refusal.value.code == "note_changed"
    assert [voice_note.text for voice_note in VoiceNote.objects.all()] == ["First"]


def test_comments_of_two_organisations_are_listed_side_by_side(work: Work) -> None:
    work.answer_all()
    work.sign_by_both()
    for organisation in ("A shelter", "A union"):
        note(work, "civil_society", observer(work, organisation), f"{organisation} says")
    result = current_comments(work.assessment)[work.row("1.2").pk]
    assert [one.text for one in result] == ["A shelter says", "A union says"]


@pytest.mark.parametrize(
    ("text", "disputes", "code"),
    [(" ", True, "no_words"), ("word " * 301, False, "too_long"), ("w" * 4001, False, "too_long")],
)
def test_empty_or_too_long_comment_is_refused(work: Work, text: str, disputes: bool, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        note(work, "parliament", work.delegate, text, disputes=disputes)
    assert refusal.value.code == code


def test_comments_are_published_with_the_answer_without_the_authors_name(work: Work) -> None:
    work.answer("1.4", choice=True)
    result = note(work, "parliament", work.delegate, "Not in practice.", series_id="1.4", disputes=True)
    frozen = freeze_answers(work.assessment)["1.4"]
    assert frozen["notes"] == [
        {
            "voice": "parliament",
            "body": "",
            "text": "Not in practice.",
            "disputes": True,
            "written_on": result.written_at.date().isoformat(),
        }
    ]


@pytest.mark.parametrize(
    ("fields", "about_persons", "is_out"),
    [
        ({"numerator": 12, "denominator": 24}, True, True),
        (FEW, False, True),
        (FEW, True, False),
        ({"status": "confidential"}, False, False),
        ({"status": "suppressed_small"}, False, False),
    ],
)
def test_comments_on_a_withheld_number_are_not_published(
    work: Work, fields: dict[str, Any], about_persons: bool, is_out: bool
) -> None:
    type(work.criteria["1.2"]).objects.filter(pk=work.criteria["1.2"].pk).update(about_persons=about_persons)
    work.answer("1.2", **fields)
    note(work, "government", work.government, "It was three of twenty-four.")
    frozen = freeze_answers(work.assessment)["1.2"]
    assert [item["text"] for item in frozen["notes"]] == (["It was three of twenty-four."] if is_out else [])
