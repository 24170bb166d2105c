"""The largest section of the assessment form in the browser of a phone, as multiples of the list of assessments.

    bin/serve &
    python benchmarks/form.py [--base http://localhost:8000] [--account delegate.xa@demo.example] [--times 10]

A delegate loads both pages in turns, without a cache, on a processor slowed down four times. Work is the CPU time of
the main thread of the page. Blocking time is the part of each task over 50 ms, as in Lighthouse. Elements, requests,
bytes and layouts are counts, which do not depend on what else the machine does.
"""

import argparse
import os
import shutil
from collections.abc import Mapping
from typing import Any

from bench import middle
from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright

CHROMIUM = os.environ.get("CHROME_PATH") or shutil.which("chromium") or shutil.which("google-chrome") or ""
ACCOUNT, PASSWORD = "delegate.xa@demo.example", "demo-password"
LIST = "/evaluation/assessments/"
PHONE: Mapping[str, Any] = {"viewport": {"width": 412, "height": 823}, "is_mobile": True, "service_workers": "block"}
SLOWED, SETTLED = 4, 1_000
WATCH = """
  window.blocked = 0;
  new PerformanceObserver((list) => {
    for (const task of list.getEntries()) window.blocked += Math.max(0, task.duration - 50);
  }).observe({ type: "longtask", buffered: true });
"""
COUNT = """() => ({
  elements: document.querySelectorAll("*").length,
  kB: Math.round(performance.getEntriesByType("navigation")[0].decodedBodySize / 1000),
  requests: 1 + performance.getEntriesByType("resource").length,
  blocked: window.blocked,
})"""


def sign_in(page: Page, base: str, account: str = ACCOUNT) -> None:
    page.goto(f"{base}/account/login/")
    page.fill("[name=login]", account)
    page.fill("[name=password]", PASSWORD)
    page.press("[name=password]", "Enter")
    page.wait_for_url(lambda address: "/account/login/" not in address)


def largest_section(page: Page, base: str) -> str:
    """Return the path of the longest section of the user's newest assessment."""
    page.goto(f"{base}{LIST}")
    page.locator("ul.rows h3 a").first.click()
    links = page.locator("#sections a.numbered").all()
    paths = [str(link.get_attribute("href")) for link in links]
    return max(paths, key=lambda path: len(page.request.get(f"{base}{path}").body()))


def load(browser: Browser, address: str, known: Any) -> dict[str, float]:
    context: BrowserContext = browser.new_context(**PHONE, storage_state=known)
    context.add_init_script(WATCH)
    page = context.new_page()
    devtools = context.new_cdp_session(page)
    devtools.send("Performance.enable", {"timeDomain": "threadTicks"})
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": SLOWED})
    page.goto(address)
    page.wait_for_timeout(SETTLED)
    metrics = {each["name"]: each["value"] for each in devtools.send("Performance.getMetrics")["metrics"]}
    counted: dict[str, float] = page.evaluate(COUNT)
    context.close()
    return {**counted, "layouts": metrics["LayoutCount"], "work": metrics["TaskDuration"] * 1000}


def compare(browser: Browser, base: str, account: str, times: int) -> None:
    context = browser.new_context(locale="en")
    page = context.new_page()
    sign_in(page, base, account)
    paths, known = {"list": LIST, "section": largest_section(page, base)}, context.storage_state()
    found: dict[str, list[dict[str, float]]] = {name: [] for name in paths}
    for _time in range(times):
        for name, path in paths.items():
            found[name].append(load(browser, f"{base}{path}", known))
    floor = [one["work"] for one in found["list"]]
    for name, all_of_page in found.items():
        work, blocked = [one["work"] for one in all_of_page], [one["blocked"] for one in all_of_page]
        counts = ", ".join(f"{key} {all_of_page[0][key]:.0f}" for key in ("elements", "kB", "requests", "layouts"))
        print(
            f"{name:8} {paths[name]}: {counts}; work p50 {middle(work):.0f} ms, times list: "
            f"{middle(work) / middle(floor):.2f}, best to best {min(work) / min(floor):.2f}; "
            f"blocking p50 {middle(blocked):.0f} ms, best {min(blocked):.0f} ms"
        )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--base", default="http://localhost:8000")
    parser.add_argument("--account", default=ACCOUNT)
    parser.add_argument("--times", type=int, default=10)
    options = parser.parse_args()
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"])
        compare(browser, options.base, options.account, options.times)
        browser.close()


if __name__ == "__main__":
    main()
