"""A bad connection and the end of a session: no text is lost, posted twice or left on the screen."""

from collections.abc import Callable
from typing import Any
from urllib.parse import urlsplit

from playwright.sync_api import Page, Route, expect

from tests.journeys.conftest import PASSWORD, until
from tests.journeys.discussion import FIELD, connected, open_connected, post, posted, start_topic, texts, unsent, words

Open = Callable[..., Page]
WRITER, NEW_PASSWORD = "member.xb@demo.example", "a-new-sentence-77"


def answers(page: Page, path: str, *args: dict[str, Any] | None) -> list[dict[str, Any] | None]:
    """Answer each POST to `path` with the next of `given` before it reaches the server; None means no response.

    Returns those that were not given yet.
    """
    left = list(args)

    def answer(route: Route) -> None:
        if route.request.method != "POST" or not left:
            route.continue_()
        elif (next_one := left.pop(0)) is None:
            route.abort()
        else:
            route.fulfill(**next_one)

    page.route(lambda address: urlsplit(address).path == path, answer)
    return left


def test_message_arrives_once_despite_failed_responses_and_time_offline(browser_page: Open) -> None:
    writer, reader = browser_page(WRITER), browser_page("member.xc@demo.example")
    path, first, second, third = start_topic(writer), words(), words(), words()
    open_connected(path, writer, reader)
    answers(writer, path, {"status": 429, "headers": {"Retry-After": "3"}, "json": {"errors": {}}})
    post(writer, first)
    expect(unsent(writer)).to_contain_text("Your message will be sent at")
    post(writer, second)
    expect(posted(reader, second)).to_have_count(1)
    expect(unsent(writer)).to_have_count(0)
    assert texts(reader) == ["The first.", first, second]

    portal = {"status": 200, "content_type": "text/html", "body": "<h1>Welcome to the train</h1>"}
    trouble, offline = "The site has a problem", "when the connection is back"
    expected = trouble, offline, offline, trouble
    left = answers(writer, path, {"status": 502, "body": "Bad gateway"}, portal, None, {"status": 504, "body": ""})
    post(writer, third)
    for number, words_of_state in enumerate(expected, 1):
        until(writer, lambda number=number: len(left) <= len(expected) - number)
        if len(left) == len(expected) - number:
            expect(unsent(writer)).to_contain_text(words_of_state)
        writer.evaluate("window.dispatchEvent(new Event('online'))")
    expect(posted(writer, third)).to_have_count(1)
    expect(unsent(writer)).to_have_count(0)
    writer.reload()
    assert texts(writer) == ["The first.", first, second, third]

    answers(writer, path, {"status": 413, "body": "Too large"})
    for text, reason in (
        (words(), "too long"),
        ("  ", "Enter some text."),
        ("[nothing]: https://example.org", "Enter some text."),
    ):
        post(writer, text)
        expect(writer.locator("[data-problem]")).to_contain_text(reason)
        expect(writer.get_by_label(FIELD)).to_have_value(text)
        expect(writer.get_by_label(FIELD)).to_be_focused()
    writer.unroute_all()
    writer.get_by_label(FIELD).fill("")
    connected(writer)

    last = sent_from_the_next_open_page(writer, path)
    expect(posted(reader, last[-1])).to_have_count(1)
    assert texts(reader) == ["The first.", first, second, third, *last]


def sent_from_the_next_open_page(page: Page, path: str) -> list[str]:
    """Write messages offline, withdraw one, and close the page twice; return what was posted."""
    kept, taken_back, from_topic, from_desk = words(), words(), words(), words()
    context = page.context
    context.set_offline(True)
    post(page, kept)
    expect(unsent(page)).to_have_count(1)
    post(page, taken_back)
    expect(unsent(page)).to_have_count(2)
    expect(unsent(page).first).to_contain_text("Not sent yet.")
    unsent(page).last.get_by_role("button", name="Withdraw").click()
    expect(page.get_by_label(FIELD)).to_have_value(taken_back)
    page.get_by_label(FIELD).fill("")
    context.set_offline(False)
    expect(posted(page, kept)).to_have_count(1)
    expect(unsent(page)).to_have_count(0)

    page = closed_while_offline(page, from_topic)
    page.goto(path)
    expect(posted(page, from_topic)).to_have_count(1)
    expect(unsent(page)).to_have_count(0)
    expect(page.get_by_label(FIELD)).to_have_value("")

    connected(page)
    page = closed_while_offline(page, from_desk)
    page.goto("/desk/")
    note = page.locator("main .note--safe")
    expect(note).to_contain_text("The message you wrote offline has been posted.")
    note.get_by_role("link", name="Go to the topic").click()
    expect(posted(page, from_desk)).to_have_count(1)
    return [kept, from_topic, from_desk]


