"""Questions about answers, comments of reviewers, and checked answers."""

from datetime import timedelta
from typing import Any

import pytest
from django.utils import timezone

from evaluation.assessments.transitions import reopen
from evaluation.frameworks.adopting import adopt_framework
from evaluation.models import Criterion, PeerCheck, PeerRemark, ReviewThread
from evaluation.results.publishing.publish import is_unaltered, publish, version_hash
from evaluation.reviews.actions import ASKING_PERIOD, REPLY_PERIOD
from evaluation.reviews.remarks import check_answer, reply_to_remark, save_remark, uncheck_answer
from evaluation.reviews.threads import MAX_TEXT_LENGTH, ask_follow_up, ask_question, reply_to_question, resolve_question
from networkapp.errors import NotAllowed, Refused
from tests.factories.assessments import CRITERIA, draft_framework, make_work
from tests.factories.reviews import Peers, make_peers
from tests.worlds import world


@world
def peers(db: None) -> Peers:
    found = make_peers()
    found.open()
    return found


def refused(what: Any, **kwargs: Any) -> str:
    with pytest.raises(Refused) as refusal:
        what(**kwargs)
    return refusal.value.code


def state(thread: ReviewThread) -> str:
    thread.refresh_from_db()
    return thread.state


def test_question_is_answered_and_followed_up_until_it_is_resolved(peers: Peers) -> None:
    now, reviewer = timezone.now(), peers.reviewers["XB"]
    thread = peers.ask(at=now)
    assert (state(thread), thread.reply_until) == ("open", now + REPLY_PERIOD)
    reply_to_question(thread=thread, text="By the police.", user=peers.work.government)
    assert state(thread) == "replied"
    ask_follow_up(thread=thread, text="Since when?", user=reviewer, at=now + timedelta(days=2))
    assert (state(thread), thread.reply_until) == ("open", now + timedelta(days=23))
    reply_to_question(thread=thread, text="Since 2020.", user=peers.work.delegate)
    resolve_question(thread=thread, user=reviewer)
    assert state(thread) == "settled"
    assert list(thread.entries.values_list("side", flat=True)) == ["reviewers", "country"] * 2
    assert refused(reply_to_question, thread=thread, text="More", user=peers.work.delegate) == "settled"
    assert refused(ask_follow_up, thread=thread, text="More?", user=reviewer) == "settled"


def test_only_reviewers_ask_and_only_the_country_replies(peers: Peers) -> None:
    thread = peers.ask()
    criterion, assessment = peers.work.criteria["1.2"], peers.work.assessment
    for person in (peers.work.delegate, peers.work.secretariat):
        with pytest.raises(NotAllowed):
            ask_question(assessment=assessment, criterion=criterion, text="Why?", user=person)
    for person in (peers.reviewers["XB"], peers.work.secretariat):
        with pytest.raises(NotAllowed):
            reply_to_question(thread=thread, text="Because.", user=person)
    for what in (resolve_question, ask_follow_up):
        with pytest.raises(NotAllowed):
            what(thread=thread, user=peers.reviewers["XC"], **({"text": "And?"} if what is ask_follow_up else {}))


def test_questions_and_remarks_are_refused_after_six_weeks_and_replies_are_not(peers: Peers) -> None:
    thread, over = peers.ask(), timezone.now() + ASKING_PERIOD
    fields = {"assessment": peers.work.assessment, "criterion": peers.work.criteria["1.2"], "at": over}
    for what in (ask_question, save_remark):
        assert refused(what, text="Late", user=peers.reviewers["XB"], **fields) == "asking_over"
    assert refused(ask_follow_up, thread=thread, text="Late", user=peers.reviewers["XB"], at=over) == "asking_over"
    reply_to_question(thread=thread, text="Late, and not lost.", user=peers.work.delegate, at=over)
    assert state(thread) == "replied"


@pytest.mark.parametrize(("text", "code"), [("  ", "no_text"), ("x" * (MAX_TEXT_LENGTH + 1), "too_long")])
def test_empty_or_too_long_question_is_refused_with_a_field_error(peers: Peers, text: str, code: str) -> None:
    with pytest.raises(Refused) as refusal:
        peers.ask(text=text)
    assert (refusal.value.code, refusal.value.field) == (code, "text")


def test_unasked_and_computed_criteria_cannot_be_questioned_or_checked(peers: Peers) -> None:
    stranger = Criterion(pk=0)
    facts = {"assessment": peers.work.assessment, "user": peers.reviewers["XB"]}
    assert refused(ask_question, criterion=stranger, text="What?", **facts) == "not_asked"
    assert refused(check_answer, criterion=peers.work.criteria["13.1"], **facts) == "computed"


def finished(peers: Peers) -> dict[str, Any]:
    """End the review and publish; return answers and review of the newest version."""
    peers.conclude("XB", "XC")
    peers.end()
    version = publish(assessment=peers.work.assessment, user=peers.work.secretariat)
    assert is_unaltered(version)
    peers.work.assessment.refresh_from_db()
    return {"version": version, "grades": {key: value["grade"] for key, value in version.answers.items()}}


