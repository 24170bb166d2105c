"""The burden meter: minutes of work at the form, and questions that prefill saved; by country, never by person."""

from collections.abc import Iterable
from dataclasses import dataclass
from statistics import median

from django.core.cache import cache
from django.db import transaction
from django.db.models import Count, F
from django.utils.crypto import salted_hmac

from evaluation.models import ANSWERING_STAGES, AnswerRevision, Assessment, Burden
from evaluation.permissions import Action
from networkapp.errors import NotAllowed
from networkapp.users import User

MINUTE = 60
"""Seconds within which one person's work on one assessment counts once, by the clock of the server."""
MIN_COUNTRIES = 3
"""For fewer countries no sum is shown, because it would reveal one of them."""


@dataclass(frozen=True, kw_only=True)
class Effort:
    """The effort of one country: minutes at the form, and how many answers began with known values."""

    minutes: int
    prefilled: int

    @property
    def hours(self) -> int:
        return self.minutes // 60

    @property
    def rest(self) -> int:
        return self.minutes % 60


@dataclass(frozen=True, kw_only=True)
class CycleEffort:
    """The number of countries in a cycle (primary key): the sum and median of their minutes, and prefilled answers."""

    cycle: int
    countries: int
    total: int
    middle: float
    prefilled: int


def record_minute(*, assessment: Assessment, user: User) -> bool:
    """Count one more minute spent on `assessment`; return whether it was counted.

    At most one per person within any minute of the server's clock, however often and from however many pages it is
    reported; the mark for this lives for this minute in the cache, under a name that cannot be reversed, and is stored
    nowhere. Nothing is counted once the country no longer answers. Refused (NotAllowed) for people who may not answer
    it.
    """
    if not (assessment.allows(user, Action.ANSWER) or assessment.allows(user, Action.WORK_ON_SECTION)):
        raise NotAllowed(Action.ANSWER)
    if assessment.stage not in ANSWERING_STAGES or not cache.add(_minute_cache_key(assessment, user), True, MINUTE):
        return False
    with transaction.atomic():
        burden, _made = Burden.objects.get_or_create(assessment=assessment)
        Burden.objects.filter(pk=burden.pk).update(minutes=F("minutes") + 1)
    return True


def effort_of(assessment: Assessment) -> Effort:
    """Return the minutes that `assessment` has cost its country and the number of prefilled answers; two queries."""
    minutes = Burden.objects.filter(assessment=assessment).values_list("minutes", flat=True).first()
    return Effort(minutes=minutes or 0, prefilled=_prefilled_counts([assessment.pk]).get(assessment.pk, 0))


def efforts_by_cycle(assessments: Iterable[Assessment]) -> list[CycleEffort]:
    """Return their minutes, by cycle, of countries that have worked on theirs, if there are three; two queries."""
    cycles = {assessment.pk: assessment.cycle_id for assessment in assessments}
    worked = dict(Burden.objects.filter(assessment__in=cycles, minutes__gt=0).values_list("assessment", "minutes"))
    prefilled = _prefilled_counts(worked)
    found = []
    for cycle in dict.fromkeys(cycles.values()):
        hers = [pk for pk in worked if cycles[pk] == cycle]
        minutes = [worked[pk] for pk in hers]
        if len(hers) >= MIN_COUNTRIES:
            total, saved = sum(minutes), sum(prefilled.get(pk, 0) for pk in hers)
            middle = median(minutes)
            found.append(CycleEffort(cycle=cycle, countries=len(hers), total=total, middle=middle, prefilled=saved))
    return found


def _prefilled_counts(assessments: Iterable[int]) -> dict[int, int]:
    rows = (
        AnswerRevision.objects.filter(answer__assessment__in=list(assessments), via=AnswerRevision.Via.PREFILL)
        .order_by()
        .values_list("answer__assessment")
        .annotate(answers=Count("answer", distinct=True))
    )
    return dict(rows)


def _minute_cache_key(assessment: Assessment, user: User) -> str:
    return "evaluation.minute." + salted_hmac("evaluation.burden", f"{assessment.pk}.{user.pk}").hexdigest()