def closed_while_offline(page: Page, text: str) -> Page:
    """Write a message offline and close the page; return a new page of the same browser that is online."""
    page.context.set_offline(True)
    post(page, text)
    expect(unsent(page)).to_contain_text("Not sent yet.")
    page.close()
    page.context.set_offline(False)
    return page.context.new_page()


def test_pages_of_a_browser_notice_the_end_of_the_session_and_lose_no_text(
    browser_page: Open, signed_in: dict[str, Any]
) -> None:
    # No other test signs in with this account.
    who = "substitute.xb@demo.example"
    writer = browser_page(who)
    del signed_in[who]
    path, text, begun = start_topic(writer), words(), words()
    open_connected(path, writer)
    writer.context.clear_cookies(name="sessionid")
    post(writer, text)
    expect(unsent(writer)).to_contain_text("You are signed out")
    writer.get_by_label(FIELD).fill(begun)
    expect(writer.locator("[data-draft-state]")).to_contain_text("Draft saved on this device")
    unsent(writer).get_by_role("link", name="Sign in").click()
    sign_in(writer, who)
    expect(posted(writer, text)).to_have_count(1)
    expect(unsent(writer)).to_have_count(0)
    expect(writer.get_by_label(FIELD)).to_have_value(begun)

    frames: list[Any] = []
    writer.on("websocket", lambda socket: socket.on("framereceived", lambda frame: frames.append(frame)))
    writer.goto("/desk/")
    writer.goto(path)
    connected(writer)
    other = writer.context.new_page()
    other.goto("/account/password/change/")
    for name, value in (("oldpassword", PASSWORD), ("password1", NEW_PASSWORD), ("password2", NEW_PASSWORD)):
        other.fill(f"[name={name}]", value)
    other.route("**/password/change/", arrives_late)
    frames.clear()
    with other.expect_response(lambda answer: answer.request.method == "POST") as changed:
        other.press("[name=password2]", "Enter")
    assert changed.value.status == 302
    until(writer, lambda: any("hello" in frame for frame in frames))
    connected(writer)
    expect(writer.get_by_label(FIELD)).to_have_value(begun)

    other.goto("/account/logout/")
    other.get_by_role("button", name="Sign Out").click()
    other.wait_for_url(lambda address: "/account/logout/" not in address)
    expect(writer.get_by_role("heading", level=1)).to_have_text("You have been signed out")
    assert begun not in writer.content()
    writer.go_back()
    expect(writer.get_by_role("heading", level=1)).to_have_text("Sign in")
    writer.go_forward()
    writer.get_by_role("link", name="Sign in").last.click()
    sign_in(writer, who, NEW_PASSWORD)
    writer.wait_for_url(lambda address: urlsplit(address).path == path)
    connected(writer)
    expect(writer.get_by_label(FIELD)).to_have_value(begun)


def arrives_late(route: Route) -> None:
    """Bring the response of the server, and its cookies, 3.5 seconds after the server has carried out the request."""
    context = route.request.frame.page.context
    cookies = context.cookies()
    response = route.fetch(max_redirects=0)
    new_cookies = context.cookies()
    context.add_cookies(cookies)  # type: ignore[arg-type]
    route.request.frame.page.wait_for_timeout(3_500)
    context.add_cookies(new_cookies)  # type: ignore[arg-type]
    route.fulfill(response=response)


def sign_in(page: Page, email: str, password: str = PASSWORD) -> None:
    page.locator("[name=login]").fill(email)
    page.locator("[name=password]").fill(password)
    page.locator("[name=password]").press("Enter")
