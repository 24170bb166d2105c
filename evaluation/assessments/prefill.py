"""Prefill offers: figures of sources and treaty records, with their origin."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import F
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from evaluation.assessments.answer_content import AnswerContent, AnswerFields, content_of
from evaluation.assessments.answers import record_answer
from evaluation.assessments.computed_criteria import reference_date
from evaluation.assessments.cross_checks import SourceFigure, source_figures_for
from evaluation.assessments.sections import require_may_answer
from evaluation.assessments.worksheet import find_answer
from evaluation.bridges.inquiries import GovernmentAnswer, answers_of_government, link_to_reply
from evaluation.models import (
    Answer,
    AnswerRevision,
    Assessment,
    Criterion,
    ExternalObservation,
    SeriesInstrument,
    SeriesSource,
)
from evaluation.treaties.dated_actions import DatedAction
from evaluation.treaties.records import TreatyRecord
from evaluation.treaties.status import register_of
from evaluation.values import TreatyStatus
from networkapp.errors import Refused
from networkapp.users import User

Kind, Part = Criterion.Kind, SeriesSource.Part
OF_TREATY = frozenset({Kind.YES_NO, Kind.DATE})
"""What the register of treaties can answer: whether a state is bound, or since when."""
BOUND = frozenset({TreatyStatus.RATIFIED, TreatyStatus.IN_FORCE})


@dataclass(frozen=True, kw_only=True)
class PrefillOffer:
    """A value for a question from another source, which can be imported with one press.

    `content` is the resulting content of the answer; `source` names where it comes from.
    """

    key: str
    content: AnswerContent
    source: str
    url: str


@dataclass(frozen=True, kw_only=True)
class RegisteredStatus:
    """The country's status for the treaty of a criterion."""

    instrument: str
    record: TreatyRecord


RegisteredStatuses = Mapping[str, RegisteredStatus]


def offers_for(
    criterion: Criterion,
    content: AnswerContent,
    sources: Iterable[SourceFigure],
    registered: RegisteredStatus | None = None,
    replies: Iterable[GovernmentAnswer] = (),
) -> tuple[PrefillOffer, ...]:
    """Return what sources, the register and answers in parliament offer; no bounds, nothing withheld, and nothing that
    is already the answer. A comment that was written stays."""
    found = [*_offers_of_sources(criterion, content, sources), *_offers_of_replies(criterion, content, replies)]
    if registered is not None and (offer := _offer_of_register(criterion, registered)) is not None:
        found.append(offer)
    return tuple(_with_comment(offer, content) for offer in found if not offer.content.says_the_same_as(content))


def _with_comment(offer: PrefillOffer, content: AnswerContent) -> PrefillOffer:
    return replace(offer, content=replace(offer.content, comment=offer.content.comment or content.comment))


def registered_statuses(assessment: Assessment) -> RegisteredStatuses:
    """Return by series what the register has for criteria about one treaty; four queries, or one without any."""
    links = dict(SeriesInstrument.objects.values_list("series_id", "instrument__key"))
    if not links:
        return {}
    country = str(assessment.delegation.country)
    register = register_of(countries=[country], keys=set(links.values()), on=reference_date(assessment))
    names = {instrument.key: instrument.symbol for instrument in register.instruments}
    return {
        series: RegisteredStatus(instrument=names[key], record=register.record(country, key))
        for series, key in links.items()
    }


def provenance(item: ExternalObservation) -> str:
    """Return the origin of a number in the source's own words: "UNODC, GLOTIP, 2023, as of 1 October 2024"."""
    as_of = [_("as of %(day)s") % {"day": date_format(item.retrieved_on)}] if item.retrieved_on else []
    return ", ".join(part for part in (item.source, item.dataset, str(item.year), *as_of) if part)


