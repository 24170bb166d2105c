"""Cycles, assessments and their sections, frameworks, peer reviews and published versions."""

from datetime import timedelta
from typing import Any
from urllib.parse import urlencode

from django.test import Client
from django.utils import timezone

from evaluation.assessments.burden import efforts_by_cycle
from evaluation.assessments.comments import save_comment
from evaluation.assessments.cycles import ask_latecomers
from evaluation.assessments.section_lists import sections_assigned_to
from evaluation.assessments.section_progress import progress_of
from evaluation.assessments.workbooks import contents_at
from evaluation.assessments.worksheet import load_worksheet
from evaluation.bridges.inquiries import answers_of_government
from evaluation.frameworks.adopting import adopt_framework
from evaluation.frameworks.agreement_proposals import amend
from evaluation.models import Answer, Assessment, Burden, ReviewingCountry
from networkapp.provenance.links import link_cause
from tests.evaluation.assessments.views.answer_requests import JSON, address, send
from tests.factories.agreement import NEW, make_agreeing
from tests.factories.assessments import RATIO, WHOLE, Work, draft_framework, make_work
from tests.factories.inquiries import file_answer, keeper_of, make_case, make_inquiry
from tests.factories.networks import DelegationFactory, SeatFactory, SubjectFactory, UserFactory
from tests.factories.results import answer_all, make_cycle, make_framework, publish_as_it_stands
from tests.factories.reviews import make_peers
from tests.factories.sections import account, give, holder_of, two_sections
from tests.factories.workbooks import Brought
from tests.query_counts.table import ROWS, Call, Case, Clients, Page


def cycles_and_assessments() -> Case:
    work = make_work()
    SeatFactory(user=work.delegate, network=work.network, capacity="secretariat", delegation=None)
    for year in (2024, 2025, 2027):
        make_work(year=year, framework=work.framework)
        yield [
            Page(7, "/evaluation/cycles/", work.secretariat),
            Page(5, "/evaluation/assessments/", work.delegate),
            Page(5, "/evaluation/assessments/oversight/", work.delegate),
            Page(44, "/desk/", work.delegate),
        ]


def countries_of_a_cycle() -> Case:
    work = make_work()
    day = timezone.localdate()
    terms = {"framework": work.framework.pk, "year": 2027, "opens_at": day + timedelta(days=1)}
    terms |= {"due_at": day + timedelta(days=40), "locks_at": day + timedelta(days=70)}
    for number in ROWS:
        work.network.delegations.add(DelegationFactory(code=f"Y{number}"))
        ask_latecomers(cycle=work.assessment.cycle, user=work.secretariat)
        yield [
            Page(8, f"/evaluation/cycles/sample/{work.assessment.cycle.year}/", work.secretariat),
            Page(27, f"/evaluation/cycles/sample/open/?{urlencode(terms)}", work.secretariat),
        ]


def questions_of_a_section() -> Case:
    for number in ROWS:
        kind = {"scored": True, **RATIO}
        ratios = tuple({"series_id": f"1.{n}", "essential": n == 1, **kind} for n in range(1, 4 * number))
        draft = draft_framework(criteria=ratios, version=f"{number}")
        work = make_work(year=2020 + number, framework=adopt_framework(framework=draft, decision="By the conference"))
        work.answer("1.1", numerator=1, denominator=2)
        for series_id in work.criteria:
            work.evidence(series_id, url=f"https://example.org/{series_id}")
        yield [
            Page(21, address(work, "sections/1/"), work.delegate),
            Page(17, address(work), work.delegate),
            Page(17, address(work, "sign/"), work.delegate),
        ]


def a_form_with_voices_and_documents() -> Case:
    work = make_work()
    before = make_work(year=work.assessment.cycle.year - 1, framework=work.framework)
    client = Clients().of(work.delegate)
    for series_id in ("1.2", "1.3", "1.6"):
        before.answer(series_id, **WHOLE[series_id])
        work.answer(series_id, by=work.government, **WHOLE[series_id])
        work.evidence(series_id, f"https://example.org/{series_id}")
        fields = {"assessment": work.assessment, "criterion": work.criteria[series_id], "text": "No.", "base_number": 0}
        save_comment(voice="government", user=work.government, **fields)
        save_comment(voice="parliament", user=work.delegate, **fields)
        client.get(address(work))
        yield [
            Page(29, address(work, "sections/1/"), work.delegate),
            Page(19, address(work, "sign/"), work.delegate, grows=False),
            Call(31, _save, client, work, work.row("1.4").version, grows=False),
        ]


def a_section_whose_answers_all_count() -> Case:
    """A section with levels, yes-or-no answers and texts, which needs no scoring."""
    work = two_sections()
    work.answer("1.2", **WHOLE["1.2"])
    for number in ROWS:
        work.answer("2.1", choice=True)
        work.evidence("2.1", url=f"https://example.org/{number}")
        yield [Page(19, address(work, "sections/2/"), work.delegate)]


def _save(client: Client, work: Work, base: int) -> None:
    fields = {"choice": "no" if base % 2 else "yes", "base_version": base}
    assert send(client, work, "1.4", headers=JSON, **fields).status_code == 200


