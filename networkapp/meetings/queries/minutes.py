"""Minutes for a reader: as text, with their corrections, their chain, and what the reader can do about them."""

from dataclasses import dataclass

from django.db.models import Q
from django.utils import timezone

from networkapp.meetings.actions.minutes import is_approved
from networkapp.meetings.models import CorrectionState, Minutes, MinutesCorrection, MinutesState
from networkapp.permissions import Action
from networkapp.text.markdown import to_html
from networkapp.users import AnyUser


@dataclass(frozen=True, kw_only=True)
class VisibleMinutes:
    """`approved` is what time has decided, recorded or not; `following` are the minutes that go on from these."""

    html: str
    approved: bool
    open_for_correction: bool
    corrections: tuple[MinutesCorrection, ...]
    previous: Minutes | None
    following: Minutes | None
    conducts: bool
    corrects: bool

    @property
    def waiting(self) -> tuple[MinutesCorrection, ...]:
        """Return the corrections that are open."""
        return tuple(one for one in self.corrections if one.state == CorrectionState.OPEN)


def visible_minutes(*, minutes: Minutes, user: AnyUser) -> VisibleMinutes:
    """Return the minutes for a reader of the network."""
    network, now = minutes.meeting.network, timezone.now()
    corrections = minutes.corrections.select_related("delegation", "seat__user", "seat__delegation", "settled_by")
    out = minutes.state == MinutesState.CORRECTION and minutes.corrections_until is not None
    conducts = network.allows(user, Action.CONDUCT_MEETINGS)
    shown = Minutes.objects.shown_to(user).select_related("meeting").order_by("pk")
    beside = list(shown.filter(Q(pk=minutes.previous_id) | Q(previous=minutes)))
    is_open = out and minutes.corrections_until is not None and now < minutes.corrections_until
    return VisibleMinutes(
        html=to_html(minutes.text, headings=2),
        approved=is_approved(minutes=minutes, at=now),
        open_for_correction=is_open,
        corrections=tuple(corrections),
        previous=next((one for one in beside if one.pk == minutes.previous_id), None),
        following=next((one for one in beside if one.previous_id == minutes.pk), None),
        conducts=conducts,
        corrects=is_open and network.allows(user, Action.CORRECT_MINUTES),
    )
