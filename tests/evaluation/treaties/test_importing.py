"""Importing treaty actions from published lists."""

from datetime import date

import pytest
from django.utils import translation

from evaluation.models import TreatyAction
from evaluation.sources.publishers import publisher_name
from evaluation.treaties.importing import ImportReport, import_treaty_actions
from networkapp.errors import Refused
from tests.factories.treaties import UN_HEADER, ActionFactory, InstrumentFactory, coe, palermo, un

pytestmark = pytest.mark.django_db


def recorded() -> list[tuple[str, str, date | None, str]]:
    rows = TreatyAction.objects.order_by("country", "date", "source")
    return [(str(row.country), row.kind, row.date, row.source) for row in rows]


def problems(report: ImportReport) -> list[tuple[int, str]]:
    return [(problem.line, str(problem.reason)) for problem in report.unplaced]


def test_every_kind_of_consent_is_imported_as_given() -> None:
    palermo()
    report = import_treaty_actions(
        content=un(
            "Estonia,2002-09-20,2004-05-12,ratification",
            "Bahrain,,2004-06-07,accession",
            "Finland,2000-12-12,2006-09-07,acceptance",
            "Slovakia,2000-12-12,2004-09-21,approval",
            "Montenegro,,2006-10-23,succession",
            "Japan,2002-12-09,,",
        )
    )
    assert recorded() == [
        ("BH", "acceded", date(2004, 6, 7), "UN Treaty Collection"),
        ("EE", "signed", date(2002, 9, 20), "UN Treaty Collection"),
        ("EE", "ratified", date(2004, 5, 12), "UN Treaty Collection"),
        ("FI", "signed", date(2000, 12, 12), "UN Treaty Collection"),
        ("FI", "accepted", date(2006, 9, 7), "UN Treaty Collection"),
        ("JP", "signed", date(2002, 12, 9), "UN Treaty Collection"),
        ("ME", "succeeded", date(2006, 10, 23), "UN Treaty Collection"),
        ("SK", "signed", date(2000, 12, 12), "UN Treaty Collection"),
        ("SK", "approved", date(2004, 9, 21), "UN Treaty Collection"),
    ]
    assert (report.rows, report.added, report.known, report.unplaced, report.doubts) == (6, 9, 0, (), ())


def test_second_import_of_a_list_changes_nothing() -> None:
    palermo()
    content = un("Estonia,2002-09-20,2004-05-12,ratification")
    import_treaty_actions(content=content)
    before = list(TreatyAction.objects.values())
    report = import_treaty_actions(content=content)
    assert (report.added, report.known) == (0, 2)
    assert list(TreatyAction.objects.values()) == before


def test_later_check_is_recorded_and_an_earlier_one_is_not() -> None:
    palermo()
    content = un("Bahrain,,2004-06-07,accession")
    import_treaty_actions(content=content, checked_on=date(2015, 3, 31))
    report = import_treaty_actions(content=content, checked_on=date(2020, 1, 1))
    import_treaty_actions(content=content, checked_on=date(2010, 1, 1))
    assert report.rechecked == 1
    assert TreatyAction.objects.get().checked_on == date(2020, 1, 1)


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("Russian Federation", "RU"),
        ("Russia", "RU"),
        ("Türkiye", "TR"),
        ("Turkey", "TR"),
        ("Bolivia (Plurinational State of)", "BO"),
        ("Holy See", "VA"),
        ("State of Palestine", "PS"),
        ("Côte d’Ivoire", "CI"),
        ("The former Yugoslav Republic of Macedonia", "MK"),
        ("Republic of Korea", "KR"),
        ("China 1, 2", "CN"),
        ("  United   Kingdom of Great Britain and Northern Ireland", "GB"),
        ("GERMANY", "DE"),
    ],
)
def test_country_name_is_resolved_to_its_code(name: str, code: str) -> None:
    palermo()
    with translation.override("de"):
        import_treaty_actions(content=un(f'"{name}",,2004-06-07,accession'))
    assert recorded() == [(code, "acceded", date(2004, 6, 7), "UN Treaty Collection")]


