"""A second, small demonstration: two sample countries and drinking water, up to a published assessment."""

import json
from collections.abc import Iterator
from datetime import timedelta
from decimal import Decimal
from functools import cache
from typing import Any

from django.db import transaction
from django.utils import timezone

from accounts.models import User
from evaluation.assessments.answers import record_answer
from evaluation.assessments.cycles import open_cycle
from evaluation.assessments.signing import answers_hash, sign
from evaluation.frameworks.adopting import adopt_framework
from evaluation.models import (
    Answer,
    AnswerRevision,
    Assessment,
    Criterion,
    Framework,
    Instrument,
    Recommendation,
    Signature,
    TreatyAction,
)
from evaluation.results.publishing.publish import publish
from home.domain.demo.accounts import Role, accounts, address, make_accounts
from home.domain.demo.content import DIRECTORY, day, same_id
from home.domain.demo.decisions import SILENCE, backdate_procedure
from home.domain.demo.framework import criterion_of
from home.domain.demo.loading import require_allowed
from home.domain.demo.pages import make_frame
from networkapp.decisions.procedures.actions import ProcedureTerms, open_procedure
from networkapp.decisions.procedures.positions import state_position
from networkapp.decisions.procedures.results import record_result
from networkapp.decisions.proposals.actions import propose
from networkapp.discussion.actions.post import open_topic, post_message
from networkapp.inquiries.actions.answers import AnswerData, file_reply
from networkapp.inquiries.actions.approval import approve_inquiry
from networkapp.inquiries.actions.cases import approve_form, draft_case, table_case
from networkapp.inquiries.actions.inquiries import create_inquiry
from networkapp.inquiries.models import Inquiry, ParliamentInstrument
from networkapp.inquiries.queries.case_status import local_date
from networkapp.inquiries.rules.deadlines import DeadlineUnit
from networkapp.models import Delegation, Network, SiteSettings, Subject, SubjectTranslation
from networkapp.networks.actions.seats import grant_seat

OPENED, DUE, LOCKED = (timedelta(days=days) for days in (120, 60, 30))


@cache
def described(name: str) -> Any:
    """Return that part of home/demo/water.json."""
    return json.loads((DIRECTORY / "water.json").read_text(encoding="utf-8"))[name]


def load_water() -> dict[str, int]:
    """Load the demonstration on drinking water, all or nothing, and return the number of rows by kind.

    A site that has its network already is left unchanged. Refuses a site that does not allow demonstration content.
    """
    require_allowed()
    with transaction.atomic():
        if not Network.objects.filter(slug=described("network")["slug"]).exists():
            SiteSettings.objects.create(**described("site"))
            make_frame()
            network = _make_network()
            people = _make_seats(network)
            _make_treaty()
            framework = _make_criteria(network)
            _assess(network, framework, people)
            _discuss(network, people)
            _decide(network, people)
            _ask(network, people)
    counted = (Delegation, Network, Criterion, Assessment, Answer, Inquiry)
    return {str(model._meta.verbose_name_plural): model._default_manager.count() for model in counted}


def _make_network() -> Network:
    for position, item in enumerate(described("subjects"), 1):
        subject = Subject.objects.create(slug=item["slug"], title=item["title"], position=position)
        for language, title in item["translations"].items():
            SubjectTranslation.objects.create(
                source=subject, language=language, title=title, source_hash=subject.source_hash
            )
    delegations = [Delegation.objects.create(assessed=True, **item) for item in described("delegations")]
    network: Network = Network.objects.create(
        kind=Network.Kind.JOINT, visibility=Network.Visibility.PUBLIC, **described("network")
    )
    network.delegations.set(delegations)
    return network


def _roles() -> Iterator[tuple[dict[str, Any], str]]:
    """Each role with the code of its delegation, or "" for the secretariat."""
    for role in described("roles"):
        for code in [item["code"] for item in described("delegations")] if role.get("of_each") else [""]:
            yield role, code


def _make_seats(network: Network) -> dict[str, User]:
    """Return the accounts of the seats, by name and code: `member.xa`, `secretariat`."""
    delegations = {one.code: one for one in network.delegations.all()}
    wanted = {".".join(filter(None, (role["name"], code.lower()))): (role, code) for role, code in _roles()}
    make_accounts(
        Role(address(role["name"], code.lower()), f"{role['title']}, {code}" if code else role["title"])
        for role, code in wanted.values()
    )
    known = accounts()
    for role, code in wanted.values():
        grant_seat(
            user=known[address(role["name"], code.lower())],
            network=network,
            capacity=role["capacity"],
            delegation=delegations.get(code),
            offices=tuple(role.get("offices", ())),
            starts_at=timezone.now() - timedelta(days=400),
        )
    return {name: known[address(role["name"], code.lower())] for name, (role, code) in wanted.items()}


def _make_treaty() -> None:
    item = dict(described("treaty"))
    ratified = day(item.pop("ratified_by_xa_on"))
    dates = {name: day(item.pop(name)) for name in ("opened_on", "in_force_on")}
    instrument = Instrument.objects.create(**item, **dates)
    TreatyAction.objects.create(
        instrument=instrument, country="XA", kind=TreatyAction.Kind.RATIFIED, date=ratified,
        source=instrument.depositary, source_url=instrument.url, checked_on=timezone.localdate(),
    )  # fmt: skip


