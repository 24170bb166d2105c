"""An editor who knows the number of a thing of another network and writes it into her own chapter learns nothing."""

import json

import pytest
from django.test import Client
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from tests.access.conftest import World
from tests.access.places import Place, bait

ELSEWHERE = "everything, in another network"
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Wagtail's thumbnails


def rich(entity: str, data: dict[str, object]) -> str:
    """What Draftail posts: one word with an entity on it."""
    block = {
        "key": "a",
        "text": "word",
        "type": "unstyled",
        "depth": 0,
        "inlineStyleRanges": [],
        "entityRanges": [{"offset": 0, "length": 4, "key": 0}],
    }
    return json.dumps({"blocks": [block], "entityMap": {"0": {"type": entity, "mutability": "MUTABLE", "data": data}}})


def written(client: Client, place: Place, kind: str, value: object) -> list[str]:
    """Every page that shows her chapter after she saved it with this block in it."""
    chapter = place.chapter
    body = streamfield([(kind, value)])
    section = {"title": "Section", "law_as_of": "", "body": body}
    data = nested_form_data(
        {
            "title": "Mine",
            "slug": chapter.slug,
            "number": 1,
            "short_title": "",
            "standfirst": "",
            "seo_title": "",
            "search_description": "",
            "sections": streamfield([("section", section)]),
            "comments": inline_formset([]),
            "action-publish": "1",
        }
    )
    edit = f"/admin/pages/{chapter.pk}/edit/"
    posted = client.post(edit, data)
    return [posted.content.decode(), *(client.get(page).content.decode() for page in (edit, chapter.url))]


KINDS = ["page", "document", "image"]


def pointing_to(place: Place) -> dict[str, tuple[str, object]]:
    """A block that points to a page, a document or a picture of this network."""
    return {
        "page": ("text", rich("LINK", {"id": place.chapter.pk, "parentId": 1})),
        "document": ("text", rich("DOCUMENT", {"id": place.document.pk})),
        "image": ("figure", {"image": place.image.pk, "alternative": "A", "caption": ""}),
    }


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("whose", ["elsewhere", "public"])
def test_what_an_editor_may_see_can_be_pointed_to(world: World, kind: str, whose: str) -> None:
    own = world.elsewhere
    written(world.clients[ELSEWHERE], own, *pointing_to({"elsewhere": own, **world.places}[whose])[kind])
    own.chapter.refresh_from_db()
    assert own.chapter.title == "Mine"


@pytest.mark.parametrize("kind", KINDS)
def test_a_foreign_number_in_ones_own_chapter_names_nothing(world: World, kind: str) -> None:
    own, foreign = world.elsewhere, world.closed
    pages = written(world.clients[ELSEWHERE], own, *pointing_to(foreign)[kind])
    own.chapter.refresh_from_db()
    assert own.chapter.title != "Mine"
    secrets = (bait(foreign.network), f"handbook-of-{foreign.network.slug}", foreign.document.filename)
    assert [[secret for secret in secrets if secret in page] for page in pages] == [[], [], []]
