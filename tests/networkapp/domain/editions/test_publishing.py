"""Editions: frozen whole, numbered, compared word by word, read by whoever may read the handbook."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.db import connection
from django.http import Http404
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.images import get_image_model
from wagtail.models import PageViewRestriction

from networkapp.domain.editions import reading
from networkapp.domain.editions.checks import check_editions
from networkapp.domain.editions.publishing import digest_of, publish_edition
from networkapp.domain.rights.groups import collection_of
from networkapp.errors import NotAllowed, Refused
from networkapp.models import (
    ChapterPage,
    Edition,
    EditionPicture,
    EditionSection,
    EditionText,
    Event,
    HandbookPage,
    Section,
)
from tests.factories.handbooks import make_chapter, make_handbook, make_image, make_rendition
from tests.factories.networks import NetworkFactory, SeatFactory

Publish = Callable[..., Edition]


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = str(tmp_path)


@pytest.fixture
def handbook(db: None) -> HandbookPage:
    return make_handbook(NetworkFactory(slug="joint", visibility="public"), standfirst="To read.")


@pytest.fixture
def editor(handbook: HandbookPage) -> Any:
    return SeatFactory(network=handbook.network, capacity="expert", delegation=None, offices=["editor"]).user


@pytest.fixture
def publish(handbook: HandbookPage, editor: Any) -> Publish:
    return lambda **changes: publish_edition(handbook=handbook, by=editor, changes=changes)


def edit(chapter: ChapterPage, change: Callable[[list[dict]], list[dict]]) -> None:
    chapter = ChapterPage.objects.get(pk=chapter.pk)
    chapter.sections = change(list(chapter.sections.raw_data))
    chapter.save_revision().publish()


def reworded(raw: list[dict]) -> list[dict]:
    raw[0]["value"]["body"][0]["value"] = "<p>The law of tomorrow</p>"
    return raw


def text_of(edition: Edition, language: str = "en") -> EditionText:
    return reading.find_text(edition=edition.pk, language=language, user=AnonymousUser())


def read_out(text: EditionText) -> list[tuple[str, str, str]]:
    return [
        (section.number, section.title, section.plain)
        for chapter in reading.chapters_of(text)
        for section in reading.sections_of(chapter)
    ]


def test_an_edition_keeps_every_language_as_it_stood_whatever_becomes_of_the_handbook(
    handbook: HandbookPage, publish: Publish
) -> None:
    chapter = make_chapter(handbook, 1, "law", "help")
    russian = make_handbook(handbook.network, language="ru", translation_of=handbook)
    make_chapter(russian, 1, "law", title="Глава", translation_of=chapter)
    edition = publish(en="The first.")
    numbers = list(Section.objects.filter(page=chapter).values_list("pk", flat=True))
    edit(chapter, reworded)
    ChapterPage.objects.get(pk=chapter.pk).delete()
    HandbookPage.objects.get(pk=handbook.pk).delete()
    text = text_of(edition)
    assert (text.title, text.standfirst, text.changes) == (handbook.title, "To read.", "The first.")
    assert read_out(text) == [("1.1", "About law", "law"), ("1.2", "About help", "help")]
    assert [reading.find_section_in(edition=edition.pk, section=pk, user=AnonymousUser()).title for pk in numbers] == [
        "About law",
        "About help",
    ]
    assert [chapter.title for chapter in reading.chapters_of(text_of(edition, "ru"))] == ["Глава"]
    assert digest_of(Edition.objects.get(pk=edition.pk)) == edition.digest


def test_editions_are_numbered_named_after_the_month_and_never_published_twice_over_the_same_text(
    handbook: HandbookPage, publish: Publish, editor: Any
) -> None:
    with pytest.raises(Refused, match="No chapter"):
        publish()
    chapter = make_chapter(handbook, 1, "law")
    first = publish()
    with pytest.raises(Refused, match=first.label):
        publish()
    edit(chapter, reworded)
    second = publish()
    assert (first.number, second.number, second.label) == (1, 2, f"{first.label}-2")
    assert Event.objects.filter(kind="handbook.edition_published", actor=editor).count() == 2


def test_only_who_publishes_handbooks_makes_an_edition(handbook: HandbookPage) -> None:
    make_chapter(handbook, 1, "law")
    translator = SeatFactory(network=handbook.network, capacity="expert", delegation=None, offices=["translator"]).user
    with pytest.raises(NotAllowed):
        publish_edition(handbook=handbook, by=translator, changes={})


def test_what_wagtail_keeps_from_some_is_in_no_edition(handbook: HandbookPage, publish: Publish) -> None:
    chapter = make_chapter(handbook, 1, "law")
    PageViewRestriction.objects.create(page=chapter, restriction_type=PageViewRestriction.PASSWORD, password="x")
    with pytest.raises(Refused, match="Chapter 1"):
        publish()


@pytest.mark.parametrize("above", [False, True])
def test_a_handbook_that_wagtail_keeps_from_some_has_no_edition_for_them(
    handbook: HandbookPage, publish: Publish, editor: Any, above: bool
) -> None:
    make_chapter(handbook, 1, "law")
    edition = publish()
    page = handbook.get_parent() if above else handbook
    PageViewRestriction.objects.create(page=page, restriction_type=PageViewRestriction.LOGIN)
    for found in (reading.editions_of, reading.find_handbooks):
        assert len(found(handbook=edition.handbook, user=AnonymousUser())) == 0
        assert len(found(handbook=edition.handbook, user=editor)) == 1
    with pytest.raises(Http404):
        text_of(edition)
    with pytest.raises(Http404):
        reading.find_section_in(edition=edition.pk, section=Section.objects.get().pk, user=AnonymousUser())
    assert reading.find_text(edition=edition.pk, language="en", user=editor).edition == edition


def test_a_picture_is_kept_with_the_edition_and_asks_who_looks(handbook: HandbookPage, publish: Publish) -> None:
    image = make_image(handbook.network)
    make_rendition(image, "width-960")
    figure = {"type": "figure", "image": image.pk, "alternative": "A door", "caption": ""}
    make_chapter(handbook, 1, sections=[{"key": "door", "title": "A door", "blocks": [figure]}])
    text = text_of(publish())
    image.delete()
    [shown] = reading.sections_of(reading.chapters_of(text)[0])
    address = shown.html.split('src="')[1].split('"')[0]
    network, digest = address.strip("/").split("/")[-2:]
    with reading.find_picture(network=int(network), digest=digest, user=AnonymousUser()) as file:
        assert file.read(8) == b"\x89PNG\r\n\x1a\n"
    handbook.network.visibility = "closed"
    handbook.network.save()
    with pytest.raises(Http404):
        reading.find_picture(network=int(network), digest=digest, user=AnonymousUser())
    with pytest.raises(Http404):
        text_of(Edition.objects.get())


def test_what_changed_between_two_editions_is_told_section_by_section_and_word_by_word(
    handbook: HandbookPage, publish: Publish
) -> None:
    chapter = make_chapter(handbook, 1, "law", "help", "return")
    make_chapter(handbook, 2, "quiet")
    old = text_of(publish())

    def change(raw: list[dict]) -> list[dict]:
        law, _help, back = reworded(raw)
        body = [{"type": "question", "value": "How many?"}]
        return [law, back, {"type": "section", "value": {"title": "New", "body": body, "law_as_of": None}}]

    edit(chapter, change)
    new = text_of(publish())
    [found] = reading.changes_between(old=old, new=new)
    assert [(each.state, each.section.title, each.was and each.was.number) for each in found.changes] == [
        ("changed", "About law", "1.1"),
        ("moved", "About return", "1.3"),
        ("new", "New", None),
        ("gone", "About help", None),
    ]
    [changed, *_rest] = found.changes
    assert [(segment.change, segment.text) for segment in changed.words] == [
        ("added", "The "),
        ("equal", "law"),
        ("added", " of tomorrow"),
    ]
    assert reading.changes_between(old=new, new=new) == []


def test_a_text_that_an_editor_only_looked_at_is_no_change(handbook: HandbookPage, publish: Publish) -> None:
    chapter = make_chapter(handbook, 1, "law", "help")
    old = publish()
    section = EditionSection.objects.get(chapter__text__edition=old, position=2)
    paragraph = re.search(r"<p>.*?</p>", section.html)
    assert paragraph

    def opened(raw: list[dict]) -> list[dict]:
        reworded(raw)
        raw[1]["value"]["body"][0]["value"] = paragraph[0].replace("<p>", '<p data-block-key="6g0nx">')
        return raw

    edit(chapter, opened)
    new = publish()
    [found] = reading.changes_between(old=text_of(old), new=text_of(new))
    assert [each.section.title for each in found.changes] == ["About law"]
    EditionSection.objects.filter(pk=section.pk).update(html=section.html.replace("<p>", '<p data-block-key="a1b2c">'))
    [found] = reading.changes_between(old=text_of(old), new=text_of(new))
    assert [each.section.title for each in found.changes] == ["About law"]


def test_a_law_date_alone_is_a_change(handbook: HandbookPage, publish: Publish) -> None:
    chapter = make_chapter(handbook, 1, "law")
    old = text_of(publish())

    def dated(raw: list[dict]) -> list[dict]:
        raw[0]["value"]["law_as_of"] = "2026-05-01"
        return raw

    edit(chapter, dated)
    edition = publish()
    [found] = reading.changes_between(old=old, new=text_of(edition))
    assert [(each.state, each.words) for each in found.changes] == [("changed", ())]
    assert digest_of(edition) == edition.digest


def test_up_to_where_she_has_read_is_hers_alone(handbook: HandbookPage, publish: Publish, editor: Any) -> None:
    make_chapter(handbook, 1, "law")
    first = publish()
    make_chapter(handbook, 2, "help")
    edition = publish()
    reader = SeatFactory(network=handbook.network).user
    for noted in (edition, first):
        reading.note_read(edition=noted, reader=reader)
        assert reading.last_read(handbook=edition.handbook, reader=reader) == edition
    assert reading.last_read(handbook=edition.handbook, reader=editor) is None


def with_picture(handbook: HandbookPage) -> None:
    image = make_image(handbook.network)
    make_rendition(image, "width-960")
    figure = {"type": "figure", "image": image.pk, "alternative": "A door", "caption": ""}
    make_chapter(handbook, 1, sections=[{"key": "door", "title": "A door", "blocks": [figure]}])


def test_a_picture_is_seen_by_whoever_reads_an_edition_that_shows_it_and_by_nobody_else(
    handbook: HandbookPage, publish: Publish, editor: Any
) -> None:
    with_picture(handbook)
    publish()
    picture = EditionPicture.objects.get()
    address = {"network": picture.network_id, "digest": picture.digest}
    open_elsewhere = make_handbook(handbook.network, slug="other")
    make_chapter(open_elsewhere, 1)
    publish_edition(handbook=open_elsewhere, by=editor, changes={})
    reading.find_picture(user=AnonymousUser(), **address).close()
    PageViewRestriction.objects.create(page=handbook, restriction_type=PageViewRestriction.LOGIN)
    with pytest.raises(Http404):
        reading.find_picture(user=AnonymousUser(), **address)
    reading.find_picture(user=editor, **address).close()


def test_editions_follow_a_handbook_to_another_network_and_the_old_one_shows_them_no_more(
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
    assert reading.find_text(edition=edition.pk, language="en", user=reader).edition.network == closed
    with pytest.raises(Http404):
        reading.find_text(edition=edition.pk, language="en", user=editor)
    assert digest_of(edition) == edition.digest


def test_what_was_tampered_with_is_named_and_the_command_ends_with_an_error(
    handbook: HandbookPage, publish: Publish, capsys: Any
) -> None:
    with_picture(handbook)
    make_chapter(handbook, 2, "law")
    edition = publish()
    call_command("check_editions")
    assert capsys.readouterr().out == "1 editions are as they were published.\n"
    EditionSection.objects.filter(title="About law").update(html="<p>Other words</p>")
    with pytest.raises(CommandError, match="1 of 1 editions are not as they were published"):
        call_command("check_editions")
    named = f"Edition {edition.pk}, {edition.label} of handbook {edition.handbook}: "
    assert capsys.readouterr().out == f"{named}its text, titles, dates or numbers\n"


def test_a_picture_that_not_all_readers_may_see_where_it_lies_is_named(
    handbook: HandbookPage, publish: Publish, capsys: Any
) -> None:
    with_picture(handbook)
    publish()
    assert [checked.withheld for checked in check_editions()] == [()]
    picture = EditionPicture.objects.get()
    image = get_image_model().objects.get()
    image.collection = collection_of(network=NetworkFactory(visibility="closed"))
    image.save()
    assert [(checked.altered, checked.withheld) for checked in check_editions()] == [((), (picture.digest,))]
    call_command("check_editions")
    assert f" shows the picture {picture.digest}, which not all" in capsys.readouterr().out
    # A copy of it lies where they may.
    make_rendition(make_image(handbook.network), "width-960")
    assert [checked.withheld for checked in check_editions()] == [()]


@pytest.mark.parametrize("spoil", ["another file", "no file", "no row"])
def test_a_picture_that_is_another_one_or_gone_is_named(handbook: HandbookPage, publish: Publish, spoil: str) -> None:
    with_picture(handbook)
    publish()
    picture = EditionPicture.objects.get()
    if spoil == "another file":
        Path(picture.file.path).write_bytes(b"another")
    elif spoil == "no file":
        Path(picture.file.path).unlink()
    else:
        picture.delete()
    assert [checked.altered for checked in check_editions()] == [(f"the picture {picture.digest}",)]


def test_the_read_api_lists_editions_and_says_what_each_says(
    client: Client, handbook: HandbookPage, publish: Publish
) -> None:
    chapter = make_chapter(handbook, 1, "law")
    first = publish(en="The first.")
    edit(chapter, reworded)
    second = publish()
    costs = []
    for size in (1, 2):
        with CaptureQueriesContext(connection) as captured:
            told = client.get(f"/api/v1/handbooks/{handbook.pk}/editions/?limit={size}").json()
        costs.append(len(captured))
    assert [(one["label"], one["digest"]) for one in told["items"]] == [
        (second.label, second.digest),
        (first.label, first.digest),
    ]
    assert costs[0] == costs[1]
    whole = client.get(f"/api/v1/editions/{first.pk}/en/").json()
    [told_chapter] = whole["chapters"]
    assert (whole["changes"], whole["edition"]) == ("The first.", first.label)
    assert [(one["number"], one["text"]) for one in told_chapter["sections"]] == [("1.1", "law")]
    assert client.get(f"/api/v1/editions/{first.pk}/fi/").status_code == 404


def test_an_edition_keeps_the_licence_of_its_day_and_its_hash_covers_it(
    handbook: HandbookPage, publish: Publish, client: Any
) -> None:
    make_chapter(handbook, 1, "law")
    bare = publish()
    HandbookPage.objects.filter(pk=handbook.pk).update(licence="CC-BY-SA-4.0")
    licensed = publish()
    HandbookPage.objects.filter(pk=handbook.pk).update(licence="other", licence_name="GFDL-1.3-only", licence_link="")
    assert [str(text_of(edition).licensed or "") for edition in (bare, licensed)] == ["", "CC-BY-SA-4.0"]
    page = client.get(text_of(licensed).get_absolute_url()).content.decode()
    link = "https://creativecommons.org/licenses/by-sa/4.0/"
    assert f'<a rel="license noopener" href="{link}">CC-BY-SA-4.0</a>' in page
    today = client.get(handbook.url).content.decode()
    assert ("GFDL-1.3-only" in today, '"license": "GFDL-1.3-only"' in today) == (True, True)
    assert "Licence" not in client.get(text_of(bare).get_absolute_url()).content.decode()
    assert digest_of(Edition.objects.get(pk=licensed.pk)) == licensed.digest
    EditionText.objects.filter(edition=licensed).update(licence_name="CC0-1.0")
    assert digest_of(Edition.objects.get(pk=licensed.pk)) != licensed.digest
    told = client.get(f"/api/v1/editions/{licensed.pk}/en/").json()["licence"]
    assert told == {"name": "CC0-1.0", "link": link}


def test_another_licence_has_a_name(handbook: HandbookPage) -> None:
    page = HandbookPage.objects.get(pk=handbook.pk)
    page.licence = "other"
    with pytest.raises(ValidationError, match="Say what the licence is called"):
        page.clean()
