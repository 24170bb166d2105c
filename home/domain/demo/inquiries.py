"""How parliaments ask, as their own sources say, and sample inquiries with answers in several states."""

from datetime import date, timedelta
from typing import Any

from django.utils import timezone

from home.domain.demo.accounts import accounts, address
from home.domain.demo.content import day, items, same_id
from networkapp.inquiries.actions.answers import AnswerData, file_reply, verify_translation
from networkapp.inquiries.actions.approval import approve_inquiry
from networkapp.inquiries.actions.cases import approve_form, draft_case, draft_further_case, table_case
from networkapp.inquiries.actions.inquiries import create_inquiry, translate_questions
from networkapp.inquiries.models import Inquiry, ParliamentCase, ParliamentInstrument, ParliamentPeriod
from networkapp.models import Delegation, Network

SAMPLE_SESSION = timedelta(days=300)


def make_parliament_instruments() -> None:
    """Every form of asking and session of the data files is there, and a session and a recess of Sample country C."""
    known = {delegation.code: delegation for delegation in Delegation.objects.all()}
    for item in items("parliament_instruments"):
        fields = {name: value for name, value in item.items() if name not in {"delegation", "key", "checked_on"}}
        ParliamentInstrument.objects.get_or_create(
            delegation=known[item["delegation"]],
            key=item["key"],
            defaults={**fields, "checked_on": day(item.get("checked_on", ""))},
        )
    for item in items("parliament_periods"):
        days = {"begins_on": day(item["begins_on"]), "ends_on": day(item["ends_on"])}
        fields = {"name": item["name"], "source": item["source"]}
        ParliamentPeriod.objects.get_or_create(
            delegation=known[item["delegation"]], kind=item["kind"], **days, defaults=fields
        )
    if not ParliamentPeriod.objects.filter(delegation=known["XC"]).exists():
        today = timezone.localdate()
        for kind, begins, ends in (
            (ParliamentPeriod.Kind.SESSION, today - SAMPLE_SESSION, today + timedelta(days=60)),
            (ParliamentPeriod.Kind.RECESS, today - timedelta(days=40), today - timedelta(days=34)),
        ):
            ParliamentPeriod.objects.create(
                delegation=known["XC"], kind=kind, name="Sample", begins_on=begins, ends_on=ends, is_sample=True
            )


def make_inquiries() -> None:
    """Create every inquiry of the data file with its questions and answers; one that was written before stays as it
    is."""
    people = accounts()
    for item in items("inquiries"):
        key = same_id("inquiry", item["slug"])
        if not Inquiry.objects.filter(client_key=key).exists():
            _write(item, key, people)


def _write(item: dict[str, Any], key: Any, people: dict[str, Any]) -> None:
    adviser, keeper = people[address("adviser", "xa")], people[address("secretariat")]
    inquiry = create_inquiry(
        network=Network.objects.get(slug=item["network"]),
        user=adviser,
        title=item["title"],
        why=item["why"],
        language=item["language"],
        questions=item["questions"],
        client_key=key,
    )
    Inquiry.objects.filter(pk=inquiry.pk).update(is_sample=True)
    keys = list(inquiry.questions.values_list("key", flat=True))
    for language, texts in item["texts"].items():
        texts_by_key = dict(zip(keys, texts, strict=True))
        translate_questions(inquiry=inquiry, user=adviser, language=language, texts=texts_by_key)
    if "approved_days_ago" not in item:
        return
    approve_inquiry(inquiry=inquiry, user=keeper)
    then = timezone.now() - timedelta(days=item["approved_days_ago"])
    Inquiry.objects.filter(pk=inquiry.pk).update(written_at=then - timedelta(days=9), approved_at=then)
    inquiry.refresh_from_db()
    for described in item["casts"]:
        _case(inquiry, described, people)


def _case(inquiry: Inquiry, described: dict[str, Any], people: dict[str, Any]) -> None:
    code = described["delegation"]
    adviser, member = (people[address(role, code.lower())] for role in ("adviser", "member"))
    case = draft_case(
        inquiry=inquiry,
        delegation=Delegation.objects.get(code=code),
        user=adviser,
        client_key=same_id("cast", inquiry.client_key, code),
        instrument=ParliamentInstrument.objects.filter(delegation__code=code).first(),
    )
    approve_form(case=case, user=member, base_version=1)
    tabled_on = _ago(described["tabled_days_ago"])
    case = table_case(case=case, user=adviser, tabled_on=tabled_on, reference=described["reference"])
    for answer in described["answers"]:
        _answer(case, answer, people)
    if again := described.get("again"):
        case.refresh_from_db()
        questions = list(inquiry.questions.filter(number__in=again["questions"]))
        key = same_id("cast", case.client_key, "again")
        draft_further_case(case=case, user=adviser, client_key=key, questions=questions, words=again["words"])


def _answer(case: ParliamentCase, answer: dict[str, Any], people: dict[str, Any]) -> None:
    adviser, member = (people[address(role, case.delegation.code.lower())] for role in ("adviser", "member"))
    embargo = answer.get("embargo_days")
    reply = file_reply(
        case=case,
        question=case.inquiry.questions.get(number=answer["question"]),
        user=adviser,
        base_version=0,
        answered_on=_ago(answer["days_ago"]),
        filed=AnswerData(
            status=answer["status"],
            status_because=answer.get("because", ""),
            quotation=answer["quotation"],
            language=answer["language"],
            translation=answer.get("translation", ""),
            is_machine=answer.get("is_machine", False),
            embargo_until=timezone.now() + timedelta(days=embargo) if embargo else None,
            withheld_because=answer.get("withheld", ""),
        ),
    )
    if answer.get("verified"):
        verify_translation(reply=reply, user=member)


def _ago(days: int) -> date:
    return timezone.localdate() - timedelta(days=days)
