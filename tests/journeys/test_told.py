"""Being told, in a real browser: what wakes it and what it then shows; the page asks for no more than counts."""

import json
from collections.abc import Callable
from typing import Any

from playwright.sync_api import Page, expect

Open = Callable[..., Page]
SETTINGS = "/notifications/settings/"
AT_WORK = """async () => {
  const [worker] = await navigator.serviceWorker.getRegistrations();
  return worker?.active?.state === "activated";
}"""
NOTIFICATIONS = """async () => {
  const [worker] = await navigator.serviceWorker.getRegistrations();
  return (await worker.getNotifications()).map((one) => [one.title, one.body, one.lang, one.data]);
}"""
CLICK = """async () => {
  const said = [];
  WindowClient.prototype.focus = async function () { said.push(["focus", new URL(this.url).pathname]); };
  self.clients.openWindow = async (address) => said.push(["open", new URL(address).pathname]);
  const [notification] = await self.registration.getNotifications();
  self.dispatchEvent(new NotificationEvent("notificationclick", { notification }));
  for (let turn = 0; turn < 100 && !said.length; turn++) await new Promise((resolve) => setTimeout(resolve, 50));
  return said;
}"""


def state_of(page: Page) -> Any:
    return expect(page.locator("push-here [role=status]"))


def worker_of(page: Page) -> str:
    """The worker is in place, although this browser reaches no push service; what the protocol calls it."""
    page.context.grant_permissions(["notifications"])
    page.goto(SETTINGS)
    page.get_by_role("button", name="Wake this browser").click()
    state_of(page).to_contain_text("could not be reached")
    found: list[str] = []
    page.protocol = page.context.new_cdp_session(page)  # type: ignore[attr-defined]
    page.protocol.on(  # type: ignore[attr-defined]
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: found.extend(one["registrationId"] for one in event["registrations"] if not one["isDeleted"]),
    )
    page.protocol.send("ServiceWorker.enable")  # type: ignore[attr-defined]
    for _turn in range(400):
        if found and page.evaluate(AT_WORK):
            break
        page.wait_for_timeout(50)
    return found[-1]


def push(page: Page, worker: str, data: str) -> list[list[str]]:
    origin = page.evaluate("location.origin")
    given = {"origin": origin, "registrationId": worker, "data": data}
    shown: list[list[str]] = []
    # A browser that has other things to do drops a push without a word. Sent again, it takes the place of the first.
    for turn in range(400):
        if turn % 40 == 0:
            page.protocol.send("ServiceWorker.deliverPushMessage", given)  # type: ignore[attr-defined]
        if shown := page.evaluate(NOTIFICATIONS):
            break
        page.wait_for_timeout(50)
    return shown


def test_a_browser_that_is_woken_says_in_its_readers_language_that_there_is_news_and_leads_to_her_desk(
    browser_page: Open,
) -> None:
    page = browser_page("member.xb@demo.example")
    worker = worker_of(page)
    russian = {"words": "Для Вас есть новое.", "language": "ru"}
    assert push(page, worker, json.dumps(russian)) == [["Для Вас есть новое.", "", "ru", None]]
    script = page.context.service_workers[0]
    assert script.evaluate(CLICK) == [["open", "/desk/"]]
    assert push(page, worker, "") == [["There is something new for you.", "", "en", None]]
    page.goto("/desk/")
    assert script.evaluate(CLICK) == [["focus", "/desk/"]]


def test_the_page_says_in_words_whether_this_browser_is_woken(browser_page: Open) -> None:
    page = browser_page("member.xb@demo.example")
    page.goto(SETTINGS)
    state_of(page).to_have_text("This browser is not woken.", use_inner_text=True)
    protocol = page.context.new_cdp_session(page)
    here = protocol.send("Target.getTargetInfo")["targetInfo"]["browserContextId"]
    denied = {"permission": {"name": "notifications"}, "setting": "denied", "browserContextId": here}
    protocol.send("Browser.setPermission", denied)
    page.reload()
    state_of(page).to_contain_text("does not let the site wake it", use_inner_text=True)
    expect(page.get_by_role("button", name="Wake this browser")).to_be_hidden()
    page.add_init_script("delete window.PushManager")
    page.reload()
    state_of(page).to_contain_text("cannot be woken", use_inner_text=True)


def test_the_hour_of_a_digest_is_asked_for_where_there_is_a_digest_with_scripts_or_without(browser_page: Open) -> None:
    page = browser_page("member.xb@demo.example", java_script_enabled=False, viewport={"width": 390, "height": 800})
    page.goto(SETTINGS)
    hour, day = page.get_by_label("Hour of the digest"), page.get_by_label("Day of the weekly digest")
    for choice, shown in (("at once", (0, 0)), ("once a day", (1, 0)), ("once a week", (1, 1)), ("never", (0, 0))):
        page.get_by_label(choice).check()
        assert (hour.is_visible(), day.is_visible()) == shown
    page.get_by_label("once a day").check()
    page.get_by_role("button", name="Keep").click()
    expect(page.get_by_text("Kept.")).to_be_visible()
