"""The editors' side: what Wagtail's admin lets whom do, and that the ids of sections survive it."""

from datetime import date
from threading import Event, Thread
from time import sleep
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from networkapp.domain.library.entries import record_organisation
from networkapp.domain.meetings.register import record_meeting
from networkapp.domain.seats.granting import keep_groups_equal
from networkapp.models import ChapterPage, Network, Section
from tests.factories.handbooks import make_chapter, make_document, make_handbook, make_image
from tests.factories.networks import NetworkFactory, SeatFactory, UserFactory


def editor_of(network: Network, office: str = "editor") -> Any:
    user = SeatFactory(network=network, capacity="adviser", offices=[office]).user
    keep_groups_equal(user=user)
    return user


@pytest.fixture
def chapter(db: None) -> ChapterPage:
    return make_chapter(make_handbook(NetworkFactory(slug="alpha", visibility="closed")), 5, "law", "help")


def form_of(chapter: ChapterPage, sections: list[tuple[str, dict[str, Any]]], **fields: Any) -> dict[str, Any]:
    """The edit form of a chapter as a browser sends it; `sections` are (block id, values)."""
    stream = streamfield([("section", values) for _block_id, values in sections])
    for place, (block_id, _values) in enumerate(sections):
        stream[f"{place}-id"] = block_id
    return nested_form_data(
        {
            "title": chapter.title,
            "slug": chapter.slug,
            "number": chapter.number,
            "short_title": "",
            "standfirst": "",
            "seo_title": "",
            "search_description": "",
            "go_live_at": "",
            "expire_at": "",
            "sections": stream,
            "comments": {"TOTAL_FORMS": 0, "INITIAL_FORMS": 0, "MIN_NUM_FORMS": 0, "MAX_NUM_FORMS": 1000},
            **fields,
        }
    )


def values_of(title: str, text: str) -> dict[str, Any]:
    return {"title": title, "law_as_of": "", "body": streamfield([("text", rich_text(f"<p>{text}</p>"))])}


def test_an_editor_rewrites_moves_and_adds_sections_and_their_ids_stay(client: Client, chapter: ChapterPage) -> None:
    client.force_login(editor_of(chapter.handbook.network))
    law, help_ = Section.objects.filter(page=chapter)
    sections = [
        (help_.block_id, values_of("Help first", "Rewritten.")),
        ("", values_of("New", "Added.")),
        (law.block_id, values_of("About law", "law")),
    ]
    address = reverse("wagtailadmin_pages:edit", args=[chapter.pk])
    answer = client.post(address, form_of(chapter, sections, **{"action-publish": "1"}))
    assert answer.status_code == 302, answer.context["form"].errors
    found = Section.objects.filter(page=chapter).current()
    assert [(row.number, row.title) for row in found] == [("5.1", "Help first"), ("5.2", "New"), ("5.3", "About law")]
    assert (found[0].pk, found[2].pk) == (help_.pk, law.pk)
    page = client.get(chapter.url).content.decode()
    assert f'id="s{help_.pk}"' in page
    assert "Rewritten." in page


def test_a_translator_saves_a_draft_and_publishes_nothing(client: Client, chapter: ChapterPage) -> None:
    client.force_login(editor_of(chapter.handbook.network, "translator"))
    law = Section.objects.filter(page=chapter).first()
    data = form_of(chapter, [(law.block_id, values_of("Draft", "Draft."))], **{"action-publish": "1"})
    client.post(reverse("wagtailadmin_pages:edit", args=[chapter.pk]), data)
    assert Section.objects.get(pk=law.pk).title == "About law"
    assert ChapterPage.objects.get(pk=chapter.pk).has_unpublished_changes


def test_a_draft_may_have_holes_and_is_not_published_with_them(client: Client, chapter: ChapterPage) -> None:
    client.force_login(editor_of(chapter.handbook.network))
    law = Section.objects.filter(page=chapter).first()
    hole = {**values_of("", "Kept."), "body": streamfield([])}
    data = form_of(chapter, [(law.block_id, values_of("Law", "Kept.")), ("", hole)])
    edit = reverse("wagtailadmin_pages:edit", args=[chapter.pk])
    assert client.post(edit, data).status_code == 302
    refused = client.post(edit, {**data, "action-publish": "1"})
    assert refused.status_code == 200
    assert "Kept." in refused.content.decode()
    several = f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'publish'])}?id={chapter.pk}&next=/admin/"
    told = client.post(several, {"include_descendants": ""}, follow=True)
    assert "“Chapter 5” is not published" in told.content.decode()
    assert "Look at 5.2." in told.content.decode()
    assert [row.title for row in Section.objects.filter(page=chapter).current()] == ["About law", "About help"]


