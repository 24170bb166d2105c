"""Looking whether sections still describe the law: whose task it is, and that somebody has done it."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import transaction
from django.db.models import BooleanField, CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from networkapp.errors import NotAllowed, Refused
from networkapp.handbooks.law.queries import REGISTER_CACHE, SectionLawStatus, law_status_of
from networkapp.handbooks.models import ChapterPage, HandbookPage, LawCheck, Section
from networkapp.handbooks.models.law_references import CitedLaw
from networkapp.handbooks.pages.queries import find_chapter, find_current_section
from networkapp.models import Network, Seat
from networkapp.models.translations import LocalText, MixedText, join_mixed
from networkapp.permissions import OF_A_DELEGATION, Action
from networkapp.registry import DeskItem
from networkapp.users import AnyUser, User


@dataclass(frozen=True, kw_only=True)
class SectionLawPage:
    """A section, its current legal status, and its reviews, in any language, last first."""

    section: Section
    state: SectionLawStatus
    checks: list[LawCheck]
    may_check: bool


def find_section_law(*, pk: int, user: AnyUser) -> SectionLawPage:
    """Return the law status and legal reviews of the section with this number; Http404 if `user` cannot read it."""
    section = find_current_section(pk=pk, user=user)
    section.page = find_chapter(pk=section.page_id, user=user)
    handbook = section.page.handbook
    state = law_status_of(
        named=section.law_named,
        register=REGISTER_CACHE.get(handbook.network_id),
        months=handbook.law_months,
        today=timezone.localdate(),
    )
    checks = LawCheck.objects.filter(section__in=_versions(section)).select_related("checked_by")
    may_check = _may_check(section, user)
    return SectionLawPage(section=section, state=state, checks=list(checks), may_check=may_check)


def _versions(section: Section) -> Any:
    """Return the section in all its languages."""
    return Section.objects.filter(block_id=section.block_id, page__translation_key=section.page.translation_key)


def _may_check(section: Section, user: AnyUser) -> bool:
    """Return whether `user` edits the handbook, or acts for the delegation responsible for the chapter."""
    network = section.page.handbook.network
    if network.allows(user, Action.EDIT_HANDBOOKS):
        return True
    keeper = section.page.kept_by_id
    return keeper is not None and (network.pk, keeper) in _represented_delegations(user)


def _represented_delegations(user: AnyUser) -> set[tuple[int, int]]:
    """Return network and delegation of each seat that acts for its delegation."""
    if not user.is_authenticated:
        return set()
    seats = Seat.objects.current().filter(user=user, capacity__in=OF_A_DELEGATION, delegation__isnull=False)
    return set(seats.values_list("network", "delegation"))


@transaction.atomic
def confirm_law(*, section: Section, parts: Collection[str], as_of: date, note: str, user: User) -> None:
    """Record that `user` has checked the law on this day: it is as the section says, in every language.

    `parts` are what was checked: "" for the section itself, a country for its note. Refused: `nothing_looked_at`,
    `not_yet` for a future date, `seen_since` if a part has a later date already. NotAllowed for people who are not
    responsible for it.
    """
    if not _may_check(section, user):
        raise NotAllowed
    named = section.law_named
    looked_at = [part for part in ("", *dict.fromkeys(box.country for box in named.boxes)) if part in parts]
    if not looked_at:
        raise Refused("nothing_looked_at", _("Select the parts you checked."))
    if as_of > timezone.localdate():
        raise Refused("not_yet", _("The date cannot be in the future."))
    if any(as_of < day for part, day in named.days().items() if part in looked_at):
        raise Refused("seen_since", _("The section already has a later law date. Enter that date or a later one."))
    for part in looked_at:
        LawCheck.objects.create(
            section=section,
            country=part,
            law_as_of=as_of,
            note=note.strip(),
            checked_by=user,
            checked_at=timezone.now(),
        )
    days = LawCheck.objects.days_of(section.page.translation_key)[section.block_id]
    for version in _versions(section).select_for_update(of=("self",)):
        law = version.law_named.after(days)
        version.law, version.law_as_of = law.as_json(), law.as_of
        version.save(update_fields=["law", "law_as_of"])


def sections_due_for_review(
    *, handbooks: Collection[HandbookPage]
) -> dict[int, list[tuple[Section, SectionLawStatus]]]:
    """Return by primary key of the chapter the published sections of these handbooks that need a legal review.

    Either it is stale, or a source has no date of reading, or nobody has decided yet whether there is any law.
    """
    if not handbooks:
        return {}
    inside = Q(*(("page__path__startswith", handbook.path) for handbook in handbooks), _connector=Q.OR)
    sections = Section.objects.current().filter(inside, page__live=True).select_related("page")
    sections = sections.only(
        *("page_id", "block_id", "law", "chapter_number", "position", "title"),
        *("page__path", "page__title", "page__number", "page__kept_by", "page__translation_key"),
    )
    today = timezone.localdate()
    found: dict[int, list[tuple[Section, SectionLawStatus]]] = {}
    for section in sections.order_by("page__path", "position"):
        handbook = next(each for each in handbooks if section.page.path.startswith(each.path))
        register = REGISTER_CACHE.get(handbook.network_id)
        named = CitedLaw.from_json(section.law)
        state = law_status_of(named=named, register=register, months=handbook.law_months, today=today)
        if state.needs_review or state.own.undecided:
            found.setdefault(section.page_id, []).append((section, state))
    return found


def desk_items(*, user: User) -> Iterable[DeskItem]:
    """Yield an item for each chapter that `user` has to review, and one for what they have to decide about it.

    A section is in one item: one review counts for all its languages. The original comes first.

    The first is the task of the delegation that keeps a chapter, where somebody sits for it; else of the network's
    editors, and with a translation of its translators, too. The second is the task of who publishes the original.
    """
    handbooks = list(_handbooks_maintained_by(user))
    waiting = sections_due_for_review(handbooks=handbooks)
    kept = any(section.page.kept_by_id for found in waiting.values() for section, _state in found)
    representatives = _representatives({handbook.network_id for handbook in handbooks}) if kept else {}
    listed: set[tuple[Any, Any]] = set()
    for handbook, chapter, found in _originals_first(waiting, handbooks):
        page = found[0][0].page
        undecided = [section for section, state in found if state.own.undecided]
        if undecided and handbook.published_by_her and not handbook.translated_from_id:
            yield _decision_item(chapter, undecided)
        found = [each for each in found if each[1].needs_review and _in_any_language(each[0]) not in listed]
        if not found:
            continue
        holders = representatives.get((handbook.network_id, page.kept_by_id or 0), ())
        editing = handbook.edited if handbook.translated_from_id else handbook.published_by_her
        if user.pk in holders or (not holders and editing):
            listed |= {_in_any_language(section) for section, _state in found}
            yield _review_item(chapter, found)


def _originals_first(
    waiting: dict[int, list[tuple[Section, SectionLawStatus]]], handbooks: Collection[Any]
) -> list[tuple[Any, int, list[tuple[Section, SectionLawStatus]]]]:
    """Return handbook, chapter and sections of each chapter, those of translations after all others."""
    found = [
        (next(each for each in handbooks if sections[0][0].page.path.startswith(each.path)), chapter, sections)
        for chapter, sections in waiting.items()
    ]
    return sorted(found, key=lambda each: bool(each[0].translated_from_id))


def _in_any_language(section: Section) -> tuple[Any, Any]:
    """Return what a section has in common with its translations."""
    return section.page.translation_key, section.block_id


def _handbooks_maintained_by(user: User) -> QuerySet[Any]:
    """Return the handbooks that the person edits (as `edited`; `published_by_her` if they publish), or of which they
    manage a chapter."""
    edited, published = (
        Q(network__in=Network.objects.where(user, may=may).order_by().values("pk"))
        for may in (Action.EDIT_HANDBOOKS, Action.PUBLISH_HANDBOOKS)
    )
    seats = Seat.objects.current().filter(user=user, capacity__in=OF_A_DELEGATION)
    keeping = seats.filter(delegation=OuterRef("kept_by"), network=OuterRef(OuterRef("network")))
    here = ExpressionWrapper(OuterRef("path"), CharField())
    kept = ChapterPage.objects.live().alias(around=here).filter(Exists(keeping), path__startswith=F("around"))
    found = HandbookPage.objects.live().annotate(
        edited=ExpressionWrapper(edited, BooleanField()), published_by_her=ExpressionWrapper(published, BooleanField())
    )
    looked_after: QuerySet[Any] = found.filter(edited | Q(Exists(kept))).order_by("pk")
    return looked_after


def _representatives(networks: Collection[int]) -> dict[tuple[int, int], set[int]]:
    """Return by network and delegation the people who act for it today; all by primary key."""
    seats = Seat.objects.current().filter(network__in=networks, capacity__in=OF_A_DELEGATION)
    found: dict[tuple[int, int], set[int]] = {}
    for network, delegation, user in seats.filter(delegation__isnull=False).values_list(
        "network", "delegation", "user"
    ):
        found.setdefault((network, delegation), set()).add(user)
    return found


def _section_list(words: str, sections: list[Section]) -> MixedText:
    numbers = ", ".join(section.number for section in sections)
    return join_mixed(LocalText(sections[0].page.title, ""), f"{words}: {numbers}")


def _decision_item(chapter: int, sections: list[Section]) -> DeskItem:
    words = ngettext("%(n)s section", "%(n)s sections", len(sections)) % {"n": len(sections)}
    return DeskItem(
        title=_("Decide whether chapter %(number)s has legal content") % {"number": sections[0].chapter_number},
        detail=_section_list(words, sections),
        email_title=_("Decide whether a handbook chapter has legal content"),
        url=reverse("wagtailadmin_pages:edit", args=[chapter]),
        key=f"law-undecided-{chapter}",
    )


def _review_item(chapter: int, found: list[tuple[Section, SectionLawStatus]]) -> DeskItem:
    section, _state = found[0]
    due = [part.check_by for _section, state in found for part in state.stale_parts if part.overdue and part.check_by]
    words = ngettext("%(n)s section", "%(n)s sections", len(found)) % {"n": len(found)}
    return DeskItem(
        title=_("Review the law in chapter %(number)s") % {"number": section.chapter_number},
        detail=_section_list(words, [one for one, _state in found]),
        email_title=_("Review the law in a handbook chapter"),
        url=reverse("networkapp:section_law", args=[section.pk]),
        deadline=timezone.make_aware(datetime.combine(min(due), time.max)) if due else None,
        key=f"law-{chapter}",
    )
