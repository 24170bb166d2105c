"""Handbooks: section rows that outlive every edit, and who can read what."""

from collections.abc import Callable

import pytest
from django.contrib.auth.models import AnonymousUser, Group
from django.http import Http404
from wagtail.models import (
    CollectionViewRestriction,
    GroupCollectionPermission,
    GroupPagePermission,
    Locale,
    Page,
    PageViewRestriction,
)

from networkapp.editing.group_rights import collection_of, sync_group_permissions
from networkapp.handbooks.models import ChapterPage, Section
from networkapp.handbooks.pages.access import find_section, require_readable
from networkapp.models import Network, Seat
from networkapp.pages.access import readable_pages
from tests.factories.handbooks import make_chapter, make_handbook
from tests.factories.networks import NetworkFactory, SeatFactory, UserFactory
from tests.worlds import world

Give = Callable[..., Seat]


@world
def chapter(db: None) -> ChapterPage:
    return make_chapter(make_handbook(NetworkFactory(visibility="public")), 5, "law", "help", "return")


def publish(chapter: ChapterPage, raw: list[dict]) -> ChapterPage:
    chapter.sections = raw
    chapter.save_revision().publish()
    return ChapterPage.objects.get(pk=chapter.pk)


def rows(chapter: ChapterPage) -> dict[str, tuple[int, str, bool]]:
    return {
        row.title: (row.pk, row.number, row.withdrawn_at is not None) for row in Section.objects.filter(page=chapter)
    }


def test_publishing_creates_a_row_with_number_and_text_for_each_section(chapter: ChapterPage) -> None:
    found = Section.objects.filter(page=chapter).current()
    assert [(row.number, row.title, row.text) for row in found] == [
        ("5.1", "About law", "law"),
        ("5.2", "About help", "help"),
        ("5.3", "About return", "return"),
    ]


def test_section_keeps_its_row_when_it_is_edited_moved_withdrawn_and_restored(chapter: ChapterPage) -> None:
    before = rows(chapter)
    law, help_, return_ = list(chapter.sections.raw_data)
    law["value"]["title"] = "About the law of today"
    chapter = publish(chapter, [return_, law])
    moved = rows(chapter)
    assert moved["About return"] == (before["About return"][0], "5.1", False)
    assert moved["About the law of today"] == (before["About law"][0], "5.2", False)
    assert moved["About help"][::2] == (before["About help"][0], True)
    chapter = publish(chapter, [return_, law, help_])
    assert rows(chapter)["About help"] == (before["About help"][0], "5.3", False)


def test_saving_a_draft_changes_no_section_row(chapter: ChapterPage) -> None:
    before = rows(chapter)
    chapter.sections = list(chapter.sections.raw_data)[:1]
    chapter.save_revision()
    assert rows(chapter) == before


def test_translation_shares_block_ids_and_has_its_own_section_rows(chapter: ChapterPage) -> None:
    handbook = make_handbook(chapter.handbook.network, language="ru", translation_of=chapter.handbook)
    russian = make_chapter(handbook, 5, "law", "help", translation_of=chapter)
    assert russian.locale == Locale.objects.get(language_code="ru")
    assert [block.id for block in russian.sections] == [block.id for block in chapter.sections][:2]
    assert not set(rows(russian).values()) & set(rows(chapter).values())


def test_make_chapter_keeps_an_existing_chapter_unchanged(chapter: ChapterPage) -> None:
    again = make_chapter(chapter.handbook, 5, "something else")
    assert (again.pk, next(block.value["title"] for block in again.sections)) == (chapter.pk, "About law")


READERS = {
    "public": {"nobody": True, "stranger": True, "ended": True, "elsewhere": True, "inside": True},
    "members": {"nobody": False, "stranger": False, "ended": False, "elsewhere": True, "inside": True},
    "closed": {"nobody": False, "stranger": False, "ended": False, "elsewhere": False, "inside": True},
}


@pytest.mark.parametrize("visibility", READERS)
@pytest.mark.parametrize("who", READERS["public"])
def test_handbook_is_readable_according_to_the_visibility_of_its_network(db: None, visibility: str, who: str) -> None:
    network = NetworkFactory(visibility=visibility)
    chapter = make_chapter(make_handbook(network))
    reader = {
        "nobody": AnonymousUser,
        "stranger": UserFactory,
        "ended": lambda: ended(network),
        "elsewhere": lambda: SeatFactory().user,
        "inside": lambda: SeatFactory(network=network).user,
    }[who]()
    expected = READERS[visibility][who]
    shown = readable_pages(pages=Page.objects.all(), user=reader)
    assert shown.filter(pk=chapter.pk).exists() == expected
    assert shown.filter(depth=1).exists()
    section = Section.objects.get(page=chapter)
    if expected:
        require_readable(page=chapter, user=reader)
        assert find_section(pk=section.pk, user=reader) == section
    else:
        with pytest.raises(Http404):
            require_readable(page=chapter, user=reader)
        with pytest.raises(Http404):
            find_section(pk=section.pk, user=reader)


def ended(network: Network) -> object:
    seat = SeatFactory(network=network)
    seat.ends_at = seat.starts_at
    seat.save()
    return seat.user


