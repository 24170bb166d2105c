"""Scheduled publication and unpublication by the job, with everything that follows publishing."""

from datetime import timedelta
from typing import Any

from django.utils import timezone
from wagtail.log_actions import registry
from wagtail.models import Revision

from networkapp.clock import run_jobs
from networkapp.handbooks.models import ChapterPage, HandbookPage, Section
from networkapp.handbooks.pages.scheduling import NOT_PUBLISHED
from networkapp.handbooks.reviews.actions import decide_review, find_review
from tests.factories.handbooks import make_chapter, make_handbook
from tests.factories.networks import NetworkFactory
from tests.networkapp.handbooks.pages.test_reviews import of_office
from tests.worlds import world


@world
def chapter(db: None) -> ChapterPage:
    return make_chapter(make_handbook(NetworkFactory(slug="joint", visibility="public")), 1, "law")


def changed_draft(chapter: ChapterPage, **fields: Any) -> Revision:
    """Return a draft with a changed text and a new section."""
    draft = ChapterPage.objects.get(pk=chapter.pk)
    raw = list(draft.sections.raw_data)
    value = {**raw[0]["value"], "body": [{"type": "text", "value": "<p>law of tomorrow</p>"}]}
    draft.sections = [{**raw[0], "value": value}, {"type": "section", "value": {**value, "title": "New"}}]
    for name, content in fields.items():
        setattr(draft, name, content)
    return draft.save_revision()


def make_due(revision: Revision) -> None:
    """Schedule the revision for a minute ago, because Wagtail compares with its own clock."""
    past = timezone.now() - timedelta(minutes=1)
    kept = Revision.objects.get(pk=revision.pk)
    kept.content["go_live_at"] = past.isoformat()
    kept.approved_go_live_at = past
    kept.save()


def texts(chapter: ChapterPage) -> list[tuple[str, str]]:
    return list(Section.objects.current().filter(page=chapter).values_list("title", "text"))


def test_scheduled_chapter_is_published_on_its_date_with_a_row_for_each_section(chapter: ChapterPage) -> None:
    revision = changed_draft(chapter, go_live_at=timezone.now() + timedelta(days=1))
    revision.publish()
    run_jobs(timezone.now())
    assert texts(chapter) == [("About law", "law")]
    make_due(revision)
    assert run_jobs(timezone.now())["scheduled publications"] == 1
    assert texts(chapter) == [("About law", "law of tomorrow"), ("New", "law of tomorrow")]
    assert ChapterPage.objects.get(pk=chapter.pk).has_unpublished_changes is False
    assert run_jobs(timezone.now())["scheduled publications"] == 0


def test_approved_draft_with_a_date_is_published_on_that_date(chapter: ChapterPage) -> None:
    network = chapter.handbook.network
    editor, translator = of_office(network, "editor"), of_office(network, "translator")
    revision = changed_draft(chapter, go_live_at=timezone.now() + timedelta(days=1))
    state = ChapterPage.objects.get(pk=chapter.pk).get_workflow().start(revision.as_object(), translator)
    review = find_review(pk=state.current_task_state.pk, user=editor)
    decide_review(review=review, approve=True, comment="", revision=review.revision, user=editor)
    assert texts(chapter) == [("About law", "law")]
    make_due(ChapterPage.objects.get(pk=chapter.pk).scheduled_revision)
    run_jobs(timezone.now())
    assert [title for title, _text in texts(chapter)] == ["About law", "New"]


def test_incomplete_scheduled_draft_is_not_published_and_the_reason_is_logged(chapter: ChapterPage) -> None:
    other = make_chapter(HandbookPage.objects.get(), 2, "help")
    holes, whole = changed_draft(chapter, go_live_at=timezone.now() + timedelta(days=1)), changed_draft(other)
    kept = Revision.objects.get(pk=holes.pk)
    draft = kept.as_object()
    raw = list(draft.sections.raw_data)
    raw[0]["value"]["title"] = ""
    draft.sections = raw
    holes = draft.save_revision(clean=False)
    for revision in (holes, whole):
        make_due(revision)
    assert run_jobs(timezone.now())["scheduled publications"] == 1
    assert (len(texts(chapter)), len(texts(other))) == (1, 2)
    [entry] = [one for one in registry.get_logs_for_instance(chapter) if one.action == NOT_PUBLISHED]
    assert "is not published" in entry.data["why"][0]
    assert Revision.objects.get(pk=holes.pk).approved_go_live_at is None


def test_expired_page_is_unpublished(chapter: ChapterPage, client: Any) -> None:
    ChapterPage.objects.filter(pk=chapter.pk).update(expire_at=timezone.now() - timedelta(minutes=1))
    assert client.get(chapter.url).status_code == 200
    assert run_jobs(timezone.now())["scheduled unpublications"] == 1
    assert client.get(chapter.url).status_code == 404
    assert ChapterPage.objects.get(pk=chapter.pk).expired is True
