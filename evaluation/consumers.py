"""The live socket of an assessment: hears what others saved, signed or opened again. The rules are networkapp's.

It follows the log of the cycle's network, and hands on only what is about this assessment: whoever answers for a
government has no seat that reads the rest.
"""

import json
from collections.abc import Mapping
from functools import partial
from typing import Any

from evaluation.models import Assessment
from networkapp import frames
from networkapp.consumers import Receive, Scope, Send, follow
from networkapp.events import Reader
from networkapp.sessions import request_of
from networkapp.standing import Standing, standing_in

KINDS = "assessment."


async def assessment_socket(scope: Scope, receive: Receive, send: Send) -> None:
    """Follow one assessment: `/ws/evaluation/<assessment>/?after=<sequence>`."""
    pk = scope["url_route"]["kwargs"]["pk"]
    await follow(scope, receive, send, name=str(pk), find=partial(find_standing, pk), choose=partial(only_of, pk))


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
