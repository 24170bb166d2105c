"""Countries agree on a criterion: proposed in a browser, amended, consolidated, and put to all of them."""

from collections.abc import Callable

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.journeys.test_accessibility import RULES

Open = Callable[..., Page]
DRAFT = "/evaluation/frameworks/2.0-sample/"


def sound(page: Page) -> None:
    """Axe finds nothing on a screen and on a phone, light and dark, and nothing scrolls sideways at 320 px."""
    problems: list[object] = []
    for width, scheme in ((1280, "light"), (390, "dark"), (320, "light")):
        page.set_viewport_size({"width": width, "height": 844})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        found = Axe().run(page, options=RULES).response["violations"]
        problems += [(page.url, width, one["id"], [node["target"] for node in one["nodes"]][:3]) for one in found]
        if (wide := page.evaluate("document.scrollingElement.scrollWidth")) > width:
            problems.append((page.url, width, "scrolls sideways", wide))
    page.set_viewport_size({"width": 1280, "height": 900})
    assert problems == []


@pytest.fixture
def proposal(browser_page: Open) -> str:
    """The address of a proposal of XA: another text of 2.1, for which the draft was taken back and opened again."""
    keeper, proposer = browser_page("secretariat@demo.example"), browser_page("member.xa@demo.example")
    keeper.goto(DRAFT)
    keeper.get_by_text("Take the text back").click()
    keeper.get_by_label("Why").fill("Sample country A wants another word")
    keeper.get_by_role("button", name="Take it back").click()
    keeper.get_by_role("button", name="Open for proposals").click()
    proposer.goto(f"{DRAFT}criteria/2.1/change/")
    expect(proposer.get_by_label("Options")).to_be_hidden()
    proposer.get_by_label("Target, which scores 100").fill("0")
    proposer.get_by_label("Why", exact=True).fill("So that towns count too")
    proposer.get_by_role("button", name="Propose this").click()
    expect(proposer.get_by_role("alert")).to_contain_text("Floor and target are two different numbers.")
    sound(proposer)
    proposer.get_by_label("Target, which scores 100").fill("85")
    proposer.get_by_role("button", name="Propose this").click()
    expect(proposer.locator("del")).to_contain_text("80")
    sound(proposer)
    return proposer.url


def test_a_proposal_becomes_the_text_that_all_are_asked_about(browser_page: Open, proposal: str) -> None:
    keeper, amender = browser_page("secretariat@demo.example"), browser_page("member.xc@demo.example")
    amender.goto(proposal)
    amender.get_by_role("link", name="Amend this wording").click()
    amender.get_by_label("Target, which scores 100").fill("90")
    amender.get_by_role("button", name="Propose this amendment").click()
    rapporteur = browser_page("member.xb@demo.example")
    rapporteur.goto(proposal)
    rapporteur.get_by_role("link", name="Take it into the text").last.click()
    rapporteur.get_by_label("Goes on with the version before").select_option("yes, the series goes on")
    rapporteur.get_by_role("button", name="Take this wording into the text").click()
    expect(rapporteur.get_by_role("heading", name="Consolidated text")).to_be_visible()
    keeper.goto(DRAFT)
    keeper.get_by_role("button", name="Close proposals").click()
    keeper.get_by_text("Put the text to the countries").click()
    keeper.get_by_role("button", name="Ask the countries").click()
    sound(keeper)
    rapporteur.goto(DRAFT)
    expect(rapporteur.locator("#roll-part")).to_contain_text("3 of 3 have said nothing yet")
    amender.goto("/desk/")
    amender.get_by_role("link", name="Does Sample country C agree to the criteria?").click()
    amender.get_by_label("We agree", exact=True).check()
    sound(amender)
    amender.get_by_role("button", name="State it for Sample country C").click()
    roll = amender.locator(".roll")
    expect(roll.get_by_role("row", name="Sample country C")).to_contain_text("Agrees")
    expect(amender.locator("#roll-part")).to_contain_text("2 of 3 have said nothing yet: Sample country A, Sample c")
    expect(rapporteur.locator("#roll-part")).to_contain_text("2 of 3 have said nothing yet")
    amender.goto(f"{DRAFT}changes/")
    expect(amender.get_by_role("article").filter(has_text="2.1")).to_contain_text("Version 2, which goes on")
    sound(amender)
