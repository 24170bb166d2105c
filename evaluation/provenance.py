"""Criteria, recommendations, assessments and answers in dossiers, and the inquiries that gaps lead to."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluation.models import Answer, Assessment, AssessmentVersion, Criterion, Framework, Recommendation
from evaluation.results.gaps.queries import draft_gaps, published_gaps
from evaluation.results.gaps.rules import Gap
from evaluation.things import assessments_for, criteria_for
from networkapp.addresses import open_path
from networkapp.models import Network, Seat
from networkapp.permissions import ALLOWED, OF_A_DELEGATION, Action
from networkapp.provenance.panel import NextStep, register_next_steps
from networkapp.registry.provenance import (
    DossierEntry,
    Paragraph,
    QuestionDraft,
    register_dossier_part,
    register_questions,
)
from networkapp.users import AnyUser

ASKING = OF_A_DELEGATION & ALLOWED[Action.INQUIRE]
MOST_QUESTIONS = 20


def register_parts() -> None:
    """Register all kinds of the evaluation for dossiers, and for drafting inquiries."""
    register_dossier_part(
        Criterion,
        network="recommendation.framework.network_id",
        label=gettext_lazy("Criterion"),
        where=criteria_for,
        name=name_criterion,
        describe=describe_criteria,
        order=10,
    )
    register_dossier_part(
        Recommendation,
        network="framework.network_id",
        label=gettext_lazy("Recommendation"),
        where=recommendations_for,
        name=name_recommendation,
        describe=describe_recommendations,
        order=10,
    )
    register_dossier_part(
        Assessment,
        network="cycle.network_id",
        label=gettext_lazy("assessment of a country"),
        where=readable_assessments,
        describe=describe_assessments,
        order=10,
    )
    register_dossier_part(
        Answer,
        network="assessment.cycle.network_id",
        label=gettext_lazy("answer in an assessment"),
        where=answers_for,
        name=name_answer,
        describe=describe_answers,
        order=10,
    )
    register_questions(Recommendation, draft_questions_on_recommendation)
    register_questions(Criterion, draft_questions_on_criterion)
    register_questions(Assessment, draft_questions_on_gaps)
    register_next_steps(Recommendation, next_steps_of_recommendation)


def name_criterion(criterion: Criterion) -> str:
    """Return the name of a criterion in a dossier: its series and title."""
    return f"{criterion.series_id} {criterion.local_title}"


def describe_criteria(criteria: Sequence[Criterion], user: AnyUser) -> Mapping[int, DossierEntry]:
    """Return a step of a dossier for each criterion, by primary key."""
    return {one.pk: _description_of(one, one.recommendation.framework) for one in criteria}


def recommendations_for(*, user: AnyUser) -> QuerySet[Recommendation]:
    """Return those of the adopted frameworks of the networks that `user` can know of."""
    known = Network.objects.where(user, may=Action.SEE)
    found: QuerySet[Recommendation] = Recommendation.objects.filter(
        framework__network__in=known, framework__status=Framework.Status.ADOPTED
    )
    return found.select_related("framework__network", "subject").prefetch_related("translations")


def name_recommendation(recommendation: Recommendation) -> str:
    """Return the name of a recommendation in a dossier: its number and title."""
    return capfirst(
        _("recommendation %(number)s: %(title)s")
        % {
            "number": recommendation.code,
            "title": recommendation.local_title,
        }
    )


def describe_recommendations(recommendations: Sequence[Recommendation], user: AnyUser) -> Mapping[int, DossierEntry]:
    """Return a step of a dossier for each recommendation, by primary key."""
    return {one.pk: _description_of(one, one.framework) for one in recommendations}


def _description_of(thing: Any, framework: Framework) -> DossierEntry:
    text = (Paragraph(words=thing.local_text),) if thing.local_text else ()
    return DossierEntry(at=framework.adopted_at or timezone.now(), by=str(framework), text=text)


def readable_assessments(*, user: AnyUser) -> QuerySet[Assessment]:
    """Return the assessments that `user` can read as they are, and those whose published versions they can read."""
    published = AssessmentVersion.objects.readable_by(user).order_by().values("assessment")
    own = assessments_for(user=user).order_by().values("pk")
    found = Assessment.objects.filter(pk__in=published) | Assessment.objects.filter(pk__in=own)
    return found.select_related("delegation", "cycle__network", "cycle__framework")


def describe_assessments(assessments: Sequence[Assessment], user: AnyUser) -> Mapping[int, DossierEntry]:
    """Return a step of a dossier for each assessment, by primary key: when its cycle opened, and its delegation."""
    return {one.pk: DossierEntry(at=one.cycle.opens_at, by=one.delegation.label) for one in assessments}


def answers_for(*, user: AnyUser) -> QuerySet[Answer]:
    """Return the answers of the assessments that `user` can read as they are."""
    return Answer.objects.filter(assessment__in=assessments_for(user=user).order_by().values("pk")).select_related(
        "assessment__delegation", "assessment__cycle", "criterion"
    )


def name_answer(answer: Answer) -> str:
    """Return the name of an answer in a dossier: its criterion and assessment."""
    values = {"criterion": name_criterion(answer.criterion), "assessment": answer.assessment}
    return _("%(criterion)s in %(assessment)s") % values


def describe_answers(answers: Sequence[Answer], user: AnyUser) -> Mapping[int, DossierEntry]:
    """Return a step of a dossier for each answer, by primary key: its last change, and its delegation."""
    return {one.pk: DossierEntry(at=one.changed_at, by=one.assessment.delegation.label) for one in answers}


def draft_questions_on_recommendation(*, thing: Recommendation, user: AnyUser, part: str) -> QuestionDraft | None:
    """Return a draft of questions to governments about a recommendation and its criteria."""
    criteria = thing.criteria.prefetch_related("translations")[:MOST_QUESTIONS]
    values = {"number": thing.code, "title": thing.local_title}
    first = _("What has the government done about recommendation %(number)s, “%(title)s”?") % values
    return QuestionDraft(
        title=name_recommendation(thing)[:200],
        questions=(first, *(_question_on(criterion.local_title) for criterion in criteria)),
        about=(thing, *criteria),
        why=thing.local_text,
        network=_network_to_ask_in(thing.framework.network, user),
        subjects=(thing.subject,) if thing.subject else (),
    )


def draft_questions_on_criterion(*, thing: Criterion, user: AnyUser, part: str) -> QuestionDraft | None:
    """Return a draft of a question to governments about a criterion."""
    subject = thing.recommendation.subject
    return QuestionDraft(
        title=name_criterion(thing)[:200],
        questions=(_question_on(thing.local_title),),
        about=(thing,),
        why=thing.local_text,
        network=_network_to_ask_in(thing.recommendation.framework.network, user),
        subjects=(subject,) if subject else (),
    )


def draft_questions_on_gaps(*, thing: Assessment, user: AnyUser, part: str) -> QuestionDraft | None:
    """Return questions about what is missing (`part` is the key of one gap, all without it), for people who act for the
    country.

    From the draft for people who can read it, otherwise from what is published.
    """
    if not _acts_for(thing, user):
        return None
    gaps = [gap for gap in gaps_of(thing, user) if part in ("", gap.key)]
    if not gaps:
        return None
    subject = gaps[0].criterion.recommendation.subject
    return QuestionDraft(
        title=_gap_title(gaps, thing)[:200],
        questions=tuple(gap.question for gap in gaps[:MOST_QUESTIONS]),
        about=tuple(gap.criterion for gap in gaps[:MOST_QUESTIONS]),
        why=_("Asked because the assessment of %(assessment)s does not answer it.") % {"assessment": thing},
        network=thing.cycle.network,
        subjects=(subject,) if subject else (),
    )


def gaps_of(assessment: Assessment, user: AnyUser) -> Sequence[Gap]:
    """Return the gaps of the assessment that `user` can see."""
    if assessments_for(user=user).filter(pk=assessment.pk).exists():
        return draft_gaps(assessment=assessment).gaps
    country = str(assessment.delegation.country)
    page = published_gaps(country=country, year=assessment.cycle.year, user=user)
    return page.gaps if page else ()


def asking_seat_name(assessment: int, user: AnyUser) -> str:
    """Return the name under which `user` asks about the gaps of this assessment; empty if they do not act for the
    country in its network."""
    found = Assessment.objects.select_related("cycle").filter(pk=assessment).first()
    return f"assessment-{assessment}" if found and _acts_for(found, user) else ""


def next_steps_of_recommendation(recommendation: Recommendation, user: AnyUser) -> Iterator[NextStep]:
    """Yield the link that starts an inquiry about a recommendation, if `user` can start one anywhere."""
    if Network.objects.where(user, may=Action.INQUIRE).exists():
        address = open_path("networkapp:inquire_from", f"recommendation-{recommendation.pk}")
        if address:
            yield NextStep(words=_("Start an inquiry"), url=address)


def _acts_for(assessment: Assessment, user: AnyUser) -> bool:
    seats = Seat.objects.current().filter(user=user.pk, network=assessment.cycle.network_id, user__is_active=True)
    return bool(seats.filter(delegation=assessment.delegation_id, capacity__in=ASKING).exists())


def _question_on(title: str) -> str:
    return _("How does the government respond to this: “%(title)s”?") % {"title": title}


def _gap_title(gaps: Sequence[Gap], assessment: Assessment) -> str:
    if len(gaps) == 1:
        return f"{assessment}: {name_criterion(gaps[0].criterion)}"
    return _("%(assessment)s: missing answers") % {"assessment": assessment}


def _network_to_ask_in(network: Network, user: AnyUser) -> Network | None:
    """Return the network of the framework, if the user can ask there; otherwise any of theirs."""
    return network if network.allows(user, Action.INQUIRE) else None