def people_of_sections() -> Case:
    work = two_sections()
    person = account()
    for number in ROWS:
        holder = holder_of(work, 1, 2, email=f"person{number}@ministry.example")
        make_work(year=2027 + number, framework=work.framework)
        holder_of(make_work(year=2030 + number, framework=work.framework), 1, email=person.email)
        yield [
            Page(18, address(work, "sections/"), work.delegate),
            Call(3, progress_of, load_worksheet(work.assessment), grows=False),
            Call(5, sections_assigned_to, person),
            Call(5, sections_assigned_to, holder.user, grows=False),
        ]


def history_of_an_answer() -> Case:
    work = make_work()
    for number in ROWS:
        give(work, 1, email=f"person{number}@ministry.example")
        work.answer("1.2", numerator=number, denominator=24, comment=f"Comment {number}")
        work.evidence("1.2", url=f"https://act{number}.example/")
        answers = list(Answer.objects.filter(assessment=work.assessment).select_related("criterion"))
        yield [
            Page(11, address(work, "answers/1.2/history/"), work.delegate),
            Call(1, contents_at, answers, {"1.2": number}, grows=False),
        ]


def an_uploaded_workbook() -> Case:
    work, filled = make_work(), {}
    work.answer_all()
    for key, value in {"1.2|numerator": 12, "1.3|number": 3, "1.6|number": 5}.items():
        filled[key] = value
        Brought(work).fill(filled).put()
        yield [Page(13, address(work, "workbook/"), work.delegate)]


def gaps_of_a_draft() -> Case:
    work = make_work()
    work.answer_all()
    for series_id in ("1.4", "1.5", "1.6"):
        work.answer(series_id, status="confidential")
        yield [Page(19, address(work, "gaps/"), work.delegate)]


def answers_of_the_government() -> Case:
    work = make_work()
    for _row in ROWS:
        case = make_case(make_inquiry(work.network), "XA")
        reply, keeper = file_answer(case, quotation="There were 12 convictions."), keeper_of(work.network)
        SeatFactory(user=keeper.user, network=work.framework.network, capacity="secretariat", delegation=None)
        link_cause(cause=reply, effect=work.criteria["1.3"], user=keeper.user)
        yield [Call(7, _answers_for, work)]


def _answers_for(work: Work) -> list[str]:
    found = answers_of_government(work.assessment, work.delegate)
    return [answer.words for answers in found.values() for answer in answers]


def time_that_countries_spent() -> Case:
    work = make_work()
    work.network.delegations.add(DelegationFactory(code="XC"))
    ask_latecomers(cycle=work.assessment.cycle, user=work.secretariat)
    some = []
    for assessment in Assessment.objects.order_by("pk"):
        Burden.objects.create(assessment=assessment, minutes=90)
        some.append(assessment)
        yield [Call(2, efforts_by_cycle, list(some))]


def frameworks() -> Case:
    for number in ROWS:
        make_agreeing(version=f"v{number}").adopt(decision="By the conference")
        yield [Page(1, "/evaluation/frameworks/")]


def subjects_of_recommendations() -> Case:
    SubjectFactory()
    for number in ROWS:
        framework = make_framework(recommendations=number, version=f"{number}")
        clerk = SeatFactory(network=framework.network, capacity="secretariat").user
        yield [Page(9, f"{framework.get_absolute_url()}subjects/", clerk)]


def agreement_on_a_framework() -> Case:
    for number in ROWS:
        draft = make_agreeing(slug=f"n{number}", version=f"{number}")
        draft.open()
        for proposal in [draft.propose() for _each in range(number)]:
            amend(proposal=proposal, user=draft.members["XC"], base=1, fields={**NEW, "target": "95"})
            draft.consolidate(proposal)
        draft.close()
        draft.ask()
        for code in list(draft.members)[:number]:
            draft.state(code, "agree")
            draft.state(code, "explain", "So we read it", series_id="1.2")
        yield [Page(26, f"/evaluation/frameworks/{number}/", draft.members["XA"])]


def a_section_in_review() -> Case:
    peers = make_peers()
    peers.open()
    for series_id in ("1.2", "1.3", "1.4"):
        peers.ask(series_id)
        peers.remark(series_id)
        peers.check(series_id)
        yield [Page(27, f"/evaluation/reviews/{peers.work.assessment.pk}/sections/1/", peers.reviewers["XB"])]


def reviews() -> Case:
    peers = make_peers("XB", "XC", "XD")
    peers.open()
    lot = peers.work.assessment.cycle.lots.get()
    ReviewingCountry.objects.all().delete()
    for assessment in Assessment.objects.exclude(delegation__code="XD").order_by("pk"):
        assessment.reviewing.create(delegation_id=peers.delegation("XD"), lot=lot)
        if not assessment.reviews.exists():
            assessment.reviews.create(opened_by=peers.work.secretariat, asks_until=timezone.now())
        yield [
            Page(8, "/evaluation/reviews/", peers.reviewers["XD"]),
            Page(9, "/evaluation/reviews/oversight/", peers.work.secretariat),
        ]


def versions() -> Case:
    cycle: Any = make_cycle(framework=make_framework(), countries=["XA"], year=2026)
    assessment, reader = Assessment.objects.get(cycle=cycle), UserFactory()
    answer_all(assessment)
    for number in ROWS:
        publish_as_it_stands(assessment, reason="Again")
        pages = "/evaluation/countries/xa/2026/versions/"
        yield [
            Page(5, pages, reader),
            Page(8 if number == 1 else 10, f"{pages}{number}/", reader),
        ]
