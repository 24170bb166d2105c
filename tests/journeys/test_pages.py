"""Pages for signed-in users: axe on a phone and a screen, light and dark; 320 px; names for screen readers.

test_public_pages.py checks what visitors see, too. What is here has more for its reader.
"""

from collections.abc import Callable
from io import BytesIO

import pytest
from openpyxl import load_workbook
from playwright.sync_api import Page, expect

from tests.journeys.axe import problems_on
from tests.journeys.conftest import submit
from tests.journeys.discussion import connected, post, start_topic, unsent, words
from tests.journeys.handbooks import CHAPTER, TRANSLATION

Open = Callable[..., Page]
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
NETWORK, DRAFT_PARTS = "/networks/sample/", ("", "sections/5/", "sections/", "workbook/", "sign/", "gaps/")
BOOK, ARTICLE = "/library/resolution-1702-2010/", "/news/joint/fifteen-recommendations/"
EVALUATION = ["countries/xa/", "recommendations/5/follow-up/", "frameworks/2.0-sample/"]
LIBRARY = [
    *("/library/", BOOK, f"{BOOK}matters/?words=convention", "/library/addresses/", "/library/take-over/"),
    *("/campaigns/sample-look-twice/", "/days/18-october/2026/", "/days/18-october/2026/joint/", "/hotlines/"),
]


def full_topic(browser_page: Open) -> tuple[str, list[str]]:
    """Return the paths of a topic and of its two messages, which have every feature that a message can have."""
    writer = browser_page("member.xb@demo.example")
    path, numbers = start_topic(writer), []
    connected(writer)
    for text in (EVERYTHING, f"Please see {words()}"):
        post(writer, text)
        expect(unsent(writer)).to_have_count(0)
        last = writer.locator("[data-live-list^=messages] > article").last
        numbers.append(str(last.get_attribute("id")).removeprefix("message-"))
    messages = [f"{path}messages/{number}/" for number in numbers]
    writer.goto(messages[1])
    writer.get_by_text("Edit", exact=True).click()
    writer.get_by_role("textbox", name="Message").fill("Please see this")
    writer.get_by_role("button", name="Save").click()
    expect(writer.get_by_text("Message saved.")).to_be_visible()
    office = browser_page("secretariat@demo.example")
    office.goto(messages[1])
    office.locator("summary", has_text="Report message").click()
    office.locator("details[open] textarea").fill("To try it")
    office.locator("details[open] button", has_text="Report message").click()
    expect(office.get_by_text("Message reported.")).to_be_visible()
    office.goto(messages[1])
    office.get_by_role("button", name="Agree").click()
    expect(office.get_by_role("button", name="Agree")).to_have_attribute("aria-pressed", "true")
    return path, messages


def discussion(browser_page: Open) -> dict[str, list[str]]:
    path, (first, second) = full_topic(browser_page)
    own = ["/desk/", "/notifications/", "/notifications/settings/", "/desk/data/", "/search/?query=first"]
    topics = ["", "topics/", "topics/closed/", "topics/new/"]
    office = ["moderation/", "moderation/log/", "settings/", "seats/"]
    return {
        "member.xc@demo.example": [
            *(*own, *(f"{NETWORK}{part}" for part in topics), path, f"{path}watch/"),
            *(first, second, f"{second}history/"),
        ],
        "secretariat@demo.example": [path, f"{path}keep/", second, *(f"{NETWORK}{part}" for part in office)],
    }


def evaluation(browser_page: Open) -> dict[str, list[str]]:
    page = browser_page("delegate.xa@demo.example")
    page.goto("/evaluation/assessments/")
    draft = page.get_by_role("link", name="Sample country A", exact=False).first.get_attribute("href")
    offer_answers_of_a_workbook(page, f"{draft}workbook/")
    pages = [*(f"/evaluation/{part}" for part in EVALUATION), *(f"{draft}{part}" for part in DRAFT_PARTS)]
    return {"delegate.xa@demo.example": pages}


def offer_answers_of_a_workbook(page: Page, address: str) -> None:
    """Upload the workbook of an assessment, so that its page offers one answer and reports a problem with another."""
    page.goto(address)
    link = page.get_by_role("link", name="Download workbook").get_attribute("href")
    book = load_workbook(BytesIO(page.request.get(str(link)).body()))
    for row in book["Answers"].iter_rows(min_row=3):
        filled = {"6.1|number": "about nine", "3.1|choice": "No", "3.1|comment": "Checked in the budget act"}
        if row[5].value in filled:
            row[2].value = filled[row[5].value]
    book.save(file := BytesIO())
    values = {"name": "back.xlsx", "mimeType": "application/octet-stream", "buffer": file.getvalue()}
    page.set_input_files("input[type=file]", values)  # type: ignore[arg-type]
    page.get_by_role("button", name="Preview changes").click()
    expect(page.locator(".offer")).to_have_count(1)
    page.goto(address)
    expect(page.locator(".offer")).to_have_count(1)


