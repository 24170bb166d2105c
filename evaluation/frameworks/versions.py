"""Start a new version of a framework with the same series, and compare two versions."""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.frameworks.adopting import criteria_in_full, require_unaltered
from evaluation.frameworks.agreement_texts import Fields, fields_of
from evaluation.frameworks.agreement_texts_shown import CriterionTextChange, text_changes
from evaluation.models import (
    Criterion,
    CriterionTranslation,
    Framework,
    FrameworkStatus,
    FrameworkStep,
    Recommendation,
    RecommendationTranslation,
)
from evaluation.permissions import ALLOWED, Action
from evaluation.scoring import series_order
from networkapp.errors import NotAllowed, Refused
from networkapp.events import record
from networkapp.models import Network
from networkapp.models.networks import networks_allowing
from networkapp.users import AnyUser, User

VERSION = re.compile(r"[0-9A-Za-z][0-9A-Za-z.-]{0,19}")


def networks_managed_by(user: AnyUser) -> QuerySet[Network]:
    """Return the networks for which `user` can start a version of criteria."""
    return Network.objects.filter(networks_allowing(user, ALLOWED[Action.KEEP_FRAMEWORK])).order_by("name")


def start_version(
    *,
    previous: Framework,
    network: Network,
    version: str,
    title: str,
    first_year: int,
    user: User,
    at: datetime | None = None,
) -> Framework:
    """Create a draft in `network` with everything that `previous` asks: the same series, recommendations and
    translations.

    Refuses (NotAllowed) people who do not manage the frameworks of `network`; (Refused) a previous one that is not
    adopted or was altered, a version that exists or cannot be in an address, a draft after the same one that is not
    adopted yet, and a year before those of the previous one.
    """
    if not networks_managed_by(user).filter(pk=network.pk).exists():
        raise NotAllowed(Action.KEEP_FRAMEWORK)
    with transaction.atomic():
        Network.objects.select_for_update().get(pk=network.pk)
        require_unaltered(previous)
        _require_valid_succession(previous, network, version, title, first_year)
        draft = Framework.objects.create(
            network=network,
            previous=previous,
            title=title.strip(),
            version=version,
            first_year=first_year,
            without_essential=previous.without_essential,
        )
        _copy(previous, draft)
        _save_draft(draft, user, at)
    return draft


def start_first_version(
    *,
    network: Network,
    version: str,
    title: str,
    first_year: int,
    recommendations: Sequence[tuple[str, str]],
    user: User,
    at: datetime | None = None,
) -> Framework:
    """Create the first draft of `network` with these recommendations (title, text), numbered from 1, and no criterion.

    Refuses (NotAllowed) people who do not manage the frameworks of `network`; (Refused) no recommendation, a version
    that exists or cannot be in an address, and a network that has criteria already.
    """
    if not networks_managed_by(user).filter(pk=network.pk).exists():
        raise NotAllowed(Action.KEEP_FRAMEWORK)
    with transaction.atomic():
        Network.objects.select_for_update().get(pk=network.pk)
        _require_name(version, title)
        if network.frameworks.exists():
            words = _("This network already has criteria. Start a new version from the page of the adopted criteria.")
            raise Refused("not_the_first", words, field="network")
        if not recommendations:
            words = _("Enter the recommendations that the criteria will belong to.")
            raise Refused("recommendations_needed", words, field="recommendations")
        draft = Framework.objects.create(network=network, title=title.strip(), version=version, first_year=first_year)
        Recommendation.objects.bulk_create(
            Recommendation(framework=draft, code=code, title=title, text=text)
            for code, (title, text) in enumerate(recommendations, 1)
        )
        _save_draft(draft, user, at)
    return draft


@dataclass(frozen=True, kw_only=True)
class ChangedCriterion:
    """One criterion that both versions ask, with what changed in it. `breaks`: it does not go on from before."""

    criterion: Criterion
    changes: Sequence[CriterionTextChange]
    is_new_version: bool

    @property
    def breaks(self) -> bool:
        return self.is_new_version and not self.criterion.compatible_with_previous


@dataclass(frozen=True, kw_only=True)
class RecommendationChanges:
    """The changes in one recommendation between two versions of criteria."""

    recommendation: Recommendation
    wording: Sequence[CriterionTextChange]
    added: Sequence[Criterion]
    removed: Sequence[Criterion]
    changed: Sequence[ChangedCriterion]
    unchanged: int

    @property
    def is_changed(self) -> bool:
        return bool(self.wording or self.added or self.removed or self.changed)


