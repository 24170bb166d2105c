"""Wagtail's admin, walked by an editor of another network: not even what a closed network is called stands there."""

import pytest

from tests.access.conftest import World
from tests.access.test_editors import ELSEWHERE, NAMED, addresses, revealed

# Each named all groups or reviews that there are, or those of a page that is not the editor's.
NAMING = (
    "wagtailadmin_pages:confirm_workflow_cancellation",
    "wagtailadmin_pages:set_privacy",
    "wagtailadmin_pages:workflow_preview",
    "wagtailadmin_reports:workflow",
    "wagtailadmin_reports:workflow_tasks",
    "wagtailadmin_workflows:task_chooser",
    "wagtailadmin_workflows:task_chooser_results",
    "wagtailadmin_workflows:task_chosen",
)


@pytest.mark.parametrize("name", NAMING)
def test_an_editor_of_another_network_is_not_told_that_there_is_a_closed_one(world: World, name: str) -> None:
    client, slug = world.clients[ELSEWHERE], world.closed.network.slug
    client.raise_request_exception = False
    task = world.closed.review.task_id
    asked = [a for place in (world.elsewhere, world.closed) for a in addresses(name, NAMED[name], place)]
    asked += [f"/admin/pages/{world.elsewhere.chapter.pk}/workflow/preview/{task}/"]
    asked += [f"/admin/workflows/task_chooser/{task}/", "/admin/"]
    assert [page for address in asked for page in revealed(client, address, slug)] == []


def test_who_keeps_the_network_finds_its_groups_and_reviews(world: World) -> None:
    """The bait is there to be found."""
    client, place = world.clients["editor and government"], world.closed
    asked = [f"/admin/pages/{place.chapter.pk}/privacy/", "/admin/reports/workflow/", "/admin/reports/workflow_tasks/"]
    found = [address for address in asked if revealed(client, address, f"editors of {place.network.slug}")]
    assert found == asked[1:]
    assert f"{place.network.slug}: editor" in client.get(asked[0]).content.decode()
