"""Minutes: drafted, out for correction, and approved by silence; each leads to those of the meeting before."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from hashlib import sha256
from uuid import UUID

from django.db import transaction
from django.db.models import Exists, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _

from networkapp import events
from networkapp.discussion.actions.post import check_text
from networkapp.errors import NotAllowed, Refused
from networkapp.meetings.actions.meetings import lock_meeting
from networkapp.meetings.models import CorrectionState, Meeting, MeetingState, Minutes, MinutesCorrection, MinutesState
from networkapp.meetings.notices import MINUTES_APPROVED, MINUTES_OUT, notify_readers
from networkapp.meetings.queries.agenda_suggestions import last_held_meeting
from networkapp.meetings.queries.minutes_draft import generate_minutes_text
from networkapp.networks.queries.seats import require_permitted_seat
from networkapp.notifications.notices import resolve_notices
from networkapp.permissions import Action
from networkapp.text.cleaning import clean_text
from networkapp.users import User

MINUTES_DRAFTED, MINUTES_SENT, MINUTES_RECORDED = "minutes.drafted", "minutes.sent", "minutes.approved"
CORRECTION_MADE, CORRECTION_RESOLVED = "minutes.corrected", "minutes.settled"
MIN_CORRECTION_TIME, MAX_CORRECTION_TIME = timedelta(hours=1), timedelta(days=120)
MAX_TEXT_LENGTH = 500_000


@transaction.atomic
def draft_minutes(*, meeting: Meeting, user: User) -> Minutes:
    """Create the draft of the minutes from what is recorded of the meeting, or create an existing draft again.

    It refers to the minutes of the previous meeting.

    Refused: `not_held` (it has not begun, or was cancelled), `not_a_draft`; NotAllowed without a seat that conducts
    meetings.
    """
    seat = require_permitted_seat(network=meeting.network, user=user, action=Action.CONDUCT_MEETINGS)
    locked = lock_meeting(meeting=meeting, user=user)
    begun = locked.starts_at <= timezone.now() if locked.starts_at else locked.date <= timezone.localdate()
    if locked.state == MeetingState.CANCELLED or not begun:
        raise Refused("not_held", _("You can draft the minutes once the meeting has started."))
    known = Minutes.objects.select_for_update().filter(meeting=locked).first()
    if known is not None and known.state != MinutesState.DRAFT:
        raise _locked_refusal()
    before = last_held_meeting(meeting=locked)
    previous = Minutes.objects.filter(meeting=before).first() if before else None
    text = generate_minutes_text(meeting=locked, previous=previous)
    if known is None:
        fields = {"previous": previous, "text": text, "seat": seat, "drafted_by": user}
        known = Minutes.objects.create(meeting=locked, **fields)
    else:
        known.text, known.previous, known.version = text, previous, known.version + 1
        known.changed_at = timezone.now()
        known.save(update_fields=["text", "previous", "version", "changed_at"])
    _notify_readers(known, MINUTES_DRAFTED, user)
    return known


@transaction.atomic
def save_minutes(*, minutes: Minutes, user: User, text: str, base: int) -> Minutes:
    """Save the text of the draft.

    Refused: `stale` (somebody else changed the version `base`), `no_text`, `text_too_long`, `not_a_draft`; NotAllowed
    without a seat that conducts meetings.
    """
    locked = _lock_minutes(minutes, user)
    if locked.state != MinutesState.DRAFT:
        raise _locked_refusal()
    _save_text(locked, text, base)
    _notify_readers(locked, MINUTES_DRAFTED, user)
    return locked


@transaction.atomic
def open_for_corrections(*, minutes: Minutes, user: User, until: datetime) -> Minutes:
    """Open the minutes for corrections until `until`: people who can read the network read them, delegations correct
    them, and then they are approved by silence.

    Refused: `not_a_draft`, `not_held` (the meeting is not over), `too_soon` (in less than an hour), `too_far` (120
    days), `previous_first` (those before are a draft); NotAllowed without a seat that conducts meetings.
    """
    locked = _lock_minutes(minutes, user)
    if locked.state != MinutesState.DRAFT:
        raise _locked_refusal()
    if locked.meeting.state != MeetingState.HELD:
        raise Refused("not_held", _("Mark the meeting as held first."))
    before = last_held_meeting(meeting=locked.meeting)
    locked.previous = Minutes.objects.filter(meeting=before).first() if before else None
    if locked.previous is not None and locked.previous.state == MinutesState.DRAFT:
        raise Refused("previous_first", _("Send out the minutes of the previous meeting first."))
    now = timezone.now()
    if until < now + MIN_CORRECTION_TIME:
        raise Refused("too_soon", _("Allow at least one hour for corrections."), field="until")
    if until > now + MAX_CORRECTION_TIME:
        raise Refused("too_far", _("Choose a date within the next four months."), field="until")
    locked.state, locked.sent_at, locked.corrections_until = MinutesState.CORRECTION, now, until
    locked.save(update_fields=["state", "sent_at", "corrections_until", "previous"])
    _notify_readers(locked, MINUTES_SENT, user)
    notify_readers(locked.meeting, MINUTES_OUT, user)
    return locked


@transaction.atomic
def propose_correction(*, minutes: Minutes, user: User, words: str, client_key: UUID) -> MinutesCorrection:
    """Propose a correction for the delegation of `user`; the minutes are not approved before it is resolved.

    The same `client_key` makes one correction. Refused: `too_late` (at or after the end of the window), `not_out`, and
    what `checked_text` refuses; NotAllowed without a seat of a delegation that corrects minutes.
    """
    seat = require_permitted_seat(network=minutes.meeting.network, user=user, action=Action.CORRECT_MINUTES)
    if seat.delegation is None:
        raise NotAllowed(Action.CORRECT_MINUTES)
    text = check_text(body=words).text
    locked = _lock_minutes(minutes, user, Action.CORRECT_MINUTES)
    known = MinutesCorrection.objects.filter(made_by=user, client_key=client_key).first()
    if known is not None:
        return known
    now = timezone.now()
    if locked.state == MinutesState.DRAFT:
        raise Refused("not_out", _("The minutes are not open for corrections."))
    if locked.corrections_until is None or now >= locked.corrections_until:
        raise Refused("too_late", _("The deadline for corrections has passed."))
    correction = MinutesCorrection.objects.create(
        minutes=locked, delegation=seat.delegation, words=text, seat=seat, made_by=user, made_at=now,
        client_key=client_key,
    )  # fmt: skip
    payload = {"meeting": locked.meeting_id, "correction": correction.pk, "delegation": seat.delegation_id}
    events.record(locked.meeting.network, CORRECTION_MADE, payload, actor=user)
    return correction


@transaction.atomic
def resolve_correction(
    *, correction: MinutesCorrection, user: User, taken: bool, words: str = "", text: str = "", base: int = 0
) -> MinutesCorrection:
    """Accept the correction and save `text` as the minutes, or reject it with the reason `words`.

    Refused: `settled` already, `no_reason`, and as in `save_minutes`; NotAllowed as there.
    """
    locked = _lock_minutes(correction.minutes, user)
    now_open = MinutesCorrection.objects.select_for_update().get(pk=correction.pk)
    if now_open.state != CorrectionState.OPEN:
        raise Refused("settled", _("This correction has already been resolved."))
    if not taken and not words.strip():
        raise Refused("no_reason", _("Enter a reason."), field="words")
    if taken:
        _save_text(locked, text, base)
    now_open.state = CorrectionState.ACCEPTED if taken else CorrectionState.DECLINED
    now_open.settled_by, now_open.settled_at, now_open.settled_words = user, timezone.now(), clean_text(words).strip()
    now_open.save(update_fields=["state", "settled_by", "settled_at", "settled_words"])
    _notify_readers(locked, CORRECTION_RESOLVED, user)
    _approve_if_due(locked, timezone.now())
    return now_open


def approval_time(*, minutes: Minutes, corrections: Iterable[MinutesCorrection]) -> datetime | None:
    """Return when silence approves them: at the end of the window, or when the last open correction was resolved.

    None while they are a draft, or a correction is open.
    """
    if minutes.state == MinutesState.DRAFT or minutes.corrections_until is None:
        return None
    settled = [one.settled_at for one in corrections]
    if any(moment is None for moment in settled):
        return None
    return max([minutes.corrections_until, *(moment for moment in settled if moment)])


def is_approved(*, minutes: Minutes, at: datetime | None = None) -> bool:
    """Return whether the minutes are approved at this time, recorded or not, and those before them."""
    if minutes.state == MinutesState.APPROVED:
        return True
    moment = approval_time(minutes=minutes, corrections=minutes.corrections.all())
    over = moment is not None and moment <= (at or timezone.now())
    return over and (minutes.previous is None or is_approved(minutes=minutes.previous, at=at))


def record_approvals(*, now: datetime) -> int:
    """Lock minutes that silence has approved, notify readers, and return the number of minutes. A job of the clock."""
    waiting = MinutesCorrection.objects.filter(minutes=OuterRef("pk"), state=CorrectionState.OPEN)
    due = Minutes.objects.filter(state=MinutesState.CORRECTION, corrections_until__lte=now).exclude(Exists(waiting))
    return sum(_approve(key, now) for key in due.order_by("meeting__date", "pk").values_list("pk", flat=True))


def minutes_hash(*, minutes: Minutes) -> str:
    """Return the SHA-256 of what is approved: network, meeting, date, text, and the previous minutes' hash."""
    before = minutes.previous.content_hash if minutes.previous else ""
    meeting = minutes.meeting
    parts = [meeting.network.slug, str(meeting.number), meeting.date.isoformat(), minutes.text, before]
    return sha256("\x1f".join(parts).encode()).hexdigest()


