"""The whole thread: a message, a proposal made of it, silence, the decision, an inquiry, an answer, and the dossier."""

import re
from collections.abc import Callable
from datetime import datetime, timedelta

from playwright.sync_api import Page, expect

from tests.journeys.conftest import Site
from tests.journeys.test_accessibility import problems_on
from tests.journeys.test_discussion import post, start_topic, words

Open = Callable[..., Page]
LONG_AGO = """
from datetime import timedelta
from django.db.models import F
from networkapp.models import Message, Procedure, Proposal
month = timedelta(days=30)
Message.objects.filter(body="{said}").update(posted_at=F("posted_at") - 2 * month)
Proposal.objects.filter(title="{title}").update(proposed_at=F("proposed_at") - 2 * month)
Procedure.objects.filter(title="{title}").update(opened_at=F("opened_at") - month, expires_at=F("expires_at") - month)
"""


def send(page: Page) -> None:
    """Press the first button of the form on the page, and wait for what comes: a text is looked through first."""
    with page.expect_navigation():
        page.locator("form[method=post] button.button--first").last.click()


def proposed_from(member: Page, said: str, title: str) -> str:
    """The address of the proposal that the member has made of what she said."""
    path = start_topic(member)
    member.goto(path)
    post(member, said)
    article = member.locator("article.message", has_text=said)
    expect(article).to_have_count(1)
    expect(article).to_have_id(re.compile(r"^message-\d+$"))
    number = str(article.get_attribute("id")).rpartition("-")[2]
    member.goto(f"{path}messages/{number}/")
    member.get_by_role("link", name="Make a proposal of it").click()
    expect(member.locator(f"#pick-{number}")).to_be_checked()
    member.get_by_role("button", name="Make a proposal of these").click()
    expect(member.get_by_label("Text", exact=True)).to_have_value(said)
    member.get_by_label("Title").fill(title)
    send(member)
    expect(member.get_by_role("heading", level=1)).to_have_text(title)
    return member.url


def decide(member: Page, keeper: Page, site: Site, proposal: str, said: str, title: str) -> None:
    """The proposal is put to a silence that nobody breaks; a month later the member reads the decision."""
    keeper.goto(proposal)
    keeper.get_by_role("link", name="Put it to the network").first.click()
    keeper.get_by_label("Silence procedure").check()
    expiry = datetime.now() + timedelta(days=15)
    keeper.get_by_label("Expires").fill(f"{expiry:%Y-%m-%dT%H:%M}")
    send(keeper)
    expect(keeper.locator("h1")).to_contain_text(title)
    site.manage("shell", "-v0", "-c", LONG_AGO.format(said=said, title=title))
    site.manage("run_clock", "--once")
    member.goto("/decisions/")
    member.get_by_role("link", name=title).first.click()
    expect(member.get_by_role("heading", level=1)).to_contain_text(title)


def test_a_message_is_followed_to_the_answer_of_a_government_and_all_of_it_is_one_dossier(
    browser_page: Open, live_site: Site
) -> None:
    member, keeper = browser_page("member.xa@demo.example"), browser_page("secretariat@demo.example")
    said, title, answer = words(), f"Hotlines {words()}", words()
    decide(member, keeper, live_site, proposed_from(member, said, title), said, title)

    member.get_by_role("link", name="Ask the governments about it").click()
    send(member)
    inquiry = member.url
    keeper.goto(inquiry)
    keeper.get_by_role("link", name="Approve it").click()
    send(keeper)

    member.goto(inquiry)
    member.get_by_role("link", name="Put it before this parliament").first.click()
    send(member)
    member.get_by_role("link", name="Read and release it").click()
    send(member)
    member.get_by_role("link", name="It is tabled").click()
    send(member)
    member.get_by_role("link", name="File the answer").first.click()
    member.get_by_label("answered", exact=True).check()
    member.get_by_label("What was answered, word for word").fill(answer)
    send(member)

    member.get_by_role("link", name="Where it came from, what came of it").first.click()
    expect(member.get_by_role("heading", level=1)).to_contain_text(title)
    steps = member.locator(".steps > li")
    expect(steps.first).to_contain_text(said)
    expect(member.locator(".steps")).to_contain_text(answer)
    kinds = steps.locator("article > .kicker").all_inner_texts()
    assert [kind.partition(",")[0] for kind in kinds] == [
        "Message", "Proposal", "Procedure", "Decision", "Inquiry", "Question in a parliament", "Answer of a government",
    ]  # fmt: skip
    with member.expect_download() as file:
        member.get_by_role("link", name="Take it along as PDF").click()
    assert file.value.path().read_bytes().startswith(b"%PDF-")

    elsewhere = browser_page("member.dk@demo.example")
    elsewhere.goto(member.url)
    shown = elsewhere.locator(".steps > li article > .kicker").all_inner_texts()
    assert {"Message", "Proposal", "Procedure"}.isdisjoint(kind.partition(",")[0] for kind in shown)
    assert shown[0].partition(",")[0] == "Decision"
    assert problems_on(member, [member.url]) == []
