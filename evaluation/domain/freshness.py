"""Bodies of result pages are made once for all who may read the same, and kept until something on them changes.

What is published or taken over is in the key of a page. What is changed by hand in a row (a title, a translation, a
source) raises the number in `PageState` once the transaction is through, which is in every key too; `KEPT_SECONDS` is
for what is changed behind both.
"""

from collections.abc import Callable
from typing import Any

from django.core.cache import cache
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import F, Subquery
from django.db.models.signals import post_delete, post_save
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from evaluation.models import (
    Criterion,
    CriterionTranslation,
    Cycle,
    ExternalObservation,
    Framework,
    FrameworkPatch,
    Instrument,
    InstrumentTranslation,
    PageState,
    Recommendation,
    RecommendationTranslation,
    SeriesSource,
    TreatyAction,
)
from networkapp.models import (
    Delegation,
    Network,
    Organisation,
    OrganisationTranslation,
    Subject,
    SubjectTranslation,
)

KEPT_SECONDS = 3600
SHOWN = (
    Criterion, CriterionTranslation, Cycle, ExternalObservation, Framework, FrameworkPatch, Instrument,
    InstrumentTranslation, Recommendation, RecommendationTranslation, SeriesSource, TreatyAction,
    Delegation, Network, Organisation, OrganisationTranslation, Subject, SubjectTranslation,
)  # fmt: skip


def follow_changes() -> None:
    """From now on whatever is saved or deleted of what pages show makes them anew."""
    for model in SHOWN:
        for signal in (post_save, post_delete):
            signal.connect(_changed, sender=model, dispatch_uid=f"result pages show {model.__name__}")


def page_state() -> Subquery:
    """The number to be read along with a query that a page makes anyway."""
    return Subquery(PageState.objects.order_by("pk").values("number")[:1])


def kept(name: str, key: str, made: Callable[[], str]) -> SafeString:
    """What `made` gives in the language of this moment, made only where it is not kept under this name and key."""
    place = f"evaluation.{name}.{key}.{get_language()}"
    body: str | None = cache.get(place)
    if body is None:
        body = made()
        cache.set(place, body, KEPT_SECONDS)
    return mark_safe(body)


def _changed(sender: Any, using: str = DEFAULT_DB_ALIAS, **others: Any) -> None:
    """The number rises after the transaction, once however much it changed."""
    waiting = [called[1] for called in connections[using].run_on_commit]
    if _raise_number not in waiting:
        transaction.on_commit(_raise_number, using=using)


def _raise_number() -> None:
    if not PageState.objects.update(number=F("number") + 1):
        PageState.objects.get_or_create(pk=1, defaults={"number": 1})
