"""Corrections of an adopted framework, each on record beside the text: spelling, translations, and which criteria count
persons. Never the meaning."""

import re
from collections import Counter
from datetime import datetime
from difflib import SequenceMatcher

from django.conf import settings
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.frameworks.adopting import require_unaltered
from evaluation.frameworks.content_hash import ATTRIBUTE, MARK, MARKED
from evaluation.frameworks.transitions import locked_framework
from evaluation.models import Criterion, CriterionWords, Framework, FrameworkPatch, Recommendation
from evaluation.permissions import Action
from networkapp.errors import Refused
from networkapp.events import record
from networkapp.users import User

TRANSLATED = ("title", "text")
OF_A_CRITERION = (*TRANSLATED, *(field.name for field in CriterionWords._meta.local_fields))
ORIGINAL = "en"
MOST_SHARE, MOST_LETTERS = 0.15, 3
LONGEST = 4_000
Target = Recommendation | Criterion


def text_places(target: Target) -> list[str]:
    """Return which texts can be corrected: names of fields, and "attribute <key>" for requirements and options."""
    written = [name for name in _fields(target) if getattr(target, name)]
    if isinstance(target, Recommendation):
        return written
    return [*written, *(f"{ATTRIBUTE}{key}" for key in _items(target))]


def text_at(target: Target, place: str, language: str = "") -> str:
    """Return the current text; empty if there is no translation yet. Refuses a place that does not exist."""
    if place not in text_places(target):
        raise Refused("no_such_text", _("The text does not exist."), field="place")
    if language and language not in translation_languages():
        raise Refused("no_such_language", _("Choose a language."), field="language")
    if place.startswith(ATTRIBUTE) and isinstance(target, Criterion):
        return str(_items(target)[place.removeprefix(ATTRIBUTE)].get(language or ORIGINAL, ""))
    if not language:
        return str(getattr(target, place))
    found = next((one for one in target.translations.all() if one.language == language), None)
    return str(getattr(found, place)) if found else ""


def translation_languages() -> list[str]:
    """Return the codes of the languages into which criteria are translated."""
    return [code for code, _name in settings.LANGUAGES if code != ORIGINAL]


def find_target(framework: Framework, code: int, series_id: str = "") -> Target | None:
    """Return the recommendation of this number, or its criterion of this series; None if there is none."""
    recommendation = framework.recommendations.filter(code=code).first()
    if recommendation is None or not series_id:
        return recommendation
    return recommendation.criteria.select_related("recommendation").filter(series_id=series_id).first()


def correct_text(
    *,
    framework: Framework,
    target: Target,
    place: str,
    text: str,
    note: str,
    user: User,
    language: str = "",
    at: datetime | None = None,
) -> FrameworkPatch:
    """Correct the text, with a note beside it that everybody sees; the content hash stays.

    Without a `language` it is the original, of which only the spelling may change. Refuses (NotAllowed) people who do
    not manage the framework; (Refused) one that is not adopted or was altered, no note, a correction that changes
    nothing, and an original that changes a number or more than a few characters: that is a new version.
    """
    with transaction.atomic():
        adopted = locked_framework(framework)
        adopted.require(user, Action.KEEP_FRAMEWORK)
        require_unaltered(adopted)
        new, old = text.strip(), text_at(target, place, language)
        _require_correction(old, new, note, is_original=not language, longest=_max_length(target, place))
        series_id = target.series_id if isinstance(target, Criterion) else ""
        code = target.recommendation.code if isinstance(target, Criterion) else target.code
        _write(target, place, language, new)
        patch = FrameworkPatch.objects.create(
            framework=adopted,
            recommendation_code=code,
            series_id=series_id,
            place=place,
            language=language,
            old=old,
            new=new,
            note=note.strip(),
            made_at=at or timezone.now(),
            made_by=user,
        )
        require_unaltered(adopted)
        record(adopted.network, "framework.corrected", {"framework": adopted.pk, "patch": patch.pk}, actor=user)
    return patch


