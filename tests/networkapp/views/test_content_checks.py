"""What Wagtail's content checks look at while a page is written."""

import json
import re
from typing import Any

import pytest

from networkapp.domain.seats import keep_groups_equal
from networkapp.models import Network
from networkapp.views.content_checks import EMPTY_LINKS, Checks
from tests.access.places import client_of
from tests.factories.handbooks import make_chapter, make_handbook, section
from tests.factories.networks import SeatFactory

OURS = {"image-alt", "link-says-nothing", "link-leads-nowhere", "address-without-https", "sentence-too-long"}


def matcher_of(known: str) -> re.Pattern[str]:
    """The pattern of a check, as axe reads it: between two slashes, on the name of an element."""
    check = next(check for check in Checks.axe_custom_checks if check["id"] == known)
    return re.compile(check["options"]["matcher"]["accessibleName"][1:-1])


@pytest.mark.parametrize("words", ["here", " Click here. ", "Hier", "здесь", "Läs mer …", "tutaj"])
def test_a_link_that_says_nothing_is_found_in_the_languages_of_the_region(words: str) -> None:
    assert matcher_of("is-an-empty-word").match(words)


@pytest.mark.parametrize("words", ["the report of 2023", "here and there", "Hier wohnen", *["More than figures"]])
def test_a_link_that_names_what_is_there_is_left_alone(words: str) -> None:
    assert not matcher_of("is-an-empty-word").match(words)


def test_every_rule_of_ours_is_asked_and_says_what_to_do() -> None:
    assert set(Checks.axe_run_only) >= OURS
    assert [known for known in OURS if not Checks.axe_messages[known]["help_text"]] == []
    named = {check["id"] for check in Checks.axe_custom_checks}
    used = {check for rule in Checks.axe_custom_rules for key in ("any", "none") for check in rule.get(key, [])}
    assert (used <= named, len(EMPTY_LINKS) == len(set(EMPTY_LINKS))) == (True, True)


@pytest.mark.django_db
def test_the_editor_is_given_our_checks_and_a_reader_nothing_of_them(network: Network) -> None:
    chapter: Any = make_chapter(make_handbook(network), sections=[section("a")])
    editor = SeatFactory(network=network, offices=["editor"]).user
    keep_groups_equal(user=editor)
    client = client_of(editor)
    html = client.get(f"/admin/pages/{chapter.pk}/edit/").content.decode()
    found = re.search(r'<script id="checker-axe-configuration" type="application/json">(.*?)</script>', html, re.S)
    assert found
    assert set(json.loads(found[1])["options"]["runOnly"]) >= OURS
    assert "wagtail-userbar" not in client.get(chapter.get_url()).content.decode()
