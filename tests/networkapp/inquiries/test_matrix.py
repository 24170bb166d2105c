"""The answer matrix, its files, the list of inquiries, and the search."""

import io
import re
import zipfile
from datetime import timedelta
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.core.cache import cache
from openpyxl import load_workbook

from networkapp.errors import Refused
from networkapp.inquiries.exports import inquiry_file
from networkapp.inquiries.models import Inquiry
from networkapp.inquiries.queries.matrix import answer_matrix
from networkapp.inquiries.search import search_inquiries
from networkapp.models import Network
from tests.factories.inquiries import (
    file_answer,
    keeper_of,
    make_case,
    make_instrument,
    make_open_inquiry,
)
from tests.factories.networks import DelegationFactory, SeatFactory
from tests.worlds import world

DAY = timedelta(days=1)


@world
def inquiry(network: Network) -> Inquiry:
    return make_open_inquiry(network)


def test_workbook_cells_are_never_formulas(inquiry: Inquiry) -> None:
    case = make_case(inquiry)
    file_answer(case, quotation='=HYPERLINK("https://evil.example","here")', translation="@SUM(A1)")
    made = inquiry_file(inquiry=inquiry, user=keeper_of(inquiry.network).user, form="xlsx").content
    cells = [cell for sheet in load_workbook(io.BytesIO(made)) for row in sheet for cell in row if cell.value]
    assert {cell.data_type for cell in cells} == {"s", "d"}
    assert {cell.value.date() for cell in cells if cell.is_date} == {case.tabled_on, case.due_on}
    assert any('here")\n@SUM' in str(cell.value) for cell in cells)
    assert [cell.quotePrefix for cell in cells if str(cell.value).startswith(("=", "@"))] == [True, True]


def test_matrix_includes_a_departed_delegation_and_marks_a_new_one_as_not_asked(inquiry: Inquiry) -> None:
    file_answer(make_case(inquiry))
    inquiry.network.delegations.remove(DelegationFactory(code="XA"))
    inquiry.network.delegations.add(DelegationFactory(code="XC"))
    (_question, cells), *_others = answer_matrix(inquiry=inquiry, user=AnonymousUser()).rows
    assert [(cell.country.delegation.code, cell.status_text) for cell in cells] == [
        ("XA", "answered"), ("XB", "not asked"), ("XC", "not asked"),
    ]  # fmt: skip


def test_matrix_pdf_declares_pdf_ua_conformance(inquiry: Inquiry) -> None:
    file_answer(make_case(inquiry), quotation="Zwölf *wurden* <b>verurteilt</b> #[x]")
    made = inquiry_file(inquiry=inquiry, user=keeper_of(inquiry.network).user, form="pdf").content
    assert (made[:5], b"pdfuaid" in made) == (b"%PDF-", True)


def test_matrix_in_word_format_has_landscape_pages_with_answers_side_by_side(inquiry: Inquiry) -> None:
    fields = {"quotation": "Zwölf wurden verurteilt.", "language": "de", "translation": "Twelve were."}
    file_answer(make_case(inquiry), **fields)
    made = inquiry_file(inquiry=inquiry, user=keeper_of(inquiry.network).user, form="docx").content
    part = zipfile.ZipFile(io.BytesIO(made)).read("word/document.xml").decode()
    tables = [
        [
            ["".join(re.findall(r"<w:t[ >][^<]*?>?([^<>]*)</w:t>", cell)) for cell in row.split("</w:tc>")[:-1]]
            for row in table.split("</w:tr>")[:-1]
        ]
        for table in re.findall(r"<w:tbl>.*?</w:tbl>", part, re.DOTALL)
    ]
    assert [len(table[0]) for table in tables] == [4, 3, 3]
    assert tables[1][1:] == [["Sample country A", "answered", "no answer"], ["Sample country B", *["not asked"] * 2]]
    ((country, answer, translation),) = tables[2][1:]
    assert (country, answer) == ("Sample country AAnswered", "Zwölf wurden verurteilt.")
    assert translation == "Twelve were.English, human translation, not verified"
    assert ('w:orient="landscape"' in part, '<w:lang w:val="de" />' in part) == (True, True)


def test_exports_by_visitors_do_not_count_towards_the_limit_of_signed_in_users(inquiry: Inquiry, settings: Any) -> None:
    settings.NETWORKAPP_PACE = {"exports": ((1, DAY),), "files_of_visitors": ((2, DAY),)}
    cache.clear()
    for _each in range(2):
        inquiry_file(inquiry=inquiry, user=AnonymousUser(), form="xlsx")
    with pytest.raises(Refused, match="Too many attempts in a short time"):
        inquiry_file(inquiry=inquiry, user=AnonymousUser(), form="xlsx")
    inquiry_file(inquiry=inquiry, user=keeper_of(inquiry.network).user, form="xlsx")


def test_search_finds_inquiries_by_question_and_by_answer(inquiry: Inquiry) -> None:
    file_answer(make_case(inquiry), quotation="Vierzehn Verurteilungen")
    stranger = SeatFactory().user
    found = [
        [hit.title for hit in search_inquiries(user=stranger, query=word, limit=9)]
        for word in ("went home", "Vierzehn", "nowhere")
    ]
    assert found == [["Q-1: Convictions"], ["Q-1: Convictions"], []]
    assert make_instrument("XB", number=None, unit="").rule is None
