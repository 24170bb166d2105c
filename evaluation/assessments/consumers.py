"""The live socket of an assessment: reports what others saved, signed or reopened. The rules are networkapp's.

It follows the log of the cycle's network, and passes on only events about this assessment: a government has no seat
that can read the rest. Contributors get only who saves and who writes in their sections.
"""

import json
from collections.abc import Awaitable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

from django.utils import timezone

from evaluation.assessments.sections import assigned_section_codes
from evaluation.models import ANSWERING_STAGES, Answer, Assessment, SectionHolder
from evaluation.permissions import ALLOWED, Action
from networkapp.events import Reader
from networkapp.live import messages
from networkapp.live.auth import NetworkAccess, network_access_of
from networkapp.live.consumers import NetworkConnection, Receive, Scope, Send, follow_log
from networkapp.live.hub import hub
from networkapp.live.presence import PresenceLabel, PresenceReporter
from networkapp.live.sessions import request_from_cookies
from networkapp.models import NotificationSettings, Office, ParticipationRecord, Seat
from networkapp.users import AnyUser

KINDS = "assessment."
ANSWERED = "assessment.answered"
LONGEST_SERIES = 12
RECHECK_KINDS = frozenset(
    {
        "assessment.section_given",
        "assessment.section_taken_back",
        "assessment.moved",
        "assessment.published",
        "assessment.signed",
    }
)
"""Events after which the sections assigned to a person may have changed."""


@dataclass(frozen=True, kw_only=True, eq=False)
class SectionAccess(NetworkAccess):
    """The access of a person with assigned sections: the series of the criteria in these sections."""

    series: frozenset[str]


async def assessment_socket(scope: Scope, receive: Receive, send: Send) -> None:
    """Follow one assessment: `/ws/evaluation/<assessment>/?after=<sequence>`."""
    pk = scope["url_route"]["kwargs"]["pk"]
    connection_class, find_access = partial(AssessmentConnection, pk), partial(find_assessment_access, pk)
    await follow_log(
        scope,
        receive,
        send,
        name=str(pk),
        find_access=find_access,
        filter_frame=partial(filter_by_assessment, pk),
        connection_class=connection_class,
    )


class AssessmentConnection(NetworkConnection):
    """One open page of an assessment: reports, and receives, who has which question open for writing."""

    def __init__(self, pk: int, *args: Any) -> None:
        super().__init__(*args)
        self._pk = pk

    def send(self, text: str) -> Awaitable[None]:
        return super().send(filter_by_series(self._series, text))

    @property
    def _series(self) -> frozenset[str] | None:
        """Return the sections that the reader follows; None for all."""
        access = self._follower.access
        return access.series if isinstance(access, SectionAccess) else None

    def _is_subject(self, series_id: Any) -> bool:
        if not isinstance(series_id, str) or not 0 < len(series_id) <= LONGEST_SERIES:
            return False
        return self._series is None or series_id in self._series

    def _presence_reporter(self, follower: Any) -> PresenceReporter:
        return PresenceReporter(
            hub().presence,
            follower,
            hub().threads,
            place=f"assessment {self._pk}",
            find_label=partial(presence_label_in, self._pk),
            is_subject=self._is_subject,
        )


def presence_label_in(pk: int, person: int) -> PresenceLabel | None:
    """Return how the person is shown to others who work on the assessment: by their seat for its country, or by the
    name on their invitation as a contributor.

    None if they cannot read it or do not want to be shown, and if it does not accept answers now. It needs no setting
    of the network: people who work on one country's answers work on them together.
    """
    hidden = NotificationSettings.objects.filter(user=person, shows_presence=False)
    assessment: Any = Assessment.objects.select_related("delegation", "cycle").filter(pk=pk).first()
    if assessment is None or hidden.exists() or assessment.stage not in ANSWERING_STAGES:
        return None
    seats = Seat.objects.current().filter(
        user=person, user__is_active=True, network=assessment.cycle.network_id, delegation=assessment.delegation_id
    )
    seat = seats.with_role(ALLOWED[Action.READ]).prefetch_related("offices").first()
    if seat is None:
        return _label_of_contributor(pk, person)
    offices = {each.office for each in seat.offices.all()}
    office = Office.ASSESSMENT_DELEGATE.value if Office.ASSESSMENT_DELEGATE in offices else ""
    return PresenceLabel(person=person, capacity=seat.capacity, represents=assessment.delegation.code, office=office)


def _label_of_contributor(pk: int, person: int) -> PresenceLabel | None:
    with_sections = Assessment.with_section_of(person).filter(pk=pk)
    holder = SectionHolder.objects.filter(assessment__in=with_sections, user=person, user__is_active=True).first()
    return PresenceLabel(person=person, capacity="", represents=str(holder)) if holder else None


def find_assessment_access(pk: int, cookies: Mapping[str, str]) -> NetworkAccess | None:
    """Return the person's access to the assessment, or None if they cannot read it now or it does not exist."""
    request = request_from_cookies(cookies)
    assessment: Any = (
        Assessment.objects.readable_by(request.user).select_related("cycle__network").filter(pk=pk).first()
    )
    with_sections = None
    if assessment is None:
        with_sections = Assessment.objects.where(request.user, may=Action.WORK_ON_SECTION).filter(pk=pk)
        assessment = with_sections.select_related("cycle__network").first()
    if assessment is None:
        return None
    # The history of a draft belongs to the country: people who oversee the cycle read signed answers, and not its log.
    reads_log = with_sections is not None or assessment.allows(request.user, Action.READ)
    reader = Reader(user=request.user.pk, delegations=frozenset({assessment.delegation_id} if reads_log else ()))
    access = network_access_of(assessment.cycle.network, request, reader)
    return access if with_sections is None or access is None else _section_access(access, assessment, request.user)


def _section_access(access: NetworkAccess, assessment: Assessment, user: AnyUser) -> SectionAccess:
    answers = Answer.objects.filter(
        assessment=assessment, criterion__recommendation__code__in=assigned_section_codes(user, assessment)
    )
    records = ParticipationRecord.objects.in_force().filter(
        network=assessment.cycle.network_id, delegation=assessment.delegation_id, takes_effect_at__gt=timezone.now()
    )
    participation = records.values_list("takes_effect_at", flat=True).first()
    ends = [at for at in (access.until, assessment.cycle.locks_at, participation) if at is not None]
    series = frozenset(answers.values_list("criterion__series_id", flat=True))
    return SectionAccess(**{**vars(access), "until": min(ends), "recheck_kinds": RECHECK_KINDS}, series=series)


def filter_by_series(series: frozenset[str] | None, frame: str) -> str:
    """Return the frame if `series` is None; otherwise its content about these alone, or the cursor past it."""
    if series is None:
        return frame
    message = json.loads(frame)
    if message["type"] == "event" and not (message["kind"] == ANSWERED and message["data"].get("series_id") in series):
        return messages.cursor(message["sequence"])
    if message["type"] == "presence":
        return messages.presence([], [one for one in message["writing"] if one[1] in series])
    return frame


def filter_by_assessment(pk: int, frame: str) -> str:
    """Return the frame if it is about this assessment; otherwise only its cursor."""
    event = json.loads(frame)
    if event["type"] != "event":
        return frame
    if event["kind"].startswith(KINDS) and event["data"].get("assessment") == pk:
        return frame
    return messages.cursor(event["sequence"])
