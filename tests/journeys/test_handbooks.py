"""Path 3 and 4: a handbook is read, and its editor changes a chapter and publishes it."""

import re
from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Page, expect

Open = Callable[..., Page]
CHAPTER = "/handbooks/working-handbook/05-victims/"


def anchors(page: Page) -> list[str]:
    return [str(head.get_attribute("id")) for head in page.locator(".section-head").all()]


def test_an_editor_changes_a_chapter_and_its_sections_keep_their_addresses(browser_page: Open) -> None:
    reader = browser_page()
    reader.goto(CHAPTER)
    before = anchors(reader)
    expect(reader.get_by_role("link", name="Edit", exact=True)).to_have_count(0)

    editor = browser_page("editor@demo.example")
    editor.goto(CHAPTER)
    editor.get_by_role("link", name="Edit", exact=True).click()
    title = editor.locator("[name=sections-1-value-title]")
    expect(title).to_have_value("The first thirty days")
    title.fill("Thirty days, and what must happen in them")
    section = title.locator("xpath=ancestor::div[@data-contentpath][2]")
    section.get_by_title("Move up").first.click()
    editor.get_by_role("button", name="More actions").last.click()
    editor.locator("[name=action-publish]").click()
    expect(editor.get_by_text("has been published")).to_be_visible()

    reader.reload()
    expect(reader.locator(".section-head h2").first).to_contain_text("5.1 Thirty days, and what must happen in them")
    assert anchors(reader) == [before[1], before[0], *before[2:]]
    reader.goto(f"/handbooks/sections/{before[1].removeprefix('s')}/")
    expect(reader).to_have_url(re.compile(f"{CHAPTER}#{before[1]}$"))


@pytest.mark.parametrize("script", [True, False])
def test_a_reader_goes_through_the_contents_with_a_thumb(browser_page: Open, script: bool) -> None:
    page = browser_page(viewport={"width": 390, "height": 844}, java_script_enabled=script)
    page.goto(CHAPTER)
    contents = page.get_by_role("navigation", name="Contents")
    expect(contents).to_be_hidden()
    page.get_by_role("button", name=re.compile("Contents: chapter 5 of 15")).click()
    expect(contents).to_be_visible()
    contents.get_by_role("link", name=re.compile("Forced labour")).click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Forced labour")
    page.get_by_role("navigation", name="Chapters").get_by_role("link").first.click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Follow the money")


def test_paper_shows_the_text_with_audience_and_without_the_furniture(browser_page: Open) -> None:
    page = browser_page()
    page.goto(CHAPTER)
    expect(page.get_by_role("button", name="Print")).to_be_visible()
    assert "Working handbook" in page.evaluate(
        "getComputedStyle(document.documentElement).getPropertyValue('--running')"
    )
    page.emulate_media(media="print")
    for gone in (".masthead .nav", ".rail", "print-page"):
        expect(page.locator(gone).first).to_be_hidden()
    for stays in (".reading .prose", ".law", ".seen-by", ".edition-bar dl"):
        expect(page.locator(stays).first).to_be_visible()


def test_no_page_of_a_visitor_asks_another_host(browser_page: Open) -> None:
    page = browser_page()
    hosts: set[str] = set()
    page.on("request", lambda request: hosts.add(request.url.split("/")[2]))
    complaints: list[Any] = []
    page.on("console", lambda said: complaints.append(said.text) if said.type == "error" else None)
    for address in ("/", "/ru/", "/handbooks/", CHAPTER, "/library/", "/meetings/", "/search/?query=victim", "/about/"):
        page.goto(address)
        hosts.add(page.url.split("/")[2])
    assert (len(hosts), complaints) == (1, [])
