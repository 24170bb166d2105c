"""The style guide in Wagtail."""

import pytest
from django.test import Client

from networkapp.handbooks.models.blocks import BodyBlock
from networkapp.handbooks.pages.editing.style_guide import block_examples
from networkapp.networks.actions.seats import sync_groups
from tests.access.accounts import client_of
from tests.factories.networks import SeatFactory

ADDRESS = "/admin/style-guide/"


@pytest.mark.django_db
def test_editor_finds_the_style_guide_with_each_block_in_the_wagtail_menu() -> None:
    editor = SeatFactory(offices=["editor"]).user
    sync_groups(user=editor)
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
def test_style_guide_redirects_visitors_and_members_without_office(client: Client) -> None:
    assert client.get(ADDRESS).status_code == 302
    assert client_of(SeatFactory(capacity="member").user).get(ADDRESS).status_code == 302
