"""Order and receipts in two browsers: what is hidden vanishes before its reader's eyes, what is seen shows at once."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.test_discussion import connected, start_topic, words

Open = Callable[..., Page]


def more(page: Page, text: str) -> None:
    """Open what may be done with the message."""
    page.locator("article.message", has_text=text).get_by_role("link", name="More").click()


def test_what_is_reported_is_hidden_before_the_readers_eyes_and_shown_again_after_an_appeal(browser_page: Open) -> None:
    author, chair = browser_page("member.xb@demo.example"), browser_page("chair@demo.example")
    path, text = start_topic(author), words()
    author.get_by_label("Your message to this topic").fill(text)
    author.get_by_role("button", name="Post as").click()
    clerk, why = browser_page("secretariat@demo.example"), f"It names somebody {words()}"
    clerk.goto("/networks/sample/moderation/")
    connected(clerk)
    reader = browser_page("expert@demo.example", viewport={"width": 390, "height": 844}, java_script_enabled=False)
    reader.goto(path)
    more(reader, text)
    reader.get_by_text("Report it").click()
    reader.get_by_label("What is wrong with it").fill(why)
    reader.get_by_role("button", name="Report the message").click()
    expect(reader.get_by_text("Reported. Those who keep order here look at it.")).to_be_visible()

    expect(clerk.get_by_text(why)).to_be_visible()

    author.goto(path)
    connected(author)
    chair.goto("/desk/")
    chair.get_by_role("link", name="Reported: a message of Member, XB").first.click()
    expect(chair.get_by_text(f"“{why}”")).to_be_visible()
    chair.get_by_text("Hide it").click()
    chair.get_by_label("Why it is hidden").fill("It does")
    chair.get_by_role("button", name="Hide the message").click()
    expect(author.get_by_text(text)).to_have_count(0)
    expect(clerk.get_by_text(why)).to_have_count(0)
    more(author, "Hidden by those who keep order")
    expect(author.get_by_text("“It does”")).to_be_visible()
    author.get_by_text("Appeal", exact=True).click()
    not_so = f"Nobody is named {words()}"
    author.get_by_label("Why it should be shown again").fill(not_so)
    author.get_by_role("button", name="Appeal against hiding it").click()
    expect(author.get_by_text("The appeal waits for its answer.")).to_be_visible()

    appealed = clerk.locator("[data-live-list^=order] > li", has_text=not_so)
    appealed.get_by_role("link", name="The message of Member, XB").click()
    clerk.get_by_text("Show it again").click()
    clerk.get_by_label("Why it is shown again").fill("Nobody is")
    clerk.get_by_role("button", name="Show the message again").click()
    expect(author.get_by_text(text)).to_be_visible()


def test_a_receipt_given_from_the_desk_shows_where_it_was_asked(browser_page: Open) -> None:
    chair, adviser = browser_page("chair@demo.example"), browser_page("adviser.xc@demo.example")
    path = start_topic(chair)
    connected(chair)
    more(chair, "The first.")
    adviser.goto(path)
    connected(adviser)
    more(adviser, "The first.")
    chair.get_by_text("Ask for receipts").click()
    chair.get_by_label("Until the end of").fill(
        str(chair.evaluate("new Date(Date.now() + 2e8).toISOString().slice(0, 10)"))
    )
    chair.get_by_role("button", name="Ask every delegation").click()
    expect(chair.get_by_text("3 delegations have not said so yet:")).to_be_visible()
    expect(adviser.get_by_role("button", name="has seen it")).to_be_visible()
    adviser.goto("/desk/")
    adviser.locator(f'a[href^="{path}messages/"]').click()
    adviser.get_by_role("button", name="has seen it").click()
    expect(adviser.get_by_text("Seen by delegation XC")).to_be_visible()
    expect(chair.locator("article.message .marks")).to_contain_text("Seen by XC")
