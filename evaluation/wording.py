"""The texts for actions and the people behind them, in the reader's language."""

from collections.abc import Mapping

from django.db.models import Q
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _

from evaluation.models import Assessment
from evaluation.values import Flag, NotScoredReason
from networkapp.models import Office, Seat

FLAG_LABELS = {
    Flag.E: gettext_lazy("Estimated"),
    Flag.P: gettext_lazy("Provisional"),
    Flag.B: gettext_lazy("Break in series"),
    Flag.D: gettext_lazy("Different definition"),
}
"""The flags that a country sets. Pooled years are part of the value in words."""
LEFT_OUT_WORDS = {
    NotScoredReason.SMALL_BASE: gettext_lazy("The base is below 5, so this answer is not scored."),
    NotScoredReason.EARLIER_YEARS: gettext_lazy(
        "The base is below 10, and adding earlier years would reveal fewer than 5 people, so this answer is not scored."
    ),
    NotScoredReason.FEW_PEOPLE: gettext_lazy(
        "This answer is about fewer than 5 people or would reveal such a number, so it is neither published nor scored."
    ),
    NotScoredReason.RANGE: gettext_lazy(
        "This answer is about fewer than 5 people, so only a range is published. A score uses the middle of the range."
    ),
    NotScoredReason.NO_CASES: gettext_lazy("There are no cases to count, so this answer is not scored."),
    NotScoredReason.NO_RECORD: gettext_lazy(
        "The treaty register has no record for a listed treaty, so this criterion is not scored."
    ),
}


def in_reader_language(texts: Mapping[str, str]) -> str:
    """Return the text of a requirement or option in the reader's language, or else in English."""
    return texts.get(get_language() or "en") or texts["en"]


def language_of(texts: Mapping[str, str]) -> str:
    """Return the language of the text that `in_reader_language` returns, for pronunciation and hyphenation."""
    language = get_language() or "en"
    return language if texts.get(language) else "en"


def seats_behind(assessment: Assessment, *, names: bool = True) -> dict[int, str]:
    """Return the people who work on `assessment`, by account: "assessment delegate, Sample country A"; also of ended
    seats.

    Three queries. The current seat comes before an ended one; a contributor is named, or, if no `names` are wanted,
    shown as somebody of a ministry.
    """
    seats = (
        Seat.objects.filter(
            Q(delegation=assessment.delegation_id) | Q(capacity="secretariat"), network=assessment.cycle.network_id
        )
        .select_related("delegation")
        .prefetch_related("offices")
        .order_by("ends_at", "pk")
    )
    words: dict[int, str] = {}
    for seat in sorted(seats, key=lambda seat: not seat.is_in_term):
        words.setdefault(seat.user_id, _seat_words(seat))
    for holder in assessment.section_holders.filter(user__isnull=False):
        words.setdefault(holder.user_id or 0, str(holder) if names else _("a ministry"))
    return words


def _seat_words(seat: Seat) -> str:
    # Not by get_office_display(), which reads every choice there is each time.
    offices = [str(Office(row.office).label) for row in seat.offices.all()]
    if not offices:
        return seat.label
    whose = seat.delegation.label if seat.delegation else seat.organisation
    return f"{offices[0]}, {whose}" if whose else offices[0]
