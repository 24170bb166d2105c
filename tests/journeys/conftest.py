"""A complete site in a process of its own, and browsers that use it.

`live_site` is the site with its demonstration content; `browser_page(email)` a page of somebody who is signed in.
Journeys never touch the database: they see what users see.
"""

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from signal import SIGCONT, SIGSTOP
from typing import Any
from urllib.error import URLError
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.journeys.handbooks import write_handbooks
from tests.migrated import DATABASE_URL, ROOT, drop_database, environment_of, make_database

PASSWORD = "demo-password"
PATIENCE = 20_000
"""Milliseconds after which what should show will not; how fast it is, benchmarks/second_browser.py measures."""
CHROMIUM = os.environ.get("CHROMIUM") or next(
    filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), ""
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)
            if not CHROMIUM:
                item.add_marker(pytest.mark.skip(reason="no Chromium found"))


@dataclass
class Site:
    base_url: str
    environment: dict[str, str]
    processes: dict[str, "subprocess.Popen[bytes]"] = field(default_factory=dict)

    def manage(self, *arguments: str) -> str:
        """Return the output of a management command on the data of this site."""
        command = [sys.executable, "manage.py", *arguments]
        return subprocess.run(
            command, cwd=ROOT, env=self.environment, check=True, capture_output=True, text=True
        ).stdout

    def serve(self, address: str = "", **changes: str) -> str:
        """Start one more server process of this site and return its address; `changes` are made to its environment.

        At the `address` of one that is dead, it takes that one's place.
        """
        port = int(address.rpartition(":")[2]) if address else _free_port()
        address = f"http://localhost:{port}"
        command = [sys.executable, "-m", "uvicorn", "config.asgi:application", "--port", str(port)]
        with (Path(self.environment["DATA_DIR"]) / f"server-{port}.log").open("wb") as log:
            environment = {**self.environment, **changes}
            fields: dict[str, Any] = {"cwd": ROOT, "env": environment, "stdout": log, "stderr": log}
            self.processes[address] = subprocess.Popen([*command, "--log-level", "warning"], **fields)
        _wait_for(f"{address}/account/login/")
        return address

    def kill(self, address: str) -> None:
        """Kill the server process at the address without warning."""
        self.processes[address].kill()
        self.processes[address].wait(20)

    @contextmanager
    def held_still(self, address: str) -> Iterator[None]:
        """Stop the server process at the address for a while; its connections stay open."""
        self.processes[address].send_signal(SIGSTOP)
        try:
            yield
        finally:
            self.processes[address].send_signal(SIGCONT)

    def stop(self) -> None:
        for process in self.processes.values():
            process.terminate()
        for process in self.processes.values():
            process.wait(20)


@pytest.fixture(scope="package")
def live_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Return the running site with its demonstration content on a database of its own."""
    folder, name = tmp_path_factory.mktemp("site"), f"journeys_{os.getpid()}"
    database = name if DATABASE_URL else str(folder / "db.sqlite3")
    make_database(tmp_path_factory, database)
    site = Site("", {**environment_of(folder, name), "DJANGO_SETTINGS_MODULE": "tests.journeys.settings"})
    site.manage("load_demo", "-v0")
    site.base_url = site.serve()
    yield site
    site.stop()
    drop_database(database)


def until(page: Page, holds: Callable[[], object]) -> None:
    """Wait until `holds` returns something true, while the browser goes on."""
    ends = time.monotonic() + PATIENCE / 1000
    while not holds():
        assert time.monotonic() < ends, "It did not become true."
        page.wait_for_timeout(50)


def submit(page: Page, button: str) -> None:
    """Press the button of a form and wait for the next page; scripts may check the form first."""
    with page.expect_navigation():
        page.get_by_role("button", name=button).last.click()


def forget_session(page: Page) -> None:
    """Remove the session of the browser; an open page would notice this and go to the signed-out page."""
    page.goto("about:blank")
    page.context.clear_cookies()


@pytest.fixture(scope="package")
def birds(live_site: Site) -> None:
    """Publish handbooks that a test may change."""
    write_handbooks(live_site)


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        arguments = ["--no-sandbox", "--disable-gpu", "--disable-background-networking"]
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=arguments)
        expect.set_options(timeout=PATIENCE)
        yield browser
        browser.close()


@pytest.fixture(scope="package")
def signed_in() -> dict[str, Any]:
    """Return the cookies of accounts that have signed in before, by e-mail address, since sign-ins are rate-limited."""
    return {}


@pytest.fixture
def browser_page(live_site: Site, chromium: Browser, signed_in: dict[str, Any]) -> Iterator[Callable[..., Page]]:
    """Open a page in a browser of its own: `browser_page("member.xb@demo.example")`, without an address not signed in.

    What else is given goes to the browser's context: viewport, color_scheme, java_script_enabled, base_url.
    """
    contexts: list[BrowserContext] = []

    def open_page(email: str = "", **kwargs: Any) -> Page:
        if email and email not in signed_in:
            signed_in[email] = _sign_in(chromium, live_site.base_url, email)
        options = {"base_url": live_site.base_url, "locale": "en", "storage_state": signed_in.get(email), **kwargs}
        context = chromium.new_context(**options)
        context.set_default_timeout(PATIENCE)
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()


def _sign_in(chromium: Browser, base_url: str, email: str) -> Any:
    """Return the cookies of a browser in which the account has signed in and opened the desk."""
    for _attempt in range(2):
        context = chromium.new_context(base_url=base_url, locale="en")
        page = context.new_page()
        page.goto("/account/login/")
        page.fill("[name=login]", email)
        page.fill("[name=password]", PASSWORD)
        page.press("[name=password]", "Enter")
        page.wait_for_url(lambda address: "/account/login/" not in address)
        led_to = page.url
        page.goto("/desk/")
        is_in, state = urlsplit(page.url).path == "/desk/", context.storage_state()
        context.close()
        if is_in:
            return state
        print(f"{email} was not signed in, but led to {led_to}.")
    raise AssertionError(f"{email} cannot sign in: {led_to}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def _wait_for(address: str, seconds: float = 60) -> None:
    until = time.monotonic() + seconds
    while True:
        try:
            with urllib.request.urlopen(address, timeout=5):
                return
        except (URLError, OSError):
            if time.monotonic() > until:
                raise
            time.sleep(0.2)
