"""Record, correct and withdraw single treaty actions by hand, each with the person and the reason."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.editors import require_register_manager
from evaluation.models import Instrument, TreatyAction, TreatyChange
from evaluation.treaties.history import SAID, SourceStatement, action_of, statement_fields
from evaluation.treaties.kinds import LATER, LISTED, TERRITORIAL, action_exists_for, invalid_kind_reason
from networkapp.errors import Refused
from networkapp.text.partial_dates import read_partial
from networkapp.users import User


def record_action(*, statement: SourceStatement, user: User) -> TreatyAction:
    """Record an action as its source reports it.

    Refuses (NotAllowed) people who do not manage the register; (Refused) an action without a source, one that does not
    exist for the treaty, a date in the future, a territorial action without a territory, a place in a list of parties
    without the date of the list, and what the register has from this source already.
    """
    require_register_manager(user)
    _require_sourced(statement)
    with transaction.atomic():
        Instrument.objects.select_for_update().get(pk=statement.instrument.pk)
        if _same(statement).exists():
            raise Refused("known", _("This entry from the same source is already in the register."))
        action = action_of(statement)
        action.save()
        TreatyChange.objects.create(
            action=action, kind=TreatyChange.Kind.ADDED, after=statement_fields(action), by=user
        )
    return action


def correct_action(*, action: TreatyAction, statement: SourceStatement, reason: str, user: User) -> TreatyAction:
    """Correct the register, which keeps the earlier statement, with the reason and the person.

    Refuses what `record_action` refuses, and a correction without a reason.
    """
    require_register_manager(user)
    _require_reason(reason)
    _require_sourced(statement)
    with transaction.atomic():
        current = _standing(action)
        if _same(statement).exclude(pk=current.pk).exists():
            raise Refused("known", _("This entry from the same source is already in the register."))
        before, new = statement_fields(current), action_of(statement)
        for name in SAID:
            setattr(current, name, getattr(new, name))
        current.save()
        _write_down(current, TreatyChange.Kind.CORRECTED, before, statement_fields(current), reason, user)
    return current


def withdraw_action(*, action: TreatyAction, reason: str, user: User) -> TreatyAction:
    """Withdraw a treaty action; the register records that. Refuses people without permission, and an empty reason."""
    require_register_manager(user)
    _require_reason(reason)
    with transaction.atomic():
        current = _standing(action)
        current.replaced_at = timezone.now()
        current.save(update_fields=["replaced_at"])
        _write_down(current, TreatyChange.Kind.TAKEN_BACK, statement_fields(current), {}, reason, user)
    return current


def _standing(action: TreatyAction) -> TreatyAction:
    current: TreatyAction = TreatyAction.objects.select_for_update().get(pk=action.pk)
    if current.replaced_at is not None:
        raise Refused("replaced", _("This entry has been removed from the register and is only in the history."))
    return current


def _same(statement: SourceStatement) -> Any:
    return TreatyAction.objects.filter(
        instrument=statement.instrument,
        country=statement.country,
        kind=statement.kind,
        source=statement.source,
        date=statement.date,
        period=statement.period,
        articles=statement.articles,
        territories=statement.territories,
    )


def _require_sourced(statement: SourceStatement) -> None:
    today = timezone.localdate()
    if not statement.source.strip():
        raise Refused("no_source", _("Name the source: the depositary, a gazette or a ministry."), field="source")
    if statement.checked_on is not None and statement.checked_on > today:
        raise Refused("day_to_come", _("The date cannot be in the future."), field="checked_on")
    if statement.as_of and read_partial(statement.as_of).first > today:
        raise Refused("day_to_come", _("The date cannot be in the future."), field="as_of")
    if statement.when is not None and statement.when.first > today and statement.kind not in LATER:
        raise Refused("day_to_come", _("The date cannot be in the future."), field="date")
    _require_kind(statement)


def _require_kind(statement: SourceStatement) -> None:
    if not action_exists_for(statement.kind, statement.instrument):
        raise Refused("not_for_treaty", invalid_kind_reason(statement.instrument), field="kind")
    if statement.kind in TERRITORIAL and not statement.territories:
        raise Refused("no_territory", _("Name the territory."), field="territories")
    if statement.kind in LISTED and statement.stated_on is None:
        raise Refused("no_edition", _("Enter the date of the list of parties."), field="as_of")


def _require_reason(reason: str) -> None:
    if not reason.strip():
        raise Refused("reason_needed", _("Enter a reason."), field="reason")


def _write_down(
    action: TreatyAction,
    kind: TreatyChange.Kind,
    before: Mapping[str, str],
    after: Mapping[str, str],
    reason: str,
    user: User,
) -> None:
    TreatyChange.objects.create(
        action=action, kind=kind, before=dict(before), after=dict(after), reason=reason.strip(), by=user
    )
