"""The settings of a network that decide what its members can rely on: who changes them, and the record of it.

Once a network has a secretariat, only the secretariat changes a setting in the direction that shows more, sends more or
asks members less. Site administrators can still change it in the other direction. Every change is in the log, also of
the time zone and the delegations, which site administrators choose.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Final

from django.db import transaction
from django.db.models import Field
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from networkapp import events
from networkapp.editing.group_rights import sync_group_permissions
from networkapp.errors import Refused
from networkapp.models import Delegation, Event, Network
from networkapp.networks.queries.first_seats import has_secretariat
from networkapp.permissions import Action
from networkapp.users import AnyUser, User

SETTING_CHANGED = "network.setting"
SHOWN = 50
Visibility = Network.Visibility
Value = str | bool | int | list[str]
HOURS = "shortest_procedure_hours"
ZONE = "time_zone"
DELEGATIONS = "delegations"

FROM_CLOSED_TO_OPEN: Final[Mapping[str, Sequence[Value]]] = {
    "visibility": (Visibility.CLOSED, Visibility.MEMBERS, Visibility.PUBLIC),
    "shows_presence": (False, True),
    "emails_carry_text": (False, True),
    "tables_unreleased": (False, True),
}
"""The values of a setting, the one that protects members most first. The kind of a network has no such order; of its
shortest procedure more hours protect more."""
SETTINGS = (*FROM_CLOSED_TO_OPEN, "kind", HOURS)


@dataclass(frozen=True, kw_only=True)
class SettingChange:
    """A change in the log of a network: what was changed, in the active language, by whom and when."""

    words: str
    by: User | None
    at: datetime


def settings_of(*, network: Network) -> dict[str, Value]:
    """Return the settings by their names."""
    return {name: getattr(network, name) for name in SETTINGS}


def recorded_settings(*, network: Network) -> dict[str, Value]:
    """Return all whose changes are recorded: the settings, the time zone, and the codes of the delegations."""
    codes = list(network.delegations.order_by("code").values_list("code", flat=True))
    return {**settings_of(network=network), ZONE: network.time_zone, DELEGATIONS: codes}


def setting_label(*, setting: str) -> str:
    """Return what the setting is called in the active language."""
    label = str(_field(setting).verbose_name)
    return label[:1].upper() + label[1:]


def format_value(*, setting: str, value: Value) -> str:
    """Return the value of a setting in the active language."""
    if isinstance(value, bool):
        return pgettext("setting", "on") if value else pgettext("setting", "off")
    if setting == ZONE and not value:
        return _("Default time zone")
    return str(dict(_field(setting).flatchoices).get(value, value))


def _field(setting: str) -> Field[Any, Any]:
    field = Network._meta.get_field(setting)
    assert isinstance(field, Field)
    return field


def may_choose_value(*, network: Network, setting: str, value: Value, user: AnyUser) -> bool:
    """Return whether `user`, a site administrator, may give the setting of the network this value.

    Any, while it has no secretariat, or where a seat of `user` keeps it; else none that opens more than is open now,
    and no other kind.
    """
    now = getattr(network, setting)
    order = FROM_CLOSED_TO_OPEN.get(setting)
    if setting == HOURS and isinstance(value, int) and value >= now:
        return True
    if value == now or (order and order.index(value) < order.index(now)) or user.is_superuser:
        return True
    return not has_secretariat(network=network) or network.allows(user, Action.KEEP_NETWORK)


@transaction.atomic
def change_settings(
    *,
    network: Network,
    user: User,
    visibility: str,
    kind: str,
    shows_presence: bool,
    emails_carry_text: bool,
    tables_unreleased: bool,
    shortest_procedure_hours: int | None = None,
) -> Network:
    """Save these settings of the network, and record in its log which of them `user` has changed.

    Without `shortest_procedure_hours`, that number stays. A change applies to procedures that are opened from now on.
    NotAllowed without a seat that keeps the network. Refused: `no_regional_delegation`, for a regional network without
    one.
    """
    network.require(user, Action.KEEP_NETWORK)
    locked: Network = Network.objects.select_for_update().get(pk=network.pk)
    before = recorded_settings(network=locked)
    locked.visibility, locked.kind = Visibility(visibility), Network.Kind(kind)
    locked.shows_presence, locked.emails_carry_text = shows_presence, emails_carry_text
    locked.tables_unreleased = tables_unreleased
    if shortest_procedure_hours is not None:
        locked.shortest_procedure_hours = shortest_procedure_hours
    if locked.kind == Network.Kind.REGIONAL != before["kind"]:
        _require_regional_delegation(locked)
    locked.save(update_fields=list(SETTINGS))
    record_changes(network=locked, before=before, user=user)
    return locked


@transaction.atomic
def record_changes(*, network: Network, before: Mapping[str, Value], user: User) -> None:
    """Record in the log what differs from `before`, which `recorded_settings` returned, and apply a new visibility to
    pages and pictures."""
    changed = {name: value for name, value in recorded_settings(network=network).items() if value != before[name]}
    if "visibility" in changed:
        sync_group_permissions(network=network)
    for name, value in changed.items():
        payload = {"setting": name, "value": value, "before": before[name]}
        events.record(network, SETTING_CHANGED, payload, actor=user)


def recorded_changes(*, network: Network) -> list[SettingChange]:
    """Return the last fifty changes of settings in the log of the network, newest first."""
    found = Event.objects.filter(network=network, kind=SETTING_CHANGED).select_related("actor").order_by("-sequence")
    labels = {one.code: str(one.label) for one in Delegation.objects.all()}
    return [
        SettingChange(words=_change_in_words(labels, **event.payload), by=event.actor, at=event.recorded_at)
        for event in found[:SHOWN]
    ]


def _change_in_words(labels: Mapping[str, str], *, setting: str, before: Any, value: Any) -> str:
    """Return what was changed from what to what; of delegations, whose `labels` are by code, those added or removed."""
    if setting != DELEGATIONS:
        values = {
            "setting": setting_label(setting=setting),
            "before": format_value(setting=setting, value=before),
            "value": format_value(setting=setting, value=value),
        }
        return _("%(setting)s: changed from “%(before)s” to “%(value)s”") % values
    added = ", ".join(labels.get(code, code) for code in value if code not in before)
    removed = ", ".join(labels.get(code, code) for code in before if code not in value)
    words = [_("Delegations added: %(names)s") % {"names": added}] if added else []
    return ". ".join([*words, _("Delegations removed: %(names)s") % {"names": removed}] if removed else words)


def _require_regional_delegation(network: Network) -> None:
    if not network.delegations.filter(kind=Delegation.Kind.REGIONAL).exists():
        words = _("No regional parliament takes part in this network. Add its delegation first.")
        raise Refused("no_regional_delegation", words, field="kind")
