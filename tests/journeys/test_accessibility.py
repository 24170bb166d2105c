"""The pages of the discussion for everybody: axe on a phone and a screen, light and dark; 320 px; what is read out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect

from tests.journeys.test_discussion import connected, post, start_topic, words

Open = Callable[..., Page]
RULES = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"],
    "resultTypes": ["violations"],
}
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


@dataclass
class Place:
    """A topic with everything in it that a message can have, and the pages around it."""

    path: str
    first: str = ""
    message: str = ""
    pages: dict[str, list[str]] = field(default_factory=dict)


@pytest.fixture
def place(browser_page: Open) -> Iterator[Place]:
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
    yield found


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


@pytest.mark.parametrize("viewer", ["member.xc@demo.example", "secretariat@demo.example"])
def test_no_page_of_the_discussion_has_what_axe_can_find(browser_page: Open, place: Place, viewer: str) -> None:
    page, axe, problems = browser_page(viewer), Axe(), []
    for address in addresses(place)[viewer]:
        page.set_viewport_size({"width": 1280, "height": 900})
        page.emulate_media(color_scheme="light")
        page.goto(address)
        for width, scheme in ((1280, "light"), (1280, "dark"), (390, "dark"), (390, "light")):
            page.set_viewport_size({"width": width, "height": 844})
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            for found in axe.run(page, options=RULES).response["violations"]:
                targets = [node["target"] for node in found["nodes"]]
                problems.append((address, width, scheme, found["id"], targets[:3]))
        page.set_viewport_size({"width": 320, "height": 640})
        wide = page.evaluate("document.scrollingElement.scrollWidth")
        if wide > 320:
            problems.append((address, 320, "", "scrolls sideways", [wide]))
    assert problems == []
