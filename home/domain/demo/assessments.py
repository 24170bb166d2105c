"""Assessments of the sample countries: answered, signed by both, published; and the open drafts of this year."""

from datetime import datetime, timedelta
from decimal import Decimal
from typing import Any

from django.utils import timezone

from accounts.models import User
from evaluation.assessments.answer_content import content_for
from evaluation.assessments.answers import record_answer
from evaluation.assessments.comments import save_comment
from evaluation.assessments.cycles import open_cycle
from evaluation.assessments.evidence import add_evidence
from evaluation.assessments.previous_year import previous_answer
from evaluation.assessments.sections import ContributorDetails, assign_sections
from evaluation.assessments.signing import answers_hash, confirm_not_applicable, sign
from evaluation.models import (
    Answer,
    AnswerRevision,
    Assessment,
    Criterion,
    Cycle,
    Framework,
    Recommendation,
    SectionHolder,
    Signature,
    Stage,
    VoiceNote,
)
from evaluation.results.publishing.publish import publish
from home.domain.demo.accounts import accounts, address
from home.domain.demo.content import content, day, items, moment
from home.domain.demo.reviews import hold_review
from networkapp.models import Network
from networkapp.notifications.email import absolute

OPEN_AT_LEAST = timedelta(days=60)
NUMBERS = ("number", "numerator", "denominator")
IN_OTHER_HANDS = (6, 7)
MINISTRY = ContributorDetails(email=address("ministry", "xa"), name="Ministry of the interior, XA")
AS_THEY_ARE = ("reason", "choice", "ticks", "text", "comment", "flags")


def make_cycles(framework: Framework) -> None:
    """The sample countries have a draft for every year of the data file, the real ones for the newest, unanswered."""
    cycles = content("assessments")["cycles"]
    for described in cycles:
        _open(Network.objects.get(slug=content("assessments")["network"]), framework, described, cycles[-1])
    _open(Network.objects.get(slug="joint"), framework, cycles[-1], cycles[-1])


def make_assessments() -> None:
    """Create the answers of the sample countries, in the newest year as a draft, before it signed and published.

    An assessment that has an answer is left as it is.
    """
    people = accounts()
    for item in items("assessments"):
        assessment = Assessment.objects.select_related("cycle__framework", "cycle__network", "delegation").get(
            cycle__network__slug=content("assessments")["network"],
            cycle__year=item["year"],
            delegation__code=item["delegation"].upper(),
        )
        if not assessment.answers.exclude(status=Answer.Status.UNANSWERED).exists():
            _answer(assessment, item, people)


def make_sections() -> None:
    """Ask the ministry of a sample country to work on two sections; its e-mail is in var/mail/."""
    drafts = Assessment.objects.select_related("cycle__network", "cycle__framework", "delegation")
    draft = drafts.filter(delegation__code="XA", stage=Stage.DRAFT).order_by("-cycle__year").first()
    if draft is None or SectionHolder.objects.filter(assessment=draft).exists():
        return
    filters = {"framework": draft.cycle.framework, "code__in": IN_OTHER_HANDS}
    assign_sections(
        assessment=draft,
        person=MINISTRY,
        sections=list(Recommendation.objects.filter(**filters)),
        due_at=draft.cycle.due_at,
        user=accounts()[address("delegate", "xa")],
        base_url=absolute(""),
    )


def _open(network: Network, framework: Framework, described: dict[str, Any], newest: dict[str, Any]) -> None:
    if Cycle.objects.filter(network=network, year=described["year"]).exists():
        return
    due, locks = moment(described["due_on"]), moment(described["locks_on"])
    if described is newest:
        due = max(due, timezone.now() + OPEN_AT_LEAST)
        locks = max(locks, due)
    opens = moment(described["opens_on"])
    open_cycle(
        network=network,
        framework=framework,
        year=described["year"],
        opens_at=opens,
        due_at=due,
        locks_at=locks,
        user=accounts()[address("secretariat")],
        at=opens,
    )


def _answer(assessment: Assessment, item: dict[str, Any], people: dict[str, User]) -> None:
    delegate = people[address("delegate", item["delegation"])]
    criteria = {
        row.series_id: row for row in Criterion.objects.filter(recommendation__framework=assessment.cycle.framework)
    }
    when = moment(f"{item['year']}-11-12", 10) if item["published_on"] else timezone.now()
    for answer in item["answers"]:
        _record(assessment, criteria[answer["series_id"]], answer, delegate, when)
    if item["stage"] == Stage.PUBLISHED:
        _sign_and_publish(assessment, item, criteria, people)


def _record(assessment: Assessment, criterion: Criterion, answer: dict[str, Any], user: User, when: datetime) -> None:
    fields = {name: answer[name] for name in AS_THEY_ARE if name in answer}
    fields |= {name: Decimal(answer[name]) for name in NUMBERS if name in answer}
    if "date" in answer:
        fields["date"] = day(answer["date"])
    last = previous_answer(assessment, criterion)
    content = content_for(criterion=criterion, status=answer["status"], fields=fields)  # type: ignore[arg-type]
    if last is not None and content.says_the_same_as(last.content):
        fields["since"] = Answer.Since.STILL_TRUE.value
    record_answer(
        assessment=assessment,
        criterion=criterion,
        status=answer["status"],
        base_version=0,
        user=user,
        via=AnswerRevision.Via.DEMONSTRATION,
        at=when,
        **fields,
    )
    for evidence in answer["evidence"]:
        add_evidence(
            assessment=assessment,
            criterion=criterion,
            title=evidence["title"],
            url=evidence["url"],
            dated=day(evidence["dated"]),
            user=user,
            at=when,
        )


def _speak(assessment: Assessment, criteria: dict[str, Criterion], people: dict[str, User]) -> None:
    """Save the comments beside its answers that the data file has, in time to be published with them."""
    delegation, year = assessment.delegation.code.lower(), assessment.cycle.year
    speaker = {
        VoiceNote.Voice.GOVERNMENT: address("government", delegation),
        VoiceNote.Voice.PARLIAMENT: address("delegate", delegation),
        VoiceNote.Voice.CIVIL_SOCIETY: address("observer"),
    }
    for entry in items("voices"):
        if (entry["delegation"], entry["year"]) == (delegation, year):
            save_comment(
                assessment=assessment,
                criterion=criteria[entry["series_id"]],
                voice=entry["voice"],
                text=entry["text"],
                disputes=entry.get("disputes", False),
                base_number=0,
                user=people[speaker[entry["voice"]]],
                at=moment(f"{year + 1}-02-20"),
            )


def _sign_and_publish(
    assessment: Assessment, item: dict[str, Any], criteria: dict[str, Criterion], people: dict[str, User]
) -> None:
    when = moment(f"{item['year'] + 1}-01-20", 12)
    for role in Signature.Role:
        by = people[address(role.value, item["delegation"])]
        sign(assessment=assessment, role=role, user=by, answers_hash=answers_hash(assessment), at=when)
    secretariat = people[address("secretariat")]
    for answer in item["answers"]:
        if answer["status"] == Answer.Status.NOT_APPLICABLE:
            confirm_not_applicable(
                assessment=assessment, criterion=criteria[answer["series_id"]], user=secretariat, at=when
            )
    hold_review(assessment, people)
    _speak(assessment, criteria, people)
    publish(assessment=assessment, user=secretariat, for_everybody=True, at=moment(item["published_on"]))
