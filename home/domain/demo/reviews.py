"""Peer reviews between the sample countries: one that is over, one that runs, and a later version of a third."""

from collections.abc import Mapping
from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.models import User
from evaluation.assessments.answers import record_answer
from evaluation.assessments.signing import answers_hash, sign
from evaluation.assessments.transitions import reopen
from evaluation.models import AnswerRevision, Assessment, Criterion, Signature, Stage
from evaluation.results.publishing.publish import publish
from evaluation.reviews.actions import conclude_review, end_review, open_review
from evaluation.reviews.remarks import check_answer, reply_to_remark, save_remark
from evaluation.reviews.threads import ask_follow_up, ask_question, reply_to_question, resolve_question
from home.domain.demo.accounts import accounts, address
from home.domain.demo.content import content, moment

A_DAY = timedelta(days=1)
REVIEWERS = ("xa", "xb", "xc")


def hold_review(assessment: Assessment, people: Mapping[str, User]) -> None:
    """What both have signed is reviewed to the end, where the data file has a review of it; else nothing."""
    described = content("reviews")["finished"]
    if not _is_about(assessment, described):
        return
    opened, ended = moment(described["opened_on"]), moment(described["ended_on"])
    open_review(assessment=assessment, user=people[address("secretariat")], at=opened)
    _say_everything(assessment, described, people, opened + A_DAY)
    for country in _reviewers(described):
        conclude_review(assessment=assessment, user=people[_reviewer(country)], at=moment(described["concluded_on"]))
    end_review(assessment=assessment, user=people[address("secretariat")], at=ended)


def make_reviews() -> None:
    """One country has published a corrected version, and the peers of another look at its answers now."""
    people = accounts()
    _revise(content("reviews")["revised"], people)
    _begin(content("reviews")["running"], people)


def _revise(described: dict[str, Any], people: Mapping[str, User]) -> None:
    assessment = _published_once(described)
    if assessment is None:
        return
    when, answer = moment(described["on"]), described["answer"]
    delegate = people[address("delegate", described["delegation"])]
    reopen(assessment=assessment, user=delegate, reason=described["reason"], at=when)
    criterion = _criteria(assessment)[answer["series_id"]]
    record_answer(
        assessment=assessment,
        criterion=criterion,
        status=answer["status"],
        base_version=assessment.answers.get(criterion=criterion).version,
        user=delegate,
        via=AnswerRevision.Via.DEMONSTRATION,
        at=when,
        number=Decimal(answer["number"]),
        comment=answer["comment"],
    )
    _sign(assessment, described["delegation"], people, when + A_DAY)
    publish(assessment=assessment, user=people[address("secretariat")], for_everybody=True, at=when + 2 * A_DAY)


def _begin(described: dict[str, Any], people: Mapping[str, User]) -> None:
    assessment = _published_once(described)
    if assessment is None:
        return
    opened = timezone.now() - timedelta(days=described["days_ago"])
    delegate = people[address("delegate", described["delegation"])]
    reopen(assessment=assessment, user=delegate, reason=described["reason"], at=opened - 2 * A_DAY)
    _sign(assessment, described["delegation"], people, opened - A_DAY)
    open_review(assessment=assessment, user=people[address("secretariat")], at=opened)
    _say_everything(assessment, described, people, opened + A_DAY)


def _say_everything(
    assessment: Assessment, described: dict[str, Any], people: Mapping[str, User], at: datetime
) -> None:
    criteria = _criteria(assessment)
    for series_id in described["checked"]:
        for country in _reviewers(described):
            check_answer(assessment=assessment, criterion=criteria[series_id], user=people[_reviewer(country)], at=at)
    country = people[address("delegate", described["delegation"])]
    for one in described["threads"]:
        _converse(assessment, criteria[one["series_id"]], one, people[_reviewer(one["by"])], country, at)
    for one in described["remarks"]:
        by = people[_reviewer(one["by"])]
        kept = save_remark(
            assessment=assessment, criterion=criteria[one["series_id"]], text=one["text"], user=by, at=at + A_DAY
        )
        if kept is not None and one["reply"]:
            reply_to_remark(remark=kept, text=one["reply"], user=country, at=at + 2 * A_DAY)


def _converse(
    assessment: Assessment, criterion: Criterion, one: dict[str, Any], reviewer: User, country: User, at: datetime
) -> None:
    """Post the texts in turn, a day apart. A finished conversation is resolved."""
    question, *rest = one["said"]
    thread = ask_question(assessment=assessment, criterion=criterion, text=question, user=reviewer, at=at)
    for place, text in enumerate(rest):
        say, by = (ask_follow_up, reviewer) if place % 2 else (reply_to_question, country)
        say(thread=thread, text=text, user=by, at=at + (place + 1) * A_DAY)
    if _is_about(assessment, content("reviews")["finished"]):
        resolve_question(thread=thread, user=reviewer)


def _sign(assessment: Assessment, delegation: str, people: Mapping[str, User], at: datetime) -> None:
    for role in Signature.Role:
        by = people[address(role.value, delegation)]
        sign(assessment=assessment, role=role, user=by, answers_hash=answers_hash(assessment), at=at)


def _published_once(described: dict[str, Any]) -> Assessment | None:
    """The assessment, if its first version is out and nothing was done since."""
    found: Assessment = Assessment.objects.select_related("cycle__framework", "cycle__network", "delegation").get(
        cycle__network__slug=content("assessments")["network"],
        cycle__year=described["year"],
        delegation__code=described["delegation"].upper(),
    )
    is_untouched = found.stage == Stage.PUBLISHED and found.versions.count() == 1 and not found.reviews.exists()
    return found if is_untouched else None


def _criteria(assessment: Assessment) -> dict[str, Criterion]:
    rows = Criterion.objects.filter(recommendation__framework=assessment.cycle.framework)
    return {row.series_id: row for row in rows}


def _is_about(assessment: Assessment, described: dict[str, Any]) -> bool:
    return (assessment.delegation.code.lower(), assessment.cycle.year) == (described["delegation"], described["year"])


def _reviewers(described: dict[str, Any]) -> list[str]:
    return [country for country in REVIEWERS if country != described["delegation"]]


def _reviewer(country: str) -> str:
    return address("adviser", country)
