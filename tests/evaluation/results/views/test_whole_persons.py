"""People are counted in whole numbers in form, workbook and API; measured numbers may have decimals."""

from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from evaluation.frameworks.adopting import adopt_framework
from networkapp.errors import Refused
from tests.evaluation.assessments.views.answer_requests import JSON, address, send
from tests.evaluation.assessments.views.test_workbooks import upload
from tests.factories.assessments import CRITERIA, Work, draft_framework, make_work
from tests.factories.workbooks import Brought
from tests.worlds import world

WORDS = "Enter a whole number of people."
OF_PERSONS: dict[str, dict[str, Any]] = {"1.2": {"about_persons": True}, "1.6": {"kind": "number", "unit": "persons"}}
NO_PERSON = (("1.2", "numerator", "3.25"), ("1.2", "denominator", "24,5"), ("1.6", "number", "0.5"))


@world
def counted(db: None) -> Work:
    """Return an assessment that asks for a share and a number of people, and for months."""
    criteria = tuple({**fields, **OF_PERSONS.get(fields["series_id"], {})} for fields in CRITERIA)
    return make_work(framework=adopt_framework(framework=draft_framework(criteria=criteria), decision="Meeting 1"))


@pytest.fixture
def delegate_client(client: Client, counted: Work) -> Client:
    client.force_login(counted.delegate)
    return client


@pytest.mark.parametrize(("series_id", "name", "number"), NO_PERSON)
def test_form_refuses_decimals_in_a_number_of_people(
    delegate_client: Client, counted: Work, series_id: str, name: str, number: str
) -> None:
    reply = send(
        delegate_client, counted, series_id, headers=JSON, **{"numerator": "3", "denominator": "24", name: number}
    )
    assert (reply.status_code, counted.row(series_id).version) == (422, 0)
    assert reply.json()["errors"] == {name: [WORDS]}


@pytest.mark.parametrize(("series_id", "name", "number"), NO_PERSON)
def test_workbook_import_reports_the_cell_with_decimals_in_a_number_of_people(
    delegate_client: Client, counted: Work, series_id: str, name: str, number: str
) -> None:
    cells = {"1.2|numerator": 3, "1.2|denominator": 24, "1.6|number": 7, f"{series_id}|{name}": number}
    upload(delegate_client, counted, Brought(counted).fill(cells).content)
    text = delegate_client.get(address(counted, "workbook/")).content.decode()
    assert (WORDS in text, "1 cell cannot be imported" in text) == (True, True)


@pytest.mark.parametrize(("series_id", "name", "number"), NO_PERSON)
def test_recording_decimals_in_a_number_of_people_is_refused(
    counted: Work, series_id: str, name: str, number: str
) -> None:
    with pytest.raises(Refused) as refused:
        counted.answer(series_id, **{name: Decimal(number.replace(",", "."))})
    assert (refused.value.code, refused.value.field) == ("part_of_a_person", name)


def test_measured_number_keeps_its_decimals(counted: Work) -> None:
    assert counted.answer("1.3", number=Decimal("12.5")).number == Decimal("12.5")
    assert counted.answer("1.6", number=Decimal("12.0")).number == 12
