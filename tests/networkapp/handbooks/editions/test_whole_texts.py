"""An edition stores its pictures and its hash; access to them, and the check for changed or missing content."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.exceptions import ValidationError
from django.core.management import CommandError, call_command
from django.http import Http404
from wagtail.images import get_image_model
from wagtail.models import PageViewRestriction

from networkapp.editing.group_rights import collection_of
from networkapp.handbooks.editions import queries
from networkapp.handbooks.editions.actions import digest_of, publish_edition
from networkapp.handbooks.editions.verification import check_editions
from networkapp.handbooks.models import Edition, EditionPicture, EditionSection, EditionText, HandbookPage
from tests.factories.editions import text_of
from tests.factories.handbooks import make_chapter, make_handbook, make_image, make_rendition
from tests.factories.networks import NetworkFactory
from tests.worlds import world

Publish = Callable[..., Edition]


@world
def handbook(db: None) -> HandbookPage:
    return make_handbook(NetworkFactory(slug="joint", visibility="public"), standfirst="To read.")


def test_picture_is_stored_with_the_edition_and_requires_read_access(handbook: HandbookPage, publish: Publish) -> None:
    image = make_image(handbook.network)
    make_rendition(image, "width-960")
    figure = {"type": "figure", "image": image.pk, "alternative": "A door", "caption": ""}
    make_chapter(handbook, 1, sections=[{"key": "door", "title": "A door", "blocks": [figure]}])
    text = text_of(publish())
    image.delete()
    [shown] = queries.sections_of(chapter=queries.chapters_of(text=text)[0])
    address = shown.html.split('src="')[1].split('"')[0]
    network, digest = address.strip("/").split("/")[-2:]
    with queries.find_picture(network=int(network), digest=digest, user=AnonymousUser()) as file:
        assert file.read(8) == b"\x89PNG\r\n\x1a\n"
    handbook.network.visibility = "closed"
    handbook.network.save()
    with pytest.raises(Http404):
        queries.find_picture(network=int(network), digest=digest, user=AnonymousUser())
    with pytest.raises(Http404):
        text_of(Edition.objects.get())


def with_picture(handbook: HandbookPage) -> None:
    image = make_image(handbook.network)
    make_rendition(image, "width-960")
    figure = {"type": "figure", "image": image.pk, "alternative": "A door", "caption": ""}
    make_chapter(handbook, 1, sections=[{"key": "door", "title": "A door", "blocks": [figure]}])


def test_picture_is_served_only_to_readers_of_an_edition_that_contains_it(
    handbook: HandbookPage, publish: Publish, editor: Any
) -> None:
    with_picture(handbook)
    publish()
    picture = EditionPicture.objects.get()
    address = {"network": picture.network_id, "digest": picture.digest}
    open_elsewhere = make_handbook(handbook.network, slug="other")
    make_chapter(open_elsewhere, 1)
    publish_edition(handbook=open_elsewhere, user=editor, changes={})
    queries.find_picture(user=AnonymousUser(), **address).close()
    PageViewRestriction.objects.create(page=handbook, restriction_type=PageViewRestriction.LOGIN)
    with pytest.raises(Http404):
        queries.find_picture(user=AnonymousUser(), **address)
    queries.find_picture(user=editor, **address).close()


def test_check_editions_names_altered_text_and_exits_with_an_error(
    handbook: HandbookPage, publish: Publish, capsys: Any
) -> None:
    with_picture(handbook)
    make_chapter(handbook, 2, "law")
    edition = publish()
    call_command("check_editions")
    assert capsys.readouterr().out == "Checked 1 editions. None has changed since its publication.\n"
    EditionSection.objects.filter(title="About law").update(html="<p>Other words</p>")
    with pytest.raises(CommandError, match="1 of 1 editions have changed since their publication"):
        call_command("check_editions")
    named = f"Edition {edition.pk}, {edition.label} of handbook {edition.handbook}: "
    assert capsys.readouterr().out == f"{named}text, titles, dates or numbers have changed\n"


@pytest.mark.parametrize("spoil", ["another file", "no file", "no row"])
def test_check_editions_names_missing_or_replaced_pictures(
    handbook: HandbookPage, publish: Publish, spoil: str
) -> None:
    with_picture(handbook)
    publish()
    picture = EditionPicture.objects.get()
    if spoil == "another file":
        Path(picture.file.path).write_bytes(b"another")
    elif spoil == "no file":
        Path(picture.file.path).unlink()
    else:
        picture.delete()
    assert [checked.altered for checked in check_editions()] == [
        (f"picture {picture.digest} is missing or has changed",)
    ]


def test_edition_stores_the_licence_at_publication_and_includes_it_in_its_hash(
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
    assert digest_of(edition=Edition.objects.get(pk=licensed.pk)) == licensed.digest
    EditionText.objects.filter(edition=licensed).update(licence_name="CC0-1.0")
    assert digest_of(edition=Edition.objects.get(pk=licensed.pk)) != licensed.digest
    data = client.get(f"/api/v1/editions/{licensed.pk}/en/").json()["licence"]
    assert data == {"name": "CC0-1.0", "link": link}


def test_other_licence_requires_a_name(handbook: HandbookPage) -> None:
    page = HandbookPage.objects.get(pk=handbook.pk)
    page.licence = "other"
    with pytest.raises(ValidationError, match="Enter the name of the licence"):
        page.clean()


def test_check_editions_names_pictures_that_not_all_readers_can_see(
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
    assert f": not all readers can see picture {picture.digest}" in capsys.readouterr().out
    # A copy of the picture is in a collection that they can read.
    make_rendition(make_image(handbook.network), "width-960")
    assert [checked.withheld for checked in check_editions()] == [()]
