"""Wagtail's content checks while a page is edited."""

import json
import re
from typing import Any

import pytest

from networkapp.handbooks.pages.editing.content_checks import HandbookContentChecks
from networkapp.models import Network
from networkapp.networks.actions.seats import sync_groups
from tests.access.accounts import client_of
from tests.factories.handbooks import make_chapter, make_handbook, section
from tests.factories.networks import SeatFactory

OURS = {"image-alt", "link-says-nothing", "link-leads-nowhere", "address-without-https", "sentence-too-long"}


def test_each_custom_content_check_runs_and_has_a_help_text() -> None:
    assert set(HandbookContentChecks.axe_run_only) >= OURS
    assert [known for known in OURS if not HandbookContentChecks.axe_messages[known]["help_text"]] == []
    named = {check["id"] for check in HandbookContentChecks.axe_custom_checks}
    used = {
        check
        for rule in HandbookContentChecks.axe_custom_rules
        for key in ("any", "none")
        for check in rule.get(key, [])
    }
    assert used <= named


@pytest.mark.django_db
def test_content_checks_run_in_the_editor_and_not_on_the_public_page(network: Network) -> None:
    chapter: Any = make_chapter(make_handbook(network), sections=[section("a")])
    editor = SeatFactory(network=network, offices=["editor"]).user
    sync_groups(user=editor)
    client = client_of(editor)
    html = client.get(f"/admin/pages/{chapter.pk}/edit/").content.decode()
    found = re.search(r'<script id="checker-axe-configuration" type="application/json">(.*?)</script>', html, re.S)
    assert found
    assert set(json.loads(found[1])["options"]["runOnly"]) >= OURS
    assert "wagtail-userbar" not in client.get(chapter.get_url()).content.decode()
