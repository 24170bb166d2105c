"""Editing chapters in Wagtail's admin: section IDs are kept, and incomplete chapters are not published."""

from threading import Event, Thread
from time import sleep
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import nested_form_data, rich_text, streamfield

from networkapp.handbooks.models import ChapterPage, Section
from tests.factories.handbooks import make_chapter, make_handbook
from tests.factories.networks import NetworkFactory, editor_of
from tests.worlds import world


@world
def chapter(db: None) -> ChapterPage:
    return make_chapter(make_handbook(NetworkFactory(slug="alpha", visibility="closed")), 5, "law", "help")


def form_of(chapter: ChapterPage, sections: list[tuple[str, dict[str, Any]]], **fields: Any) -> dict[str, Any]:
    """Return the edit form of a chapter as a browser sends it; `sections` are (block id, values)."""
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


def test_sections_keep_their_ids_when_an_editor_rewrites_moves_and_adds_them(
    client: Client, chapter: ChapterPage
) -> None:
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


def test_translator_can_save_a_draft_but_not_publish(client: Client, chapter: ChapterPage) -> None:
    client.force_login(editor_of(chapter.handbook.network, "translator"))
    law = Section.objects.filter(page=chapter).first()
    data = form_of(chapter, [(law.block_id, values_of("Draft", "Draft."))], **{"action-publish": "1"})
    client.post(reverse("wagtailadmin_pages:edit", args=[chapter.pk]), data)
    assert Section.objects.get(pk=law.pk).title == "About law"
    assert ChapterPage.objects.get(pk=chapter.pk).has_unpublished_changes


def test_draft_with_missing_fields_can_be_saved_but_not_published(client: Client, chapter: ChapterPage) -> None:
    client.force_login(editor_of(chapter.handbook.network))
    law = Section.objects.filter(page=chapter).first()
    hole = {**values_of("", "Saved."), "body": streamfield([])}
    data = form_of(chapter, [(law.block_id, values_of("Law", "Saved.")), ("", hole)])
    edit = reverse("wagtailadmin_pages:edit", args=[chapter.pk])
    assert client.post(edit, data).status_code == 302
    refused = client.post(edit, {**data, "action-publish": "1"})
    assert refused.status_code == 200
    assert "Saved." in refused.content.decode()
    several = f"{reverse('wagtail_bulk_action', args=['wagtailcore', 'page', 'publish'])}?id={chapter.pk}&next=/admin/"
    response = client.post(several, {"include_descendants": ""}, follow=True)
    assert "“Chapter 5” is not published" in response.content.decode()
    assert "Check 5.2." in response.content.decode()
    assert [row.title for row in Section.objects.filter(page=chapter).current()] == ["About law", "About help"]


@pytest.mark.parametrize("chosen", ["chapters", "handbook"])
def test_bulk_publishing_lists_every_chapter_with_missing_fields(
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
    html = answer.content.decode()
    assert [f"Check {place}." in html for place in ("5.2", "6.1", "7.1")] == [True, False, True]
    assert not ChapterPage.objects.filter(title="New 6", live=True).exists()
    drafts[0].save_revision()
    for draft in drafts:
        whole = ChapterPage.objects.get(pk=draft.pk)
        whole.title = f"New {draft.number}"
        whole.save_revision()
    client.post(several, {"include_descendants": "on" if chosen == "handbook" else ""})
    assert list(ChapterPage.objects.live().values_list("title", flat=True)) == ["New 5", "New 6", "New 7"]


def test_footnotes_without_matching_marks_are_reported_on_publishing_only(client: Client, chapter: ChapterPage) -> None:
    client.force_login(editor_of(chapter.handbook.network))
    law = Section.objects.filter(page=chapter).first()
    edit = reverse("wagtailadmin_pages:edit", args=[chapter.pk])

    def data(text: str) -> dict[str, Any]:
        body = [("text", rich_text(f"<p>{text}</p>")), ("footnote", rich_text("<p>Source.</p>"))]
        return form_of(chapter, [(law.block_id, {**values_of("Law", ""), "body": streamfield(body)})])

    assert client.post(edit, data("Law[^2]")).status_code == 302
    refused = client.post(edit, {**data("Law[^2]"), "action-publish": "1"}).content.decode()
    assert "Footnote 1 is not used in the text. Write [^1] where it belongs" in refused
    assert "[^2] refers to a missing footnote. Add footnote 2" in refused
    assert client.post(edit, {**data("Law[^1]"), "action-publish": "1"}).status_code == 302
    page = client.get(chapter.url).content.decode()
    assert f'Law<sup class="footnote-ref" id="fnref-s{law.pk}-1"><a href="#fn-s{law.pk}-1"' in page
    assert f'<section class="margin-note footnote" id="fn-s{law.pk}-1">' in page
    assert f'href="#fnref-s{law.pk}-1" role="doc-backlink"' in page
    assert Section.objects.get(pk=law.pk).text == "Law\nSource."


def test_section_chooser_offers_only_sections_that_the_editor_may_read_or_edit(
    client: Client, chapter: ChapterPage
) -> None:
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


def test_publishing_is_validated_in_full_while_a_draft_is_being_validated() -> None:
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


def test_editor_cannot_move_a_handbook_to_another_network(client: Client, chapter: ChapterPage) -> None:
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
