"""An editor who enters the ID of a thing of another network in a text of their own learns nothing about it."""

import json

import pytest
from django.test import Client
from wagtail.test.utils.form_data import inline_formset, nested_form_data, streamfield

from evaluation.reports.models import Report
from networkapp.handbooks.models import Section
from tests.access.conftest import World
from tests.access.places import Place
from tests.access.restricted_words import bait

ELSEWHERE = "everything, in another network"
pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")  # Wagtail's thumbnails


def rich(entity: str, data: dict[str, object]) -> str:
    """Return what Draftail posts for one word with an entity on it."""
    block = {
        "key": "a",
        "text": "word",
        "type": "unstyled",
        "depth": 0,
        "inlineStyleRanges": [],
        "entityRanges": [{"offset": 0, "length": 4, "key": 0}],
    }
    return json.dumps({"blocks": [block], "entityMap": {"0": {"type": entity, "mutability": "MUTABLE", "data": data}}})


Block = tuple[str, object]
MISTAKE: Block = ("figure", {"image": "", "alternative": "", "caption": ""})
"""With it a text is not saved, and comes back to be put right."""


def written(client: Client, place: Place, *blocks: Block) -> list[str]:
    """Return every page that shows the editor's chapter after it was saved with these blocks."""
    chapter = place.chapter
    body = streamfield(blocks)
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


def article_written(client: Client, place: Place, *blocks: Block) -> list[str]:
    """Return every page that shows the editor's article after it was saved with these blocks."""
    article = place.article
    data = nested_form_data(
        {
            "title": "Mine",
            "slug": article.slug,
            "standfirst": "",
            "date": "2026-05-01",
            "body": streamfield(blocks),
            "subjects": [],
            "seo_title": "",
            "search_description": "",
            "comments": inline_formset([]),
        }
    )
    edit = f"/admin/pages/{article.pk}/edit/"
    answers = [client.post(f"{edit}preview/", data), client.get(f"{edit}preview/")]
    answers += [client.post(edit, {**data, "action-publish": "1"}), client.get(edit), client.get(article.url)]
    return [answer.content.decode() for answer in answers]


def report_written(client: Client, place: Place, *blocks: Block, paper: object = "", year: object = 2011) -> list[str]:
    """Return every page that shows a report created by the editor with these blocks and this document."""
    data = {
        "title": "Mine", "slug": "mine", "network": place.network.pk, "kind": "regional", "country": "",
        "first_year": "", "number": "", "since": "", "until": "", "changes": "", "issued": "2011", "paper": paper,
        "source_url": "", "year": year, "language": "en", "standfirst": "", "body": streamfield(blocks),
    }  # fmt: skip
    add = "/admin/snippets/evaluation/report/add/"
    pages = [client.post(add, nested_form_data(data)).content.decode()]
    for report in Report.objects.filter(slug="mine"):
        pages.append(client.get(f"/admin/snippets/evaluation/report/edit/{report.pk}/").content.decode())
    return pages


KINDS = ["page", "document", "image"]


def pointing_to(place: Place) -> dict[str, Block]:
    """Return a block that links to a page, a document or a picture of this network."""
    return {
        "page": ("text", rich("LINK", {"id": place.chapter.pk, "parentId": 1})),
        "document": ("text", rich("DOCUMENT", {"id": place.document.pk})),
        "image": ("figure", {"image": place.image.pk, "alternative": "A", "caption": ""}),
    }


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("whose", ["elsewhere", "public"])
def test_editor_can_link_to_what_they_may_see(world: World, kind: str, whose: str) -> None:
    own = world.elsewhere
    block = pointing_to({"elsewhere": own, **world.places}[whose])[kind]
    written(world.clients[ELSEWHERE], own, block)
    article_written(world.clients[ELSEWHERE], own, block)
    for text in (own.chapter, own.article):
        text.refresh_from_db()
        assert text.title == "Mine"


def secrets_in(pages: list[str], place: Place) -> list[str]:
    """Return the secrets of a network that these pages contain."""
    slug = place.network.slug
    secrets = (bait(place.network), f"handbook-of-{slug}", f"article-of-{slug}", place.document.filename)
    return [secret for secret in secrets for page in pages if secret in page]


@pytest.mark.parametrize("mistakes", [(), (MISTAKE,)])
@pytest.mark.parametrize("kind", KINDS)
def test_chapter_with_an_id_of_another_network_is_refused_without_naming_it(
    world: World, kind: str, mistakes: tuple[Block, ...]
) -> None:
    own, foreign = world.elsewhere, world.closed
    pages = written(world.clients[ELSEWHERE], own, pointing_to(foreign)[kind], *mistakes)
    own.chapter.refresh_from_db()
    assert own.chapter.title != "Mine"
    assert secrets_in(pages, foreign) == []


@pytest.mark.parametrize("mistakes", [(), (MISTAKE,)])
@pytest.mark.parametrize("kind", KINDS)
def test_article_with_an_id_of_another_network_is_refused_without_naming_it(
    world: World, kind: str, mistakes: tuple[Block, ...]
) -> None:
    own, foreign = world.elsewhere, world.closed
    pages = article_written(world.clients[ELSEWHERE], own, pointing_to(foreign)[kind], *mistakes)
    own.article.refresh_from_db()
    assert own.article.title != "Mine"
    assert secrets_in(pages, foreign) == []


