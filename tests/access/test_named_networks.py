"""Wagtail's admin does not show an editor of another network even the name of a closed one."""

import pytest
from django.contrib.auth.models import Group
from wagtail.log_actions import log
from wagtail.models import Page, PageViewRestriction, WorkflowState

from tests.access.conftest import World
from tests.access.test_editors import ELSEWHERE, NAMED, addresses, revealed
from tests.factories.networks import SeatFactory

# Each page listed all groups or reviews, or those of a page that the editor cannot edit.
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
def test_admin_does_not_name_a_closed_network_to_an_editor_of_another(world: World, name: str) -> None:
    client, slug = world.clients[ELSEWHERE], world.closed.network.slug
    client.raise_request_exception = False
    task = world.closed.review.task_id
    actual = [a for place in (world.elsewhere, world.closed) for a in addresses(name, NAMED[name], place)]
    actual += [f"/admin/pages/{world.elsewhere.chapter.pk}/workflow/preview/{task}/"]
    actual += [f"/admin/workflows/task_chooser/{task}/", "/admin/"]
    assert [page for address in actual for page in revealed(client, address, slug)] == []


@pytest.mark.parametrize("address", ["/admin/pages/{}/", "/admin/reports/locked/", "/admin/reports/workflow/"])
def test_authors_of_pages_are_named_only_to_editors_who_can_find_these_pages(world: World, address: str) -> None:
    own, foreign = world.elsewhere, world.closed
    people = []
    for place in (own, foreign):
        person = SeatFactory(network=place.network, user__display_name=f"Writer-{place.network.slug}").user
        Page.objects.filter(pk=place.chapter.pk).update(owner=person, locked=True, locked_by=person)
        log(instance=place.chapter, action="wagtail.edit", user=person)
        log(instance=place.chapter, action="wagtail.workflow.start", user=person)
        WorkflowState.objects.filter(object_id=str(place.chapter.pk)).update(requested_by=person)
        people.append(person)
    page = world.clients[ELSEWHERE].get(address.format(own.chapter.handbook.pk)).content.decode()
    assert [str(person) in page or person.get_username() in page for person in people] == [True, False]


def test_editor_of_the_network_finds_its_groups_and_review_tasks(world: World) -> None:
    """This shows that the test above could have found the bait."""
    client, place = world.clients["editor and government"], world.closed
    pages = [f"/admin/pages/{place.chapter.pk}/privacy/", "/admin/reports/workflow/", "/admin/reports/workflow_tasks/"]
    found = [address for address in pages if revealed(client, address, f"editors of {place.network.slug}")]
    assert found == pages[1:]
    assert f"{place.network.slug}: editor" in client.get(pages[0]).content.decode()


def test_page_privacy_keeps_groups_that_the_saving_editor_may_not_see(world: World) -> None:
    client, chapter = world.clients[ELSEWHERE], world.elsewhere.chapter
    own, closed = (Group.objects.get(name=f"{p.network.slug}: editor") for p in (world.elsewhere, world.closed))
    barrier = PageViewRestriction.objects.create(page=chapter, restriction_type=PageViewRestriction.GROUPS)
    barrier.groups.add(closed)
    client.post(f"/admin/pages/{chapter.pk}/privacy/", {"restriction_type": "groups", "groups": [own.pk]})
    assert set(barrier.groups.all()) == {own, closed}
