"""What an editor sees beside what she writes."""

from typing import Any

import pytest
from django.test import Client

from networkapp.domain.seats import keep_groups_equal
from networkapp.models import ChapterPage
from tests.access.places import client_of
from tests.factories.handbooks import make_chapter, make_handbook, section
from tests.factories.networks import NetworkFactory, SeatFactory


@pytest.fixture
def chapter(db: None) -> ChapterPage:
    """A draft in a closed network."""
    closed = NetworkFactory(slug="closed", visibility="closed")
    page = make_chapter(make_handbook(closed), title="Axolotl", sections=[section("a")])
    page.save_revision()
    page.unpublish()
    return page


def drafts_by(chapter: ChapterPage, person: Any) -> Any:
    return client_of(person).get(f"/admin/pages/{chapter.pk}/view_draft/")


def test_the_editor_sees_her_draft_framed_by_the_site_alone_and_with_its_checks(chapter: ChapterPage) -> None:
    editor = SeatFactory(network=chapter.handbook.network, offices=["editor"]).user
    keep_groups_equal(user=editor)
    answer = drafts_by(chapter, editor)
    html, policy = answer.content.decode(), answer.headers["Content-Security-Policy"]
    assert ("Axolotl" in html, "wagtail-userbar" in html) == (True, True)
    assert ("frame-ancestors 'self'" in policy, "script-src" in policy) == (True, False)


def test_nobody_elses_editor_sees_it(chapter: ChapterPage) -> None:
    other = SeatFactory(network=NetworkFactory(slug="other"), offices=["editor"]).user
    keep_groups_equal(user=other)
    answer = drafts_by(chapter, other)
    assert (answer.status_code == 200, b"Axolotl" in answer.content) == (False, False)


@pytest.mark.django_db
def test_a_page_that_is_no_preview_is_framed_by_nobody(client: Client) -> None:
    assert "frame-ancestors 'none'" in client.get("/guide/?is_preview=1").headers["Content-Security-Policy"]