def test_superuser_without_a_seat_cannot_read_a_closed_handbook(db: None) -> None:
    chapter = make_chapter(make_handbook(NetworkFactory(visibility="closed")))
    with pytest.raises(Http404):
        require_readable(page=chapter, user=UserFactory(is_superuser=True, is_staff=True))


def test_editor_group_can_publish_and_translator_group_cannot(db: None) -> None:
    network = NetworkFactory(slug="alpha")
    handbook = make_handbook(network)
    kinds = {
        office: sorted(
            GroupPagePermission.objects.filter(group__name=f"alpha: {office}", page_id=handbook.pk).values_list(
                "permission__codename", flat=True
            )
        )
        for office in ("editor", "translator")
    }
    assert kinds == {
        "editor": ["add_page", "change_page", "lock_page", "publish_page", "unlock_page"],
        "translator": ["add_page", "change_page"],
    }
    for office in kinds:
        group = Group.objects.get(name=f"alpha: {office}")
        assert group.permissions.filter(codename="access_admin").exists()
        assert set(GroupCollectionPermission.objects.filter(group=group).values_list("collection", flat=True)) == {
            collection_of(network=network).pk
        }
    files = {
        office: set(
            GroupCollectionPermission.objects.filter(group__name=f"alpha: {office}").values_list(
                "permission__codename", flat=True
            )
        )
        for office in kinds
    }
    assert files["translator"] == {"add_image", "choose_image", "add_document", "choose_document"}
    assert files["editor"] == files["translator"] | {"change_image", "change_document"}


def test_manually_granted_page_permissions_of_another_network_are_removed(db: None) -> None:
    mine, other = NetworkFactory(slug="alpha"), NetworkFactory(slug="beta")
    make_handbook(mine)
    foreign = make_handbook(other)
    group = Group.objects.get(name="alpha: editor")
    GroupPagePermission.objects.create(group=group, page_id=foreign.pk, permission_type="change")
    sync_group_permissions(network=mine)
    assert not GroupPagePermission.objects.filter(group=group, page_id=foreign.pk).exists()


def opened(network: Network) -> None:
    network.visibility = "public"
    network.save()
    sync_group_permissions(network=network)


def test_handbook_has_a_wagtail_view_restriction_until_its_network_becomes_public(db: None) -> None:
    network = NetworkFactory(visibility="members")
    handbook = make_handbook(network)
    assert not Page.objects.public().filter(pk=handbook.pk).exists()
    opened(network)
    assert Page.objects.public().filter(pk=handbook.pk).exists()
    assert not PageViewRestriction.objects.exists()


@pytest.mark.parametrize("kind", [kind for kind, _words in PageViewRestriction.RESTRICTION_CHOICES])
def test_restriction_set_by_an_editor_in_a_public_network_is_preserved(db: None, kind: str) -> None:
    network = NetworkFactory(visibility="public")
    handbook = make_handbook(network)
    PageViewRestriction.objects.create(page=handbook, restriction_type=kind)
    make_handbook(network, slug="another")
    assert PageViewRestriction.objects.get().page_id == handbook.pk


def test_password_restriction_is_preserved_when_a_network_becomes_public(db: None) -> None:
    network = NetworkFactory(visibility="closed")
    handbook = make_handbook(network)
    PageViewRestriction.objects.update(restriction_type=PageViewRestriction.PASSWORD, password="x")
    make_handbook(network, slug="another")
    opened(network)
    assert PageViewRestriction.objects.get().page_id == handbook.pk


def test_login_restriction_on_the_collection_of_a_public_network_is_preserved(db: None) -> None:
    network = NetworkFactory(visibility="public")
    make_handbook(network)
    barrier = {"collection": collection_of(network=network), "restriction_type": CollectionViewRestriction.LOGIN}
    CollectionViewRestriction.objects.create(**barrier)
    handbook = make_handbook(network, slug="another")
    PageViewRestriction.objects.create(page=handbook, restriction_type=PageViewRestriction.LOGIN)
    make_handbook(network, slug="third")
    assert CollectionViewRestriction.objects.filter(**barrier).count() == 1
    assert PageViewRestriction.objects.get().page_id == handbook.pk


def test_login_restriction_set_before_closing_a_network_survives_its_reopening(db: None) -> None:
    network = NetworkFactory(visibility="public")
    handbook, other = make_handbook(network), make_handbook(network, slug="another")
    PageViewRestriction.objects.create(page=handbook, restriction_type=PageViewRestriction.LOGIN)
    network.visibility = "closed"
    network.save()
    sync_group_permissions(network=network)
    assert set(PageViewRestriction.objects.values_list("page", flat=True)) == {handbook.pk, other.pk}
    opened(network)
    assert PageViewRestriction.objects.get().page_id == handbook.pk
    assert not CollectionViewRestriction.objects.exists()


def test_section_text_has_one_line_per_entry_of_nested_lists(db: None) -> None:
    inner = "<ol><li>no contract</li><li>no wages<ul><li>for debts</li></ul></li></ol>"
    html = f"<ul><li>At work{inner}</li><li>At home</li></ul>"
    written = {"key": "signs", "title": "Signs", "blocks": [{"type": "text", "html": html}]}
    chapter = make_chapter(make_handbook(NetworkFactory(visibility="public")), sections=[written])
    assert Section.objects.get(page=chapter).text == "At work\nno contract\nno wages\nfor debts\nAt home"
