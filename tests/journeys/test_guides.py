"""The five-minute guides are true: each step goes as its data say, where somebody of that role goes it."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page

from home.domain.guide_steps import GUIDES
from home.domain.guides import Guide
from tests.journeys.guided import go, options_of
from tests.journeys.test_accessibility import problems_on

Open = Callable[..., Page]


@pytest.mark.parametrize("guide", GUIDES.values(), ids=GUIDES)
def test_every_step_of_a_guide_can_be_gone(browser_page: Open, guide: Guide) -> None:
    page = browser_page(guide.account, **options_of(guide))
    for step in guide.steps:
        go(page, step)


def test_no_guide_has_what_axe_can_find(browser_page: Open) -> None:
    assert problems_on(browser_page(), ["/guide/", "/guide/member/", "/guide/editor/"]) == []
