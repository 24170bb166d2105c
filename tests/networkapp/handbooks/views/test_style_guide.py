"""The style guide inside Wagtail."""

import pytest
from django.test import Client

from networkapp.handbooks.models.blocks import BodyBlock
from networkapp.handbooks.pages.editing.style_guide import block_examples
from networkapp.networks.actions.seats import keep_groups_equal
from tests.access.accounts import client_of
from tests.factories.networks import SeatFactory

ADDRESS = "/admin/style-guide/"


@pytest.mark.django_db
def test_an_editor_finds_the_style_guide_in_her_menu_with_each_part_as_it_looks() -> None:
    editor = SeatFactory(offices=["editor"]).user
    keep_groups_equal(user=editor)
    client = client_of(editor)
    html = client.get(ADDRESS).content.decode()
    assert "Style guide" in client.get("/admin/").content.decode()
    looks = ('class="country-box"', 'class="checklist"', "note note--plain", '<table class="table">', "CETS 197")
    assert [look for look in looks if look not in html] == []
    assert {part["type"] for part in block_examples()} == set(BodyBlock().child_blocks) - {
        "figure",
        "cross_reference",
        "footnote",
    }


@pytest.mark.django_db
def test_the_style_guide_is_for_those_who_write_here(client: Client) -> None:
    assert client.get(ADDRESS).status_code == 302
    assert client_of(SeatFactory(capacity="member").user).get(ADDRESS).status_code == 302