def test_rows_that_cannot_be_imported_are_reported_by_line_and_the_others_are_imported() -> None:
    palermo()
    report = import_treaty_actions(
        content=un(
            "European Parliament,2000-12-12,2006-09-06,approval",
            "Yugoslavia,1990-01-01,,",
            "Atlantis,2000-12-12,,",
            "Estonia,2002-20-09,2004-05-12,ratification",
            "Latvia,2002-12-10,2004-05-25,",
            "Latvia,2002-12-10,2004-05-25,conquest",
            "Norway,,,",
            "Sweden,2000-12-12",
            "Finland,2000-12-12,,",
        )
        + b"99-9,Unknown treaty,Finland,2000-12-12,,\n"
    )
    assert problems(report) == [
        (2, "unknown state “European Parliament”"),
        (3, "“Yugoslavia” is a former state; its actions are not transferred to successors here"),
        (4, "unknown state “Atlantis”"),
        (5, "“2002-20-09” is not a date"),
        (6, "gives the date when the state became a party, but not how"),
        (7, "“conquest” is not a way of becoming a party"),
        (8, "contains no date"),
        (9, "has 4 cells; the header has 6"),
        (11, "no treaty is registered as “99-9 / Unknown treaty”"),
    ]
    assert recorded() == [("FI", "signed", date(2000, 12, 12), "UN Treaty Collection")]
    assert (report.rows, report.added) == (10, 1)


def test_lines_are_counted_as_in_a_text_editor() -> None:
    palermo()
    content = un('"Atlantis\nof the sea",2000-12-12,,', "", "Utopia,2000-12-12,,")
    content = content.replace(b"18-12-a,Palermo Protocol,\n", b"\n")
    assert [line for line, _reason in problems(import_treaty_actions(content=content))] == [2, 5]


def test_action_without_a_day_is_imported_once() -> None:
    palermo()
    import_treaty_actions(content=un("Bahrain,,,accession"))
    report = import_treaty_actions(content=un("Bahrain,,,accession"))
    assert recorded() == [("BH", "acceded", None, "UN Treaty Collection")]
    assert (report.added, report.known) == (0, 1)


def test_table_of_a_convention_is_recognised_by_its_header_and_file_name() -> None:
    InstrumentFactory()
    report = import_treaty_actions(
        name="cets197_partial.csv",
        content=coe(
            "EST,Estonia,2010-02-03,2015-02-05,2015-06-01,https://www.coe.int/estonia",
            "LVA,Latvia,2006-05-19,2008-03-06,,https://www.saeima.lv/a (signed); https://news.example.org/b (ratified)",
            "POL,Poland,,,2009-03-01,",
            "POL,Estonia,2006-05-19,,,https://www.coe.int/x",
            "QQQ,Nowhere,2006-05-19,,,https://www.coe.int/x",
        ),
    )
    assert recorded() == [
        ("EE", "signed", date(2010, 2, 3), "Council of Europe"),
        ("EE", "ratified", date(2015, 2, 5), "Council of Europe"),
        ("EE", "in_force", date(2015, 6, 1), "Council of Europe"),
        ("LV", "signed", date(2006, 5, 19), "Saeima"),
        ("LV", "ratified", date(2008, 3, 6), "news.example.org"),
        ("PL", "in_force", date(2009, 3, 1), "not named"),
    ]
    assert problems(report) == [
        (5, "the code POL and the name “Estonia” belong to different states"),
        (6, "“QQQ” is not an ISO 3166-1 code"),
    ]


def test_table_without_a_treaty_name_is_refused_until_the_treaty_is_given() -> None:
    InstrumentFactory()
    content = coe("EST,Estonia,2010-02-03,,,")
    with pytest.raises(Refused) as refusal:
        import_treaty_actions(content=content, name="states.csv")
    assert refusal.value.code == "instrument_unnamed"
    with pytest.raises(Refused) as refusal:
        import_treaty_actions(content=content, instrument="nothing")
    assert refusal.value.code == "unknown_instrument"
    assert import_treaty_actions(content=content, instrument="CETS 197", source="Treaty Office").added == 1


