"""Results of the things on an agenda, as their apps register them; those of minutes and action items are here."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.text import capfirst
from django.utils.translation import gettext as _

from networkapp.meetings.models import ActionItem, AgendaItem, Minutes
from networkapp.meetings.registry import agenda_subjects
from networkapp.models import Network

ItemResults = Iterator[tuple[int, str]]


def agenda_results(*, items: Iterable[AgendaItem], network: Network) -> dict[int, str]:
    """Return, by primary key, a sentence for each item whose subject belongs to `network` and has a result.

    Each says what everybody who reads the network may know: positions that are hidden until the end and answers under
    embargo are not in it. The number of queries does not grow with the number of items.
    """
    known = {model: subject.results for model, subject in agenda_subjects.items() if subject.results}
    models = {ContentType.objects.get_for_model(model).pk: model for model in known}
    abouts = {item.pk: (models.get(item.about_type_id or 0), item.about_id or 0) for item in items}
    wanted: dict[Any, set[int]] = defaultdict(set)
    for model, key in abouts.values():
        if model is not None:
            wanted[model].add(key)
    found = {model: dict(known[model](keys=keys, network=network)) for model, keys in wanted.items()}
    sentences = {pk: found[model].get(key, "") for pk, (model, key) in abouts.items() if model is not None}
    return {pk: sentence for pk, sentence in sentences.items() if sentence}


def minutes_results(*, keys: set[int], network: Network) -> ItemResults:
    """Yield the status of each of these minutes."""
    rows = Minutes.objects.filter(meeting__network=network, pk__in=keys).select_related("meeting")
    for minutes in rows:
        values = {"number": minutes.meeting.number, "state": minutes.get_state_display()}
        yield minutes.pk, _("Minutes of meeting %(number)s: %(state)s.") % values


def action_results(*, keys: set[int], network: Network) -> ItemResults:
    """Yield the status of each of these action items."""
    for action in ActionItem.objects.filter(meeting__network=network, pk__in=keys):
        yield action.pk, f"{capfirst(_('action item'))}: {action.get_state_display()}."