@transaction.atomic
def _approve(key: int, now: datetime) -> int:
    rows = Minutes.objects.select_for_update(of=("self",)).select_related("meeting__network")
    return _approve_if_due(rows.get(pk=key), now)


def _approve_if_due(minutes: Minutes, now: datetime) -> int:
    """Approve the locked minutes if the time for corrections is over; return the number of approved minutes."""
    moment = approval_time(minutes=minutes, corrections=minutes.corrections.all())
    if minutes.state != MinutesState.CORRECTION or moment is None or moment > now:
        return 0
    if minutes.previous is not None and minutes.previous.state == MinutesState.CORRECTION:
        # Their hash goes into this one's, so that they come first; where they are still open, both wait.
        _approve(minutes.previous.pk, now)
        minutes.previous.refresh_from_db()
        if minutes.previous.state != MinutesState.APPROVED:
            return 0
    minutes.state, minutes.approved_at, minutes.content_hash = (
        MinutesState.APPROVED,
        moment,
        minutes_hash(minutes=minutes),
    )
    minutes.save(update_fields=["state", "approved_at", "content_hash"])
    _notify_readers(minutes, MINUTES_RECORDED, None)
    resolve_notices(kind=MINUTES_OUT, key=str(minutes.meeting_id))
    notify_readers(minutes.meeting, MINUTES_APPROVED)
    return 1


