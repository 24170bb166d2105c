"""Push notifications in a browser, and their state in the settings."""

import json
from collections.abc import Callable
from itertools import count
from typing import Any

from playwright.sync_api import Page, expect

from tests.journeys.conftest import until

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
    """Return the DevTools name of the service worker, which exists although this browser reaches no push service."""
    page.context.grant_permissions(["notifications"])
    page.goto(SETTINGS)
    page.get_by_role("button", name="Turn on notifications").click()
    state_of(page).to_contain_text("could not be reached")
    found: list[str] = []
    page.protocol = page.context.new_cdp_session(page)  # type: ignore[attr-defined]
    page.protocol.on(  # type: ignore[attr-defined]
        "ServiceWorker.workerRegistrationUpdated",
        lambda event: found.extend(one["registrationId"] for one in event["registrations"] if not one["isDeleted"]),
    )
    page.protocol.send("ServiceWorker.enable")  # type: ignore[attr-defined]
    until(page, lambda: found and page.evaluate(AT_WORK))
    return found[-1]


def push(page: Page, worker: str, data: str) -> list[list[str]]:
    origin = page.evaluate("location.origin")
    values = {"origin": origin, "registrationId": worker, "data": data}
    turns = count()

    def is_shown() -> list[list[str]]:
        # A busy browser drops a push silently. Sent again, it replaces the first.
        if next(turns) % 40 == 0:
            page.protocol.send("ServiceWorker.deliverPushMessage", values)  # type: ignore[attr-defined]
        shown: list[list[str]] = page.evaluate(NOTIFICATIONS)
        return shown

    until(page, is_shown)
    return page.evaluate(NOTIFICATIONS)  # type: ignore[no-any-return]


def test_push_notification_opens_the_desk_and_settings_show_whether_push_is_on(browser_page: Open) -> None:
    page = browser_page("member.xb@demo.example")
    worker = worker_of(page)
    russian = {"words": "Для Вас есть новое.", "language": "ru"}
    assert push(page, worker, json.dumps(russian)) == [["Для Вас есть новое.", "", "ru", None]]
    script = page.context.service_workers[0]
    assert script.evaluate(CLICK) == [["open", "/desk/"]]
    assert push(page, worker, "") == [["You have a new notification.", "", "en", None]]
    page.goto("/desk/")
    assert script.evaluate(CLICK) == [["focus", "/desk/"]]

    page = browser_page("member.xb@demo.example")
    page.goto(SETTINGS)
    state_of(page).to_have_text("Push notifications are off.", use_inner_text=True)
    protocol = page.context.new_cdp_session(page)
    here = protocol.send("Target.getTargetInfo")["targetInfo"]["browserContextId"]
    denied = {"permission": {"name": "notifications"}, "setting": "denied", "browserContextId": here}
    protocol.send("Browser.setPermission", denied)
    page.reload()
    state_of(page).to_contain_text("blocks notifications", use_inner_text=True)
    expect(page.get_by_role("button", name="Turn on notifications")).to_be_hidden()
    page.add_init_script("delete window.PushManager")
    page.reload()
    state_of(page).to_contain_text("does not support push notifications", use_inner_text=True)
