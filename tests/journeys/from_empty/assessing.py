"""Steps from criteria to a published assessment and to the end of its cycle."""

from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

from playwright.sync_api import Page, expect

from tests.journeys.from_empty.people import (
    assert_at,
    assert_sound,
    fill,
    follow,
    follow_from_desk,
    follow_in_menu,
    press,
)
from tests.journeys.from_empty.setting_up import SUBJECT

CRITERIA = "/evaluation/frameworks/1.0/"
CYCLES = "/evaluation/cycles/"
CYCLE = f"{CYCLES}alpine-network/{{}}/"
QUESTIONS = ("Is every spring protected?", "Are springs tested each year?")


def today() -> date:
    """Return the date in the time zone of the network."""
    return datetime.now(ZoneInfo("Europe/Vienna")).date()


def begin_criteria(secretariat: Page) -> None:
    """Start the first criteria with one recommendation and its subject, and open them for proposals."""
    follow_from_desk(secretariat, "/evaluation/new-framework/")
    fill(secretariat, version="1.0", title="Water criteria", first_year=str(today().year))
    fill(secretariat, recommendations="Protect springs: Every spring is protected and tested.")
    press(secretariat)
    assert_at(secretariat, CRITERIA)
    assert_sound(secretariat)
    follow(secretariat, f"{CRITERIA}subjects/")
    secretariat.locator("main select").first.select_option(label=SUBJECT)
    press(secretariat)
    follow_in_menu(secretariat, "/evaluation/")
    follow(secretariat, CRITERIA)
    press(secretariat, f"form[action$='{CRITERIA}open/']")


def propose_criteria(rapporteur: Page) -> None:
    """Propose two scored criteria, the first of them essential, and accept both."""
    for number, question in enumerate(QUESTIONS, 1):
        follow_in_menu(rapporteur, "/evaluation/")
        follow(rapporteur, CRITERIA)
        follow(rapporteur, f"{CRITERIA}recommendations/1/propose/")
        follow(rapporteur, "?kind=yes_no")
        fill(rapporteur, title=question, reason="So that every country is asked the same.")
        rapporteur.locator("[name=scored]").check()
        if number == 1:
            rapporteur.locator("[name=essential]").check()
            assert_sound(rapporteur)
        press(rapporteur)
        follow(rapporteur, f"{CRITERIA}proposals/{number}/wordings/1/consolidate/")
        press(rapporteur)
        expect(rapporteur.locator(f"a[href$='#c-1.{number}']").first).to_be_visible()


def adopt_criteria(secretariat: Page) -> None:
    """Close proposals and record the adoption, which is refused until a decision is named."""
    follow_in_menu(secretariat, "/evaluation/")
    follow(secretariat, CRITERIA)
    press(secretariat, f"form[action$='{CRITERIA}close/']")
    for decision in ("", f"Founding meeting, {today():%d.%m.%Y}"):
        adopting = secretariat.locator("details", has=secretariat.locator(f"form[action$='{CRITERIA}adopt/']"))
        if not adopting.evaluate("details => details.open"):
            adopting.locator("summary").click()
        fill(secretariat, decision=decision)
        press(secretariat, f"form[action$='{CRITERIA}adopt/']")
        if not decision:
            expect(secretariat.get_by_role("alert")).to_be_visible()
    expect(secretariat.locator("main")).to_contain_text(f"Founding meeting, {today():%d.%m.%Y}")


def open_cycle(secretariat: Page) -> int:
    """Open the cycle of this year after a preview, and return the year."""
    year = today().year
    follow_from_desk(secretariat, f"{CYCLES}alpine-network/open/")
    assert_sound(secretariat)
    fill(secretariat, due_at=f"{today() + timedelta(days=3)}")
    press(secretariat, "form[method=get]")
    expect(secretariat.get_by_role("alert")).to_contain_text("at least 14 days")
    fill(secretariat, due_at=f"{today() + timedelta(days=30)}")
    press(secretariat, "form[method=get]")
    table = secretariat.get_by_role("table")
    expect(table.get_by_role("row")).to_have_count(3)
    for name in ("Dora Delegate", "Gus Government", "Mira Member", "Gwen Government"):
        expect(table).to_contain_text(name)
    assert_sound(secretariat)
    press(secretariat, "form[method=post]")
    assert_at(secretariat, CYCLE.format(year))
    return year


