"""Writing over a bad line: nothing is lost, nothing is posted twice, and what waits goes by itself."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Locator, Page, Route, expect

from tests.journeys.conftest import PASSWORD
from tests.journeys.test_discussion import connected, post, start_topic, words

Open = Callable[..., Page]
FIELD = "Your message to this topic"
WRITER = "member.xb@demo.example"


def posted(page: Page, text: str) -> Locator:
    return page.locator("[data-live-list^=messages] > article", has_text=text)


def answers(page: Page, path: str, *given: dict[str, Any] | None) -> None:
    """What comes back from a POST to `path`, one after the other, before the server is reached; None: nothing comes."""
    waiting = list(given)

    def answer(route: Route) -> None:
        if route.request.method != "POST" or not waiting:
            route.continue_()
        elif (next_one := waiting.pop(0)) is None:
            route.abort()
        else:
            route.fulfill(**next_one)

    page.route(lambda address: urlsplit(address).path == path, answer)


def hurry(page: Page) -> None:
    page.evaluate("window.dispatchEvent(new Event('online'))")


def test_what_came_too_fast_is_sent_by_itself_once_when_the_server_says(browser_page: Open) -> None:
    writer, reader = browser_page(WRITER), browser_page("member.xc@demo.example")
    path, first, second = start_topic(writer), words(), words()
    for page in (writer, reader):
        page.goto(path)
        connected(page)
    answers(writer, path, {"status": 429, "headers": {"Retry-After": "3"}, "json": {"errors": {}}})
    post(writer, first)
    expect(writer.locator(".message--unsent")).to_contain_text("it is sent by itself at")
    post(writer, second)
    expect(posted(reader, second)).to_have_count(1)
    expect(posted(reader, first)).to_have_count(1)
    expect(writer.locator(".message--unsent")).to_have_count(0)
    said = reader.locator("[data-live-list^=messages] > article .text").all_inner_texts()
    assert said == ["The first.", first, second]


def test_whatever_stands_between_page_and_server_a_message_arrives_once(browser_page: Open) -> None:
    writer = browser_page(WRITER)
    path, text = start_topic(writer), words()
    writer.goto(path)
    connected(writer)
    portal = {"status": 200, "content_type": "text/html", "body": "<h1>Welcome to the train</h1>"}
    answers(writer, path, {"status": 502, "body": "Bad gateway"}, portal, None, {"status": 504, "body": ""})
    post(writer, text)
    waiting = writer.locator(".message--unsent")
    expect(waiting).to_contain_text("The site has trouble")
    hurry(writer)
    expect(waiting).to_contain_text("when the line is back")
    hurry(writer)
    expect(waiting).to_contain_text("when the line is back")
    hurry(writer)
    expect(waiting).to_contain_text("The site has trouble")
    hurry(writer)
    expect(posted(writer, text)).to_have_count(1)
    expect(waiting).to_have_count(0)
    writer.reload()
    expect(posted(writer, text)).to_have_count(1)


def test_what_a_proxy_finds_too_large_comes_back_into_the_form(browser_page: Open) -> None:
    writer = browser_page(WRITER)
    path, text = start_topic(writer), words()
    writer.goto(path)
    answers(writer, path, {"status": 413, "body": "Too large"})
    post(writer, text)
    expect(writer.locator("[data-problem]")).to_contain_text("too long")
    expect(writer.get_by_label(FIELD)).to_have_value(text)
    expect(writer.get_by_label(FIELD)).to_be_focused()


def test_a_page_that_is_closed_sends_what_waits_when_it_is_opened_again(browser_page: Open) -> None:
    writer = browser_page(WRITER)
    path, text = start_topic(writer), words()
    writer.goto(path)
    connected(writer)
    writer.context.set_offline(True)
    post(writer, text)
    expect(writer.locator(".message--unsent")).to_contain_text("Waiting here.")
    writer.close()
    writer.context.set_offline(False)
    again = writer.context.new_page()
    again.goto(path)
    expect(posted(again, text)).to_have_count(1)
    expect(again.locator(".message--unsent")).to_have_count(0)
    expect(again.get_by_label(FIELD)).to_have_value("")


def test_what_waits_goes_from_whatever_page_is_opened_next(browser_page: Open) -> None:
    writer = browser_page(WRITER)
    path, text = start_topic(writer), words()
    writer.goto(path)
    connected(writer)
    writer.context.set_offline(True)
    post(writer, text)
    expect(writer.locator(".message--unsent")).to_contain_text("Waiting here.")
    writer.close()
    writer.context.set_offline(False)
    desk = writer.context.new_page()
    desk.goto("/desk/")
    note = desk.locator("main .note--safe")
    expect(note).to_contain_text("What you wrote while the line was down is posted.")
    note.get_by_role("link", name="To the topic").click()
    expect(posted(desk, text)).to_have_count(1)


def test_a_message_survives_the_end_of_the_session(browser_page: Open, signed_in: dict[str, Any]) -> None:
    writer = browser_page(WRITER)
    path, text, begun = start_topic(writer), words(), words()
    writer.goto(path)
    connected(writer)
    writer.context.clear_cookies(name="sessionid")
    post(writer, text)
    waiting = writer.locator(".message--unsent")
    expect(waiting).to_contain_text("You are signed out")
    writer.get_by_label(FIELD).fill(begun)
    expect(writer.locator("[data-draft-state]")).to_contain_text("kept on this device")
    waiting.get_by_role("link", name="Sign in").click()
    sign_in(writer)
    expect(posted(writer, text)).to_have_count(1)
    expect(waiting).to_have_count(0)
    expect(writer.get_by_label(FIELD)).to_have_value(begun)
    signed_in[WRITER] = writer.context.storage_state()


def test_an_open_page_is_cleared_after_a_sign_out_in_another_tab_and_leads_back(
    browser_page: Open, signed_in: dict[str, Any]
) -> None:
    writer = browser_page(WRITER)
    path, begun = start_topic(writer), words()
    writer.goto("/desk/")
    writer.goto(path)
    connected(writer)
    writer.get_by_label(FIELD).fill(begun)
    other = writer.context.new_page()
    del signed_in[WRITER]
    other.goto("/account/logout/")
    other.get_by_role("button", name="Sign Out").click()
    other.wait_for_url(lambda address: "/account/logout/" not in address)

    expect(writer.get_by_role("heading", level=1)).to_have_text("You have been signed out")
    assert begun not in writer.content()
    writer.go_back()
    expect(writer.get_by_role("heading", level=1)).to_have_text("Sign in")
    writer.go_forward()
    writer.get_by_role("link", name="Sign in").last.click()
    sign_in(writer)
    writer.wait_for_url(lambda address: urlsplit(address).path == path)
    connected(writer)
    expect(writer.get_by_label(FIELD)).to_have_value(begun)
    signed_in[WRITER] = writer.context.storage_state()


def test_a_new_password_leaves_the_pages_of_the_same_browser_open(browser_page: Open) -> None:
    # Nobody else signs in with this account, whose password is another one from here on.
    reader = browser_page("substitute.lt@demo.example")
    reader.goto("/desk/")
    reader.evaluate("() => (document.body.dataset.same = 'page')")
    other = reader.context.new_page()
    other.goto("/account/password/change/")
    new = "a-new-sentence-77"
    for name, value in (("oldpassword", PASSWORD), ("password1", new), ("password2", new)):
        other.fill(f"[name={name}]", value)
    with other.expect_response(lambda answer: answer.request.method == "POST") as changed:
        other.press("[name=password2]", "Enter")
    assert changed.value.status == 302
    reader.wait_for_timeout(6_000)
    assert reader.evaluate("() => document.body.dataset.same") == "page"


def sign_in(page: Page) -> None:
    page.locator("[name=login]").fill(WRITER)
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("[name=password]").press("Enter")


def test_without_a_script_what_is_wrong_is_in_front_of_the_writer(browser_page: Open) -> None:
    writer = browser_page(WRITER, java_script_enabled=False, viewport={"width": 390, "height": 844})
    path = start_topic(writer)
    writer.goto(path)
    post(writer, "Anna Kowalska, born 12.03.1998")
    expect(writer.get_by_role("heading", name="This looks like personal data")).to_be_in_viewport()
    expect(writer.get_by_label(FIELD)).to_have_value("Anna Kowalska, born 12.03.1998")
    expect(writer.get_by_label(FIELD)).to_be_in_viewport()


def test_without_a_script_words_come_back_when_the_session_is_over(browser_page: Open) -> None:
    writer = browser_page(WRITER, java_script_enabled=False)
    path, text = start_topic(writer), words()
    writer.goto(path)
    writer.context.clear_cookies(name="sessionid")
    post(writer, text)
    expect(writer.get_by_role("heading", level=1)).to_have_text("Your text is still here")
    expect(writer.get_by_label("What you wrote")).to_have_value(text)
    expect(writer.get_by_role("link", name="Sign in, in a new tab")).to_be_visible()
