"""Editions: stored complete, numbered, compared by word, for readers of the handbook."""

from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.test import Client
from wagtail.models import PageViewRestriction

from networkapp.errors import NotAllowed, Refused
from networkapp.handbooks.editions import queries
from networkapp.handbooks.editions.actions import digest_of, publish_edition
from networkapp.handbooks.models import ChapterPage, Edition, EditionText, HandbookPage, Section
from networkapp.models import Event
from tests.factories.editions import edit, text_of, with_other_words
from tests.factories.handbooks import make_chapter, make_handbook
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.worlds import world

Publish = Callable[..., Edition]


@world
def handbook(db: None) -> HandbookPage:
    return make_handbook(NetworkFactory(slug="joint", visibility="public"), standfirst="To read.")


def read_out(text: EditionText) -> list[tuple[str, str, str]]:
    return [
        (section.number, section.title, section.plain)
        for chapter in queries.chapters_of(text=text)
        for section in queries.sections_of(chapter=chapter)
    ]


def test_edition_preserves_every_language_although_the_handbook_changes(
    handbook: HandbookPage, publish: Publish
) -> None:
    chapter = make_chapter(handbook, 1, "law", "help")
    russian = make_handbook(handbook.network, language="ru", translation_of=handbook)
    make_chapter(russian, 1, "law", title="Глава", translation_of=chapter)
    edition = publish(en="The first.")
    numbers = list(Section.objects.filter(page=chapter).values_list("pk", flat=True))
    edit(chapter, with_other_words)
    ChapterPage.objects.get(pk=chapter.pk).delete()
    HandbookPage.objects.get(pk=handbook.pk).delete()
    text = text_of(edition)
    assert (text.title, text.standfirst, text.changes) == (handbook.title, "To read.", "The first.")
    assert read_out(text) == [("1.1", "About law", "law"), ("1.2", "About help", "help")]
    assert [
        queries.find_edition_section(edition=edition.pk, section=pk, user=AnonymousUser()).title for pk in numbers
    ] == [
        "About law",
        "About help",
    ]
    assert [chapter.title for chapter in queries.chapters_of(text=text_of(edition, "ru"))] == ["Глава"]
    assert digest_of(edition=Edition.objects.get(pk=edition.pk)) == edition.digest


def test_editions_are_numbered_and_labelled_by_month_and_unchanged_text_is_refused(
    handbook: HandbookPage, publish: Publish, editor: Any
) -> None:
    with pytest.raises(Refused, match="at least one chapter is published"):
        publish()
    chapter = make_chapter(handbook, 1, "law")
    first = publish()
    with pytest.raises(Refused, match=first.label):
        publish()
    edit(chapter, with_other_words)
    second = publish()
    assert (first.number, second.number, second.label) == (1, 2, f"{first.label}-2")
    assert Event.objects.filter(kind="handbook.edition_published", actor=editor).count() == 2


def test_translator_cannot_publish_an_edition(handbook: HandbookPage) -> None:
    make_chapter(handbook, 1, "law")
    translator = SeatFactory(network=handbook.network, capacity="expert", delegation=None, offices=["translator"]).user
    with pytest.raises(NotAllowed):
        publish_edition(handbook=handbook, user=translator, changes={})


def test_edition_with_a_restricted_chapter_is_refused(handbook: HandbookPage, publish: Publish) -> None:
    chapter = make_chapter(handbook, 1, "law")
    PageViewRestriction.objects.create(page=chapter, restriction_type=PageViewRestriction.PASSWORD, password="x")
    with pytest.raises(Refused, match="Chapter 1"):
        publish()


@pytest.mark.parametrize("above", [False, True])
def test_editions_of_a_restricted_handbook_are_hidden_from_visitors(
    handbook: HandbookPage, publish: Publish, editor: Any, above: bool
) -> None:
    make_chapter(handbook, 1, "law")
    edition = publish()
    page = handbook.get_parent() if above else handbook
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    for found in (queries.editions_of, queries.find_handbooks):
        assert len(found(handbook=edition.handbook, user=AnonymousUser())) == 0
        assert len(found(handbook=edition.handbook, user=editor)) == 1
    with pytest.raises(Http404):
        text_of(edition)
    with pytest.raises(Http404):
        queries.find_edition_section(edition=edition.pk, section=Section.objects.get().pk, user=AnonymousUser())
    assert queries.find_text(edition=edition.pk, language="en", user=editor).edition == edition


def test_editions_of_a_moved_handbook_are_readable_in_its_new_network_only(
    handbook: HandbookPage, publish: Publish, editor: Any
) -> None:
    chapter = make_chapter(handbook, 1, "law")
    russian = make_handbook(handbook.network, language="ru", translation_of=handbook)
    make_chapter(russian, 1, "law", title="Chapter in Russian", translation_of=chapter)
    edition = publish()
    closed = NetworkFactory(slug="closed", visibility="closed")
    reader = SeatFactory(network=closed).user

    def move(page: HandbookPage) -> None:
        page = HandbookPage.objects.get(pk=page.pk)
        page.network = closed
        page.save_revision().publish()

    move(handbook)
    for language in ("en", "ru"):
        with pytest.raises(Http404):
            text_of(edition, language)
    move(russian)
    assert queries.find_text(edition=edition.pk, language="en", user=reader).edition.network == closed
    with pytest.raises(Http404):
        queries.find_text(edition=edition.pk, language="en", user=editor)
    assert digest_of(edition=edition) == edition.digest


def test_api_lists_editions_and_returns_their_text(client: Client, handbook: HandbookPage, publish: Publish) -> None:
    chapter = make_chapter(handbook, 1, "law")
    first = publish(en="The first.")
    edit(chapter, with_other_words)
    second = publish()
    data = client.get(f"/api/v1/handbooks/{handbook.pk}/editions/").json()
    assert [(one["label"], one["digest"]) for one in data["items"]] == [
        (second.label, second.digest),
        (first.label, first.digest),
    ]
    whole = client.get(f"/api/v1/editions/{first.pk}/en/").json()
    [told_chapter] = whole["chapters"]
    assert (whole["changes"], whole["edition"]) == ("The first.", first.label)
    assert [(one["number"], one["text"]) for one in told_chapter["sections"]] == [("1.1", "law")]
    assert client.get(f"/api/v1/editions/{first.pk}/fi/").status_code == 404
