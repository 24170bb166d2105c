"""Time from a click on "Post" to the text in a second browser, and from a reconnection to missed messages.

    PYTHONPATH=. python benchmarks/second_browser.py [--posts 50] [--cuts 10] [--processes 1]

Two pages of Chromium with a site with the demonstration content, all on this machine. With two processes, reader and
writer use different ones. With DATABASE_URL, the site uses another database on the same server.
"""

import argparse
import os
import tempfile
import time
from pathlib import Path
from typing import Any

from bench import late, middle
from databases import environment_in
from playwright.sync_api import Page, expect, sync_playwright

from tests.journeys.conftest import CHROMIUM, PASSWORD, Site, environment_of

WATCH = """() => {
  window.arrived = {};
  new MutationObserver(() => {
    for (const said of document.querySelectorAll("[data-live-list^=messages] article .text"))
      window.arrived[said.textContent.trim()] ??= Date.now();
  }).observe(document.querySelector("[data-live-list^=messages]"), { childList: true });
}"""
POST = """(text) => {
  document.querySelector("topic-composer textarea").value = text;
  const clicked = Date.now();
  document.querySelector("topic-composer button.button--first").click();
  return clicked;
}"""


def signed_in(browser: Any, address: str, email: str) -> Page:
    page: Page = browser.new_context(base_url=address, locale="en").new_page()
    page.goto("/account/login/")
    page.fill("[name=login]", email)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda address: "/account/login/" not in address)
    return page


def arrival(reader: Page, text: str) -> float:
    reader.wait_for_function("(text) => window.arrived[text]", arg=text, polling=10)
    return float(reader.evaluate("(text) => window.arrived[text]", text))


def posts(writer: Page, reader: Page, times: int) -> list[float]:
    found = []
    for number in range(times):
        text = f"Post number {number}"
        clicked = writer.evaluate(POST, text)
        found.append(arrival(reader, text) - clicked)
        time.sleep(0.1)
    return found


def cuts(writer: Page, reader: Page, times: int) -> list[float]:
    found = []
    for number in range(times):
        reader.context.set_offline(True)
        time.sleep(1)
        text = f"Missed number {number}"
        writer.evaluate(POST, text)
        expect(writer.locator("[data-live-list^=messages] article", has_text=text)).to_have_count(1)
        time.sleep(1)
        returned = time.time() * 1000
        reader.context.set_offline(False)
        found.append(arrival(reader, text) - returned)
        expect(reader.locator("[data-live-state]").first).to_contain_text("Connected.")
    return found


def report(name: str, found: list[float]) -> None:
    print(f"{name}: p50 {middle(found):.0f} ms, p95 {late(found):.0f} ms, of {len(found)}")


def site_in(folder: str) -> Site:
    """A site with the demonstration content, where one may post as fast as a script does."""
    env = {**environment_of(Path(folder), ""), "DJANGO_SETTINGS_MODULE": "tests.journeys.settings", "DEBUG": "0"}
    if url := os.environ.get("DATABASE_URL"):
        env["DATABASE_URL"] = url
    site = Site("", environment_in(Path(folder), env))
    site.manage("load_demo", "-v0")
    return site


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=int, default=50)
    parser.add_argument("--cuts", type=int, default=10)
    parser.add_argument("--processes", type=int, choices=[1, 2], default=1)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        site = site_in(folder)
        try:
            addresses = [site.serve() for _process in range(options.processes)]
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
            writer = signed_in(browser, addresses[0], "member.xb@demo.example")
            reader = signed_in(browser, addresses[-1], "member.xc@demo.example")
            for page in (writer, reader):
                page.goto("/networks/sample/topics/1/")
                expect(page.locator("[data-live-state]").first).to_contain_text("Connected.")
            reader.evaluate(WATCH)
            report("click to second browser", posts(writer, reader, options.posts))
            report("reconnection to missed messages", cuts(writer, reader, options.cuts))
        finally:
            site.stop()


if __name__ == "__main__":
    main()
