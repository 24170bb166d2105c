"""The start page of Wagtail's admin for editors."""

import re
from typing import Any

from networkapp.models import Network
from networkapp.networks.actions.seats import sync_groups
from tests.access.accounts import client_of
from tests.factories.handbooks import make_chapter, make_handbook, section
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.worlds import world


@world
def editor(network: Network) -> Any:
    return update_groups(SeatFactory(network=network, offices=["editor"]).user)


def update_groups(person: Any) -> Any:
    sync_groups(user=person)
    return person


def home(person: Any) -> str:
    html: str = client_of(person).get("/admin/").content.decode()
    return html


def test_admin_home_shows_an_editor_their_tasks_and_handbooks(network: Network, editor: Any) -> None:
    chapter = make_chapter(
        make_handbook(network, title="Ours"), sections=[section("a", law_as_of="2001-01-01")], title="Old law"
    )
    make_handbook(NetworkFactory(slug="elsewhere", visibility="public"), title="Theirs")
    html = home(editor)
    waits, _then, handbooks = html.partition('id="networkapp-handbooks')
    assert ("Review the law in chapter" in waits, f"/admin/pages/{chapter.handbook.pk}/" in handbooks) == (
        True,
        True,
    )
    assert "Theirs" not in html


def test_admin_home_of_a_secretariat_without_handbook_rights_lists_no_handbooks(network: Network) -> None:
    make_handbook(network, title="Ours")
    html = home(update_groups(SeatFactory(network=network, capacity="secretariat", delegation=None).user))
    assert ("Your tasks" in html, "Your handbooks" in html) == (True, False)


def test_chapters_in_the_admin_are_in_reading_order(network: Network, editor: Any) -> None:
    handbook = make_handbook(network)
    chapters = [make_chapter(handbook, number) for number in (1, 2, 3)]
    html = client_of(editor).get(f"/admin/pages/{handbook.pk}/").content.decode()
    assert re.findall(r'title-wrapper">.*?/pages/(\d+)/', html, re.DOTALL) == [str(chapter.pk) for chapter in chapters]
