"""Guides for members: their pages and pictures, and whose desk offers them."""

from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from PIL import Image

from home.domain.guide_steps import GUIDES
from home.domain.guides import NEWCOMER, Guide
from tests.access.accounts import client_of
from tests.factories.networks import SeatFactory, site_administrator
from tests.worlds import world

STATIC = Path(settings.ROOT) / "home/static"
OFFER = "New here?"


@world
def adviser(db: None) -> Any:
    """Return a new adviser who also reviews assessments."""
    return SeatFactory(capacity="adviser", offices=["reviewer"]).user


@pytest.mark.django_db
def test_footer_links_to_the_list_of_all_guides(client: Client) -> None:
    foot = client.get("/treaties/").content.decode().partition('<footer class="foot">')[2]
    listed = client.get("/guide/").content.decode()
    assert ('href="/guide/"' in foot, [f'href="/guide/{slug}/"' in listed for slug in GUIDES]) == (True, [True] * 8)


@pytest.mark.django_db
@pytest.mark.parametrize("guide", GUIDES.values(), ids=GUIDES)
def test_guide_has_a_sentence_and_a_captioned_picture_for_each_step(client: Client, guide: Guide) -> None:
    html = client.get(f"/guide/{guide.slug}/").content.decode()
    assert 5 <= len(guide.steps) <= 8
    assert html.count('alt="Screenshot: ') == html.count("<img ") == len(guide.steps)
    assert [name for _step, name in guide.pictured if name not in html] == []


@pytest.mark.django_db
def test_guide_of_an_unknown_role_returns_404(client: Client) -> None:
    assert client.get("/guide/minister/").status_code == 404


def test_guide_pictures_have_the_expected_shape_and_a_small_size() -> None:
    sizes = {}
    for guide in GUIDES.values():
        for _step, name in guide.pictured:
            sizes[name] = (STATIC / name).stat().st_size
            with Image.open(STATIC / name) as picture:
                assert abs(picture.width / picture.height - guide.size[0] / guide.size[1]) < 0.01
    assert [name for name, size in sizes.items() if size > 60_000] == []
    assert sum(sizes.values()) < 3_000_000
    kept = {f"home/guide/{path.name}" for path in (STATIC / "home/guide").iterdir()}
    assert kept == set(sizes)


def test_desk_offers_a_newcomer_the_guides_of_their_roles_until_dismissed(adviser: Any) -> None:
    client = client_of(adviser)
    desk = client.get("/desk/").content.decode()
    offered = [slug for slug in GUIDES if f'href="/guide/{slug}/"' in desk]
    assert (OFFER in desk, offered) == (True, ["adviser", "reviewer"])
    assert client.post("/guide/put-aside/").url == "/desk/"
    desk = client.get("/desk/").content.decode()
    assert (OFFER in desk, 'href="/guide/"' in desk) == (False, True)


@pytest.mark.django_db
def test_desk_of_a_new_site_administrator_offers_their_guide() -> None:
    desk = client_of(site_administrator()).get("/desk/").content.decode()
    assert [slug for slug in GUIDES if f'href="/guide/{slug}/"' in desk] == ["administrator"]


def test_desk_offers_no_guides_to_long_standing_members(adviser: Any) -> None:
    adviser.date_joined = timezone.now() - NEWCOMER - timedelta(hours=1)
    adviser.save()
    assert OFFER not in client_of(adviser).get("/desk/").content.decode()


@pytest.mark.django_db
def test_guides_are_dismissed_by_post_of_a_signed_in_user_only(client: Client, adviser: Any) -> None:
    assert client.post("/guide/put-aside/").url == "/account/login/?next=/guide/put-aside/"
    assert client_of(adviser).get("/guide/put-aside/").status_code == 405