def _lock_minutes(minutes: Minutes, user: User, action: Action = Action.CONDUCT_MEETINGS) -> Minutes:
    """Return the current minutes, locked, after recording an approval that time has brought."""
    lock_meeting(meeting=minutes.meeting, user=user, action=action)
    rows = Minutes.objects.select_for_update(of=("self",)).select_related("meeting__network", "previous")
    locked: Minutes = rows.get(pk=minutes.pk)
    _approve_if_due(locked, timezone.now())
    return locked


def _save_text(minutes: Minutes, text: str, base: int) -> None:
    if minutes.state == MinutesState.APPROVED:
        raise _locked_refusal()
    if minutes.version != base:
        words = _("Someone else has saved a newer version. Your text is still here: compare both, then save again.")
        raise Refused("stale", words, field="text")
    cleaned = clean_text(text).strip()
    if not cleaned:
        raise Refused("no_text", _("Enter some text."), field="text")
    if len(cleaned) > MAX_TEXT_LENGTH:
        raise Refused("text_too_long", _("The text is too long. Shorten it."), field="text")
    minutes.text, minutes.version, minutes.changed_at = f"{cleaned}\n", minutes.version + 1, timezone.now()
    minutes.save(update_fields=["text", "version", "changed_at"])


def _locked_refusal() -> Refused:
    return Refused("not_a_draft", _("Only draft minutes can be edited."))


def _notify_readers(minutes: Minutes, kind: str, user: User | None) -> None:
    payload = {"meeting": minutes.meeting_id, "minutes": minutes.pk}
    events.record(minutes.meeting.network, kind, payload, actor=user)