def version_changes(framework: Framework) -> list[RecommendationChanges]:
    """Return the changes from the previous version to `framework`, by recommendation; empty for a first version.

    Texts are those of the original language.
    """
    if framework.previous_id is None:
        return []
    both = criteria_in_full(Framework.objects.filter(pk__in=(framework.pk, framework.previous_id)))
    found = {one.pk: {row.code: row for row in one.recommendations.all()} for one in both}
    before, after = found[framework.previous_id], found[framework.pk]
    return [_recommendation_changes(before.get(code), after.get(code)) for code in sorted({*before, *after})]


def _recommendation_changes(before: Recommendation | None, after: Recommendation | None) -> RecommendationChanges:
    shown = after or before
    assert shown is not None
    old, new = _by_series(before), _by_series(after)
    pairs = [(old[series], new[series]) for series in new if series in old]
    changed = [found for pair in pairs if (found := _changed(*pair)) is not None]
    return RecommendationChanges(
        recommendation=shown,
        wording=text_changes(_words(before), _words(after)),
        added=[new[series] for series in new if series not in old],
        removed=[old[series] for series in old if series not in new],
        changed=changed,
        unchanged=len(pairs) - len(changed),
    )


def _by_series(recommendation: Recommendation | None) -> Mapping[str, Criterion]:
    rows: Iterable[Criterion] = recommendation.criteria.all() if recommendation else ()
    return {row.series_id: row for row in sorted(rows, key=lambda row: series_order(row.series_id))}


def _words(recommendation: Recommendation | None) -> Fields:
    return {"title": recommendation.title, "text": recommendation.text} if recommendation else {"title": "", "text": ""}


def _changed(before: Criterion, after: Criterion) -> ChangedCriterion | None:
    found = text_changes(fields_of(before), fields_of(after))
    is_new = after.version != before.version
    return ChangedCriterion(criterion=after, changes=found, is_new_version=is_new) if found or is_new else None


def _save_draft(draft: Framework, user: User, at: datetime | None) -> None:
    FrameworkStep.objects.create(
        framework=draft, after=FrameworkStatus.DRAFT, taken_at=at or timezone.now(), taken_by=user
    )
    record(draft.network, "framework.started", {"framework": draft.pk, "version": draft.version}, actor=user)


def _require_name(version: str, title: str) -> None:
    if not VERSION.fullmatch(version):
        words = _("Use up to 20 letters, digits, full stops and hyphens.")
        raise Refused("version_unusable", words, field="version")
    if Framework.objects.filter(version=version).exists():
        raise Refused("version_taken", _("This version name is already used. Choose another."), field="version")
    if not title.strip():
        raise Refused("title_needed", _("Enter a title."), field="title")


def _require_valid_succession(previous: Framework, network: Network, version: str, title: str, first_year: int) -> None:
    _require_name(version, title)
    if first_year < previous.first_year:
        raise Refused(
            "too_early", _("Choose a first year after the previous version’s first year."), field="first_year"
        )
    left = Framework.objects.filter(previous=previous, network=network).exclude(status=FrameworkStatus.ADOPTED).first()
    if left is not None:
        raise Refused("draft_exists", _("Version %s is already in draft.") % left.version)


def _copy(previous: Framework, draft: Framework) -> None:
    (whole,) = criteria_in_full(Framework.objects.filter(pk=previous.pk))
    for recommendation in whole.recommendations.all():
        texts, criteria = list(recommendation.translations.all()), list(recommendation.criteria.all())
        copied = _unsaved_copy(recommendation, framework=draft)
        copied.save()
        RecommendationTranslation.objects.bulk_create(_unsaved_copy(text, source=copied) for text in texts)
        rows = Criterion.objects.bulk_create(
            _unsaved_copy(criterion, recommendation=copied, scored_from=_first_scored_year(criterion, draft))
            for criterion in criteria
        )
        CriterionTranslation.objects.bulk_create(
            _unsaved_copy(text, source=row)
            for row, criterion in zip(rows, criteria, strict=True)
            for text in criterion.translations.all()
        )


def _unsaved_copy(row: Any, **changed: Any) -> Any:
    """Return a copy of the row, not yet saved, without a key of its own."""
    values = {
        field.attname: getattr(row, field.attname) for field in row._meta.concrete_fields if not field.primary_key
    }
    for name in changed:
        values.pop(row._meta.get_field(name).attname)
    return type(row)(**values, **changed)


def _first_scored_year(criterion: Criterion, draft: Framework) -> int | None:
    """Return the first year in which it is scored, where the new version has shadow years left before it."""
    year = criterion.scored_from
    return year if year is not None and year > draft.first_year else None