def mark_as_counting_persons(
    *, criterion: Criterion, note: str, user: User, at: datetime | None = None
) -> FrameworkPatch:
    """Mark a criterion of an adopted framework, so that its numbers of 1 to 4 are withheld; the content hash stays.

    It protects people and changes neither question nor scale, so it waits for no new version. `user` is None where the
    set-up of a site does it. Refuses (NotAllowed) who does not keep the framework; (Refused) one that is not adopted or
    was altered, a criterion that is marked, and no note.
    """
    with transaction.atomic():
        adopted = locked_framework(criterion.recommendation.framework)
        if user is not None:
            adopted.require(user, Action.KEEP_FRAMEWORK)
        require_unaltered(adopted)
        if criterion.about_persons:
            raise Refused("nothing_changed", _("This criterion is already marked as counting people."))
        if not note.strip():
            raise Refused(
                "note_needed", _("Describe the correction. Everyone who can see the text sees this note."), field="note"
            )
        criterion.about_persons = True
        criterion.save(update_fields=[MARK])
        patch = FrameworkPatch.objects.create(
            framework=adopted,
            recommendation_code=criterion.recommendation.code,
            series_id=criterion.series_id,
            place=MARK,
            old=MARKED[False],
            new=MARKED[True],
            note=note.strip(),
            made_at=at or timezone.now(),
            made_by=user,
        )
        require_unaltered(adopted)
        record(adopted.network, "framework.corrected", {"framework": adopted.pk, "patch": patch.pk}, actor=user)
    return patch


def _fields(target: Target) -> tuple[str, ...]:
    return TRANSLATED if isinstance(target, Recommendation) else OF_A_CRITERION


def _max_length(target: Target, place: str) -> int:
    """Return the maximum number of characters of the text, in every language."""
    if place.startswith(ATTRIBUTE):
        return LONGEST
    length: int | None = getattr(target._meta.get_field(place), "max_length", None)
    return length or LONGEST


def _items(criterion: Criterion) -> dict[str, dict[str, str]]:
    return {item["key"]: item for item in [*(one for level in criterion.levels for one in level), *criterion.options]}


def _require_correction(old: str, new: str, note: str, *, is_original: bool, longest: int) -> None:
    if not note.strip():
        raise Refused(
            "note_needed", _("Describe the correction. Everyone who can see the text sees this note."), field="note"
        )
    if new == old or not new:
        raise Refused("nothing_changed", _("Change the text first."), field="text")
    if len(new) > longest:
        raise Refused("too_long", _("The text is too long. Shorten it."), field="text")
    if is_original and not _is_spelling(old, new):
        words = _("You can correct only spelling here. To change the meaning, start a new version.")
        raise Refused("more_than_spelling", words, field="text")


def _is_spelling(old: str, new: str) -> bool:
    """Return whether both contain the same numbers, and few characters differ."""
    if Counter(re.findall(r"\d+", old)) != Counter(re.findall(r"\d+", new)):
        return False
    kept = sum(block.size for block in SequenceMatcher(None, old, new, autojunk=False).get_matching_blocks())
    longest = max(len(old), len(new))
    return longest - kept <= max(MOST_LETTERS, int(longest * MOST_SHARE))


def _write(target: Target, place: str, language: str, new: str) -> None:
    if place.startswith(ATTRIBUTE) and isinstance(target, Criterion):
        _items(target)[place.removeprefix(ATTRIBUTE)][language or ORIGINAL] = new
        target.save(update_fields=["levels", "options"])
    elif language:
        target.translations.update_or_create(
            language=language, defaults={place: new, "source_hash": target.source_hash}
        )
    else:
        before = target.source_hash
        setattr(target, place, new)
        target.save(update_fields=[place])
        # Translations of the misspelt text are translations of this one.
        target.translations.filter(source_hash=before).update(source_hash=target.source_hash)
