"""Treaties as they are registered: what uses one, or a kind of act, and therefore keeps it from being deleted."""

from collections.abc import Iterable

from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from evaluation.models import Criterion, Instrument, SeriesInstrument, TreatyAction, TreatyActKind


def uses_of_instrument(*, instrument: Instrument) -> list[str]:
    """Return one line for each use of the treaty: actions of states, and criteria that ask about it."""
    acts = TreatyAction.objects.filter(instrument=instrument).count()
    series = {*SeriesInstrument.objects.filter(instrument=instrument).values_list("series_id", flat=True)}
    series |= _asking_about(instrument.key)
    parts = (
        [ngettext("%(number)s action by a state", "%(number)s actions by states", acts) % {"number": acts}]
        if acts
        else []
    )
    return [*parts, *(_("criterion %(series)s") % {"series": one} for one in sorted(series))]


def uses_of_kind(*, kind: TreatyActKind) -> list[str]:
    """Return one line with the number of actions of this kind; empty if there are none."""
    acts = kind.actions.count()
    return (
        [ngettext("%(number)s action by a state", "%(number)s actions by states", acts) % {"number": acts}]
        if acts
        else []
    )


def find_treaty_named(*, names: Iterable[str], apart_from: Instrument | None = None) -> Instrument | None:
    """Return another treaty that has one of `names` in sources; None if there is none."""
    wanted = {normalize_name(name) for name in names}
    others = Instrument.objects.exclude(pk=apart_from.pk) if apart_from else Instrument.objects.all()
    return next((one for one in others if wanted & {normalize_name(name) for name in names_of(one)}), None)


def names_of(instrument: Instrument) -> tuple[str, ...]:
    """Return all names that files may use for the treaty."""
    return (instrument.key, instrument.symbol, *instrument.aliases)


def normalize_name(name: str) -> str:
    """Return the name in lower case with single spaces."""
    return " ".join(name.casefold().split())


def _asking_about(key: str) -> set[str]:
    asking = Criterion.objects.exclude(instruments=[]).values_list("series_id", "instruments")
    return {series_id for series_id, keys in asking if key in keys}
