"""Findings of independent bodies beside published answers of the country."""

from datetime import date
from typing import Any

import pytest

from evaluation.models import AssessmentVersion
from evaluation.results.publishing.scores import score_assessment
from evaluation.sources.findings import country_findings, findings_about
from evaluation.sources.findings_actions import add_response, record_finding
from networkapp.errors import NotAllowed, Refused
from tests.factories.findings import make_finding
from tests.factories.networks import DelegationFactory, SeatFactory
from tests.factories.results import make_cycle, make_framework, make_published

pytestmark = pytest.mark.django_db


def secretariat_user() -> Any:
    return SeatFactory(capacity="secretariat", delegation=None).user


def published(code: str, **kwargs: Any) -> AssessmentVersion:
    return make_published(make_cycle(framework=make_framework(), countries=["XA", "XB"]), code, **kwargs)


def test_country_findings_show_the_published_answer_beside_each_finding() -> None:
    published("XA")
    make_finding(country="XA", series_id="1.3", recommendation=1)
    make_finding(country="XA", reference="§ 2")
    page = country_findings(country="xa")
    assert page is not None
    [found] = page.rounds
    own = [
        (line.own.year, line.own.criterion.series_id, line.own.answer["choice"]) if line.own else None
        for line in found.lines
    ]
    assert own == [(2025, "1.3", True), None]


def test_answers_published_to_a_closed_network_are_not_shown_beside_findings_to_others() -> None:
    version = published("XA", for_everybody=False)
    type(version).objects.update(for_everybody=False)
    network = version.assessment.cycle.network
    network.visibility = "closed"
    network.save()
    make_finding(country="XA", series_id="1.3")
    page = country_findings(country="xa", user=SeatFactory().user)
    assert page is not None
    assert [line.own for line in page.rounds[0].lines] == [None]


def test_findings_do_not_change_scores() -> None:
    version = published("XA")
    before = score_assessment(version.assessment).country
    make_finding(country="XA", series_id="1.3", recommendation=1, strength="urges")
    assert score_assessment(version.assessment).country == before


def test_findings_of_a_recommendation_are_sorted_by_country_with_samples_last() -> None:
    published("XA")
    for country in ("XA", "LV", "EE"):
        make_finding(country=country, recommendation=1)
    make_finding(country="FI", recommendation=2)
    assert [(item.name, item.is_sample) for item in findings_about(recommendation=1)] == [
        ("Estonia", False),
        ("Latvia", False),
        ("Sample country A", True),
    ]


def test_findings_of_greta_and_its_committee_form_one_round_and_the_newest_comes_first() -> None:
    make_finding(round=1)
    make_finding(round=2, reference="a")
    make_finding(round=2, body="Committee of the Parties", reference="b")
    page = country_findings(country="ee")
    assert page is not None
    assert [(found.number, len(found.lines)) for found in page.rounds] == [(2, 2), (1, 1)]


def test_country_without_findings_has_a_page_only_if_it_has_a_delegation() -> None:
    DelegationFactory(code="EE")
    page = country_findings(country="EE")
    assert (page is not None and page.rounds, country_findings(country="FR")) == ((), None)


def test_responses_are_added_to_a_recorded_finding() -> None:
    make_framework()
    who = secretariat_user()
    finding = record_finding(country="EE", body="GRETA", text="It urges.", source="Report", series_id="1.2", user=who)
    assert finding.recommendation == 1
    add_response(finding=finding, kind="reply", text="We will.", source="Letter", user=who)
    add_response(
        finding=finding, kind="measure", text="A law", source="Gazette", status="done", reported_by="GRETA", user=who
    )
    assert [item.text for item in finding.responses.all()] == ["We will.", "A law"]


@pytest.mark.parametrize(
    ("fields", "code"),
    [
        ({"series_id": "9.9"}, "no_criterion"),
        ({"recommendation": 9}, "no_recommendation"),
        ({"date": date(2990, 1, 1)}, "day_to_come"),
        ({}, "known"),
    ],
)
def test_known_or_unrelated_finding_is_refused(fields: dict[str, Any], code: str) -> None:
    make_framework()
    make_finding(text="It urges.")
    with pytest.raises(Refused) as refusal:
        record_finding(
            **{
                "country": "EE",
                "body": "GRETA",
                "round": 1,
                "text": "It urges.",
                "source": "R",
                "user": secretariat_user(),
                **fields,
            }
        )
    assert refusal.value.code == code


def test_measure_without_a_reporter_is_refused() -> None:
    with pytest.raises(Refused, match="who reports it"):
        add_response(
            finding=make_finding(),
            kind="measure",
            text="A law",
            source="Gazette",
            status="done",
            user=secretariat_user(),
        )


def test_members_without_register_rights_cannot_record_findings_or_responses() -> None:
    finding, member = make_finding(), SeatFactory(capacity="member").user
    with pytest.raises(NotAllowed):
        record_finding(country="EE", body="GRETA", text="Another", source="Report", user=member)
    with pytest.raises(NotAllowed):
        add_response(finding=finding, kind="reply", text="We will.", source="Letter", user=member)
