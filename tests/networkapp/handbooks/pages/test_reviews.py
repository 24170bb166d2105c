"""Reviews of submitted drafts: reviewers, deadlines, differences and results."""

from datetime import timedelta
from typing import Any

import pytest
from django.http import Http404
from django.test import Client
from django.utils import timezone
from wagtail.models import Comment, CommentReply, TaskState, Workflow, WorkflowPage

from networkapp.clock import run_jobs
from networkapp.editing.group_rights import sync_group_permissions
from networkapp.errors import NotAllowed, Refused
from networkapp.handbooks.models import ChapterPage, HandbookPage, HandbookReview
from networkapp.handbooks.reviews.actions import (
    decide_review,
    find_review,
    returned_draft_items,
    review_items,
    submitted_draft_items,
)
from networkapp.handbooks.reviews.notices import OVERDUE, render_notices
from networkapp.models import Network, Notification, Seat
from networkapp.networks.actions.seats import sync_groups
from tests.factories.handbooks import make_chapter, make_handbook, section
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.worlds import world


def of_office(network: Network, office: str) -> Any:
    user = SeatFactory(network=network, capacity="expert", delegation=None, offices=[office]).user
    sync_groups(user=user)
    return user


@world
def handbook(db: None) -> HandbookPage:
    return make_handbook(NetworkFactory(slug="joint", visibility="closed"))


@world
def editor(handbook: HandbookPage) -> Any:
    return of_office(handbook.network, "editor")


@world
def translator(handbook: HandbookPage) -> Any:
    return of_office(handbook.network, "translator")


def submit_draft(handbook: HandbookPage, by: Any, number: int = 5) -> TaskState:
    """Submit a chapter whose first section is changed, whose second is deleted and whose last is new."""
    chapter = make_chapter(handbook, number, "law", "help", "return")
    law, _help, back = list(chapter.sections.raw_data)
    law["value"]["body"][0]["value"] = "<p>law of tomorrow</p>"
    new = {"type": "section", "value": {**law["value"], "title": "About more"}}
    chapter = ChapterPage.objects.get(pk=chapter.pk)
    chapter.sections = [law, back, new]
    chapter.save_revision(user=by)
    return chapter.get_workflow().start(chapter, by).current_task_state


def titles(items: Any) -> list[str]:
    return [str(item.title) for item in items]


def decide(state: TaskState, by: Any, *, approve: bool = True, comment: str = "", revision: int | None = None) -> None:
    review = find_review(pk=state.pk, user=by)
    decide_review(review=review, approve=approve, comment=comment, revision=revision or review.revision, user=by)


def test_handbook_workflow_assigns_reviews_to_editors_unless_another_workflow_is_chosen(
    handbook: HandbookPage,
) -> None:
    chapter = make_chapter(handbook)
    [task] = chapter.get_workflow().tasks
    assert [group.name for group in task.specific.groups.all()] == ["joint: editor"]
    own = Workflow.objects.create(name="Chosen")
    WorkflowPage.objects.filter(page=handbook).update(workflow=own)
    sync_group_permissions(network=handbook.network)
    assert ChapterPage.objects.get(pk=chapter.pk).get_workflow() == own
    assert HandbookReview.objects.count() == 1


def test_submitted_draft_is_on_the_desks_of_reviewer_and_author_with_a_deadline(
    handbook: HandbookPage, editor: Any, translator: Any
) -> None:
    state = submit_draft(handbook, translator)
    [item] = review_items(user=editor)
    assert (item.title, item.url) == ("Review “Chapter 5”", f"/handbooks/reviews/{state.pk}/")
    assert item.deadline == state.started_at + timedelta(days=7)
    assert titles(submitted_draft_items(user=translator)) == ["Awaiting review: Chapter 5"]
    assert [titles(source(user=translator)) for source in (review_items, returned_draft_items)] == [[], []]
    elsewhere = of_office(NetworkFactory(), "editor")
    assert [
        titles(source(user=elsewhere)) for source in (review_items, returned_draft_items, submitted_draft_items)
    ] == [
        [],
        [],
        [],
    ]
    HandbookReview.objects.update(days=3)
    assert next(iter(review_items(user=editor))).deadline == state.started_at + timedelta(days=3)


