"""Drafts of handbooks that were submitted for review: on whose desk they are until when, and what is decided."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from typing import Any, Literal

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import CharField, Exists, ExpressionWrapper, F, OuterRef, Q, QuerySet
from django.db.models.functions import Cast
from django.http import Http404
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from wagtail.models import Page, TaskState, WorkflowState

from networkapp.errors import NotAllowed, Refused
from networkapp.handbooks.models import ChapterPage, HandbookPage, HandbookReview
from networkapp.handbooks.models.pages import readable_sections
from networkapp.handbooks.models.section_views import WrittenSection
from networkapp.handbooks.pages.plain_text import plain_text
from networkapp.handbooks.reviews.comments import DraftComment, open_comments
from networkapp.models.translations import LocalText, format_mixed
from networkapp.permissions import Action
from networkapp.registry import DeskItem
from networkapp.text.diff import Segment, differences
from networkapp.text.passages import without_block_keys
from networkapp.users import AnyUser, User

MAX_COMPARED_WORDS = 20_000
"""Longer texts are reported as different as a whole."""


@dataclass(frozen=True, kw_only=True)
class ReviewedSection:
    """A section of the draft beside the one that is published; `written` is None for one that the draft leaves out."""

    state: Literal["new", "changed", "same", "gone"]
    number: str
    title: Sequence[Segment]
    words: Sequence[Segment] = ()
    written: WrittenSection | None = None


@dataclass(frozen=True, kw_only=True)
class DraftReview:
    """A submitted draft. `revision` names what is read here; `may_decide` is whether its reader decides."""

    state: TaskState
    page: Page
    handbook: HandbookPage
    due_at: datetime
    revision: int
    may_decide: bool
    title: Sequence[Segment] = ()
    sections: list[ReviewedSection] = field(default_factory=list)
    remarks: list[DraftComment] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        return bool(self.state.status == TaskState.STATUS_IN_PROGRESS)

    @property
    def differs(self) -> bool:
        """Return whether the title or a section differs from what is published."""
        return bool(self.title) or any(section.state != "same" for section in self.sections)


def find_review(*, pk: int, user: AnyUser) -> DraftReview:
    """Return the draft with this number, as it is now; 404 for people who do not edit the handbooks of its network."""
    states = TaskState.objects.filter(pk=pk, task__in=HandbookReview.objects.values("pk"))
    state = states.select_related("workflow_state__requested_by", "finished_by", "task", "revision").first()
    published = Page.objects.filter(pk=state.workflow_state.object_id).first() if state else None
    handbook = (
        HandbookPage.objects.around(published)
        .where(user, may=Action.EDIT_HANDBOOKS)
        .select_related("network", "locale")
        .first()
        if published
        else None
    )
    if state is None or published is None or handbook is None:
        raise Http404
    # What is approved is the newest revision, as Wagtail publishes it; what was decided stays as it was read.
    newest = published.latest_revision if state.status == TaskState.STATUS_IN_PROGRESS else state.revision
    draft = newest.as_object()
    sections = list(_compare_sections(published.specific, draft, user)) if isinstance(draft, ChapterPage) else []
    numbers = {section.written.block_id: section.number for section in sections if section.written}
    return DraftReview(
        state=state,
        page=draft,
        handbook=handbook,
        due_at=_due_at(state, state.task.specific),
        revision=newest.pk,
        may_decide=_may_decide(state, handbook, user),
        title=differences(published.title, draft.title) if published.title != draft.title else (),
        sections=sections,
        remarks=open_comments(page=published, numbers=numbers),
    )


def _due_at(state: TaskState, task: HandbookReview) -> datetime:
    due: datetime = state.started_at + timedelta(days=task.days)
    return due


def _may_decide(state: TaskState, handbook: HandbookPage, user: AnyUser) -> bool:
    """Return whether `user` can decide: a group of the step, as in Wagtail, and a current seat allow it."""
    in_group: bool = HandbookReview.objects.filter(pk=state.task_id, groups__user=user.pk).exists()
    return in_group and handbook.network.allows(user, Action.PUBLISH_HANDBOOKS)


def _compare_sections(published: ChapterPage, draft: ChapterPage, user: AnyUser) -> Iterator[ReviewedSection]:
    before = {block.id: block for block in published.sections} if published.live else {}
    numbers = {block.id: f"{published.number}.{place}" for place, block in enumerate(published.sections, start=1)}
    for written in draft.written_sections(known=readable_sections(user)):
        was = before.pop(written.block_id, None)
        title, text = written.value["title"], plain_text(written.value)
        if was is None:
            added = (Segment("added", text),)
            yield ReviewedSection(
                state="new", number=written.number, title=(Segment("equal", title),), words=added, written=written
            )
            continue
        before_it = replace(written, whole=partial(getattr, was, "value"), number=numbers[written.block_id])
        changed = _visible_content(before_it) != _visible_content(replace(written, number=numbers[written.block_id]))
        yield ReviewedSection(
            state="changed" if changed else "same",
            number=written.number,
            title=differences(was.value["title"], title),
            words=_word_changes(plain_text(was.value), text),
            written=written,
        )
    for block in before.values():
        title = (Segment("removed", block.value["title"]),)
        yield ReviewedSection(state="gone", number=numbers[block.id], title=title)


def _visible_content(written: WrittenSection) -> tuple[Any, ...]:
    """Return the visible content of a section, without the paragraph keys of Wagtail's editor."""
    html = render_to_string("networkapp/handbooks/section_text.html", {"section": written})
    value = written.value
    return value["title"], value["law_as_of"], bool(value["law_undecided"]), without_block_keys(html)


