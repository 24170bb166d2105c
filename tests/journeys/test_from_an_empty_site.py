"""From `bin/serve --empty` to a published assessment, a decision and an answer, in browsers only.

Nothing comes from the demonstration. Each step is reached by a link on the page before, so the story ends where a step
has no door. Those who run the site and the network sit at a desk, members read and write on phones.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, expect

from tests.journeys.axe import PHONE
from tests.journeys.from_empty import assessing, deciding, setting_up
from tests.journeys.from_empty.people import DESKTOP, People, people_of
from tests.journeys.from_empty.serving import served_empty

ADMINISTRATOR, SECOND = "administrator@water.example", "second@water.example"
SECRETARIAT, RAPPORTEUR = "secretariat@water.example", "member.a@water.example"
DELEGATE, GOVERNMENT_A = "delegate.a@water.example", "government.a@water.example"
MEMBER_B, GOVERNMENT_B = "member.b@water.example", "government.b@water.example"
SEATS = {
    DELEGATE: ("adviser", "Sample country A", "assessment_delegate"),
    GOVERNMENT_A: ("government", "Sample country A", ""),
    MEMBER_B: ("member", "Sample country B", "assessment_delegate"),
    GOVERNMENT_B: ("government", "Sample country B", ""),
}


@pytest.fixture(scope="module")
def people(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[People]:
    with served_empty(tmp_path_factory.mktemp("empty"), ADMINISTRATOR) as site, people_of(chromium, site) as people:
        yield people


def test_empty_site_is_set_up_until_it_has_an_assessment_a_decision_and_an_answer(people: People) -> None:
    link = people.site.first_link
    administrator = people.invited_with_passkey(ADMINISTRATOR, "Ada Administrator", link=link)
    setting_up.set_up_site(administrator, secretariat=SECRETARIAT, rapporteur=RAPPORTEUR)

    secretariat = people.invited_with_passkey(SECRETARIAT, "Sol Secretary")
    rapporteur = people.invited(RAPPORTEUR, "Rita Rapporteur")
    setting_up.invite_seats(secretariat, SEATS)
    member = people.invited(MEMBER_B, "Mira Member")
    deciding.propose_text(member)
    silence_ends = deciding.open_silence(secretariat)

    assessing.begin_criteria(secretariat)
    assessing.propose_criteria(rapporteur)
    assessing.adopt_criteria(secretariat)
    delegate = people.invited(DELEGATE, "Dora Delegate")
    governments = {
        "Sample country A": people.invited(GOVERNMENT_A, "Gus Government"),
        "Sample country B": people.invited(GOVERNMENT_B, "Gwen Government"),
    }
    year = assessing.open_cycle(secretariat)
    assessing.answer_questions(delegate, "Sample country A", "Yes", "Yes")
    assessing.answer_questions(member, "Sample country B", "No", "Yes")
    for country, government in governments.items():
        assessing.sign_for_government(government, country)
        assessing.publish(secretariat, country)

    visitor = people.visitor(**PHONE)
    assessing.read_assessment(visitor, year)
    assessing.end_cycle(secretariat, year)

    deciding.add_type_of_question(secretariat)
    deciding.write_inquiry(rapporteur)
    deciding.approve_inquiry(secretariat)
    deciding.ask_government(member)
    deciding.read_answer(visitor)
    deciding.read_decision(visitor, silence_ends)

    setting_up.write_front_page(administrator)
    administrator.goto("/desk/")
    expect(administrator.locator("#first-steps")).to_have_count(0)
    setting_up.invite_administrator(administrator, SECOND)
    second = people.invited(SECOND, "Sven Second", at=DESKTOP)
    setting_up.change_settings_at_once(administrator, second)

    assert people.failures == []
    assert "Traceback" not in people.site.terminal
