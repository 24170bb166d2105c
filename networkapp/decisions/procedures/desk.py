"""Procedures on a desk: texts that wait for the reader's position, and drafts that wait for the reader."""

from collections.abc import Iterable

from django.db.models import Exists, F, OuterRef
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from networkapp import four_eyes
from networkapp.decisions.models import DateAnswer, PositionAct, Procedure, ProcedureKind, RollEntry
from networkapp.decisions.procedures.outcomes import clock_of
from networkapp.decisions.procedures.position_drafts import POSITIONS, position_drafts_for
from networkapp.models import DraftState, Seat
from networkapp.models.translations import LocalText, format_mixed, join_mixed
from networkapp.permissions import VOICES
from networkapp.registry import DeskItem
from networkapp.users import User

DESK_TEXTS = {
    ProcedureKind.SILENCE: gettext_lazy("Review before adoption by silence: %(title)s"),
    ProcedureKind.WRITTEN: gettext_lazy("Record your position: %(title)s"),
    ProcedureKind.MEETING: gettext_lazy("Record your position at the meeting: %(title)s"),
    ProcedureKind.SENSE_CHECK: gettext_lazy("Give your delegation’s view: %(title)s"),
    ProcedureKind.DATE_POLL: gettext_lazy("Answer the date poll: %(title)s"),
}


def position_desk_items(*, user: User) -> Iterable[DeskItem]:
    """Return the open procedures in the reader's networks without a position of their delegation, with the deadline."""
    now = timezone.now()
    seats = Seat.objects.current().filter(user=user, capacity__in=VOICES, network=OuterRef("procedure__network"))
    silent = RollEntry.objects.filter(
        Exists(seats.filter(delegation=OuterRef("delegation"))),
        ~Exists(PositionAct.objects.filter(entry=OuterRef("pk"))),
        ~Exists(DateAnswer.objects.filter(entry=OuterRef("pk"))),
    )
    asking = Procedure.objects.unrecorded().filter(roll__in=silent).distinct().order_by(F("expires_at"), "pk")
    for procedure in asking.select_related("network").prefetch_related("stops"):
        clock = clock_of(procedure)
        if clock.has_closed(now):
            continue
        stands = _("Deadline paused") if clock.is_paused() else ""
        yield DeskItem(
            title=format_mixed(str(DESK_TEXTS[ProcedureKind(procedure.kind)]), title=LocalText(procedure.title, "")),
            email_title=_("Respond to a procedure"),
            detail=join_mixed(procedure.network.local_name, stands),
            url=procedure.get_absolute_url(),
            deadline=clock.closes_at(),
            since=procedure.opened_at,
            key=f"procedure-{procedure.pk}",
        )


def draft_desk_items(*, user: User) -> Iterable[DeskItem]:
    """Return what was drafted for the reader, or for their predecessor, to approve, and what was returned to the
    reader."""
    others = position_drafts_for(user).open().filter(entry__procedure__result="").exclude(prepared_by=F("prepared_for"))
    drafts = others.prefetch_related("entry__procedure__stops").order_by("-prepared_at", "-pk")
    for draft in four_eyes.drafts_awaiting(kind=POSITIONS, drafts=drafts, user=user):
        procedure, clock = draft.entry.procedure, clock_of(draft.entry.procedure)
        if clock.has_closed(timezone.now()):
            continue
        waits = draft.state == DraftState.WAITING
        words = _("Approve a position: %(title)s") if waits else _("Revise the returned position: %(title)s")
        yield DeskItem(
            title=format_mixed(words, title=LocalText(procedure.title, "")),
            email_title=_("Review a draft position"),
            detail=procedure.network.local_name,
            url=draft.get_absolute_url(),
            deadline=clock.closes_at(),
            since=draft.prepared_at,
            key=f"position-{draft.pk}",
        )
