"""The pages of the discussion for everybody: axe on a phone and a screen, light and dark; 320 px; what is read out."""

from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.journeys.test_discussion import connected, post, start_topic, words

Open = Callable[..., Page]
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
PHONE = {"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}
CARET = """() => {
  const field = document.activeElement;
  return [field.id, field.selectionStart, field.getBoundingClientRect().top];
}"""
LONG = "Rindfleischetikettierungsüberwachungsaufgabenübertragungsgesetz lentokonesuihkuturbiinimoottoriapumekaanikko"
EVERYTHING = f"""# A heading {LONG}

A paragraph with @chair, {"@XB " * 50} and https://example.org/{"a-long-address/" * 20}

| country | {LONG} | what | more | and more | still more | the end |
| --- | --- | --- | --- | --- | --- | --- |
| Sample country A | 1 | 2 | 3 | 4 | 5 | {"x" * 80} |

> one
>> two
>>> three
>>>> four {LONG}

```
{"code that does not break" * 12}
```

שלום עולם, هذا نص بالعربية 👩‍👩‍👧‍👦🇩🇰 {"человеконенавистничество" * 6} {"w" * 3000}
"""


EVALUATION = (
    "/evaluation/",
    "/evaluation/countries/xa/",
    "/evaluation/countries/xa/gaps/",
    "/evaluation/countries/xa/2025/versions/1/",
    "/evaluation/recommendations/5/",
    "/evaluation/recommendations/5/follow-up/",
    "/evaluation/frameworks/2.0-sample/",
    "/evaluation/reports/",
    "/evaluation/data/",
    "/treaties/countries/ee/",
)
OF_A_DRAFT = ("", "sections/5/", "sections/", "workbook/", "sign/", "gaps/")

BOOK = "/library/resolution-1702-2010/"
LIBRARY = [
    *("/library/", "/library/?kind=law&words=directive", BOOK, f"{BOOK}matters/?words=convention"),
    *("/library/organisations/", "/library/organisations/osce/", "/library/addresses/", "/library/take-over/"),
    *("/campaigns/", "/campaigns/?country=lv", "/campaigns/safe-trip/", "/campaigns/sample-look-twice/"),
    *(
        "/days/",
        "/days/18-october/",
        "/days/18-october/2010/",
        "/days/18-october/2026/",
        "/days/18-october/2026/joint/",
    ),
]


@dataclass
class Place:
    """A topic with everything in it that a message can have, and the pages around it."""

    path: str
    first: str = ""
    message: str = ""
    pages: dict[str, list[str]] = field(default_factory=dict)


@pytest.fixture
def place(browser_page: Open) -> Place:
    writer = browser_page("member.xb@demo.example")
    path = start_topic(writer)
    writer.goto(path)
    connected(writer)
    numbers = []
    for text in (EVERYTHING, f"Please see {words()}"):
        post(writer, text)
        expect(writer.locator(".message--unsent")).to_have_count(0)
        last = writer.locator("[data-live-list^=messages] > article").last
        numbers.append(str(last.get_attribute("id")).removeprefix("message-"))
    found = Place(path, *(f"{path}messages/{number}/" for number in numbers))
    writer.goto(found.message)
    writer.get_by_text("Change it").click()
    writer.get_by_label("The message as it should read").fill("Please see this")
    writer.get_by_role("button", name="Change the message").click()
    chair = browser_page("secretariat@demo.example")
    chair.goto(found.message)
    chair.get_by_text("Report it").click()
    chair.locator("details[open] textarea").fill("To try it")
    chair.get_by_role("button", name="Report the message").click()
    chair.goto(found.message)
    chair.get_by_role("button", name="Agree").click()
    return found


def addresses(place: Place) -> dict[str, list[str]]:
    path, network = place.path, "/networks/sample"
    return {
        "member.xc@demo.example": [
            "/desk/",
            "/notifications/",
            "/notifications/settings/",
            "/desk/data/",
            "/networks/",
            f"{network}/",
            f"{network}/topics/",
            f"{network}/topics/closed/",
            f"{network}/topics/new/",
            path,
            f"{path}watch/",
            place.first,
            place.message,
            f"{place.message}history/",
            "/search/?query=first",
        ],
        "secretariat@demo.example": [
            path,
            f"{path}keep/",
            place.message,
            f"{network}/moderation/",
            f"{network}/moderation/log/",
            f"{network}/presence/",
            f"{network}/seats/",
        ],
    }


def test_no_page_of_the_discussion_has_what_axe_can_find(browser_page: Open, place: Place) -> None:
    found = {viewer: problems_on(browser_page(viewer), seen) for viewer, seen in addresses(place).items()}
    assert found == {viewer: [] for viewer in found}


def test_no_page_of_the_evaluation_has_what_axe_can_find(browser_page: Open) -> None:
    page = browser_page("delegate.xa@demo.example")
    page.goto("/evaluation/assessments/")
    draft = page.get_by_role("link", name="Sample country A", exact=False).first.get_attribute("href")
    assert problems_on(page, [*EVALUATION, *(f"{draft}{part}" for part in OF_A_DRAFT)]) == []


def test_no_page_of_library_directory_and_editions_has_what_axe_can_find(browser_page: Open) -> None:
    page = browser_page("editor@demo.example")
    page.goto("/handbooks/")
    page.locator("main a[href^='/handbooks/']").first.click()
    page.goto(str(page.get_by_role("link", name="Edition", exact=False).first.get_attribute("href")))
    editions = page.url
    edition = str(page.locator("main a[href*='/editions/'][href$='/en/']").first.get_attribute("href"))
    assert problems_on(page, [*LIBRARY, editions, edition, f"{edition}1/", f"{edition}changes/"]) == []


def test_no_page_of_news_has_what_axe_can_find(browser_page: Open) -> None:
    article = "/news/joint/fifteen-recommendations/"
    signatory, editor = browser_page("member.se@demo.example"), browser_page("editor@demo.example")
    editor.goto(article)
    signatures = str(editor.get_by_role("link", name="Invite to sign").get_attribute("href"))
    read = ["/news/", "/news/joint/", "/news/?subject=evaluation", article, f"{article}?beside=ru", "/de" + article]
    assert problems_on(editor, [*read, signatures]) == []
    assert problems_on(signatory, [signatures.replace("/signatures/", "/sign/")]) == []


@pytest.mark.parametrize("viewer", ["", "member.xa@demo.example"])
def test_no_page_that_is_read_along_one_line_has_what_axe_can_find(browser_page: Open, viewer: str) -> None:
    pages = ["/subjects/", "/subjects/victims/", "/countries/", "/countries/xa/", "/countries/se/", "/networks/joint/"]
    page = browser_page(viewer) if viewer else browser_page()
    assert problems_on(page, [*pages, *(["/desk/seats/", "/networks/sample/"] if viewer else [])]) == []


def test_a_screen_reader_tells_the_controls_of_a_section_and_the_files_apart(browser_page: Open) -> None:
    page = browser_page("delegate.xb@demo.example")
    page.goto("/evaluation/assessments/")
    draft = str(page.locator("ul.rows h3 a").first.get_attribute("href"))
    page.goto(f"{draft}sections/5/")
    expect(page.locator("[data-question]")).to_have_count(5)
    page.evaluate("for (const part of document.querySelectorAll('.comment, .without-value')) part.open = true")
    found = controls_of(page)
    assert [each for each in (("textbox", "Comment 5.2"), ("combobox", "Reason 5.3")) if each not in found] == []
    assert not_told_apart(found) == []
    page.goto("/evaluation/data/")
    assert ("link", "Description (CSV on the Web) results") in controls_of(page)
    assert not_told_apart(controls_of(page)) == []
    for address in (draft, f"{draft}sign/"):
        page.goto(address)
        assert [name for role, name in controls_of(page) if role == "table" and not name] == []


def test_a_table_frozen_before_it_became_a_list_scrolls_beside_what_its_rows_are_about(browser_page: Open) -> None:
    page = browser_page()
    page.goto("/evaluation/reports/sample-report-2025/")
    page.set_viewport_size({"width": 390, "height": 844})
    page.evaluate(AS_IT_WAS_FROZEN)
    wide = page.locator(".report .scroll").nth(2)
    head = wide.locator("tbody th").first
    assert page.evaluate("document.scrollingElement.scrollWidth") <= 390
    assert wide.evaluate("region => region.scrollWidth > region.clientWidth + 100 && region.tabIndex === 0")
    before = head.bounding_box()
    wide.evaluate("region => { region.scrollLeft = 300 }")
    assert head.bounding_box() == before
    assert max(cell.bounding_box()["height"] for cell in wide.locator("tbody td").all()) < 200  # type: ignore[index]


AS_IT_WAS_FROZEN = """() => {
  for (const part of document.querySelectorAll(".report table, .report table *")) {
    part.classList.remove("stacked", "stacked--lines");
    part.removeAttribute("role");
    part.removeAttribute("data-label");
  }
}"""
TOLD_BY_THEIR_GROUP = {"checkbox", "radio"}
CONTROLS = {"button", "combobox", "DisclosureTriangle", "link", "textbox", "table", *TOLD_BY_THEIR_GROUP}


def controls_of(page: Page) -> list[tuple[str, str]]:
    """Role and name of each control and table, as the browser gives them to a screen reader."""
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    told = [(node["role"]["value"], node.get("name", {}).get("value", "").strip()) for node in tree if "role" in node]
    return [(role, name) for role, name in told if role in CONTROLS]


def not_told_apart(found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Those without a name, and those to type, press or open of which two are called alike."""
    alone = [each for each in found if each[0] not in {*TOLD_BY_THEIR_GROUP, "link", "table"}]
    nameless = [each for each in found if not each[1] and each[0] != "table"]
    return [*nameless, *sorted({each for each in alone if alone.count(each) > 1})]


def problems_on(page: Page, addresses: list[str]) -> list[Any]:
    """What axe finds at both widths, dark and light, and what scrolls sideways on the narrowest phone."""
    axe, problems = Axe(), []
    for address in addresses:
        page.set_viewport_size({"width": 1280, "height": 900})
        answer = page.goto(address)
        assert (address, answer and answer.status) == (address, 200)
        for width, scheme in ((1280, "dark"), (390, "light")):
            page.set_viewport_size({"width": width, "height": 844})
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            for found in axe.run(page, options=RULES).response["violations"]:
                targets = [node["target"] for node in found["nodes"]]
                problems.append((address, width, scheme, found["id"], targets[:3]))
        page.set_viewport_size({"width": 320, "height": 640})
        wide = page.evaluate("document.scrollingElement.scrollWidth")
        if wide > 320:
            problems.append((address, 320, "", "scrolls sideways", [wide]))
    return problems


def test_what_others_write_moves_neither_page_nor_focus_nor_caret(browser_page: Open) -> None:
    writer, reader = browser_page("member.xb@demo.example", **PHONE), browser_page("member.xc@demo.example")
    path = start_topic(reader)
    for page in (writer, reader):
        page.goto(path)
        connected(page)
    writer.get_by_role("link", name="Write as member, XB").tap()
    writer.keyboard.type("Half a sentence")
    writer.evaluate("document.activeElement.setSelectionRange(4, 4)")
    before = writer.evaluate(CARET)
    for number in range(2):
        post(reader, f"One\n\ntwo\n\nthree {number} {words()}")
        expect(writer.locator("[data-live-list^=messages] > article")).to_have_count(2 + number)
    expect(writer.locator("[data-live-said]")).to_contain_text("from Member, XC")
    now = writer.evaluate(CARET)
    assert (now[:2], abs(now[2] - before[2]) < 2) == (before[:2], True)


def test_with_the_keyboard_alone_one_comes_back_to_where_one_was(browser_page: Open) -> None:
    page, other = browser_page("member.xb@demo.example"), browser_page("member.xc@demo.example")
    path = start_topic(other)
    page.goto(path)
    other.goto(path)
    connected(page)
    connected(other)
    there = other.get_by_role("link", name="More about the message")
    there.focus()
    link = page.get_by_role("link", name="More about the message")
    link.press("Enter")
    expect(page.locator(".of-message > h2")).to_be_focused()
    page.get_by_role("button", name="Thanks").press("Enter")
    thanks = page.locator("button[aria-pressed=true]")
    expect(thanks).to_be_focused()
    thanks.press("Escape")
    expect(page.locator(".of-message")).to_have_count(0)
    expect(page.get_by_role("link", name="More about the message")).to_be_focused()
    expect(other.locator("article.message").first).to_contain_text("Thanks from XB")
    expect(there).to_be_focused()
    field = page.get_by_label("Your message to this topic")
    page.get_by_role("link", name="Answer Member, XC").press("Enter")
    expect(field).to_be_focused()
    expect(field).to_have_accessible_description("In answer to Member, XC: The first.")
    field.fill("Anna Kowalska, born 12.03.1998")
    field.press("Control+Enter")
    expect(page.get_by_role("alertdialog")).to_be_focused()
    page.keyboard.press("Escape")
    expect(field).to_be_focused()
    assert page.evaluate("getSelection().toString()") == "born 12.03.1998"


def test_a_topic_is_read_out_with_its_messages_as_headings_and_its_places_by_name(browser_page: Open) -> None:
    page = browser_page("member.xb@demo.example")
    page.goto(start_topic(page))
    connected(page)
    expect(page.locator("article.message")).to_match_aria_snapshot("""
      - article:
        - text: has a voice
        - heading "Member, XB" [level=2]
        - text: rapporteur, member, Sample country B
        - link:
          - time
        - paragraph: The first.
        - paragraph:
          - link "Answer Member, XB"
          - link /More about the message of Member, XB, .+/
    """)
    expect(page.locator("form.composer")).to_match_aria_snapshot("""
      - heading "Write a message" [level=2]
      - textbox "Your message to this topic"
      - button "Papers (optional)"
      - status: Connected.
      - button "Post as member, XB"
      - button "See how it looks"
    """)
    expect(page.locator("body")).to_match_aria_snapshot("""
      - link "Skip to the content"
      - banner:
        - navigation "Main"
      - region "Where you are and who sees it":
        - navigation "You are here"
      - main:
        - navigation "Topics"
        - heading [level=1]
        - complementary "About this topic":
          - region "Who can see this"
          - region "Take the topic along"
      - contentinfo
    """)