@pytest.mark.parametrize("chosen", ["chapters", "handbook"])
def test_of_several_that_are_published_at_once_each_with_holes_is_named(
    client: Client, chapter: ChapterPage, chosen: str
) -> None:
    client.force_login(editor_of(chapter.handbook.network))
    drafts = [chapter, *(make_chapter(chapter.handbook, number, "law", "help") for number in (6, 7))]
    for draft, place in zip(drafts, (1, None, 0), strict=True):
        if chosen == "handbook":
            draft.unpublish()
        draft.title = f"New {draft.number}"
        if place is not None:
            draft.sections[place].value["title"] = ""
        draft.save_revision()
    pages = [chapter.handbook] if chosen == "handbook" else drafts
    address = reverse("wagtail_bulk_action", args=["wagtailcore", "page", "publish"])
    several = f"{address}?next=/admin/&{'&'.join(f'id={page.pk}' for page in pages)}"
    answer = client.post(several, {"include_descendants": "on" if chosen == "handbook" else ""}, follow=True)
    told = answer.content.decode()
    assert [f"Look at {place}." in told for place in ("5.2", "6.1", "7.1")] == [True, False, True]
    assert not ChapterPage.objects.filter(title="New 6", live=True).exists()
    drafts[0].save_revision()
    for draft in drafts:
        whole = ChapterPage.objects.get(pk=draft.pk)
        whole.title = f"New {draft.number}"
        whole.save_revision()
    client.post(several, {"include_descendants": "on" if chosen == "handbook" else ""})
    assert list(ChapterPage.objects.live().values_list("title", flat=True)) == ["New 5", "New 6", "New 7"]


def test_footnotes_that_do_not_fit_the_text_are_named_when_a_chapter_is_published_and_not_before(
    client: Client, chapter: ChapterPage
) -> None:
    client.force_login(editor_of(chapter.handbook.network))
    law = Section.objects.filter(page=chapter).first()
    edit = reverse("wagtailadmin_pages:edit", args=[chapter.pk])

    def data(text: str) -> dict[str, Any]:
        body = [("text", rich_text(f"<p>{text}</p>")), ("footnote", rich_text("<p>Source.</p>"))]
        return form_of(chapter, [(law.block_id, {**values_of("Law", ""), "body": streamfield(body)})])

    assert client.post(edit, data("Law[^2]")).status_code == 302
    refused = client.post(edit, {**data("Law[^2]"), "action-publish": "1"}).content.decode()
    assert "Nothing refers to footnote 1. Write [^1] where it belongs" in refused
    assert "[^2] refers to footnote 2, and there is none." in refused
    assert client.post(edit, {**data("Law[^1]"), "action-publish": "1"}).status_code == 302
    page = client.get(chapter.url).content.decode()
    assert f'Law<sup class="footnote-ref" id="fnref-s{law.pk}-1"><a href="#fn-s{law.pk}-1"' in page
    assert f'<section class="margin-note footnote" id="fn-s{law.pk}-1">' in page
    assert f'href="#fnref-s{law.pk}-1" role="doc-backlink"' in page
    assert Section.objects.get(pk=law.pk).text == "Law\nSource."


def test_an_editor_finds_sections_that_she_may_read_or_edit_and_no_others(client: Client, chapter: ChapterPage) -> None:
    make_chapter(make_handbook(NetworkFactory(slug="beta", visibility="closed")), 5, "law")
    client.force_login(editor_of(chapter.handbook.network))
    law, _help = Section.objects.filter(page=chapter)
    foreign = Section.objects.exclude(page=chapter).get()

    def found(query: str) -> str:
        return client.get(reverse("networkapp_sections:choose_results"), {"q": query}).content.decode()

    assert ("5.1 About law" in found("law"), found("law").count("About law")) == (True, 1)
    assert ("About law" in found("5.2"), "About help" in found("5.2")) == (False, True)
    assert client.get(reverse("networkapp_sections:chosen", args=[law.pk])).json()["result"]["title"] == "5.1 About law"
    assert client.get(reverse("networkapp_sections:chosen", args=[foreign.pk])).status_code == 404
    edit = reverse("wagtailadmin_pages:edit", args=[chapter.pk])
    for target, status in ((law, 302), (foreign, 302)):
        body = streamfield([("cross_reference", str(target.pk))])
        data = form_of(chapter, [(law.block_id, {**values_of("Law", ""), "body": body})], **{"action-publish": "1"})
        answer = client.post(edit, data)
        assert answer.status_code == status
        [block] = ChapterPage.objects.get(pk=chapter.pk).sections[0].value["body"]
        assert block.value.pk == law.pk
    assert "&quot;5.1 Law&quot;" in client.get(edit).content.decode()