def _word_changes(old: str, new: str) -> Sequence[Segment]:
    if old == new:
        return ()
    if len(old) + len(new) > MAX_COMPARED_WORDS * 2:
        return (Segment("removed", old), Segment("added", new))
    return differences(old, new)


def decide_review(*, review: DraftReview, approve: bool, comment: str, revision: int, user: User) -> None:
    """Approve the draft, and publish it if this was the last step of the workflow; or return it with a comment.

    Refused: `decided` (somebody was faster); `changed_since` (the draft was changed after `revision`, which `user` has
    read); `no_comment` (to return it); `has_holes` (it cannot be published). NotAllowed for people who cannot decide.
    """
    if not review.may_decide:
        raise NotAllowed
    if not approve and not comment.strip():
        raise Refused("no_comment", _("Describe what should be changed."), field="comment")
    try:
        with transaction.atomic():
            state = TaskState.objects.select_for_update().get(pk=review.state.pk)
            if state.status != TaskState.STATUS_IN_PROGRESS:
                raise Refused("decided", _("The draft has already been reviewed. Your decision was not saved."))
            if Page.objects.get(pk=review.page.pk).latest_revision_id != revision:
                raise Refused("changed_since", _("The text has changed since you opened this page. Check it again."))
            task = state.task.specific
            task.on_action(state, user, "approve" if approve else "reject", comment=comment.strip())
    except ValidationError as holes:
        raise Refused("has_holes", " ".join(holes.messages)) from holes


def review_items(*, user: AnyUser) -> Iterable[DeskItem]:
    """Return the drafts that wait for a decision of `user`, each with its deadline."""
    return reviews_to_decide(user=user).values()


def reviews_to_decide(*, user: AnyUser) -> dict[int, DeskItem]:
    """Return the drafts that wait for a decision of `user`, by primary key of the review, soonest first."""
    hers = HandbookReview.objects.filter(groups__user=user.pk)
    return {state.pk: _review_item(state, days) for state, days in _open_reviews(Q(task__in=hers.values("pk")), user)}


def _review_item(state: TaskState, days: int) -> DeskItem:
    deadline = state.started_at + timedelta(days=days)
    words = _("Review “%(title)s”"), _("Review a handbook draft")
    if deadline <= timezone.now():
        words = _("Review “%(title)s” (overdue)"), _("Review a handbook draft (overdue)")
    return DeskItem(
        title=format_mixed(words[0], title=LocalText(state.revision.object_str, "")),
        email_title=words[1],
        detail=f"{_('Submitted by %(who)s') % {'who': state.workflow_state.requested_by or ''}}.",
        url=reverse("networkapp:handbook_review", args=[state.pk]),
        deadline=deadline,
        key=f"review-{state.pk}",
    )


def returned_draft_items(*, user: AnyUser) -> Iterable[DeskItem]:
    """Return the drafts that `user` submitted and that were returned."""
    states = WorkflowState.objects.filter(
        Exists(_edited_by(user, "object_id")),
        requested_by=user,
        status=WorkflowState.STATUS_NEEDS_CHANGES,
        current_task_state__task__in=HandbookReview.objects.values("pk"),
    )
    for state in states.select_related("current_task_state__revision"):
        title = state.current_task_state.revision.object_str
        yield DeskItem(
            title=format_mixed(_("Returned to you: %(title)s"), title=LocalText(title, "")),
            email_title=_("A handbook draft was returned to you"),
            detail=LocalText(state.current_task_state.comment, ""),
            url=reverse("networkapp:handbook_review", args=[state.current_task_state_id]),
            key=f"sent-back-{state.current_task_state_id}",
        )


def submitted_draft_items(*, user: AnyUser) -> Iterable[DeskItem]:
    """Return what `user` submitted and others have not decided about yet."""
    for state, days in _open_reviews(Q(workflow_state__requested_by=user), user):
        deadline = state.started_at + timedelta(days=days)
        is_late = deadline <= timezone.now()
        words = _("Review overdue: %(title)s") if is_late else _("Awaiting review: %(title)s")
        yield DeskItem(
            title=format_mixed(words, title=LocalText(state.revision.object_str, "")),
            email_title=_("Your handbook draft is awaiting review"),
            url=reverse("networkapp:handbook_review", args=[state.pk]),
            since=state.started_at,
            deadline=deadline,
            key=f"handed-in-{state.pk}",
        )


def _open_reviews(which: Q, user: AnyUser) -> list[tuple[TaskState, int]]:
    """Open reviews of what `user` edits, with the days that they may take; one query."""
    states = TaskState.objects.filter(
        which,
        Exists(_edited_by(user, "workflow_state__object_id")),
        status=TaskState.STATUS_IN_PROGRESS,
        task__handbookreview__isnull=False,
    )
    states = states.annotate(days=F("task__handbookreview__days")).defer("revision__content")
    states = states.select_related("revision", "workflow_state__requested_by").order_by("started_at")
    return [(state, state.days) for state in states]


def _edited_by(user: AnyUser, page: str) -> QuerySet[Page]:
    """Return the page that the field `page` names as workflows do, where `user` edits its handbook at this moment.

    Who is in a group and who handed something in may have left since.
    """
    edited = HandbookPage.objects.where(user, may=Action.EDIT_HANDBOOKS)
    around = edited.alias(here=ExpressionWrapper(OuterRef("path"), CharField())).filter(here__startswith=F("path"))
    named: QuerySet[Page] = Page.objects.alias(named=Cast("pk", CharField()))
    return named.filter(Exists(around), named=OuterRef(page))
