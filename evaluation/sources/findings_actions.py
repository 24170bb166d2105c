"""Findings of others written down by hand, and what was answered to them."""

from datetime import date

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.editors import require_register_manager, require_replying_seat
from evaluation.models import Finding, FindingResponse
from evaluation.sources.findings_import import link_targets
from evaluation.sources.findings_upsert import key_of
from networkapp.errors import Refused
from networkapp.users import User

BY_ITSELF = "The government itself"
"""Whose word it is where a government writes here; kept in English, as other sources are kept in theirs."""


def record_finding(
    *,
    country: str,
    body: str,
    text: str,
    source: str,
    user: User,
    round: int | None = None,
    document: str = "",
    reference: str = "",
    strength: str = Finding.Strength.NOTES.value,
    date: date | None = None,
    series_id: str = "",
    recommendation: int | None = None,
    source_url: str = "",
) -> Finding:
    """Record a finding of `body` about `country`, with its source.

    Refused: `known`; a criterion or recommendation that was not adopted here; a date in the future. NotAllowed for
    anyone who does not manage the register.
    """
    require_register_manager(user)
    _require_past(date)
    code = _recommendation_of(recommendation, series_id)
    finding = Finding(
        country=country, body=body, text=text, source=source, round=round, document=document, reference=reference,
        strength=strength, date=date, series_id=series_id, recommendation=code, source_url=source_url,
    )  # fmt: skip
    finding.key = key_of(finding)
    with transaction.atomic():
        same = Finding.objects.filter(key=finding.key)
        if same.filter(text=text).exists():
            raise Refused("known", _("This finding is already recorded."), field="text")
        finding.occurrence = same.count() + 1
        try:
            finding.save()
        except IntegrityError as error:
            raise Refused("known", _("Someone else has just recorded this finding."), field="text") from error
    return finding


def add_response(
    *,
    finding: Finding,
    kind: str,
    text: str,
    source: str,
    user: User,
    date: date | None = None,
    document: str = "",
    status: str = "",
    reported_by: str = "",
    source_url: str = "",
) -> FindingResponse:
    """Add this reply or measure to the finding; earlier ones stay.

    Refuses (NotAllowed) people who do not manage the register; (Refused) a measure without its progress or reporter,
    and a future date.
    """
    require_register_manager(user)
    _require_past(date)
    if kind == FindingResponse.Kind.MEASURE and not (status and reported_by):
        raise Refused("whose_word", _("Enter the progress of the measure and who reports it."), field="status")
    return FindingResponse.objects.create(
        finding=finding,
        kind=kind,
        text=text,
        date=date,
        document=document,
        status=status if kind == FindingResponse.Kind.MEASURE else "",
        reported_by=reported_by,
        source=source,
        source_url=source_url,
        recorded_by=user,
    )


def reply_to_finding(
    *,
    finding: Finding,
    kind: str,
    text: str,
    user: User,
    document: str = "",
    status: str = "",
    source_url: str = "",
) -> FindingResponse:
    """Add a reply of the country's government itself, today, or a measure and its reported progress.

    Earlier responses stay. Refuses (NotAllowed) people without a seat of that government; (Refused) an empty reply, and
    a measure without its progress.
    """
    seat = require_replying_seat(user, str(finding.country))
    if not text.strip():
        raise Refused("words_needed", _("Enter the government’s reply."), field="text")
    if kind == FindingResponse.Kind.MEASURE and not status:
        raise Refused("whose_word", _("Enter the progress of the measure."), field="status")
    is_measure = kind == FindingResponse.Kind.MEASURE
    return FindingResponse.objects.create(
        finding=finding,
        kind=kind,
        text=text.strip(),
        date=timezone.localdate(),
        document=document,
        status=status if is_measure else "",
        reported_by=BY_ITSELF if is_measure else "",
        source=BY_ITSELF,
        source_url=source_url,
        recorded_by=user,
        seat=seat,
    )


def _recommendation_of(recommendation: int | None, series_id: str) -> int | None:
    ours = link_targets()
    if series_id and series_id not in ours.by_series:
        raise Refused("no_criterion", _("No adopted criterion has this number."), field="series_id")
    if recommendation is not None and str(recommendation) not in ours.by_name:
        raise Refused("no_recommendation", _("No recommendation has this number."), field="recommendation")
    by_series = ours.by_series.get(series_id)
    if recommendation is not None and by_series is not None and recommendation != by_series:
        raise Refused("another", _("This criterion belongs to another recommendation."), field="series_id")
    return recommendation or by_series


def _require_past(day: date | None) -> None:
    if day is not None and day > timezone.localdate():
        raise Refused("day_to_come", _("The date cannot be in the future."), field="date")