def test_publishing_is_checked_in_full_while_a_draft_is_being_checked() -> None:
    sections = ChapterPage._meta.get_field("sections").stream_block
    hole = sections.to_python([{"type": "section", "value": {"title": "", "body": []}}])
    begun, refused = Event(), []

    class Slow(list):
        def __iter__(self) -> Any:
            begun.set()
            sleep(0.2)
            return super().__iter__()

    def publish() -> None:
        begun.wait()
        try:
            sections.clean(hole)
        except ValidationError as error:
            refused.append(error)

    threads = [Thread(target=sections.clean_deferred, args=[Slow()]), Thread(target=publish)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(refused) == 1


def test_an_editor_of_another_network_neither_edits_nor_sees_it_in_the_admin(
    client: Client, chapter: ChapterPage
) -> None:
    own = make_chapter(make_handbook(NetworkFactory(slug="beta")), 1, title="Own bait")
    ChapterPage.objects.filter(pk=chapter.pk).update(title="Foreign bait", draft_title="Foreign bait")
    client.force_login(editor_of(own.handbook.network))
    index = chapter.handbook.get_parent().pk
    for name in ("edit", "view_draft", "history", "usage", "delete"):
        address = reverse(f"wagtailadmin_pages:{name}", args=[chapter.pk])
        assert client.get(address).status_code in {302, 403, 404}, name
    for address in (
        reverse("wagtailadmin_explore", args=[index]),
        reverse("wagtailadmin_explore", args=[own.handbook.pk]),
        reverse("wagtailadmin_pages:search") + "?q=bait",
        reverse("wagtailadmin_choose_page_search") + "?q=bait",
        reverse("wagtailadmin_choose_page_child", args=[chapter.handbook.pk]),
        reverse("wagtailadmin_choose_page_child", args=[index]),
        reverse("wagtailadmin_home"),
        reverse("wagtailadmin_reports:site_history"),
        f"/admin/api/main/pages/?child_of={index}",
    ):
        answer = client.get(address, follow=True)
        assert answer.status_code in {200, 403, 404}, address
        assert b"Foreign bait" not in answer.content, address
        assert b"Handbook of alpha" not in answer.content, address
    for address in (
        reverse("wagtailadmin_explore", args=[own.handbook.pk]),
        reverse("wagtailadmin_choose_page_child", args=[own.handbook.pk]),
        reverse("wagtailadmin_choose_page_search") + "?q=bait",
    ):
        assert b"Own bait" in client.get(address).content, address
    front = own.handbook.get_parent().get_parent()
    assert front.title.encode() in client.get(reverse("wagtailadmin_choose_page")).content


def test_an_editor_cannot_hand_her_handbook_to_another_network(client: Client, chapter: ChapterPage) -> None:
    handbook = chapter.handbook
    client.force_login(editor_of(handbook.network))
    address = reverse("wagtailadmin_pages:edit", args=[handbook.pk])
    assert b'name="network"' not in client.get(address).content
    public = NetworkFactory(slug="public", visibility="public")
    data = {"title": "Renamed", "slug": handbook.slug, "network": public.pk, "law_months": 12, "action-publish": "1"}
    form = form_of(chapter, [])
    client.post(address, {**form, **data})
    handbook.refresh_from_db()
    assert (handbook.title, handbook.network.slug) == ("Renamed", "alpha")


def test_pictures_and_documents_of_another_network_are_not_offered(
    client: Client, chapter: ChapterPage, settings: Any, tmp_path: Any
) -> None:
    settings.MEDIA_ROOT = str(tmp_path)
    make_handbook(NetworkFactory(slug="beta"))
    foreign = chapter.handbook.network
    document, image = make_document(foreign), make_image(foreign)
    client.force_login(editor_of(Network.objects.get(slug="beta")))
    chooser = client.get(reverse("wagtaildocs_chooser:choose"))
    assert b"A document" not in chooser.content
    assert b"A document" not in client.get(reverse("wagtaildocs:index")).content
    assert client.get(reverse("wagtaildocs:edit", args=[document.pk])).status_code in {302, 404}
    assert client.get(reverse("wagtailimages:edit", args=[image.pk])).status_code in {302, 404}


def test_the_admin_has_a_policy_of_its_own_and_pages_the_strict_one(client: Client, chapter: ChapterPage) -> None:
    client.force_login(editor_of(chapter.handbook.network))
    page = client.get(chapter.url)
    assert "unsafe-inline" not in page["Content-Security-Policy"]
    admin = client.get(reverse("wagtailadmin_pages:edit", args=[chapter.pk]))
    assert admin.status_code == 200
    assert "script-src 'self';" not in admin.get("Content-Security-Policy", "")


def meeting(network: Network, number: int = 1, title: str = "Theme") -> Any:
    return record_meeting(
        network=network,
        number=number,
        slug=f"{network.slug}-{number}",
        date=date(2026, 5, 1),
        place="Riga",
        country="LV",
        theme={"en": title},
    )


MEETING = {
    "title": "Changed",
    "text": "",
    "number": 1,
    "slug": "m",
    "date": "2026-05-02",
    "place": "Oslo",
    "country": "",
}


@pytest.mark.parametrize("seat", [{"capacity": "secretariat"}, {"capacity": "adviser", "offices": ["editor"]}])
def test_meetings_are_edited_by_their_networks_secretariat_and_editors(client: Client, db: None, seat: Any) -> None:
    network, other = NetworkFactory(slug="alpha"), NetworkFactory(slug="beta")
    own, foreign = meeting(network, title="Own theme"), meeting(other, title="Foreign bait")
    user = SeatFactory(network=network, **seat).user
    keep_groups_equal(user=user)
    client.force_login(user)
    listed = client.get(reverse("wagtailsnippets_networkapp_meeting:list")).content.decode()
    assert ("Own theme" in listed, "Foreign bait" in listed) == (True, False)
    edit = reverse("wagtailsnippets_networkapp_meeting:edit", args=[own.pk])
    assert "Beta" not in client.get(edit).content.decode()
    assert client.post(edit, {**MEETING, "network": other.pk}).status_code == 200
    assert client.post(edit, {**MEETING, "network": network.pk}).status_code == 302
    own.refresh_from_db()
    assert (own.title, own.network, own.slug) == ("Changed", network, "alpha-1")
    for name in ("edit", "copy", "delete", "history", "usage"):
        address = reverse(f"wagtailsnippets_networkapp_meeting:{name}", args=[foreign.pk])
        assert {client.get(address).status_code, client.post(address, MEETING).status_code} <= {302, 404, 405}
        assert "Foreign bait" not in client.get(address, follow=True).content.decode()
    several = f"{reverse('wagtail_bulk_action', args=['networkapp', 'meeting', 'delete'])}?id={foreign.pk}&next=/admin/"
    assert "Foreign bait" not in client.get(several).content.decode()
    client.post(several)
    foreign.refresh_from_db()
    assert foreign.title == "Foreign bait"


def test_the_library_is_edited_by_secretariats_and_editors_and_by_no_member(client: Client, db: None) -> None:
    network = NetworkFactory(slug="alpha")
    organisation = record_organisation(slug="coast", name={"en": "Coast Watch"}, summary={})
    edit = reverse("wagtailsnippets_networkapp_organisation:edit", args=[organisation.pk])
    data = {"title": "Coast guard", "text": "", "slug": "coast", "abbreviation": "", "area": "", "website": ""}
    for capacity, answer in (("member", 302), ("secretariat", 302)):
        user = SeatFactory(network=network, capacity=capacity).user
        keep_groups_equal(user=user)
        client.force_login(user)
        assert client.post(edit, data).status_code == answer
        organisation.refresh_from_db()
        assert organisation.title == ("Coast guard" if capacity == "secretariat" else "Coast Watch")


def test_a_count_over_all_networks_is_not_for_the_editor_of_one(client: Client, chapter: ChapterPage) -> None:
    report = reverse("wagtailadmin_reports:page_types_usage")
    client.force_login(editor_of(chapter.handbook.network))
    assert client.get(report).status_code == 302
    assert report not in client.get(reverse("wagtailadmin_home")).content.decode()
    client.force_login(UserFactory(is_superuser=True))
    assert client.get(report).status_code == 200


def test_no_number_of_a_place_for_a_copy_brings_out_what_a_foreign_page_is_called(
    client: Client, chapter: ChapterPage
) -> None:
    own = make_chapter(make_handbook(NetworkFactory(slug="beta")), 1)
    ChapterPage.objects.filter(pk=chapter.pk).update(title="Foreign bait", draft_title="Foreign bait")
    client.force_login(editor_of(own.handbook.network))
    copy = reverse("wagtailadmin_pages:copy", args=[own.pk])
    data = {"new_title": "Copied", "new_slug": "copied", "new_parent_page": chapter.pk}
    assert "Foreign bait" not in client.post(copy, data, follow=True).content.decode()
    assert client.post(copy, {**data, "new_parent_page": own.handbook.pk}).status_code == 302
    assert [page.title for page in ChapterPage.objects.child_of(own.handbook)] == [own.title, "Copied"]
