"""Forms in a browser without scripts: what shows, what the Enter key does, and where the page is after a refusal."""

from collections.abc import Callable

from playwright.sync_api import Page, expect

from tests.journeys.discussion import FIELD, PHONE, post, start_topic, words
from tests.journeys.test_assessment import DELEGATE, assessment_of

Open = Callable[..., Page]
WITHOUT_SCRIPTS = {**PHONE, "java_script_enabled": False}


def test_forms_without_scripts_show_what_is_needed_and_lose_no_text(browser_page: Open) -> None:
    message_is_refused_posted_and_kept_after_the_session(browser_page("member.xb@demo.example", **WITHOUT_SCRIPTS))
    answers_are_saved_by_the_enter_key(browser_page(DELEGATE.format("xc"), **WITHOUT_SCRIPTS))
    fields_of_an_answer_and_a_digest_show_when_they_are_needed(browser_page(DELEGATE.format("xb"), **WITHOUT_SCRIPTS))


def message_is_refused_posted_and_kept_after_the_session(writer: Page) -> None:
    start_topic(writer)
    post(writer, "Anna Kowalska, born 12.03.1998")
    expect(writer.get_by_role("heading", name="Possible personal data")).to_be_in_viewport()
    expect(writer.get_by_label(FIELD)).to_have_value("Anna Kowalska, born 12.03.1998")
    expect(writer.get_by_label(FIELD)).to_be_in_viewport()
    expect(writer.get_by_role("toolbar")).to_have_count(0)
    post(writer, text := words())
    expect(writer.locator("article.message", has_text=text)).to_have_count(1)
    writer.context.clear_cookies(name="sessionid")
    post(writer, unposted := words())
    expect(writer.get_by_role("heading", level=1)).to_have_text("Your text is still here")
    expect(writer.get_by_label("Your text")).to_have_value(unposted)
    expect(writer.get_by_role("link", name="Sign in (opens in a new tab)")).to_be_visible()


def answers_are_saved_by_the_enter_key(delegate: Page) -> None:
    delegate.goto(f"{assessment_of(delegate)}sections/6/")
    fields = delegate.locator("[data-answer] input[type=text]")
    names = [fields.nth(place).get_attribute("name") for place in (0, 2)]
    for name, entry in zip(names, ("12", "many"), strict=True):
        delegate.locator(f"[name={name}]").fill(entry)
    delegate.locator(f"[name={names[0]}]").press("Enter")
    expect(delegate.locator("error-summary")).to_contain_text("Enter a number")
    for name, entry in zip(names, ("12", "many"), strict=True):
        expect(delegate.locator(f"[name={name}]")).to_have_value(entry)
    delegate.locator(f"[name={names[1]}]").fill("7")
    delegate.get_by_role("button", name="Save answers").click()
    expect(delegate.locator("error-summary")).to_have_count(0)
    expect(delegate.locator(f"[name={names[1]}]")).to_have_value("7")


def fields_of_an_answer_and_a_digest_show_when_they_are_needed(delegate: Page) -> None:
    delegate.goto(f"{assessment_of(delegate)}answers/5.4/")
    expect(delegate.get_by_role("button", name="Save answer 5.4")).to_be_visible()
    delegate.locator("#q5-4 summary", has_text="Add document").click()
    delegate.get_by_role("button", name="Open the form 5.4").click()
    expect(delegate.locator("#add-q5-4").get_by_label("Title")).to_be_visible()
    delegate.go_back()
    delegate.locator("#q5-4 summary", has_text="No value?").click()
    delegate.get_by_label("Confidential").check()
    expect(delegate.locator("#q5-4-numerator")).to_be_hidden()

    delegate.goto("/notifications/settings/")
    hour, day = delegate.get_by_label("Digest time"), delegate.get_by_label("Weekly digest day")
    for choice, shown in (("immediately", (0, 0)), ("daily", (1, 0)), ("weekly", (1, 1)), ("never", (0, 0))):
        delegate.get_by_role("radio", name=choice).check()
        assert (hour.is_visible(), day.is_visible()) == shown
