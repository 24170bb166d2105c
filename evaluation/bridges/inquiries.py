"""A government's answer in parliament, offered for the assessment with that answer as its source.

Never an answer under embargo or with withheld parts: an assessment goes further than the inquiry did. A site without
networkapp.inquiries and networkapp.dossiers has none.
"""

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db.models import Model, Q

from evaluation.models import Assessment, Criterion, Framework
from networkapp.models import CausalLink, Network
from networkapp.permissions import Action
from networkapp.provenance.links import link_cause, link_to
from networkapp.text.keys import as_key
from networkapp.users import AnyUser, User

HAS_INQUIRIES = apps.is_installed("networkapp.dossiers")
if HAS_INQUIRIES:
    from networkapp.dossiers.actions.country_boxes import quotable_answers, source_of
    from networkapp.inquiries.actions.answer_links import inquiries_about as _inquiries_about
    from networkapp.inquiries.models import InquiryQuestion, Reply
    from networkapp.inquiries.queries.answers import VisibleAnswer

_NUMBER = re.compile(r"(?<![\w.,])\d+(?:[.,]\d+)?(?![\w%]|[.,]\d)")


@dataclass(frozen=True, kw_only=True)
class GovernmentAnswer:
    """An answer in parliament that matters for a criterion: its words, their source, and its address."""

    reply: int
    words: str
    source: str
    url: str

    @property
    def number(self) -> Decimal | None:
        """Return the number in the answer if it has exactly one: of two, nobody knows which is meant.

        >>> GovernmentAnswer(reply=1, words="There were 12 convictions.", source="", url="").number
        Decimal('12')
        """
        found = _NUMBER.findall(self.words)
        return Decimal(found[0].replace(",", ".")) if len(found) == 1 else None


GovernmentAnswers = Mapping[str, Sequence[GovernmentAnswer]]


def answers_of_government(assessment: Assessment, user: AnyUser) -> GovernmentAnswers:
    """Return by series the answers of this country's government in parliament, as far as `user` can know of them, if
    the question asked for the criterion or somebody linked the answer to it: a contributor need not see the network.

    Only of inquiries of the network of the cycle, or of a public one. One query if there are none, otherwise nine.
    """
    if not HAS_INQUIRIES:
        return {}
    # What is asked first is cheap to ask, and mostly there is nothing.
    if not _lines_of(Reply.objects.filter(case__delegation=assessment.delegation_id)).exists():
        return {}
    network = assessment.cycle.network_id
    own = Q(case__inquiry__network=network) | Q(case__inquiry__network__visibility=Network.Visibility.PUBLIC)
    own_replies = Reply.objects.where(user, may=Action.SEE).filter(own, case__delegation=assessment.delegation_id)
    drawn = _linked_criteria(own_replies)
    if not drawn:
        return {}
    criteria = Criterion.objects.filter(pk__in={effect for _cause, effect in drawn})
    same = Framework.objects.filter(cycles=assessment.cycle_id).values("network")
    series = dict(criteria.filter(recommendation__framework__network__in=same).values_list("pk", "series_id"))
    linked = own_replies.filter(pk__in={cause for cause, effect in drawn if effect in series})
    replies = {reply.pk: reply for reply in linked.select_related(*SHOWN)}
    government_answers = {
        pk: _government_answer(replies[pk], answer)
        for pk, answer in quotable_answers(replies=list(replies.values())).items()
    }
    found: dict[str, dict[int, GovernmentAnswer]] = defaultdict(dict)
    for cause, effect in drawn:
        if cause in government_answers and effect in series:
            found[series[effect]][cause] = government_answers[cause]
    return {code: list(answers.values()) for code, answers in found.items()}


def _lines_of(replies: Any) -> Any:
    """Return the links from answers to criteria, and from criteria to the questions about them."""
    kinds = ContentType.objects.get_for_models(Reply, Criterion, InquiryQuestion)
    linked = Q(cause_type=kinds[Reply], effect_type=kinds[Criterion], cause_id__in=replies.values("pk"))
    condition = Q(cause_type=kinds[Criterion], effect_type=kinds[InquiryQuestion])
    return CausalLink.objects.filter(linked | Q(condition, effect_id__in=replies.values("question")))


def _linked_criteria(replies: Any) -> list[tuple[int, int]]:
    """Return each of these answers with a criterion to which it is relevant, by primary key; one or two queries."""
    lines = list(_lines_of(replies).values_list("cause_type", "cause_id", "effect_id"))
    reply = ContentType.objects.get_for_model(Reply).pk
    linked = [(cause, effect) for kind, cause, effect in lines if kind == reply]
    criteria: dict[int, list[int]] = defaultdict(list)
    for kind, cause, effect in lines:
        if kind != reply:
            criteria[effect].append(cause)
    answering = replies.filter(question__in=criteria).values_list("pk", "question") if criteria else ()
    return linked + [(pk, criterion) for pk, question in answering for criterion in criteria[question]]


SHOWN = ("case__inquiry__network", "case__delegation", "question__inquiry")


def _government_answer(reply: "Reply", answer: "VisibleAnswer") -> GovernmentAnswer:
    return GovernmentAnswer(
        reply=reply.pk,
        words=answer.translated or answer.quoted,
        source=source_of(reply=reply, answer=answer),
        url=reply.get_absolute_url(),
    )


def link_to_reply(*, offer: str, answer: Any, user: User) -> None:
    """Link the answer and the answer in parliament from which its value was imported, if it was."""
    if not HAS_INQUIRIES:
        return
    kind, _dash, number = offer.partition("-")
    key = as_key(number) if kind == "reply" else None
    reply = Reply.objects.filter(pk=key).first() if key is not None else None
    if reply is not None and link_to(reply, user=user) and link_to(answer, user=user):
        link_cause(cause=reply, effect=answer, user=user)


def inquiries_about(*, things: Sequence[Model], user: AnyUser) -> Mapping[int, Sequence[Any]]:
    """Return the inquiries about each of these things that `user` can see, by its primary key."""
    return _inquiries_about(things=things, user=user) if HAS_INQUIRIES else {}