def library(_browser_page: Open) -> dict[str, list[str]]:
    return {"editor@demo.example": LIBRARY}


def handbooks(browser_page: Open) -> dict[str, list[str]]:
    """Return pages of a chapter with notes and law dates, of a note, and of a translation."""
    member, translator = browser_page("member.dk@demo.example"), browser_page("translator@demo.example")
    member.goto(CHAPTER)
    section = str(member.locator(".note-handle a").first.get_attribute("href"))
    member.goto(section)
    member.locator("[name=body]").fill(words())
    submit(member, "Save note")
    member.get_by_role("link", name="Open note").first.click()
    expect(member.get_by_role("heading", level=1)).to_have_text("Note")
    note = member.evaluate("location.pathname")
    translator.goto(TRANSLATION)
    behind = translator.get_by_role("link", name="View changes").last.get_attribute("href")
    own = translator.get_by_role("link", name="Translation", exact=True).get_attribute("href")
    return {
        "member.dk@demo.example": [CHAPTER, "/handbooks/notes/", section.partition("#")[0], note],
        "translator@demo.example": [TRANSLATION, str(behind), str(own), f"{own}file/"],
        "editor@demo.example": [section.partition("#")[0].replace("/notes/", "/law/")],
    }


def news(browser_page: Open) -> dict[str, list[str]]:
    editor = browser_page("editor@demo.example")
    editor.goto(ARTICLE)
    signatures = str(editor.get_by_role("link", name="Invite to sign").get_attribute("href"))
    return {
        "editor@demo.example": [f"{ARTICLE}?beside=ru", f"/de{ARTICLE}", signatures],
        "member.se@demo.example": [signatures.replace("/signatures/", "/sign/")],
    }


def briefings_and_dossiers(browser_page: Open) -> dict[str, list[str]]:
    member = browser_page("member.xa@demo.example")
    member.goto(f"{NETWORK}proposals/1/")
    dossier = str(member.get_by_role("link", name="Origin and outcomes").first.get_attribute("href"))
    return {"member.xa@demo.example": ["/desk/seats/", f"{NETWORK}brief/xa/", dossier]}


AREAS: tuple[Callable[[Open], dict[str, list[str]]], ...] = (
    *(discussion, evaluation, library, handbooks, news, briefings_and_dossiers),
)


@pytest.mark.parametrize("area", AREAS, ids=lambda area: area.__name__)
def test_pages_of_an_area_have_no_accessibility_problems(
    browser_page: Open, area: Callable[[Open], dict[str, list[str]]]
) -> None:
    found = {who: problems_on(browser_page(who), seen) for who, seen in area(browser_page).items()}
    assert found == {who: [] for who in found}


def test_screen_reader_names_of_controls_tables_files_and_messages_are_unique(browser_page: Open) -> None:
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
    topic_is_read_out(browser_page("member.xb@demo.example"))


NAMED_BY_GROUP = {"checkbox", "radio"}
CONTROLS = {"button", "combobox", "DisclosureTriangle", "link", "textbox", "table", *NAMED_BY_GROUP}


def controls_of(page: Page) -> list[tuple[str, str]]:
    """Return role and name of each control and table, as the browser gives them to a screen reader."""
    tree = page.context.new_cdp_session(page).send("Accessibility.getFullAXTree")["nodes"]
    items = [(node["role"]["value"], node.get("name", {}).get("value", "").strip()) for node in tree if "role" in node]
    return [(role, name) for role, name in items if role in CONTROLS]


def not_told_apart(found: list[tuple[str, str]]) -> list[tuple[str, str]]:
    """Return controls without a name, and controls that share a name with another."""
    alone = [each for each in found if each[0] not in {*NAMED_BY_GROUP, "link", "table"}]
    nameless = [each for each in found if not each[1] and each[0] != "table"]
    return [*nameless, *sorted({each for each in alone if alone.count(each) > 1})]


def topic_is_read_out(page: Page) -> None:
    """Check that messages have headings, and that each control has a name."""
    start_topic(page)
    connected(page)
    expect(page.locator("article.message")).to_match_aria_snapshot("""
      - article:
        - text: can vote
        - heading "Member, XB" [level=2]
        - text: rapporteur, member, Sample country B
        - link:
          - time
        - paragraph: The first.
        - paragraph:
          - link "Reply Member, XB"
          - link /More about the message by Member, XB, .+/
    """)
    expect(page.locator("form.composer")).to_match_aria_snapshot("""
      - heading "Write a message" [level=2]
      - toolbar "Formatting":
        - button "Bold"
      - textbox "Your message"
      - button "Attachments (optional)"
      - status: Connected.
      - button "Post as member, XB"
      - button "Preview"
    """)
    expect(page.locator("body")).to_match_aria_snapshot("""
      - link "Skip to content"
      - banner:
        - navigation "Main"
      - region "Location and audience":
        - navigation "Breadcrumb"
      - main:
        - navigation "Topics"
        - heading [level=1]
        - complementary "About this topic":
          - region "Who can see this"
          - region "Download topic"
      - contentinfo
    """)
