"""Every step of a guide can be carried out by a user of its role."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from home.domain.guide_steps import GUIDES
from home.domain.guides import Guide
from tests.journeys.guided import go, options_of

Open = Callable[..., Page]


@pytest.mark.parametrize("guide", GUIDES.values(), ids=GUIDES)
def test_every_step_of_a_guide_can_be_followed(browser_page: Open, guide: Guide) -> None:
    page = browser_page(guide.account, **options_of(guide))
    for step in guide.steps:
        go(page, step)
