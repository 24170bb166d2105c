"""Offline copies of handbooks: complete for their readers, without personal data, and valid only while they can be
read.
"""

from typing import Any

import pytest
from django.core.cache import cache
from django.test import Client
from wagtail.models import PageViewRestriction

from home.domain.demo.recording.library import record_term
from networkapp.handbooks.editions.actions import publish_edition
from networkapp.handbooks.models import ChapterPage, Edition, HandbookPage, Section
from tests.factories.handbooks import make_chapter, make_handbook, make_image, make_rendition, section
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.worlds import world


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Any) -> None:
    settings.MEDIA_ROOT = str(tmp_path)


@world
def handbook(db: None) -> HandbookPage:
    return make_handbook(NetworkFactory(slug="joint", visibility="public"), standfirst="To read.")


def publish(handbook: HandbookPage) -> Edition:
    editor: Any = SeatFactory(network=handbook.network, capacity="expert", delegation=None, offices=["editor"]).user
    return publish_edition(handbook=handbook, user=editor, changes={})


def change(chapter: ChapterPage) -> None:
    edited = ChapterPage.objects.get(pk=chapter.pk)
    raw = list(edited.sections.raw_data)
    raw[0]["value"]["title"] += " again"
    edited.sections = raw
    edited.save_revision().publish()


def test_offline_copy_contains_every_page_of_an_edition_under_its_url(client: Client, handbook: HandbookPage) -> None:
    first = make_chapter(handbook, 1, "law", "help")
    make_chapter(handbook, 2, "money")
    edition = publish(handbook)
    change(first)
    copy = client.get(f"/handbooks/editions/{edition.pk}/en/copy/").json()
    base = f"/handbooks/editions/{edition.pk}/en/"
    assert list(copy["pages"]) == [base, f"{base}1/", f"{base}2/"]
    assert (copy["key"], copy["edition"], copy["is_public"]) == (f"edition-{edition.pk}-en", edition.label, True)
    law = Section.objects.filter(page=first).order_by("position")[0]
    assert copy["places"][f"/handbooks/editions/{edition.pk}/sections/{law.pk}/"] == f"{base}1/#s{law.pk}"
    page = copy["pages"][f"{base}1/"]
    for part in (f"<b>Edition {edition.label}</b>", "About law", f'href="{base}2/"', 'rel="next"', f'id="s{law.pk}"'):
        assert part in page
    assert "again" not in page
    scripts = ("cite.js", "copy.js", "kept_search.js")
    for part in ("<kept-search", f"Search edition {edition.label} (offline copy)", *scripts):
        assert part in page
    cited = f'section 1.1 “<span lang="en">About law</span>”, edition {edition.label}, {handbook.network.name}.'
    assert cited in page
    assert f"http://testserver/handbooks/editions/{edition.pk}/sections/{law.pk}/</a>" in page


def test_offline_copy_without_edition_contains_the_current_text(client: Client, handbook: HandbookPage) -> None:
    image = make_image(handbook.network)
    make_rendition(image, "width-960")
    chapter = make_chapter(handbook, 1, "law")
    raw = list(chapter.sections.raw_data)
    value = {"image": image.pk, "alternative": "Two boats", "caption": ""}
    raw[0]["value"]["body"].append({"type": "figure", "value": value, "id": "0b0f5a52-0000-4000-8000-000000000001"})
    chapter.sections = raw
    chapter.save_revision().publish()
    copy = client.get(f"/handbooks/sections/in/{handbook.pk}/copy/").json()
    assert list(copy["pages"]) == [handbook.url, chapter.url]
    assert copy["edition"] == ""
    assert "<b>Text as of " in copy["pages"][handbook.url]
    assert "”, text as of " in copy["pages"][chapter.url]
    assert 'popovertarget="cite-' not in client.get(f"/handbooks/sections/in/{handbook.pk}/whole/").content.decode()
    assert 'alt="Two boats"' in copy["pages"][chapter.url]


def test_offline_copy_and_print_page_explain_glossary_terms(client: Client, handbook: HandbookPage) -> None:
    cache.clear()
    record_term(title={"en": "shelter"}, text={"en": "A safe place."}, forms={}, taken_from={})
    make_chapter(handbook, 1, sections=[section("law", "Every shelter is safe")])
    edition = publish(handbook)
    base = f"/handbooks/editions/{edition.pk}/en/"
    pages = [client.get(f"{base}copy/").json()["pages"][f"{base}1/"]]
    pages += [
        client.get(address).content.decode()
        for address in (f"{base}whole/", f"/handbooks/sections/in/{handbook.pk}/whole/")
    ]
    for page in pages:
        assert page.count('class="term"') == 1
        assert "A safe place." in page


def test_offline_copy_contains_no_data_of_its_reader(client: Client, handbook: HandbookPage) -> None:
    make_chapter(handbook, 1, "law")
    edition = publish(handbook)
    reader = SeatFactory(network=handbook.network, user__display_name="Quetzal").user
    client.force_login(reader)
    answer = client.get(f"/handbooks/editions/{edition.pk}/en/copy/")
    for bait in ("Quetzal", "csrf", "data-reader", 'method="post"', 'type="hidden"'):
        assert bait not in answer.content.decode()
    assert answer["Cache-Control"] == "private, no-store"