@transaction.atomic
def use_offer(
    *,
    assessment: Assessment,
    criterion: Criterion,
    offer: str,
    base_version: int,
    user: User,
    at: datetime | None = None,
) -> Answer:
    """Save the offered value as the answer, recorded as prefilled, with its source; the other part of a ratio stays.

    Refuses (NotAllowed) people who may not answer; (Refused) an offer that is no longer valid, and what `record_answer`
    refuses.
    """
    require_may_answer(assessment=assessment, recommendation=criterion.recommendation_id, user=user)
    sources: Sequence[SourceFigure] = source_figures_for(assessment).get(criterion.series_id, ())
    registered = registered_statuses(assessment).get(criterion.series_id)
    replies = answers_of_government(assessment, user).get(criterion.series_id, ())
    row = find_answer(assessment, criterion.series_id)
    for offered in offers_for(criterion, content_of(row) if row else AnswerContent(), sources, registered, replies):
        if offered.key == offer:
            fields: Any = {name: getattr(offered.content, name) for name in AnswerFields.__annotations__}
            del fields["since"]
            answer = record_answer(
                assessment=assessment,
                criterion=criterion,
                status=offered.content.status,
                base_version=base_version,
                user=user,
                via=AnswerRevision.Via.PREFILL,
                source=offered.source,
                at=at,
                **fields,
            )
            link_to_reply(offer=offer, answer=answer, user=user)
            return answer
    raise Refused("offer_gone", _("The source has changed. Reload the page and check the value."), field="offer")


def provenances(assessment: Assessment) -> Mapping[int, AnswerRevision]:
    """Return by answer the newest change that was not typed on a page, with its way and source; one query."""
    newest = AnswerRevision.objects.filter(answer__assessment=assessment, version=F("answer__version"))
    kept = newest.exclude(via=AnswerRevision.Via.WEB).defer("old", "new")
    return {revision.answer_id: revision for revision in kept}


def _offers_of_sources(
    criterion: Criterion, content: AnswerContent, sources: Iterable[SourceFigure]
) -> Iterator[PrefillOffer]:
    for source in sources:
        for item in source.found:
            if item.value is None or item.is_withheld:
                continue
            offered = _content_with_number(criterion, content, source.part, item)
            if offered is not None:
                words = provenance(item) if source.is_of_whole else f"{Part(source.part).label}: {provenance(item)}"
                yield PrefillOffer(key=f"observation-{item.pk}", content=offered, source=words, url=item.url)


def _content_with_number(
    criterion: Criterion, content: AnswerContent, part: str, item: ExternalObservation
) -> AnswerContent | None:
    """Return the answer with this number in it; None if the criterion has no place for it."""
    value = Answer.Status.VALUE.value
    if criterion.kind == Kind.NUMBER and part == Part.WHOLE:
        return AnswerContent(status=value, number=item.value)
    if criterion.kind == Kind.RATIO and part != Part.WHOLE:
        # A part of a share without a value, or without a count, starts from nothing.
        kept = content if content.status == value else AnswerContent(status=value)
        fields: dict[str, Any] = {str(part): item.value}
        return replace(kept, **fields)
    return None


def _offers_of_replies(
    criterion: Criterion, content: AnswerContent, replies: Iterable[GovernmentAnswer]
) -> Iterator[PrefillOffer]:
    """Yield a government's answer in parliament: its words for a text, and its number, if it gives exactly one."""
    value = Answer.Status.VALUE.value
    for reply in replies:
        if criterion.kind == Kind.NARRATIVE:
            offered = AnswerContent(status=value, text=reply.words)
        elif criterion.kind == Kind.NUMBER and reply.number is not None:
            offered = AnswerContent(status=value, number=reply.number, comment=content.comment or reply.words)
        else:
            continue
        yield PrefillOffer(key=f"reply-{reply.reply}", content=offered, source=reply.source, url=reply.url)


def _offer_of_register(criterion: Criterion, registered: RegisteredStatus) -> PrefillOffer | None:
    """Return the offer from the treaty records: whether or since when the state is bound; None without a record."""
    record, value = registered.record, Answer.Status.VALUE.value
    is_bound = record.status in BOUND
    if record.status is TreatyStatus.NO_RECORD:
        return None
    if criterion.kind == Kind.YES_NO:
        content = AnswerContent(status=value, choice=is_bound)
    elif criterion.kind == Kind.DATE and is_bound and record.bound and record.bound.chosen:
        content = AnswerContent(status=value, date=record.bound.chosen)
    else:
        return None
    act = _consent(record) if is_bound else record.signed or record.denounced or record.absent
    action = next((one for one in act.actions if one.when == act.when), None) if act else None
    day = str(act.when) if act and act.when else ""
    parts = (registered.instrument, act.label if act else "", day, action.source if action else "")
    return PrefillOffer(
        key=f"treaty-{record.status}-{day}",
        content=content,
        source=", ".join(part for part in parts if part),
        url=action.source_url if action else "",
    )


def _consent(record: TreatyRecord) -> DatedAction | None:
    """Return the action by which the state is bound: consent, or else entry into force, or a list of parties."""
    return record.bound or record.in_force or record.member
