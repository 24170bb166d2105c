"""Lighthouse scores of public pages and of the assessment form: performance, accessibility, best practices, SEO.

    npm install --prefix var/node lighthouse
    bin/serve &
    python benchmarks/lighthouse.py [--base http://localhost:8000] [--only NAME ...] [--times 3] [--desktop] [--details]

Each page is loaded `--times` times as on a phone with a slow connection, Lighthouse's default; the median counts. The
command lists categories below the goal and then exits with code 1. Runs that the browser aborts do not count, for
example if a busy machine misses the beginning of the trace (NO_NAVSTART). The form is the largest section of a
demonstration account, which no search engine may list, so it has no score for SEO.
"""

import argparse
import json
import os
import re
import socket
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from form import CHROMIUM, largest_section, sign_in
from playwright.sync_api import sync_playwright

ROOT = Path(__file__).resolve().parents[1]
LIGHTHOUSE = ROOT / "var" / "node" / "node_modules" / "lighthouse" / "cli" / "index.js"
GOAL = 95
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
PAGES = {
    "home": "/",
    "handbook chapter": "",
    "subject": "",
    "country": "/countries/fi/",
    "overview": "/evaluation/",
    "form": "",
}
FIRST_OF = {"handbook chapter": "/handbooks/", "subject": "/subjects/"}
"""Where the first page of a kind is looked for in the list of public pages: below this, deepest first."""
FLAGS = "--headless=new --no-sandbox --disable-gpu --disable-dev-shm-usage --disable-background-networking"


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--base", default="http://localhost:8000")
    parser.add_argument("--only", nargs="*", default=list(PAGES))
    parser.add_argument("--times", type=int, default=3)
    parser.add_argument("--desktop", action="store_true")
    parser.add_argument("--details", action="store_true", help="show which audits lower the scores")
    chosen = parser.parse_args()
    if not LIGHTHOUSE.exists() or not CHROMIUM:
        print("Lighthouse or Chromium was not found. Run npm install --prefix var/node lighthouse, or set CHROME_PATH.")
        return 1
    addresses = {**PAGES, **found_in_sitemap(chosen.base)}
    print(f"| page | {' | '.join(CATEGORIES)} |\n| --- | {'--- | ' * len(CATEGORIES)}")
    low = []
    for name in chosen.only:
        with browser_with_form(chosen.base) if name == "form" else nullcontext((addresses[name], None)) as (path, port):
            address = f"{chosen.base}{path}"
            reports = [run(address, desktop=chosen.desktop, port=port) for _time in range(chosen.times)]
        report = middle_of([report for report in reports if report])
        scores = {key: score_of(report, key) for key in CATEGORIES if key != "seo" or name != "form"}
        print(f"| {name} `{path}` | {' | '.join(str(scores.get(key, '')) for key in CATEGORIES)} |", flush=True)
        low += [f"{name}: {key} {score}" for key, score in scores.items() if score < GOAL]
        if chosen.details:
            print_report(report)
    print("\n".join(["Below the goal:", *low]) if low else f"All scores are at least {GOAL}.")
    return 1 if low else 0


def found_in_sitemap(base: str) -> dict[str, str]:
    """The first chapter as it stands today, and the first subject, among the public pages."""
    with urllib.request.urlopen(f"{base}/sitemap.xml", timeout=60) as answer:
        listed = re.findall(r"<loc>https?://[^/]+([^<]+)</loc>", answer.read().decode())
    of_today = [one for one in listed if "/editions/" not in one]
    below = {name: [one for one in of_today if one.startswith(start)] for name, start in FIRST_OF.items()}
    return {name: max(paths, key=lambda path: path.count("/")) for name, paths in below.items() if paths}


@contextmanager
def browser_with_form(base: str) -> Iterator[tuple[str, int]]:
    """Yield the path of the largest section of the form, and the port of a browser in which a delegate is signed in."""
    with socket.create_server(("127.0.0.1", 0)) as found:
        port = int(found.getsockname()[1])
    with sync_playwright() as playwright, TemporaryDirectory() as folder:
        flags = [*FLAGS.split(), f"--remote-debugging-port={port}"]
        browser = playwright.chromium.launch_persistent_context(folder, executable_path=CHROMIUM, args=flags)
        page = browser.pages[0]
        sign_in(page, base)
        path = largest_section(page, base)
        # An open page of the site would work while another is measured.
        page.goto("about:blank")
        yield path, port
        browser.close()


def run(address: str, *, desktop: bool, port: int | None = None) -> dict[str, Any] | None:
    """Return the report of Lighthouse, in the browser at `port` if given, or None if the browser aborted the run."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "report.json"
        command = ["node", str(LIGHTHOUSE), address, "--output=json", f"--output-path={path}", "--quiet"]
        command += [f"--chrome-flags={FLAGS}", f"--only-categories={','.join(CATEGORIES)}"]
        command += ["--no-enable-error-reporting"]
        command += ["--preset=desktop"] if desktop else []
        command += [f"--port={port}"] if port else []
        subprocess.run(command, check=False, env={**os.environ, "CHROME_PATH": CHROMIUM}, cwd=ROOT)
        report: dict[str, Any] = (
            json.loads(path.read_text()) if path.exists() else {"runtimeError": {"code": "no report"}}
        )
        if broken := report.get("runtimeError"):
            print(f"The browser aborted the run at {address}: {broken['code']}", file=sys.stderr)
            return None
        return report


def middle_of(reports: list[dict[str, Any]]) -> dict[str, Any]:
    """The report whose performance is in the middle; a command without any ends in words."""
    if not reports:
        sys.exit("The browser aborted every run. Is the machine too busy?")
    return sorted(reports, key=lambda report: score_of(report, "performance"))[len(reports) // 2]


def score_of(report: dict[str, Any], category: str) -> int:
    return round((report["categories"][category]["score"] or 0) * 100)


def print_report(report: dict[str, Any]) -> None:
    for key in CATEGORIES:
        for reference in report["categories"][key]["auditRefs"]:
            audit = report["audits"][reference["id"]]
            if audit["score"] is not None and audit["score"] < 0.9:
                shown = audit.get("displayValue", "")
                print(f"    {key}: {audit['id']} {audit['score']} (weight {reference['weight']}) {shown}")


if __name__ == "__main__":
    sys.exit(main())