def test_reviewer_sees_the_differences_and_the_whole_draft(
    handbook: HandbookPage, editor: Any, translator: Any, client: Client
) -> None:
    state = submit_draft(handbook, translator)
    review = find_review(pk=state.pk, user=editor)
    assert [(each.state, each.number) for each in review.sections] == [
        ("changed", "5.1"),
        ("same", "5.2"),
        ("new", "5.3"),
        ("gone", "5.2"),
    ]
    client.force_login(editor)
    page = client.get(f"/handbooks/reviews/{state.pk}/").content.decode()
    assert " of tomorrow</span>" in page or " of tomorrow<span" in page
    assert "<p>law of tomorrow</p>" in page
    assert 'value="yes"' in page
    client.force_login(translator)
    assert 'value="yes"' not in client.get(f"/handbooks/reviews/{state.pk}/").content.decode()


def test_reviewer_sees_open_wagtail_comments_with_their_replies(
    handbook: HandbookPage, editor: Any, translator: Any, client: Client
) -> None:
    state = submit_draft(handbook, translator)
    page = ChapterPage.objects.get()
    block = page.get_latest_revision_as_object().sections[1].id
    client.force_login(editor)
    address = f"/handbooks/reviews/{state.pk}/"
    assert 'id="remarks"' not in client.get(address).content.decode()
    for path, text in ((f"sections.{block}.title", "Who <b>pays</b>?"), ("title", "Too long"), ("title", "Resolved")):
        comment = Comment.objects.create(page=page, user=translator, text=text, contentpath=path)
        CommentReply.objects.create(comment=comment, user=editor, text="The state.")
    Comment.objects.filter(text="Resolved").update(resolved_at=timezone.now())
    shown = client.get(address).content.decode()
    remarks = find_review(pk=state.pk, user=editor).remarks
    assert [(remark.number, remark.field, remark.text) for remark in remarks] == [
        ("5.2", "", "Who <b>pays</b>?"),
        ("", "Title", "Too long"),
    ]
    assert "On “Title”" in shown
    assert ("<p>Who &lt;b&gt;pays&lt;/b&gt;?</p>" in shown, shown.count("The state."), "Resolved" in shown) == (
        True,
        2,
        False,
    )


def test_approved_draft_is_published(handbook: HandbookPage, editor: Any, translator: Any, client: Client) -> None:
    state = submit_draft(handbook, translator)
    client.force_login(editor)
    revision, address = find_review(pk=state.pk, user=editor).revision, f"/handbooks/reviews/{state.pk}/"
    assert 'id="differences"' in client.get(address).content.decode()
    answer = client.post(address, {"revision": revision, "comment": "", "approve": "yes"})
    assert (answer.status_code, answer.url) == (302, "/desk/")
    assert 'id="differences"' not in client.get(address).content.decode()
    chapter = ChapterPage.objects.get(pk=state.revision.object_id)
    assert [block.value["title"] for block in chapter.sections] == ["About law", "About return", "About more"]
    assert [titles(source(user=editor)) for source in (review_items, submitted_draft_items)] == [[], []]
    assert titles(submitted_draft_items(user=translator)) == []
    with pytest.raises(Refused, match="already been reviewed"):
        decide(state, editor)


def test_returned_draft_shows_the_reason_to_its_author(
    handbook: HandbookPage, editor: Any, translator: Any, client: Client
) -> None:
    state = submit_draft(handbook, translator)
    with pytest.raises(Refused) as refusal:
        decide(state, editor, approve=False, comment=" ")
    assert (refusal.value.code, refusal.value.field) == ("no_comment", "comment")
    decide(state, editor, approve=False, comment="Which law?")
    [item] = returned_draft_items(user=translator)
    assert (item.title, item.detail) == ("Returned to you: Chapter 5", "Which law?")
    assert titles(review_items(user=editor)) == titles(submitted_draft_items(user=translator)) == []
    client.force_login(translator)
    assert "Which law?" in client.get(item.url).content.decode()
    assert ChapterPage.objects.get(pk=state.revision.object_id).sections[0].value["title"] == "About law"


def test_draft_changed_during_review_must_be_reviewed_again(
    handbook: HandbookPage, editor: Any, translator: Any
) -> None:
    state = submit_draft(handbook, translator)
    seen = find_review(pk=state.pk, user=editor).revision
    ChapterPage.objects.get(pk=state.revision.object_id).save_revision(user=translator)
    with pytest.raises(Refused) as refusal:
        decide(state, editor, revision=seen)
    assert refusal.value.code == "changed_since"
    decide(state, editor)


