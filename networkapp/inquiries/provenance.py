"""Inquiries and answers in dossiers; answers only as inquiries/queries/answers.py shows them."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import QuerySet
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from networkapp.inquiries.models import Inquiry, ParliamentCase, Reply
from networkapp.inquiries.queries.answers import (
    CaseStatus,
    VisibleAnswer,
    answer_access_by_network,
    case_statuses,
    with_answers,
)
from networkapp.models import Network
from networkapp.permissions import Action
from networkapp.registry.provenance import DossierEntry, Paragraph
from networkapp.text.redaction import VisiblePassage
from networkapp.users import AnyUser


def inquiries_for(*, user: AnyUser) -> QuerySet[Inquiry]:
    """Return the inquiries that `user` can see, with network and seat."""
    found: QuerySet[Inquiry] = Inquiry.objects.where(user, may=Action.SEE)
    return found.select_related("network", "seat__delegation")


def describe_inquiries(inquiries: Sequence[Inquiry], user: AnyUser) -> Mapping[int, DossierEntry]:
    """Return a step of a dossier for each inquiry, by primary key, with its questions."""
    rows = Inquiry.objects.filter(pk__in=[one.pk for one in inquiries]).prefetch_related("questions")
    questions = {one.pk: list(one.questions.all()) for one in rows}
    return {one.pk: _inquiry_step(one, questions[one.pk]) for one in inquiries}


def _inquiry_step(inquiry: Inquiry, questions: Sequence[Any]) -> DossierEntry:
    text = [Paragraph(words=inquiry.why, language=inquiry.language)] if inquiry.why else []
    text += [Paragraph(words=each.text, number=each.number, language=inquiry.language) for each in questions]
    if inquiry.approved_at:
        text.append(Paragraph(words=_("Approved on %(day)s.") % {"day": date_format(inquiry.approved_at)}))
    return DossierEntry(at=inquiry.written_at, by=inquiry.seat.label, text=tuple(text))


def cases_for(*, user: AnyUser) -> QuerySet[ParliamentCase]:
    """Return the parliamentary questions that `user` can see, with network, delegation and instrument."""
    found: QuerySet[ParliamentCase] = ParliamentCase.objects.where(user, may=Action.SEE)
    return found.select_related("inquiry__network", "delegation", "instrument")


def describe_cases(cases: Sequence[ParliamentCase], user: AnyUser) -> Mapping[int, DossierEntry]:
    """Return for each question its form, the due date of the answer, and its status, as `user` can know it."""
    return {status.case.pk: _case_step(status) for status in case_statuses_for(cases, user)}


def _case_step(status: CaseStatus) -> DossierEntry:
    case = status.case
    paragraphs = [Paragraph(words=case.instrument.name)] if case.instrument else []
    if case.text:
        paragraphs.append(Paragraph(words=case.text, quote=True, language=case.language))
    if case.due_on:
        paragraphs.append(Paragraph(words=_("Answer due on %(day)s.") % {"day": date_format(case.due_on)}))
    paragraphs.append(Paragraph(words=f"{_('Status')}: {status.state_label}."))
    return DossierEntry(
        at=_tabled_at(case),
        by=case.delegation.label,
        text=tuple(paragraphs),
        embargo_until=status.embargo_ends,
        to_others=str(status.to_others.state_label) if status.to_others else "",
    )


def _tabled_at(case: ParliamentCase) -> datetime:
    """Return when the day of tabling begins in the capital, but not before the question was drafted.

    So anything done about it on that day comes after it.
    """
    zone = ZoneInfo(case.delegation.time_zone)
    drafted = case.drafted_at.astimezone(zone)
    return max(datetime.combine(case.tabled_on or drafted.date(), time(), zone), drafted)


def replies_for(*, user: AnyUser) -> QuerySet[Reply]:
    """Return the answers that `user` can read, none under embargo; withheld passages are left out when they are
    shown."""
    found: QuerySet[Reply] = Reply.objects.where(user, may=Action.SEE)
    return found.select_related("case__inquiry__network", "case__delegation", "question__inquiry")


def name_reply(reply: Reply) -> str:
    """Return the name of an answer in a dossier: its delegation, question and inquiry."""
    values = {"delegation": reply.case.delegation.label, "number": reply.question.number, "inquiry": reply.case.inquiry}
    return _("%(delegation)s, question %(number)s of %(inquiry)s") % values


def describe_replies(replies: Sequence[Reply], user: AnyUser) -> Mapping[int, DossierEntry]:
    """Return a step of a dossier for each answer that `user` can see, by primary key."""
    cases = {reply.case_id: reply.case for reply in replies}
    known = {status.case.pk: status for status in case_statuses_for(list(cases.values()), user)}
    entries = {}
    for reply in replies:
        answer = known[reply.case_id].answers.get(reply.question_id) if reply.case_id in known else None
        if answer is not None:
            entries[reply.pk] = _reply_step(reply, answer)
    return entries


def _reply_step(reply: Reply, answer: VisibleAnswer) -> DossierEntry:
    text = [Paragraph(words=reply.question.text, heading=_("Question"), language=reply.question.inquiry.language)]
    if answer.quoted:
        text.append(
            Paragraph(
                words=answer.quoted,
                quote=True,
                heading=pgettext("what was answered", "Answer"),
                language=answer.language,
                passages=answer.quotation,
                withheld_because=answer.withheld_because,
            )
        )
    if answer.translated:
        heading = _("Machine translation") if answer.is_machine else _("Working translation")
        text.append(
            Paragraph(
                words=answer.translated,
                quote=True,
                heading=heading,
                language=answer.translation_language,
                passages=answer.translation,
                withheld_because=answer.withheld_because,
            )
        )
    text.append(_status_paragraph(answer))
    return DossierEntry(
        at=answer.filed_at, by=reply.case.delegation.label, text=tuple(text), embargo_until=answer.embargo_until
    )


def _status_paragraph(answer: VisibleAnswer) -> Paragraph:
    label = VisiblePassage(words=f"{answer.status_label}: " if answer.because else answer.status_label)
    return Paragraph(
        words=": ".join(part for part in (answer.status_label, answer.why) if part),
        passages=(label, *answer.because),
        withheld_because=answer.withheld_because,
    )


def case_statuses_for(cases: Iterable[ParliamentCase], user: AnyUser) -> list[CaseStatus]:
    """Return the status of the cases that `user` can see, by network, in six queries."""
    whole = list(
        with_answers(cases=ParliamentCase.objects.filter(pk__in=[case.pk for case in cases])).select_related(
            "inquiry__network"
        )
    )
    by_network: dict[Network, list[ParliamentCase]] = defaultdict(list)
    for case in whole:
        by_network[case.inquiry.network].append(case)
    reaches = answer_access_by_network(networks=by_network, user=user)
    return [
        status
        for network, of_it in by_network.items()
        for status in case_statuses(cases=of_it, access=reaches[network.pk])
    ]
