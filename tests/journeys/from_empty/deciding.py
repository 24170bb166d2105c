"""Steps of a silence procedure, and of an inquiry that a government answers in its own language."""

import math
import time
from datetime import datetime
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from tests.journeys.from_empty.people import (
    assert_at,
    assert_sound,
    fill,
    follow,
    follow_from_desk,
    follow_in_menu,
    press,
    save,
)
from tests.journeys.from_empty.setting_up import NETWORK

PROPOSAL = f"{NETWORK}proposals/1/"
INQUIRY = "/inquiries/alpine-network/1/"
QUESTION = f"{INQUIRY}casts/1/"
TYPES = "/admin/snippets/networkapp/parliamentinstrument/"
SECONDS_OF_SILENCE = 75
"""A little more than the minute that `bin/serve` asks for; procedures end at full minutes."""


def propose_text(member: Page) -> None:
    member.goto("/desk/")
    follow(member, NETWORK)
    follow(member, f"{NETWORK}proposals/")
    follow(member, f"{NETWORK}proposals/new/")
    fill(member, title="Protect every spring", text="Every spring is fenced.\n\nIts water is tested each year.")
    assert_sound(member)
    press(member)
    assert_at(member, PROPOSAL)


def open_silence(secretariat: Page) -> float:
    """Allow short procedures, open a silence procedure about the text, and return when it is over."""
    secretariat.goto("/desk/")
    follow(secretariat, NETWORK)
    follow(secretariat, f"{NETWORK}seats/")
    follow(secretariat, f"{NETWORK}settings/")
    fill(secretariat, shortest_procedure_hours="0")
    press(secretariat)
    follow(secretariat, NETWORK)
    follow(secretariat, f"{NETWORK}proposals/")
    follow(secretariat, PROPOSAL)
    follow(secretariat, f"{PROPOSAL}open/")
    secretariat.locator("[name=kind][value=silence]").check()
    ends = math.ceil((time.time() + SECONDS_OF_SILENCE) / 60) * 60
    fill(secretariat, expires_at=f"{datetime.fromtimestamp(ends, ZoneInfo('Europe/Vienna')):%Y-%m-%dT%H:%M}")
    press(secretariat)
    assert_at(secretariat, f"{NETWORK}procedures/1/")
    assert_sound(secretariat)
    return float(ends)


def read_decision(visitor: Page, silence_ends: float) -> None:
    """Read the decision once the silence procedure is over and the clock has recorded it."""
    patience = max(silence_ends, time.time()) + 120
    while True:
        visitor.goto("/decisions/")
        decision = visitor.locator("main").get_by_role("link", name="Protect every spring")
        if decision.count():
            break
        assert time.time() < patience, "The text was not adopted."
        visitor.wait_for_timeout(2_000)
    decision.click()
    expect(visitor.locator("main")).to_contain_text("Its water is tested each year.")
    assert_sound(visitor)


def add_type_of_question(secretariat: Page) -> None:
    """Add a type of parliamentary question, which is refused until the source of its rule is given."""
    secretariat.goto("/desk/")
    follow_in_menu(secretariat, "/inquiries/")
    follow(secretariat, "/inquiries/instruments/")
    follow(secretariat, TYPES)
    follow(secretariat, f"{TYPES}add/")
    secretariat.locator("main [name=delegation]").select_option(label="Sample country B")
    fields = {"key": "written-question", "name": "Written question", "language": "Italian", "number": "3"}
    fill(secretariat, **fields, unit="weeks", addressee="The government")
    with secretariat.expect_navigation():
        secretariat.get_by_role("button", name="Save").last.click()
    expect(secretariat.locator("main")).to_contain_text("Enter the address of the source.")
    expect(secretariat.locator("body")).not_to_contain_text("Constraint")
    today = f"{datetime.now(ZoneInfo('Europe/Vienna')):%Y-%m-%d}"
    fill(secretariat, source="https://parliament.example/rules", checked_on=today)
    save(secretariat)


def write_inquiry(member: Page) -> None:
    follow_in_menu(member, "/inquiries/")
    follow(member, "/inquiries/alpine-network/new/")
    fill(member, title="Springs without a fence", questions="How many springs have no fence?")
    assert_sound(member)
    press(member)
    assert_at(member, INQUIRY)


def approve_inquiry(secretariat: Page) -> None:
    follow_from_desk(secretariat, INQUIRY)
    follow(secretariat, f"{INQUIRY}approve/")
    press(secretariat)
    expect(secretariat.get_by_role("status").first).to_be_visible()


def ask_government(member: Page) -> None:
    """Put the inquiry before the parliament, approve and table it, and file the government's answer."""
    follow_from_desk(member, INQUIRY)
    follow(member, f"{INQUIRY}cast/xb/")
    press(member)
    follow(member, f"{QUESTION}release/")
    press(member)
    follow(member, f"{QUESTION}table/")
    fill(member, reference="12/345")
    press(member)
    assert_sound(member)
    follow(member, f"{QUESTION}answers/1/")
    member.locator("[name=status][value=answered]").check()
    fill(member, quotation="Dodici sorgenti.", translation="Twelve springs.")
    press(member)
    expect(member.locator("blockquote")).to_have_text("Dodici sorgenti.")


def read_answer(visitor: Page) -> None:
    """Compare the answers, and check that the Italian answer is marked as Italian."""
    follow_in_menu(visitor, "/inquiries/")
    follow(visitor, INQUIRY)
    follow(visitor, f"{INQUIRY}matrix/")
    expect(visitor.locator("blockquote")).to_have_text("Dodici sorgenti.")
    expect(visitor.locator("blockquote[lang=it], [lang=it] blockquote, blockquote [lang=it]").first).to_be_visible()
    expect(visitor.locator("main")).to_contain_text("Twelve springs.")
    assert_sound(visitor)
