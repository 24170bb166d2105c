"""From a click on "Post" to the words in a second browser, and from a line's return to what was missed.

    PYTHONPATH=. python benchmarks/second_browser.py [--posts 50] [--cuts 10]

Two pages of Chromium in front of one server process with the demonstration content, all on this machine.
"""

import argparse
import statistics
import tempfile
import time
from pathlib import Path
from typing import Any

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


def signed_in(browser: Any, site: Site, email: str) -> Page:
    page: Page = browser.new_context(base_url=site.base_url, locale="en").new_page()
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
    late = sorted(found)[max(0, round(len(found) * 0.95) - 1)]
    print(f"{name}: p50 {statistics.median(found):.0f} ms, p95 {late:.0f} ms, of {len(found)}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--posts", type=int, default=50)
    parser.add_argument("--cuts", type=int, default=10)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as data, sync_playwright() as playwright:
        site = Site("", environment_of(Path(data), "second_browser"))
        site.manage("migrate", "-v0")
        site.manage("load_demo", "-v0")
        site.base_url = site.serve(DEBUG="0")
        try:
            browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
            writer, reader = (signed_in(browser, site, f"member.{code}@demo.example") for code in ("xb", "xc"))
            for page in (writer, reader):
                page.goto("/networks/sample/topics/1/")
                expect(page.locator("[data-live-state]").first).to_contain_text("Connected.")
            reader.evaluate(WATCH)
            report("click to second browser", posts(writer, reader, given.posts))
            report("line back to what was missed", cuts(writer, reader, given.cuts))
        finally:
            site.stop()


if __name__ == "__main__":
    main()