def _make_criteria(network: Network) -> Framework:
    item = described("criteria")
    year = timezone.localdate().year - 1
    framework = Framework.objects.create(network=network, title=item["title"], version=item["version"], first_year=year)
    subjects = {subject.slug: subject for subject in Subject.objects.all()}
    recommendations = {
        one["number"]: Recommendation.objects.create(
            framework=framework, code=one["number"], subject=subjects[one["subject"]], title=one["title"],
            text=one["text"],
        )
        for one in item["recommendations"]
    }  # fmt: skip
    for position, one in enumerate(item["items"]):
        criterion_of(_in_full(one), recommendations[one["recommendation"]], position).save()
    return adopt_framework(
        framework=framework, decision=item["decision"], at=timezone.now() - OPENED - timedelta(days=60)
    )


def _in_full(item: dict[str, Any]) -> dict[str, Any]:
    """Return the criterion as the data file of the first demonstration has it: texts by language, all keys."""
    texts = {key for key in item if isinstance(item[key], str)} - {"series_id", "kind", "floor", "target"}
    plain = {
        "version": 1, "scored": True, "essential": False, "weight": 1, "compatible_with_previous": True, "floor": None,
        "target": None,
    }  # fmt: skip
    return {**plain, **item, **{key: {"en": item[key]} for key in texts}}


def _assess(network: Network, framework: Framework, people: dict[str, User]) -> None:
    """Sample country A has published last year's assessment; B has begun to answer."""
    now = timezone.now()
    cycle = open_cycle(
        network=network, framework=framework, year=framework.first_year, opens_at=now - OPENED, due_at=now - DUE,
        locks_at=now + LOCKED, user=people["secretariat"], at=now - OPENED,
    )  # fmt: skip
    criteria = {one.series_id: one for one in Criterion.objects.filter(recommendation__framework=framework)}
    for code, answers in described("answers").items():
        assessment = Assessment.objects.get(cycle=cycle, delegation__code=code)
        for series, answer in answers.items():
            record_answer(
                assessment=assessment, criterion=criteria[series], status=Answer.Status.VALUE, base_version=0,
                user=people[f"delegate.{code.lower()}"], via=AnswerRevision.Via.DEMONSTRATION,
                **{name: Decimal(value) if isinstance(value, str) else value for name, value in answer.items()},
            )  # fmt: skip
        if len(answers) == len(criteria):
            for role in Signature.Role:
                by = people[f"{role.value}.{code.lower()}"]
                sign(assessment=assessment, role=role, user=by, answers_hash=answers_hash(assessment))
            publish(assessment=assessment, user=people["secretariat"], for_everybody=True)


def _discuss(network: Network, people: dict[str, User]) -> None:
    item = described("topic")
    first, *rest = item["messages"]
    topic = open_topic(
        network=network, user=people[first["by"]], title=item["title"], body=first["text"],
        client_key=same_id("water", 0),
    )  # fmt: skip
    for place, reply in enumerate(rest, 1):
        post_message(topic=topic, user=people[reply["by"]], body=reply["text"], client_key=same_id("water", place))


def _decide(network: Network, people: dict[str, User]) -> None:
    """A text was adopted by silence."""
    item = described("decision")
    proposal = propose(
        network=network, user=people["member.xa"], title=item["title"], text=item["text"],
        subjects=Subject.objects.filter(slug=item["subject"]), client_key=same_id("water", "proposal"),
    )  # fmt: skip
    procedure = open_procedure(
        network=network, user=people["secretariat"], client_key=same_id("water", "procedure"), proposal=proposal,
        terms=ProcedureTerms(kind="silence", expires_at=timezone.now().replace(second=0, microsecond=0) + SILENCE),
    )  # fmt: skip
    state_position(
        procedure=procedure, user=people["member.xb"], stance="agree", words="",
        client_key=same_id("water", "position"),
    )  # fmt: skip
    backdate_procedure(procedure)
    record_result(procedure=procedure)


def _ask(network: Network, people: dict[str, User]) -> None:
    """An inquiry was tabled in the parliament of Sample country B and answered in Italian."""
    item = described("inquiry")
    delegation = network.delegations.get(code="XB")
    form = ParliamentInstrument.objects.create(
        delegation=delegation, key="written-question", name="Written question (sample)", language="it",
        addressee="The government of Sample country B", number=3, unit=DeadlineUnit.WEEKS, rule_words="Invented.",
        is_sample=True,
    )  # fmt: skip
    inquiry = create_inquiry(
        network=network, user=people["adviser.xa"], title=item["title"], why=item["why"], language="en",
        questions=[item["question"]], client_key=same_id("water", "inquiry"),
    )  # fmt: skip
    Inquiry.objects.filter(pk=inquiry.pk).update(is_sample=True)
    approve_inquiry(inquiry=inquiry, user=people["secretariat"])
    inquiry.refresh_from_db()
    case = draft_case(
        inquiry=inquiry, delegation=delegation, user=people["adviser.xb"], client_key=same_id("water", "cast"),
        instrument=form,
    )  # fmt: skip
    approve_form(case=case, user=people["member.xb"], base_version=1)
    today = local_date(delegation=delegation)
    case = table_case(case=case, user=people["adviser.xb"], tabled_on=today, reference=item["reference"])
    filed = {"quotation": item["quotation"], "language": item["language"], "translation": item["translation"]}
    file_reply(
        case=case, question=inquiry.questions.get(), user=people["adviser.xb"], base_version=0, answered_on=today,
        filed=AnswerData(status="answered", status_because="", **filed),
    )  # fmt: skip
