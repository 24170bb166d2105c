"""The live socket of an assessment: hears what others saved, signed or opened again. The rules are networkapp's.

It follows the log of the cycle's network, and hands on only what is about this assessment: whoever answers for a
government has no seat that reads the rest.
"""

import json
from collections.abc import Mapping
from functools import partial
from typing import Any

from evaluation.models import ANSWERING_STAGES, Assessment
from evaluation.permissions import ALLOWED, Action
from networkapp import frames
from networkapp.consumers import NetworkLine, Receive, Scope, Send, follow
from networkapp.events import Reader
from networkapp.hub import hub
from networkapp.models import NotificationSettings, Office, Seat
from networkapp.presence import Teller, Voice
from networkapp.sessions import request_of
from networkapp.standing import Standing, standing_in

KINDS = "assessment."
LONGEST_SERIES = 12


async def assessment_socket(scope: Scope, receive: Receive, send: Send) -> None:
    """Follow one assessment: `/ws/evaluation/<assessment>/?after=<sequence>`."""
    pk = scope["url_route"]["kwargs"]["pk"]
    line, find = partial(AssessmentLine, pk), partial(find_standing, pk)
    await follow(scope, receive, send, name=str(pk), find=find, choose=partial(only_of, pk), line=line)


class AssessmentLine(NetworkLine):
    """One open page of an assessment: tells, and is told, who has which question open for writing."""

    def __init__(self, pk: int, *given: Any) -> None:
        super().__init__(*given)
        self._pk = pk

    def _teller_for(self, follower: Any) -> Teller:
        return Teller(
            hub().presence,
            follower,
            hub().threads,
            place=f"assessment {self._pk}",
            find_voice=partial(voice_in, self._pk),
            is_subject=lambda series_id: isinstance(series_id, str) and 0 < len(series_id) <= LONGEST_SERIES,
        )


def voice_in(pk: int, person: int) -> Voice | None:
    """As whom the person is shown to others at work on the assessment: by her seat for its country.

    None where she may not read it or does not want to be shown, and where it takes no answers now. It needs no word of
    the network's: whoever works on one country's answers works on them together.
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
        return None
    offices = {each.office for each in seat.offices.all()}
    office = Office.ASSESSMENT_DELEGATE.value if Office.ASSESSMENT_DELEGATE in offices else ""
    return Voice(person=person, capacity=seat.capacity, whose=assessment.delegation.code, office=office)


def find_standing(pk: int, cookies: Mapping[str, str]) -> Standing | None:
    """Her standing in the assessment, or None where she may not read it now or it is not there."""
    request = request_of(cookies)
    assessment: Any = (
        Assessment.objects.readable_by(request.user).select_related("cycle__network").filter(pk=pk).first()
    )
    if assessment is None:
        return None
    reader = Reader(user=request.user.pk, delegations=frozenset({assessment.delegation_id}))
    return standing_in(assessment.cycle.network, request, reader)


def only_of(pk: int, frame: str) -> str:
    """The frame, or the cursor past it where it is about anything but this assessment."""
    event = json.loads(frame)
    if event["type"] != "event":
        return frame
    if event["kind"].startswith(KINDS) and event["data"].get("assessment") == pk:
        return frame
    return frames.cursor(event["sequence"])