def test_incomplete_draft_is_not_published_and_stays_in_review(
    handbook: HandbookPage, editor: Any, translator: Any
) -> None:
    state = submit_draft(handbook, translator)
    chapter = ChapterPage.objects.get(pk=state.revision.object_id)
    chapter.sections = [{"type": "section", "value": {"title": "", "body": []}}]
    chapter.save_revision(user=translator)
    with pytest.raises(Refused) as refusal:
        decide(state, editor)
    assert refusal.value.code == "has_holes"
    assert titles(review_items(user=editor)) == ["Review “Chapter 5”"]


def test_review_returns_404_for_others_and_cannot_be_decided_by_them(
    handbook: HandbookPage, editor: Any, translator: Any
) -> None:
    state = submit_draft(handbook, translator)
    for stranger in (SeatFactory(network=handbook.network).user, of_office(NetworkFactory(), "editor")):
        with pytest.raises(Http404):
            find_review(pk=state.pk, user=stranger)
    with pytest.raises(NotAllowed):
        decide(state, translator)
    review = find_review(pk=state.pk, user=editor)
    assert review.may_decide
    # The editor's seat has ended, and no job has run since to remove them from the group.
    Seat.objects.filter(user=editor).update(ends_at=state.started_at)
    with pytest.raises(Http404):
        find_review(pk=state.pk, user=editor)


def test_all_sections_of_a_new_chapter_are_marked_as_new(handbook: HandbookPage, editor: Any, translator: Any) -> None:
    chapter = make_chapter(handbook, 7, sections=[section("fresh")])
    chapter.unpublish()
    chapter.save_revision(user=translator)
    state = chapter.get_workflow().start(chapter, translator).current_task_state
    assert [each.state for each in find_review(pk=state.pk, user=editor).sections] == ["new"]


def test_former_editors_and_translators_have_no_drafts_on_the_desk(
    handbook: HandbookPage, editor: Any, translator: Any
) -> None:
    submit_draft(handbook, translator)
    decide(submit_draft(handbook, translator, 6), editor, approve=False, comment="Bait")

    def found() -> list[list[str]]:
        return [
            titles(review_items(user=editor)),
            titles(submitted_draft_items(user=translator)),
            titles(returned_draft_items(user=translator)),
        ]

    assert found() == [
        ["Review “Chapter 5”"],
        ["Awaiting review: Chapter 5"],
        ["Returned to you: Chapter 6"],
    ]
    # Their seats have ended, and no job has removed them from the groups since.
    Seat.objects.filter(user__in=[editor, translator]).update(ends_at=timezone.now())
    assert found() == [[], [], []]


def overdue_notifications(person: Any) -> list[str]:
    mine = list(Notification.objects.filter(user=person, kind=OVERDUE))
    return [str(item.title) for item in render_notices(user=person, notifications=mine).values()]


def test_reviewers_are_notified_once_of_an_overdue_review(handbook: HandbookPage, editor: Any, translator: Any) -> None:
    elsewhere = of_office(NetworkFactory(slug="elsewhere"), "editor")
    state = submit_draft(handbook, translator)
    days = state.task.specific.days
    run_jobs(timezone.now() + timedelta(days=days - 1))
    assert not Notification.objects.filter(kind=OVERDUE).exists()
    TaskState.objects.update(started_at=timezone.now() - timedelta(days=days, minutes=1))
    for _minute in range(2):
        run_jobs(timezone.now())
    assert [overdue_notifications(person) for person in (editor, translator, elsewhere)] == [
        ["Review “Chapter 5” (overdue)"], [], [],
    ]  # fmt: skip
    assert [item.title for item in review_items(user=editor)] == ["Review “Chapter 5” (overdue)"]
    assert [item.title for item in submitted_draft_items(user=translator)] == ["Review overdue: Chapter 5"]


def test_former_reviewers_and_decided_reviews_get_no_overdue_notification(
    handbook: HandbookPage, editor: Any, translator: Any
) -> None:
    state = submit_draft(handbook, translator)
    TaskState.objects.update(started_at=timezone.now() - timedelta(days=state.task.specific.days, minutes=1))
    run_jobs(timezone.now())
    seat = editor.seats.get()
    Seat.objects.filter(pk=seat.pk).update(ends_at=timezone.now())
    assert overdue_notifications(editor) == []
    Seat.objects.filter(pk=seat.pk).update(ends_at=None)
    assert overdue_notifications(editor) == ["Review “Chapter 5” (overdue)"]
    review = find_review(pk=state.pk, user=editor)
    decide_review(review=review, approve=False, comment="Not yet", revision=review.revision, user=editor)
    assert overdue_notifications(editor) == []
    assert Notification.objects.get(kind=OVERDUE).seen_at is not None
