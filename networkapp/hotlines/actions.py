"""Keeping hotlines: what comes in, that one was checked, that one no longer answers, and whose task that is."""

from collections.abc import Iterable, Mapping
from datetime import date

from django.db import transaction
from django.db.models import Exists, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from networkapp.editing.permission_policies import networks_edited
from networkapp.errors import NotAllowed, Refused
from networkapp.hotlines.models import Hotline, HotlineStep
from networkapp.hotlines.queries import due_before
from networkapp.languages.sorting import alphabetical
from networkapp.networks.queries.countries import country_name
from networkapp.permissions import Action
from networkapp.registry import DeskItem
from networkapp.users import AnyUser, User

Step = HotlineStep.Kind
TEXTS = {"name": "title", "whom": "whom", "hours": "hours", "happens": "text"}


def hotlines_managed_by(*, user: AnyUser) -> QuerySet[Hotline]:
    """Return the hotlines that `user` manages: of the networks whose hotlines they edit, and of no network."""
    networks = networks_edited(user=user, may=Action.EDIT_HOTLINES)
    found: QuerySet[Hotline] = Hotline.objects.filter(Q(network__in=networks) | Q(Exists(networks), network=None))
    return found.select_related("network")


def list_managed_hotlines(*, user: AnyUser) -> list[Hotline]:
    """Return the hotlines that `user` manages with their history: by name of the country, withdrawn ones last."""
    found = hotlines_managed_by(user=user).prefetch_related("steps__taken_by")
    listed = alphabetical(found, name=lambda hotline: country_name(code=str(hotline.country)))
    return sorted(listed, key=lambda hotline: hotline.withdrawn_at is not None)


def can_manage_hotlines(*, user: User) -> bool:
    """Return whether `user` can manage hotlines in any network."""
    return bool(user.is_authenticated and networks_edited(user=user, may=Action.EDIT_HOTLINES).exists())


@transaction.atomic
def mark_checked(*, hotline: int, user: User) -> Hotline:
    """Record that `user` has checked the hotline today: the number works, and its details are right.

    A second call on the same day changes nothing.
    Refused: `withdrawn`. NotAllowed for people who do not manage it.
    """
    found = _kept(hotline, user)
    if found.withdrawn_at is not None:
        raise Refused("withdrawn", _("The hotline is withdrawn. Publish the hotline again first."))
    today = timezone.localdate()
    if found.checked_on != today:
        _step(found, Step.CHECKED, day=today, user=user)
        found.checked_on = today
        found.save(update_fields=["checked_on"])
    return found


@transaction.atomic
def withdraw_hotline(*, hotline: int, user: User) -> Hotline:
    """Withdraw the hotline: it is no longer shown to anybody, but stored with its history.

    Withdrawing it again changes nothing. NotAllowed for people who cannot manage it.
    """
    found = _kept(hotline, user)
    if found.withdrawn_at is None:
        found.withdrawn_at = timezone.now()
        found.save(update_fields=["withdrawn_at"])
        _step(found, Step.WITHDRAWN, day=timezone.localdate(), user=user)
    return found


@transaction.atomic
def restore_hotline(*, hotline: int, user: User) -> Hotline:
    """Show the hotline on the page again, as one that was not checked. NotAllowed for people who cannot manage it."""
    found = _kept(hotline, user)
    if found.withdrawn_at is not None:
        found.withdrawn_at, found.checked_on = None, None
        found.save(update_fields=["withdrawn_at", "checked_on"])
        _step(found, Step.RETURNED, day=timezone.localdate(), user=user)
    return found


def desk_items(*, user: AnyUser) -> Iterable[DeskItem]:
    """Return the desk items of people who manage hotlines: the number of hotlines that have to be checked."""
    if not user.is_authenticated:
        return
    due = (
        hotlines_managed_by(user=user)
        .filter(pk__in=Hotline.objects.not_checked_since(due_before()).values("pk"))
        .count()
    )
    if due:
        words = ngettext("Check %(n)s hotline", "Check %(n)s hotlines", due) % {"n": due}
        yield DeskItem(
            title=words,
            detail=_("Does the number work, and are the details still correct?"),
            url=reverse("networkapp:hotlines"),
            count=due,
            key="hotlines",
        )


def _kept(hotline: int, user: User) -> Hotline:
    """Return the hotline of this number, held until the transaction ends."""
    if not hotlines_managed_by(user=user).filter(pk=hotline).exists():
        raise NotAllowed(Action.EDIT_HOTLINES)
    found: Hotline = Hotline.objects.select_for_update(of=("self",)).get(pk=hotline)
    return found


def _step(hotline: Hotline, kind: str, *, day: date, user: User) -> None:
    HotlineStep.objects.create(hotline=hotline, kind=kind, day=day, taken_by=user, taken_at=timezone.now())


def _fields(words: Mapping[str, str]) -> dict[str, str]:
    return {field: words.get(name, "") for name, field in TEXTS.items()}
