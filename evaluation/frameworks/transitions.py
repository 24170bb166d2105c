"""Move a framework to its next status: locked, checked against the table, and recorded."""

from datetime import datetime

from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.models import FRAMEWORK_TRANSITIONS, Framework, FrameworkStatus, FrameworkStep
from networkapp.errors import Refused
from networkapp.users import User


def locked_framework(framework: Framework) -> Framework:
    """Return the framework as it is now, its row locked until the transaction ends."""
    Framework.objects.select_for_update().get(pk=framework.pk)
    fresh: Framework = Framework.objects.select_related("network", "previous").get(pk=framework.pk)
    return fresh


def change_status(
    *, framework: Framework, to: FrameworkStatus, user: User | None, at: datetime | None = None, words: str = ""
) -> FrameworkStep:
    """Move `framework`, whose row is locked, to the status `to`, and save everything else that was set on it.

    Refuses a move that does not exist.
    """
    before = FrameworkStatus(framework.status)
    if to not in FRAMEWORK_TRANSITIONS[before]:
        raise _refusal(before)
    framework.status = to
    framework.save()
    return FrameworkStep.objects.create(
        framework=framework, before=before, after=to, taken_at=at or timezone.now(), taken_by=user, words=words
    )


def require_draft(framework: Framework) -> None:
    """Raise Refused unless the text of `framework` can still change.

    Every function that writes to one calls this first.
    """
    if framework.status not in (FrameworkStatus.DRAFT, FrameworkStatus.PROPOSALS):
        raise _refusal(FrameworkStatus(framework.status))


def _refusal(status: FrameworkStatus) -> Refused:
    if status == FrameworkStatus.ADOPTED:
        return Refused("adopted", _("You cannot change adopted criteria. Start a new version instead."))
    if status == FrameworkStatus.POSITIONS:
        return Refused("positions_asked", _("You cannot change the text while countries are stating positions."))
    if status == FrameworkStatus.PROPOSALS:
        return Refused("proposals_open", _("Close the proposals first."))
    return Refused("not_open", _("This is not possible at the current stage."))
