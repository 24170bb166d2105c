"""Desk items about agreeing on criteria: a position to give, an open proposal, the end of a silence period."""

from collections.abc import Iterable

from django.db.models import Count, Exists, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.models import Consultation, Framework, FrameworkStatus, Position, Proposal, RollEntry
from evaluation.permissions import ALLOWED, Action
from networkapp.models import Seat
from networkapp.models.translations import LocalText, format_mixed
from networkapp.registry import DeskItem
from networkapp.users import AnyUser, User


def positions_needed(*, user: User) -> Iterable[DeskItem]:
    """Return texts on which the reader's country has not stated its position yet, until the day on which silence
    ends."""
    return (item for _entry, item in roll_entries_awaiting(user))


def roll_entries_awaiting(user: User) -> Iterable[tuple[RollEntry, DeskItem]]:
    """Yield the roll entries that await the position of a country of `user`, each with its desk item."""
    seats = Seat.objects.current().filter(
        user=user, delegation=OuterRef("delegation"), network=OuterRef("consultation__framework__network")
    )
    waiting = unanswered_roll_entries().filter(Exists(seats.with_role(ALLOWED[Action.STATE_POSITION])))
    for entry in waiting.select_related("consultation__framework", "delegation"):
        consultation = entry.consultation
        yield (
            entry,
            DeskItem(
                title=_("Record the position of %(country)s on the criteria") % {"country": entry.delegation.label},
                detail=_name(consultation.framework),
                url=reverse("evaluation:position", args=[consultation.framework.version]),
                deadline=consultation.due_at,
                key=f"position-{entry.pk}",
            ),
        )


def unanswered_roll_entries() -> QuerySet[RollEntry]:
    """Return the entries of countries that are asked now and have neither a position nor an objection."""
    positions = Position.objects.filter(entry=OuterRef("pk"), replaced_at__isnull=True)
    spoken = positions.filter(Q(series_id="") | Q(stance=Position.Stance.OBJECT))
    return RollEntry.objects.filter(~Exists(spoken), consultation__ended_at__isnull=True)


def proposals_to_decide(*, user: AnyUser) -> Iterable[DeskItem]:
    """Return the desk items of the rapporteur: drafts whose proposals are closed and not all decided."""
    waiting = Framework.objects.where(user, may=Action.CONSOLIDATE).filter(status=FrameworkStatus.DRAFT)
    left = Count("proposals", filter=Q(proposals__state=Proposal.State.OPEN))
    for framework in waiting.annotate(left=left).filter(left__gt=0):
        words = ngettext("Decide on %(n)s proposal", "Decide on %(n)s proposals", framework.left)  # type: ignore[attr-defined]
        yield DeskItem(
            title=words % {"n": framework.left},  # type: ignore[attr-defined]
            detail=_name(framework),
            url=framework.get_absolute_url(),
            key=f"proposals-{framework.pk}",
        )


def silence_ended(*, user: AnyUser) -> Iterable[DeskItem]:
    """Return the desk items of the secretariat: texts to adopt or withdraw, because silence has ended or all have
    responded."""
    kept, now = Framework.objects.where(user, may=Action.KEEP_FRAMEWORK), timezone.now()
    objecting = Position.objects.filter(
        entry__consultation=OuterRef("pk"), replaced_at__isnull=True, stance=Position.Stance.OBJECT
    )
    all_agree = ~Exists(unanswered_roll_entries().filter(consultation=OuterRef("pk"))) & ~Exists(objecting)
    ended = Consultation.objects.filter(
        Q(due_at__lte=now) | all_agree, framework__in=kept.order_by().values("pk"), ended_at__isnull=True
    )
    for consultation in ended.select_related("framework"):
        is_due = consultation.due_at <= now
        yield DeskItem(
            title=_("Adopt or withdraw the criteria: the silence period has ended")
            if is_due
            else _("Record the adoption of the criteria: all countries have responded"),
            detail=_name(consultation.framework),
            url=consultation.framework.get_absolute_url(),
            since=consultation.due_at if is_due else None,
            key=f"silence-{consultation.pk}",
        )


def _name(framework: Framework) -> str:
    return format_mixed(
        _("%(label)s, version %(number)s"), label=LocalText(framework.title, "en"), number=framework.version
    )
