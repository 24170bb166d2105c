"""First steps on the desk of a site administrator: their content, their links, and hiding them."""

from typing import Any

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from wagtail.models import Page

from accounts.models import User
from home.models import HomePage
from networkapp.administration.first_steps import StepLine, first_steps_for
from networkapp.errors import NotAllowed
from networkapp.models import SiteSettings
from tests.factories.networks import (
    DelegationFactory,
    NetworkFactory,
    SeatFactory,
    SubjectFactory,
    UserFactory,
    site_administrator,
)

pytestmark = pytest.mark.django_db
PAGE = "/desk/first-steps/"


@pytest.fixture
def first(client: Client) -> Any:
    user = site_administrator()
    client.force_login(user)
    return user


def steps(user: Any) -> dict[str, StepLine]:
    return {line.key: line for line in first_steps_for(user=user).lines}


def test_desk_of_a_new_site_shows_all_first_steps_with_working_links(client: Client, first: Any) -> None:
    page = client.get("/desk/").content.decode()
    found = steps(first)
    assert list(found) == [
        *("name", "languages", "subjects", "delegations", "networks", "seats", "front", "criteria", "cycle"),
    ]
    assert not any(line.is_done for line in found.values())
    assert found["languages"].words == "content in the 12 interface languages; time zone UTC"
    for line in found.values():
        assert f'href="{line.url}"' in page, line.key
        assert client.get(line.url, follow=True).status_code == 200, line.key
    assert "You do not have a current seat" not in page


def test_first_steps_show_what_already_exists(first: Any) -> None:
    SubjectFactory()
    for code in ("XA", "XB"):
        DelegationFactory(code=code)
    SeatFactory(network=NetworkFactory(slug="one"), capacity="secretariat", delegation=None)
    NetworkFactory(slug="two")
    SiteSettings.objects.create(name="Water in the Alps", time_zone="Europe/Vienna", content_languages=["de", "it"])
    found = steps(first)
    assert {key: line.words for key, line in found.items() if key in {"subjects", "delegations", "networks"}} == {
        "subjects": "1 subject",
        "delegations": "2 delegations",
        "networks": "2 networks",
    }
    assert found["name"].words == "Water in the Alps"
    assert found["languages"].words == "2 content languages; time zone Europe/Vienna"
    assert (found["seats"].words, found["seats"].is_done) == ("Networks with a secretariat: 1 of 2", False)
    assert found["criteria"].words == "No criteria yet. The secretariat of a network can start a draft."


def test_step_for_first_seats_links_to_the_only_network_without_a_secretariat(first: Any) -> None:
    assert steps(first)["seats"].url == "/admin/snippets/networkapp/network/"
    waiting = NetworkFactory(slug="waiting")
    assert steps(first)["seats"].url == f"/admin/networks/{waiting.pk}/seats/"
    NetworkFactory(slug="another")
    assert steps(first)["seats"].url == "/admin/snippets/networkapp/network/"


def test_step_for_the_front_page_is_done_once_it_was_edited(client: Client, first: Any) -> None:
    root = Page.get_first_root_node()
    front = root.add_child(instance=HomePage(title="Home", slug="front", heading="Water", locale_id=1))
    front.save_revision().publish()
    line = steps(first)["front"]
    assert (line.words, line.is_done) == ("Default text", False)
    assert client.get(line.url).status_code == 200
    values = {"title": "Home", "slug": "front", "heading": "Clean water", "action-publish": "1", "standfirst": ""}
    assert client.post(line.url, values).status_code == 302
    assert (steps(first)["front"].words, steps(first)["front"].is_done) == ("Clean water", True)


def test_steps_of_evaluation_are_left_out_if_it_is_switched_off(first: Any) -> None:
    SiteSettings.objects.create(name="Alps", shows_evaluation=False)
    assert not {"criteria", "cycle"} & set(steps(first))


def test_administrator_hides_and_shows_the_first_steps_for_themselves_only(client: Client, first: Any) -> None:
    assert client.post(PAGE, {"act": "put_away"}).headers["Location"] == "/desk/"
    assert 'id="first-steps"' not in client.get("/desk/").content.decode()
    other = Client()
    other.force_login(site_administrator())
    assert 'id="first-steps"' in other.get("/desk/").content.decode()
    assert "Show on my desk" in client.get(PAGE).content.decode()
    client.post(PAGE, {"act": "show"})
    assert 'id="first-steps"' in client.get("/desk/").content.decode()
    assert client.post(PAGE, {"act": "nonsense"}).status_code == 400


def test_first_steps_are_shown_only_to_administrators_and_superusers(client: Client, db: None) -> None:
    assert "/login/" in client.get(PAGE).headers["Location"]
    for user in (SeatFactory(capacity="secretariat").user, UserFactory()):
        client.force_login(user)
        assert 'id="first-steps"' not in client.get("/desk/").content.decode()
        assert client.get(PAGE).status_code == client.post(PAGE, {"act": "put_away"}).status_code == 404
        with pytest.raises(NotAllowed):
            first_steps_for(user=user)
    client.force_login(User.objects.create_superuser("root@example.org"))
    assert 'id="first-steps"' in client.get("/desk/").content.decode()


def test_first_steps_take_the_same_queries_for_one_network_and_for_three(first: Any) -> None:
    counts = []
    for slug in ("a", "b", "c"):
        SeatFactory(network=NetworkFactory(slug=slug), capacity="secretariat", delegation=None)
        with CaptureQueriesContext(connection) as caught:
            first_steps_for(user=first)
        counts.append(len(caught))
    assert counts[0] == counts[1] == counts[2]


def test_first_steps_appear_for_new_administrators_and_need_no_query_for_others(client: Client) -> None:
    site_administrator()
    joins = UserFactory()
    client.force_login(joins)
    assert client.get("/desk/").context["first_steps"] is None
    with CaptureQueriesContext(connection) as queries:
        client.get("/desk/")
    result = " ".join(query["sql"] for query in queries)
    assert "firststeps" not in result
    assert "Site administrators" not in result
    joins.groups.add(*site_administrator().groups.all())
    assert client.get("/desk/").context["first_steps"] is not None