def test_answers_checked_by_both_reviewers_are_published_with_grade_v2(peers: Peers) -> None:
    peers.check("1.2", "1.4")
    peers.check("1.3", who=("XB",))
    peers.check("1.5")
    uncheck_answer(assessment=peers.work.assessment, criterion=peers.work.criteria["1.5"], user=peers.reviewers["XC"])
    grades = finished(peers)["grades"]
    assert {key: grades[key] for key in ("1.2", "1.3", "1.4", "1.5")} == {
        "1.2": "V2",
        "1.3": "V0",
        "1.4": "V2",
        "1.5": "V0",
    }


def test_answer_changed_after_the_check_is_not_published_as_checked(peers: Peers) -> None:
    peers.check("1.2", "1.4")
    reopen(assessment=peers.work.assessment, user=peers.work.secretariat, reason="Counted twice?")
    peers.work.answer("1.2", numerator=8, denominator=24)
    peers.work.sign_by_both()
    first = finished(peers)
    assert (first["grades"]["1.2"], first["grades"]["1.4"]) == ("V0", "V2")
    reopen(assessment=peers.work.assessment, user=peers.work.delegate, reason="Again.")
    peers.work.answer("1.4", choice=False)
    peers.work.sign_by_both()
    second = publish(assessment=peers.work.assessment, user=peers.work.secretariat)
    assert (second.answers["1.4"]["grade"], second.peer_reviewed) == ("V0", False)


def test_remarks_and_replies_are_published_with_the_version_and_part_of_its_hash(peers: Peers) -> None:
    mine = peers.remark("1.4", "The act is older than said.")
    peers.remark("1.4", "Seen.", who="XC")
    reply_to_remark(remark=mine, text="It was amended.", user=peers.work.government)
    reply_to_remark(remark=PeerRemark.objects.get(text="Seen."), text="Thank you.", user=peers.work.government)
    version = finished(peers)["version"]
    assert version.peer_reviewed
    assert version.review == {
        "countries": ["XB", "XC"],
        "by_both": True,
        "remarks": {
            "1.4": [
                {
                    "country": "XB",
                    "text": "The act is older than said.",
                    "reply": "It was amended.",
                    "is_of_earlier_answer": False,
                },
                {"country": "XC", "text": "Seen.", "reply": "Thank you.", "is_of_earlier_answer": False},
            ]
        },
    }
    version.review["remarks"]["1.4"][0]["text"] = "Something else."
    assert not is_unaltered(version)


def test_hash_of_a_version_without_a_review_is_computed_without_one() -> None:
    assert version_hash({"1": 1}, {"2": 2}, {}) == version_hash({"1": 1}, {"2": 2})


def test_country_has_three_weeks_to_reply_to_a_remark_before_the_review_ends(peers: Peers) -> None:
    peers.remark("1.4")
    peers.conclude("XB", "XC")
    with pytest.raises(Refused, match="The review ends on"):
        peers.end()
    peers.end(at=timezone.now() + REPLY_PERIOD)


def test_remark_can_be_changed_or_withdrawn(peers: Peers) -> None:
    mine = peers.remark("1.4", "First.")
    reply_to_remark(remark=mine, text="Why?", user=peers.work.delegate)
    again = peers.remark("1.4", "Second.")
    assert (again.pk, again.reply) == (mine.pk, "")
    save_remark(
        assessment=peers.work.assessment,
        criterion=peers.work.criteria["1.4"],
        text="",
        user=peers.reviewers["XB"],
    )
    assert PeerRemark.objects.count() == 0
    with pytest.raises(NotAllowed):
        reply_to_remark(remark=peers.remark("1.4"), text="Hm", user=peers.reviewers["XC"])


def test_remark_on_an_answer_that_changed_since_is_marked(peers: Peers) -> None:
    peers.remark("1.4", "Too late.")
    reopen(assessment=peers.work.assessment, user=peers.work.delegate, reason="It was.")
    peers.work.answer("1.4", choice=False)
    peers.work.sign_by_both()
    reply_to_remark(remark=PeerRemark.objects.get(), text="Corrected.", user=peers.work.delegate)
    [result] = finished(peers)["version"].review["remarks"]["1.4"]
    assert result["is_of_earlier_answer"] is True


@pytest.mark.django_db
@pytest.mark.parametrize("fields", [{"status": "confidential"}, {"numerator": 3, "denominator": 24}])
def test_remarks_on_withheld_numbers_are_not_published(fields: dict[str, Any]) -> None:
    about_persons = tuple({**one, "about_persons": one["series_id"] == "1.2"} for one in CRITERIA)
    framework = adopt_framework(framework=draft_framework(criteria=about_persons), decision="By the conference")
    peers = make_peers(work=make_work(framework=framework))
    peers.work.answer_all()
    peers.work.answer("1.2", **fields)
    peers.open()
    for series_id in ("1.2", "1.4"):
        mine = peers.remark(series_id, f"All three quetzals of {series_id}.")
        reply_to_remark(remark=mine, text="Quetzals, yes.", user=peers.work.delegate)
    version = finished(peers)["version"]
    assert list(version.review["remarks"]) == ["1.4"]
    assert "quetzals of 1.2" not in str((version.answers, version.results, version.review))


def test_checking_an_answer_twice_records_one_check_for_each_reviewer(peers: Peers) -> None:
    peers.check("1.2")
    peers.check("1.2")
    assert PeerCheck.objects.count() == 2
