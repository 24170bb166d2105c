"""Bodies of result pages are cached until something on them changes.

What is published or imported is in the key of a page. A manual change of a row (a title, a translation, a source)
increases the number of this part of the site, which is in every key too.
"""

from collections.abc import Callable

from django.db.models import Subquery
from django.utils.safestring import SafeString

from evaluation.bridges.library import library_models
from evaluation.models import (
    Criterion,
    CriterionTranslation,
    Cycle,
    ExternalObservation,
    Framework,
    FrameworkPatch,
    Instrument,
    InstrumentTranslation,
    Recommendation,
    RecommendationTranslation,
    SeriesSource,
    TreatyAction,
    TreatyActKind,
    TreatyActKindTranslation,
)
from networkapp.models import Delegation, Network, Subject, SubjectTranslation
from networkapp.pages import cache

PART = "evaluation"
SHOWN = (
    Criterion, CriterionTranslation, Cycle, ExternalObservation, Framework, FrameworkPatch, Instrument,
    InstrumentTranslation, Recommendation, RecommendationTranslation, SeriesSource, TreatyAction,
    TreatyActKind, TreatyActKindTranslation,
    Delegation, Network, Subject, SubjectTranslation,
)  # fmt: skip


def follow_changes() -> None:
    """Render the pages of results again whenever something that they show is saved or deleted."""
    cache.invalidate_on_change(PART, (*SHOWN, *library_models()))


def page_state() -> Subquery:
    """Return the generation of result pages as a subquery, to be read with a query that a page makes anyway."""
    return cache.generation_subquery(PART)


def cached_html(name: str, key: str, made: Callable[[], str]) -> SafeString:
    """Return the cached HTML in the active language; if there is none, call `made` and cache its result."""
    return cache.cached(PART, name, key, made)
