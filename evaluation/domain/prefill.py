"""What need not be asked: numbers of independent sources, offered with their provenance, and what is filled in."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal
from typing import Any

from django.db.models import F
from django.utils.translation import gettext as _

from evaluation.domain.answers import record_answer
from evaluation.domain.contents import Content
from evaluation.domain.cross_checks import Outside, outside_numbers
from evaluation.domain.sections import require_may_answer
from evaluation.models import Answer, AnswerRevision, Assessment, Criterion, ExternalObservation
from networkapp.errors import Refused


@dataclass(frozen=True, kw_only=True)
class Offer:
    """A number that a source publishes of what is asked, ready to be taken over with one press."""

    key: str
    number: Decimal
    source: str
    url: str


def offers_for(criterion: Criterion, content: Content, sources: Iterable[Outside]) -> tuple[Offer, ...]:
    """What `sources` offer for a number; nothing that is a bound or withheld, and nothing that is said already."""
    if criterion.kind != Criterion.Kind.NUMBER:
        return ()
    return tuple(
        Offer(key=f"observation-{item.pk}", number=item.value, source=provenance(item), url=item.url)
        for source in sources
        for item in source.found
        if item.value is not None and not item.is_withheld and item.value != content.number
    )


def provenance(item: ExternalObservation) -> str:
    """ "UNODC, GLOTIP, 2023, as of 2024-10-01": where a number comes from, in the source's own words."""
    as_of = [_("as of %s") % item.retrieved_on.isoformat()] if item.retrieved_on else []
    return ", ".join(part for part in (item.source, item.dataset, str(item.year), *as_of) if part)


def take_offer(
    *,
    assessment: Assessment,
    criterion: Criterion,
    offer: str,
    base_version: int,
    by: Any,
    at: datetime | None = None,
) -> Answer:
    """The answer is the number that was offered, recorded as prefilled, with its source named.

    Refuses (NotAllowed) who may not answer; (Refused) an offer that does not stand any more, and what `record_answer`
    refuses.
    """
    require_may_answer(assessment=assessment, recommendation=criterion.recommendation_id, by=by)
    sources: Sequence[Outside] = outside_numbers(assessment).get(criterion.series_id, ())
    for offered in offers_for(criterion, Content(), sources):
        if offered.key == offer:
            return record_answer(
                assessment=assessment,
                criterion=criterion,
                status=Answer.Status.VALUE,
                number=offered.number,
                base_version=base_version,
                by=by,
                via=AnswerRevision.Via.PREFILL,
                source=offered.source,
                at=at,
            )
    raise Refused("offer_gone", _("The source says something else now. Look at the question again."), field="offer")


def provenances(assessment: Assessment) -> Mapping[int, AnswerRevision]:
    """By answer, the newest change where it was not typed on a page: by what way it came, and from where; one query."""
    newest = AnswerRevision.objects.filter(answer__assessment=assessment, version=F("answer__version"))
    kept = newest.exclude(via=AnswerRevision.Via.WEB).defer("old", "new")
    return {revision.answer_id: revision for revision in kept}
