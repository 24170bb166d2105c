"""Steps of setting up the site by the first steps on the desk, with simultaneous changes by two administrators."""

import re

from playwright.sync_api import Page, expect

from tests.journeys.from_empty.people import (
    assert_sound,
    fill,
    follow,
    press,
    save,
)

SETTINGS = "/admin/settings/networkapp/sitesettings/"
SNIPPETS = "/admin/snippets/networkapp/{}/"
NAME, SUBJECT = "Alpine network on drinking water", "Springs"
NETWORK = "/networks/alpine-network/"


def set_up_site(administrator: Page, *, secretariat: str, rapporteur: str) -> None:
    """Name the site; add a subject, two delegations and their network; invite the first two seats."""
    administrator.goto("/desk/")
    assert_sound(administrator)
    follow(administrator, SETTINGS)
    fill(administrator, name=NAME, tagline="for clean drinking water", subject="drinking water", region="in the Alps")
    fill(administrator, time_zone="Europe/Vienna")
    save(administrator)
    _add(administrator, "subject", title=SUBJECT)
    for email in "AB":
        fields = {"name": f"Parliament of Sample country {email}", "code": f"X{email}", "country": f"X{email}"}
        _add(administrator, "delegation", **fields, time_zone="Europe/Vienna", assessed="on")
    _add(administrator, "network", name="Alpine network", kind="sample", visibility="public", delegations="on")
    expect(administrator).to_have_url(re.compile(r"/admin/networks/\d+/seats/$"))
    _invite_first(administrator, secretariat)
    _invite_first(administrator, rapporteur, capacity="member", delegation="Sample country A", office="rapporteur")


def write_front_page(administrator: Page) -> None:
    administrator.goto("/desk/")
    with administrator.expect_navigation():
        administrator.locator("main a[href^='/admin/pages/']").click()
    fill(administrator, heading="Parliaments for clean springs", standfirst="Members of two parliaments ask together.")
    administrator.get_by_role("button", name="More actions").last.click()
    with administrator.expect_navigation():
        administrator.locator("[name=action-publish]").click()
    expect(administrator.locator(".messages .success")).to_be_visible()


def invite_administrator(administrator: Page, address: str) -> None:
    administrator.goto("/desk/")
    follow(administrator, "/admin/")
    administrator.get_by_role("button", name="Settings").click()
    follow(administrator, "/admin/administrators/")
    fill(administrator, email=address)
    press(administrator)
    expect(administrator.locator(".messages")).to_contain_text(address)


def change_settings_at_once(first: Page, second: Page) -> None:
    """Check that the second person to save sees the other changes, keeps their own entries, and can save again."""
    for page in (first, second):
        page.goto(SETTINGS)
    fill(first, tagline="for water that is clean", sender_name="Alpine secretariat")
    save(first)
    fill(second, tagline="for springs", legal_notice="Office of the network, Vienna")
    with second.expect_navigation():
        second.get_by_role("button", name="Save").last.click()
    result = second.locator(".messages")
    expect(result).to_contain_text("for water that is clean")
    for name, value in (("tagline", "for springs"), ("legal_notice", "Office of the network, Vienna")):
        expect(second.locator(f"main [name={name}]")).to_have_value(value)
    save(second)
    expect(second.locator("main [name=sender_name]")).to_have_value("Alpine secretariat")
    second.goto("/")
    for words in ("for springs", "Office of the network, Vienna"):
        expect(second.locator("body")).to_contain_text(words)


def invite_seats(secretariat: Page, seats: dict[str, tuple[str, str, str]]) -> None:
    """Invite people to seats of the network, with address, role, country and office."""
    for address, (role, country, office) in seats.items():
        secretariat.goto("/desk/")
        follow(secretariat, NETWORK)
        follow(secretariat, f"{NETWORK}seats/")
        follow(secretariat, f"{NETWORK}seats/invite/")
        fill(secretariat, email=address, capacity=role)
        secretariat.locator("[name=delegation]").select_option(label=country)
        if office:
            secretariat.locator(f"[name=offices][value={office}]").check()
        press(secretariat)
        expect(secretariat.get_by_role("status").first).to_contain_text(address)


def _add(administrator: Page, model: str, **kwargs: str) -> None:
    """Add an entry in the list that the desk links to; "on" checks all boxes of that name."""
    administrator.goto("/desk/")
    follow(administrator, SNIPPETS.format(model))
    follow(administrator, SNIPPETS.format(model) + "add/")
    fill(administrator, **{name: value for name, value in kwargs.items() if value != "on"})
    for name in (name for name, value in kwargs.items() if value == "on"):
        for box in administrator.locator(f"main [name={name}]").all():
            box.check()
    save(administrator)


def _invite_first(
    administrator: Page, address: str, *, capacity: str = "secretariat", delegation: str = "", office: str = ""
) -> None:
    fill(administrator, email=address, capacity=capacity)
    if delegation:
        administrator.locator("main [name=delegation]").select_option(label=delegation)
        administrator.locator(f"main [name=offices][value={office}]").check()
    press(administrator)
    expect(administrator.locator(".messages")).to_contain_text(address)
