"""The comparison matrix of an inquiry: its questions by country, each cell as its reader may have it."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from django.db.models import (
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Prefetch,
    QuerySet,
    Subquery,
    prefetch_related_objects,
)
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils.translation import gettext as _

from networkapp.inquiries.models import CaseState, Inquiry, InquiryQuestion, InquiryState, ParliamentCase
from networkapp.inquiries.queries.answers import (
    AnswerAccess,
    CaseStatus,
    VisibleAnswer,
    answer_access,
    answer_access_by_network,
    case_statuses,
    with_answers,
)
from networkapp.languages.sorting import alphabetical
from networkapp.models import Delegation, Subject
from networkapp.permissions import Action
from networkapp.users import AnyUser


@dataclass(frozen=True, kw_only=True)
class MatrixCountry:
    """A column: a parliament, and the status of the inquiry there. `chain` are its parliamentary questions, the newest
    first."""

    delegation: Delegation
    chain: tuple[CaseStatus, ...] = ()

    @property
    def status(self) -> CaseStatus | None:
        """Return its status: of the tabled question, otherwise of its draft."""
        tabled = [one for one in self.chain if one.case.tabled_on is not None and one.state != CaseState.WITHDRAWN]
        return next(iter([*tabled, *self.chain]), None)


@dataclass(frozen=True, kw_only=True)
class MatrixCell:
    """The newest answer of one country to one question, or none."""

    country: MatrixCountry
    question: InquiryQuestion
    answer: VisibleAnswer | None
    status: CaseStatus | None

    @property
    def has_question(self) -> bool:
        return any(self.question in one.case.questions.all() for one in self.country.chain if one.case.tabled_on)

    @property
    def status_text(self) -> str:
        """Return in a word how this question was answered, or its status."""
        if self.answer is not None:
            return self.answer.status_label
        if self.status is None or not self.has_question:
            return _("not asked")
        return _("no answer") if self.status.answers else self.status.state_label


@dataclass(frozen=True, kw_only=True)
class AnswerMatrix:
    """Questions by countries, in the order of their numbers and of their codes; the same cells both ways."""

    inquiry: Inquiry
    questions: tuple[InquiryQuestion, ...]
    countries: tuple[MatrixCountry, ...]
    cells: Mapping[tuple[int, int], MatrixCell]
    reach: AnswerAccess

    @property
    def rows(self) -> list[tuple[InquiryQuestion, list[MatrixCell]]]:
        return [
            (one, [self.cells[one.pk, country.delegation.pk] for country in self.countries]) for one in self.questions
        ]

    @property
    def columns(self) -> list[tuple[MatrixCountry, list[MatrixCell]]]:
        return [
            (country, [self.cells[one.pk, country.delegation.pk] for one in self.questions])
            for country in self.countries
        ]

    @property
    def is_for_few(self) -> bool:
        """Return whether anything in it is restricted for others."""
        answers = [cell.answer for cell in self.cells.values() if cell.answer]
        return any(answer.embargo_until or answer.withholds for answer in answers if answer.in_full)

    @property
    def counts(self) -> list[tuple[str, int]]:
        """Return the number of parliaments by status; those in which it is not tabled come last."""
        states: dict[str, int] = {}
        for country in self.countries:
            label = country.status.state_label if country.status else ""
            states[label] = states.get(label, 0) + 1
        return sorted(states.items(), key=lambda state: (not state[0], state[0]))


def list_inquiries(
    *, user: AnyUser, subject: Subject | None = None, network: str = "", state: str = "", country: str = ""
) -> QuerySet[Inquiry]:
    """Return the inquiries that `user` can know of, the newest first, with the number of parliaments in which they are
    tabled.

    Narrowed by the given arguments; `country` (two letters) to those tabled in its national parliament.
    """
    found = Inquiry.objects.where(user, may=Action.SEE).about(subject)
    if network:
        found = found.filter(network__slug=network)
    if state in InquiryState.values:
        found = found.filter(state=state)
    if country:
        found = found.filter(Exists(cases_tabled_in(country=country.upper()).filter(inquiry=OuterRef("pk"))))
    before = ParliamentCase.objects.filter(inquiry=OuterRef("pk"), tabled_on__isnull=False, follows=None)
    counted = before.exclude(state=CaseState.WITHDRAWN).order_by().values("inquiry").annotate(n=Count("pk")).values("n")
    return (
        found.select_related("network")
        .annotate(parliaments=Coalesce(Subquery(counted, output_field=IntegerField()), 0))
        .order_by(Coalesce("approved_at", "written_at").desc(), "-pk")
    )


def cases_tabled_in(*, country: str) -> QuerySet[ParliamentCase]:
    """Return the questions to the national parliament of `country` (two capital letters) that were not withdrawn."""
    tabled = ParliamentCase.objects.filter(tabled_on__isnull=False).exclude(state=CaseState.WITHDRAWN)
    found: QuerySet[ParliamentCase] = tabled.filter(
        delegation__country=country, delegation__kind__in=Delegation.OF_A_COUNTRY
    )
    return found


def countries_with_inquiries(*, user: AnyUser) -> list[str]:
    """Return the countries whose parliaments have an inquiry that `user` can know of, two letters each."""
    cases = ParliamentCase.objects.where(user, may=Action.SEE).filter(
        tabled_on__isnull=False, delegation=OuterRef("pk")
    )
    # Asked of few parliaments, not of many cases.
    delegations = Delegation.objects.filter(Exists(cases), kind__in=Delegation.OF_A_COUNTRY).exclude(country="")
    return [str(code) for code in delegations.order_by("country").values_list("country", flat=True).distinct()]


def inquiries_for(*, user: AnyUser) -> QuerySet[Inquiry]:
    """Return the inquiries that `user` can see: what topics can be about."""
    found: QuerySet[Inquiry] = Inquiry.objects.where(user, may=Action.SEE).select_related("network")
    return found


def find_inquiry(*, slug: str, number: int, user: AnyUser) -> Inquiry:
    """Return the inquiry with this number; Http404 if `user` cannot see it."""
    found: Inquiry | None = (
        Inquiry.objects.where(user, may=Action.SEE)
        .select_related("network", "seat__delegation", "approved_seat__delegation", "decision", "topic__network")
        .filter(network__slug=slug, number=number)
        .first()
    )
    if found is None:
        raise Http404
    return found


def answer_matrix(*, inquiry: Inquiry, user: AnyUser) -> AnswerMatrix:
    """Return the matrix as `user` can see it, in a constant number of queries."""
    return answer_matrices(inquiries=[inquiry], user=user)[inquiry.pk]


def answer_matrices(*, inquiries: Iterable[Inquiry], user: AnyUser | None) -> dict[int, AnswerMatrix]:
    """Return the matrix of each inquiry as `user` may have it, by primary key; without a reader, as everybody may.

    A constant number of queries, however many inquiries there are.
    """
    inquiry_list = list(inquiries)
    prefetch_related_objects(inquiry_list, "network__delegations", Prefetch("questions", _question_queryset()))
    reaches = answer_access_by_network(networks={one.network for one in inquiry_list}, user=user)
    cases: dict[int, list[ParliamentCase]] = defaultdict(list)
    for case in with_answers(cases=ParliamentCase.objects.filter(inquiry__in=inquiry_list)) if inquiry_list else ():
        cases[case.inquiry_id].append(case)
    found = {}
    for inquiry in inquiry_list:
        reach, questions = reaches[inquiry.network_id], tuple(inquiry.questions.all())
        statuses = case_statuses(cases=cases[inquiry.pk], access=reach)
        found[inquiry.pk] = _build_matrix(inquiry, questions, list(inquiry.network.delegations.all()), statuses, reach)
    return found


def _question_queryset() -> QuerySet[InquiryQuestion]:
    found: QuerySet[InquiryQuestion] = InquiryQuestion.objects.asking().prefetch_related("texts")
    return found


def find_case(*, inquiry: Inquiry, pk: int, user: AnyUser) -> tuple[CaseStatus, AnswerAccess]:
    """Return the parliamentary question with this number as `user` can know it; Http404 if they cannot know of it."""
    reach = answer_access(network=inquiry.network, user=user)
    found = with_answers(cases=inquiry.cases.filter(pk=pk).select_related("follows__delegation"))
    statuses = case_statuses(cases=found, access=reach)
    if not statuses:
        raise Http404
    return statuses[0], reach


def _build_matrix(
    inquiry: Inquiry,
    questions: tuple[InquiryQuestion, ...],
    delegations: Sequence[Delegation],
    statuses: Sequence[CaseStatus],
    reach: AnswerAccess,
) -> AnswerMatrix:
    chains: dict[int, list[CaseStatus]] = {delegation.pk: [] for delegation in delegations}
    known = {delegation.pk: delegation for delegation in delegations}
    for status in sorted(statuses, key=lambda one: one.case.pk, reverse=True):
        delegation = status.case.delegation
        known.setdefault(delegation.pk, delegation)
        chains.setdefault(delegation.pk, []).append(status)
    countries = tuple(
        MatrixCountry(delegation=delegation, chain=tuple(chains[delegation.pk]))
        for delegation in alphabetical(known.values(), name=lambda one: one.label)
    )
    cells = {
        (question.pk, country.delegation.pk): _build_cell(question, country)
        for question in questions
        for country in countries
    }
    return AnswerMatrix(inquiry=inquiry, questions=questions, countries=countries, cells=cells, reach=reach)


def _build_cell(question: InquiryQuestion, country: MatrixCountry) -> MatrixCell:
    answered = [one for one in country.chain if question.pk in one.answers]
    status = answered[0] if answered else country.status
    answer = answered[0].answers[question.pk] if answered else None
    return MatrixCell(country=country, question=question, answer=answer, status=status)
