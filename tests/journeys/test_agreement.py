"""An agreement on a criterion in browsers: proposed, amended, accepted, and put to all countries."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Page, expect

from tests.journeys.axe import problems_here
from tests.journeys.conftest import submit

Open = Callable[..., Page]
DRAFT = "/evaluation/frameworks/2.0-sample/"


def check_accessibility(page: Page) -> None:
    """Check accessibility on a screen and a phone, light and dark, and that the page does not scroll sideways."""
    assert problems_here(page) == []


@pytest.fixture
def proposal(browser_page: Open) -> str:
    """Return the address of a proposal of XA for 2.1, after the criteria were returned to draft and opened again."""
    keeper, proposer = browser_page("secretariat@demo.example"), browser_page("member.xa@demo.example")
    keeper.goto(DRAFT)
    keeper.get_by_text("Withdraw text").click()
    keeper.get_by_label("Reason").fill("Sample country A wants another word")
    submit(keeper, "Withdraw")
    submit(keeper, "Open for proposals")
    proposer.goto(f"{DRAFT}criteria/2.1/change/")
    expect(proposer.get_by_label("Options")).to_be_hidden()
    proposer.get_by_label("Target (scores 100)").fill("0")
    proposer.get_by_label("Reason", exact=True).fill("So that towns count too")
    submit(proposer, "Submit proposal")
    expect(proposer.get_by_role("alert")).to_contain_text("Enter different numbers for floor and target.")
    check_accessibility(proposer)
    proposer.get_by_label("Target (scores 100)").fill("85")
    submit(proposer, "Submit proposal")
    expect(proposer.locator("del")).to_contain_text("80")
    check_accessibility(proposer)
    return proposer.url


def test_criterion_proposal_is_amended_accepted_and_put_to_countries(browser_page: Open, proposal: str) -> None:
    keeper, amender = browser_page("secretariat@demo.example"), browser_page("member.xc@demo.example")
    amender.goto(proposal)
    amender.get_by_role("link", name="Propose amendment").click()
    amender.get_by_label("Target (scores 100)").fill("90")
    submit(amender, "Propose amendment")
    rapporteur = browser_page("member.xb@demo.example")
    rapporteur.goto(proposal)
    rapporteur.get_by_role("link", name="Accept into the text").last.click()
    rapporteur.get_by_label("Comparable with the previous version").select_option("yes, comparable")
    submit(rapporteur, "Accept proposal")
    expect(rapporteur.get_by_role("heading", name="Consolidated text")).to_be_visible()
    keeper.goto(DRAFT)
    submit(keeper, "Close proposals")
    keeper.get_by_text("Ask countries for positions").click()
    submit(keeper, "Ask countries")
    check_accessibility(keeper)
    rapporteur.goto(DRAFT)
    expect(rapporteur.locator("#roll-part")).to_contain_text("3 of 3 have not stated a position")
    amender.goto("/desk/")
    amender.get_by_role("link", name="Record the position of Sample country C on the criteria").click()
    amender.get_by_label("We agree", exact=True).check()
    check_accessibility(amender)
    amender.get_by_role("button", name="Record the position of Sample country C").click()
    roll = amender.locator(".roll")
    expect(roll.get_by_role("row", name="Sample country C")).to_contain_text("Agrees")
    expect(amender.locator("#roll-part")).to_contain_text(
        "2 of 3 have not stated a position: Sample country A, Sample c"
    )
    expect(rapporteur.locator("#roll-part")).to_contain_text("2 of 3 have not stated a position")
    amender.goto(f"{DRAFT}changes/")
    expect(amender.get_by_role("article").filter(has_text="2.1")).to_contain_text("Version 2, comparable")
    check_accessibility(amender)