@pytest.mark.parametrize("year", [2011, "no year"])
@pytest.mark.parametrize("kind", ["page", "document"])
@pytest.mark.parametrize("whose", ["elsewhere", "closed"])
def test_report_can_only_link_to_what_its_editor_may_see(world: World, kind: str, whose: str, year: object) -> None:
    own, client = world.elsewhere, world.clients[ELSEWHERE]
    pointed = {"elsewhere": own, **world.places}[whose]
    fields = {"paper": pointed.document.pk} if kind == "document" else {}
    blocks = [pointing_to(pointed)["page"]] if kind == "page" else []
    pages = report_written(client, own, *blocks, year=year, **fields)
    assert Report.objects.filter(slug="mine").exists() is (whose == "elsewhere" and year == 2011)
    assert bool(secrets_in(pages, pointed)) is (whose == "elsewhere")


def linked_by_a_colleague(place: Place, foreign: Place, kind: str) -> None:
    """Let the article of this place link to the other network, as a user with seats in both could have written it."""
    article = place.article
    link = {"page": ("page", foreign.chapter.pk), "document": ("document", foreign.document.pk)}
    if kind == "image":
        block = {"type": "figure", "value": {"image": foreign.image.pk, "alternative": "A", "caption": ""}}
    else:
        name, key = link[kind]
        block = {"type": "text", "value": f'<p><a linktype="{name}" id="{key}">word</a></p>'}
    article.body = json.dumps([{**block, "id": "6f1c4a3e-0000-4000-8000-000000000001"}])
    article.save_revision().publish()


@pytest.mark.parametrize("kind", KINDS)
def test_editor_can_save_a_text_in_which_a_colleague_linked_to_another_network(world: World, kind: str) -> None:
    own, foreign, client = world.elsewhere, world.closed, world.clients[ELSEWHERE]
    linked_by_a_colleague(own, foreign, kind)
    kept = pointing_to(foreign)[kind]
    article_written(client, own, kept)
    own.article.refresh_from_db()
    assert own.article.title == "Mine"


@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("linked", KINDS)
def test_link_by_a_colleague_does_not_let_an_editor_link_to_more_of_that_network(
    world: World, linked: str, kind: str
) -> None:
    own, foreign, client = world.elsewhere, world.closed, world.clients[ELSEWHERE]
    linked_by_a_colleague(own, foreign, linked)
    handbook: Block = ("text", rich("LINK", {"id": foreign.chapter.handbook.pk, "parentId": 1}))
    more = {**pointing_to(foreign), linked: handbook}[kind]
    article_written(client, own, pointing_to(foreign)[linked], more)
    own.article.refresh_from_db()
    assert own.article.title != "Mine"


def test_picture_chosen_by_a_colleague_is_not_named_to_an_editor_without_access(world: World) -> None:
    own, foreign = world.elsewhere, world.closed
    linked_by_a_colleague(own, foreign, "image")
    edit = f"/admin/pages/{own.article.pk}/edit/"
    page = world.clients[ELSEWHERE].get(edit).content.decode()
    assert secrets_in([page], foreign) == []
    assert "Item you do not have access to" in page
    assert own.article.get_latest_revision_as_object().body[0].value["image"].pk == foreign.image.pk


@pytest.mark.parametrize("kind", ["page", "document"])
def test_link_by_a_colleague_shows_no_address_to_an_editor_without_access_to_its_target(
    world: World, kind: str
) -> None:
    own, foreign, client = world.elsewhere, world.closed, world.clients[ELSEWHERE]
    linked_by_a_colleague(own, foreign, kind)
    link = pointing_to(foreign)[kind]
    pages = article_written(client, own, link, MISTAKE) + article_written(client, own, link)
    # The name of a file is in its address, which readers of the text see.
    shown = {"page": pages, "document": [page for page in pages if "data-draftail-input" in page]}[kind]
    secret = {"page": f"handbook-of-{foreign.network.slug}", "document": foreign.document.filename}[kind]
    assert [page for page in shown if secret in page] == []
    key = {"page": foreign.chapter.pk, "document": foreign.document.pk}[kind]
    assert f'id="{key}"' in own.article.get_latest_revision_as_object().body[0].value.source


def test_section_referred_to_by_a_colleague_is_not_named_to_an_editor_without_access(world: World) -> None:
    own, foreign = world.elsewhere, world.closed
    chapter = own.chapter
    section = Section.objects.filter(page=foreign.chapter).earliest("pk")
    raw = list(chapter.sections.raw_data)
    body = [{"type": "cross_reference", "value": section.pk, "id": "6f1c4a3e-0000-4000-8000-000000000002"}]
    chapter.sections = [{**raw[0], "value": {**raw[0]["value"], "body": body}}]
    chapter.save_revision().publish()
    page = world.clients[ELSEWHERE].get(f"/admin/pages/{chapter.pk}/edit/").content.decode()
    assert section.title not in page
    assert "Item you do not have access to" in page


def test_link_by_a_colleague_in_a_report_shows_no_address_to_an_editor_without_access(
    world: World,
) -> None:
    own, foreign = world.elsewhere, world.closed
    link = f'<p><a linktype="page" id="{foreign.chapter.pk}">word</a></p>'
    report = Report(network=own.network, title="Mine", slug="mine", kind="regional", year=2011, language="en")
    report.body = json.dumps([{"type": "text", "value": link, "id": "6f1c4a3e-0000-4000-8000-000000000001"}])
    report.save()
    report.save_revision().publish()
    page = world.clients[ELSEWHERE].get(f"/admin/snippets/evaluation/report/edit/{report.pk}/")
    assert (page.status_code, secrets_in([page.content.decode()], foreign)) == (200, [])
    assert str(foreign.chapter.pk) in page.content.decode()