def test_another_date_from_another_source_is_stored_and_reported() -> None:
    palermo()
    import_treaty_actions(content=un("Estonia,,2004-05-12,ratification"), source="First")
    report = import_treaty_actions(content=un("Estonia,,2004-12-05,ratification"), source="Second")
    assert recorded() == [
        ("EE", "ratified", date(2004, 5, 12), "First"),
        ("EE", "ratified", date(2004, 12, 5), "Second"),
    ]
    assert [(doubt.line, str(doubt.reason)) for doubt in report.doubts] == [
        (2, "ratified on 2004-12-05; First gives 2004-05-12; both are recorded")
    ]


def test_two_dates_for_one_action_in_one_file_are_both_stored() -> None:
    palermo()
    content = un(
        "Estonia,,2004-05-12,ratification", "Estonia,,2004-12-05,ratification", "Estonia,,2004-05-12,ratification"
    )
    report = import_treaty_actions(content=content)
    assert (report.added, report.known, [doubt.line for doubt in report.doubts]) == (2, 1, [3])


def test_implausible_dates_are_imported_and_reported() -> None:
    palermo()
    report = import_treaty_actions(content=un("Estonia,2005-01-01,2004-05-12,ratification", "Latvia,1999-01-01,,"))
    assert report.added == 3
    assert [doubt.line for doubt in report.doubts] == [2, 3]


@pytest.mark.parametrize(
    ("encode", "arguments"),
    [
        (lambda text: text.encode("utf-8-sig"), {}),
        (lambda text: text.encode("utf-16"), {}),
        (lambda text: text.encode("cp1252"), {"encoding": "cp1252"}),
        (lambda text: text.replace(",", ";").encode(), {}),
        (lambda text: text.replace("\n", "\r\n").encode(), {}),
    ],
)
def test_file_is_read_in_any_encoding_of_spreadsheets(encode: object, arguments: dict[str, str]) -> None:
    palermo()
    text = un("Côte d'Ivoire,,2012-10-25,accession").decode()
    import_treaty_actions(content=encode(text), **arguments)  # type: ignore[operator]
    assert recorded() == [("CI", "acceded", date(2012, 10, 25), "UN Treaty Collection")]


@pytest.mark.parametrize(
    ("content", "arguments", "code"),
    [
        (UN_HEADER.encode() + b"\n18-12-a,Palermo,C\xf4te d'Ivoire,,2012-10-25,accession\n", {}, "encoding"),
        (b"", {}, "columns"),
        (b"country,year\nEE,2004\n", {}, "columns"),
        (b"\x00\x01\xff\xfe", {}, "encoding"),
        (b"a", {"encoding": "klingon"}, "unknown_encoding"),
    ],
)
def test_file_that_is_no_treaty_list_is_refused_as_a_whole(
    content: bytes, arguments: dict[str, str], code: str
) -> None:
    palermo()
    with pytest.raises(Refused) as refusal:
        import_treaty_actions(content=content, **arguments)
    assert (refusal.value.code, TreatyAction.objects.count()) == (code, 0)


@pytest.mark.parametrize(
    ("address", "name"),
    [
        ("https://www.coe.int/en/x", "Council of Europe"),
        ("http://treaties.un.org/x", "UN Treaty Collection"),
        ("https://notcoe.int/", "notcoe.int"),
        ("", "not named"),
    ],
)
def test_publisher_is_named_by_its_address(address: str, name: str) -> None:
    assert publisher_name(address) == name


def test_action_without_a_date_is_known_once_per_source() -> None:
    instrument = palermo()
    ActionFactory(instrument=instrument, country="BH", kind="acceded", date=None, source="UN Treaty Collection")
    assert import_treaty_actions(content=un("Bahrain,,,accession")).known == 1