def answer_questions(delegate: Page, country: str, *answers: str) -> None:
    """Answer from the desk, check the answers, and sign them for parliament."""
    follow_from_desk(delegate, "/evaluation/assessments/", about=country)
    with delegate.expect_navigation():
        delegate.locator("main a[href*='/sections/1/']:visible").first.click()
    for number, answer in enumerate(answers, 1):
        delegate.locator(f"#q1-{number}").get_by_label(answer, exact=True).check()
        expect(delegate.locator(f"#state-q1-{number}")).to_contain_text("Saved")
    assert_sound(delegate)
    with delegate.expect_navigation():
        delegate.locator("main a[href$='/sign/']:visible").first.click()
    assert_sound(delegate)
    press(delegate)
    expect(delegate.get_by_role("status").first).to_be_visible()


def sign_for_government(government: Page, country: str) -> None:
    follow_from_desk(government, "/sign/", about=country)
    for question in QUESTIONS:
        expect(government.locator("main")).to_contain_text(question)
    press(government)
    expect(government.get_by_role("status").first).to_be_visible()


def publish(secretariat: Page, country: str) -> None:
    follow_from_desk(secretariat, "/review/", about=country)
    press(secretariat, "form[action$='/publish/']")
    expect(secretariat.get_by_role("status").first).to_be_visible()


def end_cycle(secretariat: Page, year: int) -> None:
    """Lock the cycle, unlock it until a later day, lock it again and close it; check its record."""
    follow_in_menu(secretariat, "/evaluation/")
    follow(secretariat, CYCLES)
    follow(secretariat, CYCLE.format(year))
    _act(secretariat, year, "lock", reason="")
    expect(secretariat.get_by_role("alert")).to_be_visible()
    _act(secretariat, year, "lock", reason="All have signed")
    _act(secretariat, year, "unlock", locks_at=f"{today() + timedelta(days=60)}", reason="A ministry was closed")
    _act(secretariat, year, "lock", reason="It is open again")
    assert_sound(secretariat)
    follow_from_desk(secretariat, CYCLE.format(year))
    _act(secretariat, year, "close", reason="All is published")
    record = secretariat.locator("[aria-labelledby=record]")
    expect(record.get_by_role("listitem")).to_have_count(5)
    for reason in ("All have signed", "A ministry was closed", "It is open again", "All is published"):
        expect(record).to_contain_text(reason)
    expect(secretariat.locator(f"form[action^='{CYCLE.format(year)}']")).to_have_count(0)


def read_assessment(visitor: Page, year: int) -> None:
    """Read the results of a country, its published version, and the comparison with the other country."""
    visitor.goto("/")
    assert_sound(visitor)
    follow(visitor, "/evaluation/countries/xa/")
    expect(visitor.locator("main")).to_contain_text("Advanced")
    assert_sound(visitor)
    follow(visitor, f"/evaluation/countries/xa/{year}/versions/1/")
    assert_sound(visitor)
    follow_in_menu(visitor, "/evaluation/")
    for country in ("Sample country A", "Sample country B"):
        expect(visitor.get_by_role("table").first).to_contain_text(country)
    assert_sound(visitor)
    follow(visitor, f"/evaluation/recommendations/1/?year={year}")
    criteria = visitor.locator("[aria-labelledby=criteria]")
    for question, points in zip(QUESTIONS, (("100.0", "0.0"), ("100.0", "100.0")), strict=True):
        answers = criteria.get_by_role("region", name=question).get_by_role("definition")
        for number, point in enumerate(points):
            expect(answers.nth(number)).to_contain_text(point)
    assert_sound(visitor)


def _act(secretariat: Page, year: int, act: str, **kwargs: str) -> None:
    address = f"{CYCLE.format(year)}{act}/"
    form = secretariat.locator(f"form[action='{address}']")
    details = secretariat.locator("details", has=form)
    if not details.evaluate("details => details.open"):
        details.locator("summary").click()
    for name, value in kwargs.items():
        form.locator(f"[name={name}]").fill(value)
    with secretariat.expect_navigation():
        form.locator("[type=submit]").click()