def test_offline_copy_omits_restricted_chapters(client: Client, handbook: HandbookPage) -> None:
    make_chapter(handbook, 1, "law")
    barred = make_chapter(handbook, 2, sections=[section("x", "Quetzal")])
    PageViewRestriction.objects.create(page=barred, restriction_type=PageViewRestriction.LOGIN)
    address = f"/handbooks/sections/in/{handbook.pk}/copy/"
    client.force_login(SeatFactory(network=handbook.network).user)
    assert "Quetzal" in client.get(barred.url).content.decode()
    assert "Quetzal" not in client.get(address).content.decode()


def test_offline_copy_omits_references_that_not_all_its_readers_can_read(
    client: Client, handbook: HandbookPage
) -> None:
    closed = make_handbook(NetworkFactory(slug="secret", visibility="closed"))
    hidden = Section.objects.get(page=make_chapter(closed, 1, sections=[section("Quetzal")]))
    reference = {"type": "cross_reference", "section": hidden.pk}
    chapter = make_chapter(handbook, 1, sections=[{**section("law"), "blocks": [reference]}])
    client.force_login(SeatFactory(network=closed.network).user)
    assert "Quetzal" in client.get(chapter.url).content.decode()
    assert "Quetzal" not in client.get(f"/handbooks/sections/in/{handbook.pk}/copy/").content.decode()


@pytest.mark.parametrize("has_edition", [False, True])
def test_offline_copy_of_a_restricted_handbook_is_not_public(
    client: Client, handbook: HandbookPage, has_edition: bool
) -> None:
    make_chapter(handbook, 1, "law")
    address = f"/handbooks/sections/in/{handbook.pk}/copy/"
    if has_edition:
        address = f"/handbooks/editions/{publish(handbook).pk}/en/copy/"
    client.force_login(SeatFactory(network=handbook.network).user)
    assert client.get(address).json()["is_public"]
    PageViewRestriction.objects.create(page=handbook, restriction_type=PageViewRestriction.LOGIN)
    assert not client.get(address).json()["is_public"]


def test_offline_copies_are_valid_only_while_the_user_can_read_them(client: Client, handbook: HandbookPage) -> None:
    closed = make_handbook(NetworkFactory(slug="secret", visibility="closed"))
    for book in (handbook, closed):
        make_chapter(book, 1, "law")
    public, kept_close = publish(handbook), publish(closed)
    keys = [
        f"edition-{public.pk}-en",
        f"edition-{kept_close.pk}-en",
        f"today-{closed.pk}-en",
        "edition-9-xx",
        "anything",
    ]

    def standing() -> Any:
        return client.get("/handbooks/on-this-device/standing/", {"copy": keys}).json()

    newest = {"newest": public.label, "newest_at": f"/handbooks/editions/{public.pk}/en/"}
    assert standing() == {"reader": "", "copies": {keys[0]: newest}}
    seat = SeatFactory(network=closed.network)
    client.force_login(seat.user)
    assert (standing()["reader"], list(standing()["copies"])) == (str(seat.user.pk), keys[:3])
    handbook.network.visibility = "closed"
    handbook.network.save()
    assert list(standing()["copies"]) == keys[1:3]


def test_offline_copy_status_names_a_newer_edition(client: Client, handbook: HandbookPage) -> None:
    chapter = make_chapter(handbook, 1, "law")
    first = publish(handbook)
    change(chapter)
    second = publish(handbook)
    key = f"edition-{first.pk}-en"
    copies = client.get("/handbooks/on-this-device/standing/", {"copy": [key]}).json()["copies"]
    assert copies == {key: {"newest": second.label, "newest_at": f"/handbooks/editions/{second.pk}/en/"}}


def test_service_worker_has_site_scope_and_contains_no_user_data(client: Client, db: None) -> None:
    answer = client.get("/handbooks/worker.js")
    assert answer["Content-Type"] == "text/javascript; charset=utf-8"
    assert answer["Service-Worker-Allowed"] == "/"
    assert "no-cache" in answer["Cache-Control"]
    assert '"/handbooks/on-this-device/"' in answer.content.decode()


def test_handbook_and_edition_pages_offer_an_offline_copy(client: Client, handbook: HandbookPage) -> None:
    make_chapter(handbook, 1, "law")
    page = client.get(handbook.url).content.decode()
    assert f'data-copy="/handbooks/sections/in/{handbook.pk}/copy/"' in page
    edition = publish(handbook)
    for address in (handbook.url, f"/handbooks/editions/{edition.pk}/en/"):
        page = client.get(address).content.decode()
        assert f'data-copy="/handbooks/editions/{edition.pk}/en/copy/"' in page
        assert f'data-key="edition-{edition.pk}-en"' in page


def test_offline_copy_and_print_page_state_the_translation_status_of_each_section(
    client: Client, handbook: HandbookPage
) -> None:
    original = make_chapter(handbook, 1, sections=[section("law")])
    german = make_handbook(handbook.network, language="de", translation_of=handbook)
    make_chapter(german, 1, sections=[section("law", text="Recht")], translation_of=original)
    edition = publish(handbook)
    today, then = "Not verified", "Was not verified"
    whole, copy = (f"/handbooks/sections/in/{german.pk}/{place}/" for place in ("whole", "copy"))
    assert client.get(whole).content.decode().count(today) == 1
    assert [page.count(today) for page in client.get(copy).json()["pages"].values()] == [0, 1]
    frozen = f"/handbooks/editions/{edition.pk}/de/copy/"
    assert [page.count(then) for page in client.get(frozen).json()["pages"].values()] == [0, 1]
    for address in (frozen, frozen.replace("/de/", "/en/")):
        assert not any(today in page for page in client.get(address).json()["pages"].values())
