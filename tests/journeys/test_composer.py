"""Writing: from phone to desk, with whoever is named, past the warning, and with two keys."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.test_discussion import connected, post, start_topic, words

Open = Callable[..., Page]
FIELD = "Your message to this topic"
PHONE = {"viewport": {"width": 390, "height": 800}}


def test_a_draft_follows_its_writer_and_is_never_overwritten_unseen(browser_page: Open) -> None:
    desk, phone = browser_page("member.xb@demo.example"), browser_page("member.xb@demo.example", **PHONE)
    path, begun, more, other = start_topic(desk), words(), words(), words()
    desk.goto(path)
    desk.get_by_label(FIELD).fill(begun)
    expect(desk.locator("[data-draft-state]")).to_contain_text("Draft saved")
    phone.goto(path)
    expect(phone.get_by_label(FIELD)).to_have_value(begun)
    phone.get_by_label(FIELD).fill(more)
    expect(phone.locator("[data-draft-state]")).to_contain_text("Draft saved")
    desk.get_by_label(FIELD).fill(other)
    expect(desk.get_by_text("This draft was changed on another device.")).to_be_visible()
    desk.get_by_role("button", name="Put it below mine").click()
    expect(desk.get_by_label(FIELD)).to_have_value(f"{other}\n\n{more}")
    desk.get_by_label(FIELD).press("Control+Enter")
    expect(desk.locator("[data-live-list^=messages] > article", has_text=more)).to_have_count(1)
    phone.goto(path)
    expect(phone.get_by_label(FIELD)).to_have_value("")


def test_an_offered_draft_goes_where_it_was_posted_on_the_other_device(browser_page: Open) -> None:
    desk, phone = browser_page("member.xb@demo.example"), browser_page("member.xb@demo.example", **PHONE)
    path, begun, more, other = start_topic(desk), words(), words(), words()
    for page in (desk, phone):
        page.goto(path)
    desk.get_by_label(FIELD).fill(begun)
    expect(desk.locator("[data-draft-state]")).to_contain_text("Draft saved")
    phone.get_by_label(FIELD).fill(more)
    offered = phone.get_by_text("This draft was changed on another device.")
    expect(offered).to_be_visible()
    desk.get_by_label(FIELD).press("Control+Enter")
    expect(offered).to_be_hidden()
    expect(phone.get_by_label(FIELD)).to_have_value(more)
    expect(phone.locator("[data-draft-state]")).to_contain_text("Draft saved")
    phone.get_by_label(FIELD).fill(other)
    phone.get_by_label(FIELD).press("Control+Enter")
    expect(desk.locator("[data-live-list^=messages] > article", has_text=other)).to_have_count(1)


def test_a_draft_with_what_looks_like_personal_data_stays_on_the_device(browser_page: Open) -> None:
    desk, phone = browser_page("member.xb@demo.example"), browser_page("member.xb@demo.example", **PHONE)
    path, said = start_topic(desk), words()
    desk.goto(path)
    desk.get_by_label(FIELD).fill(said)
    expect(desk.locator("[data-draft-state]")).to_contain_text("Draft saved")
    desk.get_by_label(FIELD).fill(f"{said} about Anna Kowalska, born 12.03.1998")
    expect(desk.locator("[data-draft-said]")).to_contain_text("kept on this device")
    phone.goto(path)
    expect(phone.get_by_label(FIELD)).to_have_value(said)
    desk.reload()
    expect(desk.get_by_label(FIELD)).to_have_value(f"{said} about Anna Kowalska, born 12.03.1998")
    desk.get_by_label(FIELD).fill(f"{said} about nobody")
    expect(desk.locator("[data-draft-state]")).to_contain_text("Draft saved")
    expect(desk.locator("[data-checked]")).to_contain_text("Checked on this device")
    desk.get_by_label(FIELD).press("Control+Enter")
    expect(desk.locator("[data-checked]")).to_be_empty()


def test_an_adviser_prepares_and_the_member_releases_from_her_phone(browser_page: Open) -> None:
    adviser, member = browser_page("adviser.xb@demo.example"), browser_page("member.xb@demo.example", **PHONE)
    other = browser_page("member.xc@demo.example")
    path = start_topic(adviser)
    for page in (adviser, member, other):
        page.goto(path)
        connected(page)
    field = adviser.get_by_label(FIELD)
    field.press_sequentially("Ask @vice")
    expect(adviser.get_by_role("option")).to_have_count(0)
    field.fill("")
    field.press_sequentially("Ask @chai")
    expect(adviser.get_by_role("option").first).to_contain_text("@chair")
    field.press("ArrowDown")
    field.press("Enter")
    expect(field).to_have_value("Ask @chair ")
    field.press_sequentially("about case number 1234/2019")
    adviser.get_by_text("Prepare it for my member").click()
    adviser.get_by_role("button", name="Prepare for Member, XB").click()
    warning = adviser.get_by_role("alertdialog")
    expect(warning).to_be_focused()
    expect(warning).to_contain_text("case number 1234/2019: The number of a case or a police report")
    warning.get_by_role("button", name="Go back").click()
    expect(field).to_be_focused()
    text = words()
    field.fill(f"Ask @chair: {text}")
    adviser.get_by_role("button", name="Prepare for Member, XB").click()
    expect(adviser.locator(".message--prepared")).to_contain_text(text)
    expect(adviser.get_by_label(FIELD)).to_have_value("")
    member.get_by_role("button", name="Release as member, XB").click()
    said = other.locator("[data-live-list^=messages] > article", has_text=text)
    expect(said).to_contain_text("Drafted by adviser, XB. Released by member, XB")
    expect(said.locator(".seat")).to_have_text("@chair")
    expect(adviser.locator(".message--prepared")).to_have_count(0)
    post(member, "Anna Kowalska, born 12.03.1998")
    member.get_by_role("alertdialog").get_by_role("button", name="Post all the same").click()
    expect(other.get_by_text("Anna Kowalska, born 12.03.1998")).to_be_visible()
