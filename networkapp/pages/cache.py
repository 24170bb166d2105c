"""Content that is the same for several readers is cached until something on it changes.

Each part of the site has a number in its cache keys. It rises, after commit, whenever a row that its pages show is
saved or deleted. `CACHE_SECONDS` is for changes that bypass this.
"""

from collections.abc import Callable, Iterable
from functools import partial
from time import monotonic
from typing import Any

from django.core.cache import cache
from django.db import DEFAULT_DB_ALIAS, connections, transaction
from django.db.models import F, Model, Subquery
from django.db.models.signals import post_delete, post_save
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language

from networkapp.conf import setting
from networkapp.models import PageState

CACHE_SECONDS = 3600
HANDBOOKS = "handbooks"
"""The part of the site with handbooks: other apps, too, name models that its pages show."""
SECONDS_KNOWN = 1.0
_known: dict[str, tuple[float, int]] = {}


def invalidate_on_change(part: str, shown: Iterable[type[Model]]) -> None:
    """Render the pages of `part` again whenever an object of these models is saved or deleted."""
    for model in shown:
        for signal in (post_save, post_delete):
            changed = partial(invalidate, part)
            signal.connect(changed, sender=model, weak=False, dispatch_uid=f"{part} shows {model._meta.label}")


def invalidate(part: str, using: str = DEFAULT_DB_ALIAS, **others: Any) -> None:
    """Discard the cached parts of pages of `part` after the transaction, once for all changes in it."""
    waiting = [called[1] for called in connections[using].run_on_commit]
    if not any(isinstance(act, _RaiseGeneration) and act.part == part for act in waiting):
        transaction.on_commit(_RaiseGeneration(part), using=using)


def generation_subquery(part: str) -> Subquery:
    """Return the generation of `part` as a subquery, to be read with a query that a page makes anyway."""
    return Subquery(PageState.objects.filter(part=part).order_by("pk").values("number")[:1])


def generation_of(part: str) -> int:
    """Return the generation of `part`, at most a second old; changes of this process are known immediately."""
    read_at, number = _known.get(part, (0.0, 0))
    if not read_at or monotonic() - read_at > SECONDS_KNOWN:
        read_at = monotonic()
        number = PageState.objects.filter(part=part).values_list("number", flat=True).first() or 0
        _known[part] = (read_at, number)
    return number


def cached(part: str, name: str, key: str, made: Callable[[], str]) -> SafeString:
    """Return the cached text in the active language; if there is none, call `made` and cache its result."""
    place = f"{part}.{name}.{key}.{get_language()}"
    body: str | None = cache.get(place)
    if body is None:
        body = made()
        cache.set(place, body, CACHE_SECONDS)
    return mark_safe(body)


class _RaiseGeneration:
    """Called once a transaction is through."""

    def __init__(self, part: str) -> None:
        self.part = part

    def __call__(self) -> None:
        _known.pop(self.part, None)
        if not PageState.objects.filter(part=self.part).update(number=F("number") + 1):
            PageState.objects.get_or_create(part=self.part, defaults={"number": 1})
        _known.pop(self.part, None)


class CachedParts:
    """The parts of one page that all its readers share, kept together: asked for once and written once."""

    def __init__(self, key: str) -> None:
        """Use this cache key, which contains the state of the texts; without a key, nothing is cached."""
        self.key = f"{key}.{get_language()}" if key and setting("KEEP_SECONDS") else ""
        self.parts: dict[str, str] = dict(cache.get(self.key) or {}) if self.key else {}
        self.is_whole = True

    def part(self, name: str, made: Callable[[], str]) -> SafeString:
        """Return the cached part with this name; if there is none, call `made`."""
        if not self.key:
            return mark_safe(made())
        if name not in self.parts:
            self.parts[name] = made()
            self.is_whole = False
        return mark_safe(self.parts[name])

    def keep(self) -> None:
        """Cache the new parts for the next reader."""
        if not self.is_whole:
            cache.set(self.key, self.parts, setting("KEEP_SECONDS"))
