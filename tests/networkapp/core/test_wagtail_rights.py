"""Wagtail's admin follows the permission table, and shows nothing of another network."""

from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from wagtail.test.utils.form_data import inline_formset, nested_form_data

from home.domain.demo.recording.library import record_organisation
from home.domain.demo.recording.meetings import record_meeting
from networkapp.handbooks.models import ChapterPage
from networkapp.meetings.models import Meeting
from networkapp.models import Network
from networkapp.networks.actions.seats import sync_groups
from tests.factories.handbooks import make_chapter, make_document, make_handbook, make_image
from tests.factories.networks import NetworkFactory, SeatFactory, UserFactory, editor_of
from tests.worlds import world


@world
def chapter(db: None) -> ChapterPage:
    return make_chapter(make_handbook(NetworkFactory(slug="alpha", visibility="closed")), 5, "law", "help")


def test_editor_of_another_network_can_neither_edit_nor_see_a_chapter_in_the_admin(
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


def test_choosers_do_not_offer_pictures_and_documents_of_another_network(
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


def test_admin_pages_have_their_own_content_security_policy(client: Client, chapter: ChapterPage) -> None:
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


NO_TRANSLATIONS = nested_form_data({"translations": inline_formset([])})
MEETING = {
    **NO_TRANSLATIONS,
    "title": "Changed",
    "text": "",
    "number": 1,
    "slug": "m",
    "date": "2026-05-02",
    "place": "Oslo",
    "country": "",
}


@pytest.mark.parametrize("seat", [{"capacity": "secretariat"}, {"capacity": "adviser", "offices": ["editor"]}])
def test_meetings_are_edited_only_by_secretariat_and_editors_of_their_network(
    client: Client, db: None, seat: Any
) -> None:
    network, other = NetworkFactory(slug="alpha"), NetworkFactory(slug="beta")
    own, foreign = meeting(network, title="Own theme"), meeting(other, title="Foreign bait")
    user = SeatFactory(network=network, **seat).user
    sync_groups(user=user)
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
    several = reverse("wagtail_bulk_action", args=[Meeting._meta.app_label, "meeting", "delete"])
    several += f"?id={foreign.pk}&next=/admin/"
    assert "Foreign bait" not in client.get(several).content.decode()
    client.post(several)
    foreign.refresh_from_db()
    assert foreign.title == "Foreign bait"


def test_library_is_edited_by_secretariats_and_editors_but_not_members(client: Client, db: None) -> None:
    network = NetworkFactory(slug="alpha")
    organisation = record_organisation(slug="coast", name={"en": "Coast Watch"}, summary={})
    edit = reverse("wagtailsnippets_networkapp_organisation:edit", args=[organisation.pk])
    data = {
        "title": "Coast guard",
        "text": "",
        "slug": "coast",
        "abbreviation": "",
        "area": "",
        "website": "",
        **NO_TRANSLATIONS,
    }
    for capacity, answer in (("member", 302), ("secretariat", 302)):
        user = SeatFactory(network=network, capacity=capacity).user
        sync_groups(user=user)
        client.force_login(user)
        assert client.post(edit, data).status_code == answer
        organisation.refresh_from_db()
        assert organisation.title == ("Coast guard" if capacity == "secretariat" else "Coast Watch")


def test_page_counts_over_all_networks_are_closed_to_editors_of_one(client: Client, chapter: ChapterPage) -> None:
    report = reverse("wagtailadmin_reports:page_types_usage")
    client.force_login(editor_of(chapter.handbook.network))
    assert client.get(report).status_code == 302
    assert report not in client.get(reverse("wagtailadmin_home")).content.decode()
    client.force_login(UserFactory(is_superuser=True))
    assert client.get(report).status_code == 200


def test_copy_target_in_another_network_is_refused_without_naming_it(client: Client, chapter: ChapterPage) -> None:
    own = make_chapter(make_handbook(NetworkFactory(slug="beta")), 1)
    ChapterPage.objects.filter(pk=chapter.pk).update(title="Foreign bait", draft_title="Foreign bait")
    client.force_login(editor_of(own.handbook.network))
    copy = reverse("wagtailadmin_pages:copy", args=[own.pk])
    data = {"new_title": "Copied", "new_slug": "copied", "new_parent_page": chapter.pk}
    assert "Foreign bait" not in client.post(copy, data, follow=True).content.decode()
    assert client.post(copy, {**data, "new_parent_page": own.handbook.pk}).status_code == 302
    assert [page.title for page in ChapterPage.objects.child_of(own.handbook)] == [own.title, "Copied"]
