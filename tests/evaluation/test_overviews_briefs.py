"""Sections of the evaluation in the briefing of a country."""

from datetime import date

import pytest

from evaluation.follow_up.verdicts import record_verdict
from evaluation.models import Cycle
from networkapp.overviews.briefs import country_brief_parts
from networkapp.registry import overviews
from networkapp.registry.overviews import OverviewEntry, OverviewKind, OverviewPart
from tests.factories.findings import make_finding
from tests.factories.networks import DelegationFactory, SeatFactory
from tests.factories.results import make_cycle, make_framework, make_published
from tests.factories.treaties import ActionFactory, InstrumentFactory

pytestmark = pytest.mark.django_db


def decide(cycle: Cycle, says: str) -> None:
    record_verdict(
        network=cycle.network,
        delegation=DelegationFactory(code="XA"),
        recommendation=1,
        says=says,
        reason="Half of it is done.",
        decision="Meeting 3",
        decided_on=date(2025, 11, 20),
        user=SeatFactory(network=cycle.network, capacity="secretariat", delegation=None).user,
    )


def of_evaluation(sections: list[OverviewPart]) -> list[OverviewPart]:
    """Return the sections without those of networkapp itself, and without the latest published year."""
    return [section for section in sections if section.key not in {"inquiries", "follow-up", "contacts", "assessment"}]


def test_country_briefing_shows_treaties_in_force_conclusions_and_gaps() -> None:
    cycle = make_cycle(framework=make_framework(), countries=["XA"])
    make_published(cycle, "XA", c3={"status": "confidential", "choice": None})
    ActionFactory(country="XA")
    ActionFactory(country="XA", kind="reserved", articles="31.2")
    ActionFactory(country="XA", kind="signed", date=date(2010, 1, 1), instrument=InstrumentFactory(key="cets-198"))
    make_finding(country="XA", strength="urges")
    for says in ("not", "partly"):
        decide(cycle, says)
    reader = SeatFactory(network=cycle.network).user
    found = country_brief_parts(country="XA", user=reader)
    assert [(section.title, section.url, section.lines) for section in of_evaluation(found)] == [
        (
            "Treaties",
            "/treaties/countries/xa/",
            ("CETS 197: party since 1 Jun 2015, with 1 current reservation", "CETS 198: signed, not ratified"),
        ),
        (
            "Findings of independent bodies",
            "/evaluation/countries/xa/findings/",
            (
                "GRETA and the Committee of the Parties, round 1: "
                "1 urgent finding without a recorded response or measure",
            ),
        ),
        (
            "Conclusions of networks",
            "/evaluation/",
            ("Recommendation 1: partly implemented (Sample network, 20 Nov 2025)",),
        ),
        ("Gaps", "/evaluation/countries/xa/gaps/", ("2025: 1 answer was declined",)),
    ]


def test_country_briefing_contains_nothing_that_its_reader_may_not_read() -> None:
    cycle = make_cycle(framework=make_framework(), countries=["XA"])
    cycle.network.visibility = "closed"
    cycle.network.save()
    make_published(cycle, "XA", for_everybody=False, c3={"status": "confidential", "choice": None})
    assert of_evaluation(country_brief_parts(country="XA", user=SeatFactory().user)) == []
    found = of_evaluation(country_brief_parts(country="XA", user=SeatFactory(network=cycle.network).user))
    assert [section.title for section in found] == ["Gaps"]


def test_country_without_data_has_no_briefing_sections() -> None:
    DelegationFactory(code="EE")
    assert country_brief_parts(country="EE", user=None) == []


def test_briefing_shows_a_section_of_another_plugin_unless_it_is_empty(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(overviews, "overview_sources", [])
    for order, lines in ((20, ()), (10, ("Asked twice.",))):
        result = tuple(OverviewEntry(title=line) for line in lines)
        section = OverviewPart(key=f"questions-{order}", title=f"Questions {order}", url="/inquiries/", entries=result)
        overviews.register_overview(lambda overview, part=section: [part], kinds=[OverviewKind.BRIEF], order=order)
    assert [section.title for section in country_brief_parts(country="XA", user=None)] == ["Questions 10"]
