"""Comments beside an answer: of the government, of the parliamentary delegate and of civil society."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import Exists, F, OuterRef, Q, QuerySet, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.assessments.transitions import lock_assessment
from evaluation.models import SIGNED_STAGES, Answer, Assessment, Criterion, Review, Stage, VoiceNote
from evaluation.permissions import ALLOWED, Action
from networkapp.errors import NotAllowed, Refused, refuse_longer
from networkapp.events import record
from networkapp.models import Seat
from networkapp.permissions import GUESTS, Role
from networkapp.users import AnyUser, User, is_signed_in

Voice = VoiceNote.Voice
SPEAKS_BY: Mapping[Voice, Action] = {
    Voice.GOVERNMENT: Action.SPEAK_FOR_GOVERNMENT,
    Voice.PARLIAMENT: Action.SPEAK_FOR_PARLIAMENT,
    Voice.CIVIL_SOCIETY: Action.SPEAK_FOR_CIVIL_SOCIETY,
}
MAX_WORDS, MAX_TEXT_LENGTH = 300, 4000


@dataclass(frozen=True, kw_only=True)
class CommentRight:
    """A right to comment beside the answers of one assessment; `body` is the organisation."""

    voice: Voice
    body: str = ""


def comment_rights(user: AnyUser, assessment: Assessment) -> tuple[CommentRight, ...]:
    """Return the voices in which `user` can comment here now, by their seats for this country, in one query."""
    if not is_signed_in(user) or not user.is_active:
        return ()
    seat_by_role: dict[Role, Seat] = {}
    for seat in _of_country(user, assessment).annotate(office=F("offices__office")):
        for role in (seat.capacity, seat.office):
            if role:
                seat_by_role.setdefault(Role(role), seat)
    by_voice = {
        voice: [seat_by_role[role] for role in ALLOWED[action] if role in seat_by_role]
        for voice, action in SPEAKS_BY.items()
        if _accepts_comments(voice, assessment)
    }
    return tuple(
        CommentRight(voice=voice, body=_organisation_name(min(seats, key=lambda seat: seat.pk)))
        for voice, seats in by_voice.items()
        if seats
    )


def assessments_open_to_civil_society(user: AnyUser) -> QuerySet[Assessment]:
    """Return the signed assessments on which `user` can comment for civil society."""
    found: QuerySet[Assessment] = Assessment.objects.where(user, may=Action.SPEAK_FOR_CIVIL_SOCIETY).filter(
        stage__in=SIGNED_STAGES
    )
    return found


def assessments_awaiting_civil_society(user: User) -> QuerySet[Any]:
    """Return those on which the organisation of `user` has not commented and can, in time for the next publication.

    In a peer review that is for as long as the reviewers ask (each has it as `voices_until`); if none is open, until
    publication.
    """
    seats = Seat.objects.current().filter(user=user, network=OuterRef("answer__assessment__cycle__network"))
    hers = seats.filter(delegation=OuterRef("answer__assessment__delegation")).values("organisation")
    voice_notes = VoiceNote.objects.filter(voice=Voice.CIVIL_SOCIETY, answer__assessment=OuterRef("pk"), body__in=hers)
    asking = Review.objects.filter(assessment=OuterRef("pk"), closed_at=None).values("asks_until")
    in_time = Q(stage=Stage.SIGNED) | Q(stage=Stage.PEER_REVIEW, voices_until__gt=timezone.now())
    found = assessments_open_to_civil_society(user).annotate(voices_until=Subquery(asking))
    open_now: QuerySet[Any] = found.filter(in_time, ~Exists(voice_notes)).order_by("pk")
    return open_now.select_related("cycle__network", "delegation")


def save_comment(
    *,
    assessment: Assessment,
    criterion: Criterion,
    voice: str,
    text: str,
    base_number: int,
    user: User,
    disputes: bool = False,
    at: datetime | None = None,
) -> VoiceNote:
    """Save this comment of `user` beside the answer, in one of the three voices; the voice's earlier comments stay
    readable.

    The answer and its signatures stay as they are. An empty text withdraws the comment; the same again is no change. A
    new comment is published with the next version. Refuses (NotAllowed) people who may not comment in this voice, and
    civil society while the country has not signed; (Refused) what is not asked here, a dispute without a text, more
    than 300 words, and if a comment of the same voice was written meanwhile.
    """
    validated = _validated_text(text, disputes)
    with transaction.atomic():
        current = lock_assessment(assessment)
        seat = _require_seat(current, Voice(voice), user)
        answer = Answer.objects.filter(assessment=current, criterion=criterion).first()
        if answer is None:
            raise Refused("not_asked", _("This question is not part of the assessment."))
        newest = answer.notes.filter(voice=voice, body=_organisation_name(seat)).order_by("-number").first()
        if newest is not None and (newest.text, newest.disputes) == (validated, disputes):
            return newest
        if base_number != (newest.number if newest else 0):
            words = _("Someone else has saved a newer version. Your text is still here: compare both, then save again.")
            raise Refused("note_changed", words, field="text")
        note = VoiceNote.objects.create(
            answer=answer,
            voice=voice,
            body=_organisation_name(seat),
            number=base_number + 1,
            text=validated,
            disputes=disputes,
            seat=seat,
            written_by=user,
            written_at=at or timezone.now(),
        )
        facts = {"assessment": current.pk, "answer": answer.pk, "series_id": criterion.series_id, "voice": voice}
        record(current.cycle.network, "assessment.noted", facts, actor=user, delegation=current.delegation)
    return note


def current_comments(assessment: Assessment) -> Mapping[int, Sequence[VoiceNote]]:
    """Return by answer the newest comment of each side and organisation, without withdrawn ones; one query."""
    notes = VoiceNote.objects.filter(answer__assessment=assessment)
    return newest_comments(notes)


def newest_comments(notes: Iterable[VoiceNote]) -> Mapping[int, Sequence[VoiceNote]]:
    """Return by answer, in the order of the voices, the newest valid comment of each voice and organisation."""
    newest: dict[tuple[int, str, str], VoiceNote] = {}
    for note in sorted(notes, key=lambda note: note.number):
        newest[note.answer_id, note.voice, note.body] = note
    order = list(Voice.values)
    found: dict[int, list[VoiceNote]] = {}
    for note in sorted(newest.values(), key=lambda note: (order.index(note.voice), note.body)):
        if note.text:
            found.setdefault(note.answer_id, []).append(note)
    return found


def _require_seat(assessment: Assessment, voice: Voice, user: User) -> Seat:
    action = SPEAKS_BY[voice]
    if not _accepts_comments(voice, assessment):
        raise NotAllowed(action)
    for seat in _seats(user, assessment, action)[:1]:
        return seat
    raise NotAllowed(action)


def _accepts_comments(voice: Voice, assessment: Assessment) -> bool:
    """Return whether civil society can comment: once both have signed, since a draft is the country's own."""
    return voice is not Voice.CIVIL_SOCIETY or assessment.stage in SIGNED_STAGES


def _seats(user: AnyUser, assessment: Assessment, action: Action) -> QuerySet[Seat]:
    if not assessment.allows(user, action):
        return Seat.objects.none()
    found: QuerySet[Seat] = _of_country(user, assessment).with_role(ALLOWED[action]).select_related("delegation")
    return found


def _of_country(user: AnyUser, assessment: Assessment) -> Any:
    hers = {"user": user, "network": assessment.cycle.network_id, "delegation": assessment.delegation_id}
    return Seat.objects.current().filter(**hers).order_by("pk")


def _organisation_name(seat: Seat) -> str:
    return seat.organisation if seat.capacity in GUESTS else ""


def _validated_text(text: str, disputes: bool) -> str:
    stripped = text.strip()
    if disputes and not stripped:
        raise Refused("no_words", _("Describe what you dispute."), field="text")
    refuse_longer(stripped, limit=MAX_TEXT_LENGTH, field="text")
    if len(stripped.split()) > MAX_WORDS:
        words = _("Use %(n)s words or fewer; your note has %(m)s.") % {"n": MAX_WORDS, "m": len(stripped.split())}
        raise Refused("too_long", words, field="text")
    return stripped
