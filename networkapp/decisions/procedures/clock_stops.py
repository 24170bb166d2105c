"""The deadline of a procedure is paused while its text is missing in a required language."""

from django.db import transaction
from django.utils.translation import gettext as _

from networkapp import events
from networkapp.decisions.models import ClockStop, Procedure
from networkapp.decisions.procedures.notices import RESUMED, STOPPED, notify_delegations
from networkapp.decisions.procedures.outcomes import action_time, lock_procedure
from networkapp.decisions.procedures.terms import missing_text
from networkapp.errors import Refused
from networkapp.networks.queries.seats import permitted_seat, require_permitted_seat
from networkapp.permissions import Action
from networkapp.users import User

MAX_TEXT_LENGTH = 300


@transaction.atomic
def pause_deadline(*, procedure: Procedure, user: User, language: str, words: str) -> ClockStop:
    """Pause the deadline from now on, store the time left, and notify all delegations of what is missing.

    A language that pauses it already is one pause. NotAllowed without a seat that may pause it. Refused: `closed`,
    `no_clock` (at a meeting), `not_required` (the text need not exist in this language), `words_needed`.
    """
    seat = require_permitted_seat(network=procedure.network, user=user, action=Action.STOP_CLOCK)
    locked = lock_procedure(procedure)
    now = action_time(locked)
    if locked.expires_at is None:
        raise Refused("no_clock", _("A procedure at a meeting has no deadline: the chair closes it."))
    if language not in locked.required_languages:
        raise Refused("not_required", _("The text is not required in this language."), field="language")
    known: ClockStop | None = locked.stops.filter(language=language, resumed_at=None).first()
    if known is not None:
        return known
    text = " ".join(words.split())[:MAX_TEXT_LENGTH] or (
        missing_text(locked.version, language) if locked.version else ""
    )
    if not text:
        raise Refused("words_needed", _("Enter the missing details."), field="words")
    stop = ClockStop.objects.create(
        procedure=locked, language=language, words=text, stopped_at=now, stopped_by=user, seat=seat
    )
    events.record(locked.network, STOPPED, {"procedure": locked.pk, "language": language}, actor=user)
    notify_delegations(locked, STOPPED, key=f"{locked.pk}-{stop.pk}", except_user=user)
    return stop


@transaction.atomic
def resume_deadline(*, procedure: Procedure, user: User, language: str) -> ClockStop:
    """Resume the deadline, unless another language pauses it, and extend it by the paused time.

    A person who can pause it resumes it once nothing is missing; a leading seat can resume it before. NotAllowed
    without a seat that may pause it. Refused: `closed`, `not_stopped`, `still_missing`.
    """
    require_permitted_seat(network=procedure.network, user=user, action=Action.STOP_CLOCK)
    locked = lock_procedure(procedure)
    now = action_time(locked)
    stop: ClockStop | None = locked.stops.filter(language=language, resumed_at=None).first()
    if stop is None:
        raise Refused("not_stopped", _("The deadline is not paused for this language."), field="language")
    missing = missing_text(locked.version, language) if locked.version else ""
    leads = permitted_seat(network=locked.network, user=user, action=Action.OPEN_PROCEDURE)
    if missing and leads is None:
        raise Refused("still_missing", missing, field="language")
    stop.resumed_at, stop.resumed_by = max(now, stop.stopped_at), user
    stop.save(update_fields=["resumed_at", "resumed_by"])
    locked.reminded_at = None
    locked.save(update_fields=["reminded_at"])
    events.record(locked.network, RESUMED, {"procedure": locked.pk, "language": language}, actor=user)
    notify_delegations(locked, RESUMED, key=f"{locked.pk}-{stop.pk}", except_user=user)
    return stop
