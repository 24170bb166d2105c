"""Status tables in the formats of depositaries: letters, footnotes, blanks, and rows that are not recognised."""

from collections.abc import Sequence
from datetime import date

import pytest

from evaluation.exchange.delimited import RowProblem
from evaluation.models import Instrument, TreatyAction
from evaluation.treaties.importing import import_treaty_actions
from networkapp.errors import Refused
from networkapp.models import Network
from tests.evaluation.treaties.depositary_tables import (
    COE_CHART,
    NORMLEX_INSTRUMENT,
    NORMLEX_STATE,
    UN_PAGE,
    workbook,
)
from tests.factories.networks import DelegationFactory, NetworkFactory
from tests.factories.treaties import InstrumentFactory, palermo

pytestmark = pytest.mark.django_db


def recorded() -> list[tuple[str, str, str, str]]:
    actions = TreatyAction.objects.order_by("country", "pk")
    return [(str(action.country), action.kind, str(action.when or ""), action.as_of) for action in actions]


def lines(problems: Sequence[RowProblem]) -> list[tuple[int, str]]:
    return [(problem.line, str(problem.reason)) for problem in problems]


def ilo(key: str, code: str) -> Instrument:
    return InstrumentFactory(key=key, aliases=[code], organisation="ilo", opened_on=None, in_force_rule={"months": 12})


class TestUnitedNations:
    def test_letters_after_dates_are_read_as_the_header_explains_them(self) -> None:
        palermo()
        InstrumentFactory(key="palermo")
        Instrument.objects.update(aliases=["XVIII.12.a"], url="https://treaties.un.org/x", organisation="un")
        report = import_treaty_actions(content=UN_PAGE, checked_on=date(2026, 11, 30))
        assert recorded() == [
            ("BH", "acceded", "2004-06-07", "2026-02-03"),
            ("DK", "signed", "2000-12-12", "2026-02-03"),
            ("DK", "ratified", "2003-09-30", "2026-02-03"),
            ("EE", "signed", "2002-09-20", "2026-02-03"),
            ("EE", "ratified", "2004-05-12", "2026-02-03"),
            ("EU", "signed", "2000-12-12", "2026-02-03"),
            ("EU", "approved", "2006-09-06", "2026-02-03"),
            ("FI", "signed", "2000-12-12", "2026-02-03"),
            ("FI", "accepted", "2006-09-07", "2026-02-03"),
            ("JP", "signed", "2002-12-09", "2026-02-03"),
            ("ME", "succeeded", "2006-10-23", "2026-02-03"),
        ]
        assert lines(report.unplaced) == [
            (13, "“[ 3 Oct 1990 a ]” is in brackets: the date is that of a former state"),
            (15, "unknown state “Atlantis”"),
            (17, "“x” behind a date is not explained in the header"),
        ]
        assert lines(report.doubts) == [
            (6, "declarations and reservations are not imported; record them by hand: Bahrain"),
            (
                9,
                "end note 1 of “Denmark” is not imported: With a territorial exclusion in regard to the Faroe Islands.",
            ),
            (13, "end note 2 of “Germany” is not imported: See note 1."),
            (13, "end note 3 of “Germany” is not imported: –"),
        ]
        action = TreatyAction.objects.get(country="BH")
        assert (action.source, action.source_url, action.checked_on) == (
            "UN Treaty Collection", "https://treaties.un.org/x", date(2026, 11, 30),
        )  # fmt: skip

    def test_second_import_of_a_un_table_adds_nothing(self) -> None:
        palermo()
        Instrument.objects.update(aliases=["XVIII.12.a"])
        import_treaty_actions(content=UN_PAGE)
        before = list(TreatyAction.objects.values())
        report = import_treaty_actions(content=UN_PAGE)
        assert (report.added, report.known, list(TreatyAction.objects.values())) == (0, 11, before)

    def test_participating_state_missing_from_the_table_is_no_party_at_its_date(self) -> None:
        palermo()
        Instrument.objects.update(aliases=["XVIII.12.a"])
        for code in ("EE", "SE"):
            DelegationFactory(code=code)
        NetworkFactory(slug="sample", kind=Network.Kind.SAMPLE).delegations.add(DelegationFactory(code="XA"))
        import_treaty_actions(content=UN_PAGE)
        absent = TreatyAction.objects.filter(kind="not_party")
        assert [(str(action.country), action.as_of, action.date) for action in absent] == [("SE", "2026-02-03", None)]

    def test_table_copied_into_a_spreadsheet_is_read(self) -> None:
        palermo()
        header = ("Participant", "Signature", "Ratification, Accession(a)")
        content = workbook(("Trafficking protocol",), header, ("Denmark 3", "12 Dec 2000", date(2003, 9, 30)))
        report = import_treaty_actions(content=content, instrument="palermo", as_of="2026-02")
        assert recorded() == [("DK", "signed", "2000-12-12", "2026-02"), ("DK", "ratified", "2003-09-30", "2026-02")]
        assert report.unplaced == ()

    def test_page_of_an_unregistered_treaty_is_refused_without_a_treaty_name(self) -> None:
        with pytest.raises(Refused) as refusal:
            import_treaty_actions(content=UN_PAGE)
        assert refusal.value.code == "instrument_unnamed"


class TestCouncilOfEurope:
    def test_council_of_europe_chart_is_read_with_letters_and_states_without_a_date(self) -> None:
        InstrumentFactory(organisation="coe", opened_on=date(2005, 5, 16))
        report = import_treaty_actions(content=COE_CHART)
        assert recorded() == [
            ("BY", "acceded", "2013-11-26", "2026-11-30"),
            ("BY", "in_force", "2014-03-01", "2026-11-30"),
            ("DK", "signed", "2006-09-05", "2026-11-30"),
            ("DK", "ratified", "2007-09-19", "2026-11-30"),
            ("DK", "in_force", "2008-02-01", "2026-11-30"),
            ("EU", "not_party", "", "2026-11-30"),
            ("IS", "not_party", "", "2026-11-30"),
            ("MC", "definitive", "2015-11-30", "2026-11-30"),
            ("MC", "in_force", "2016-03-01", "2026-11-30"),
            ("TR", "signed", "2009-03-19", "2026-11-30"),
        ]
        assert lines(report.unplaced) == [(13, "“31/02/2010” is not a date")]
        words = "“Denmark”: reservations, territorial application are only marked in the chart; record them by hand"
        assert lines(report.doubts) == [(6, words)]

    def test_chart_without_a_date_leaves_states_without_dates_unrecognised(self) -> None:
        InstrumentFactory(organisation="coe")
        content = COE_CHART.replace(b"Status as of 30/11/2026", b"")
        report = import_treaty_actions(content=content)
        assert [problem.line for problem in report.unplaced] == [9, 13, 15]


class TestLabourOrganization:
    def test_ilo_table_gives_ratifications_denunciations_and_states_that_have_not_ratified(self) -> None:
        ilo("ilo-c189", "C189")
        report = import_treaty_actions(content=NORMLEX_INSTRUMENT, as_of="2026-11-30")
        assert recorded() == [
            ("DK", "not_party", "", "2026-11-30"),
            ("ES", "ratified", "2026-02-28", "2026-11-30"),
            ("ES", "in_force", "2027-02-28", "2026-11-30"),
            ("FI", "ratified", "2015-01-08", "2026-11-30"),
            ("MU", "ratified", "2012-09-13", "2026-11-30"),
            ("MU", "denounced", "2020-05-02", "2026-11-30"),
            ("PL", "not_party", "", "2026-11-30"),
            ("SE", "ratified", "2019", "2026-11-30"),
        ]
        assert lines(report.unplaced) == [(9, "“soon” is not a date")]
        assert TreatyAction.objects.get(country="MU", kind="denounced").takes_effect_on == date(2020, 5, 2)

    def test_list_of_states_that_have_not_ratified_needs_a_date(self) -> None:
        ilo("ilo-c189", "C189")
        report = import_treaty_actions(content=NORMLEX_INSTRUMENT)
        reason = "the list of parties has no date: enter it for the file"
        assert lines(report.unplaced)[1:] == [(11, reason), (11, reason)]

    def test_ilo_table_of_a_state_names_a_treaty_in_each_row(self) -> None:
        ilo("ilo-c29", "C029")
        ilo("ilo-p29", "P029")
        report = import_treaty_actions(content=NORMLEX_STATE, checked_on=date(2026, 11, 30))
        actions = TreatyAction.objects.order_by("date").values_list("instrument__key", "country", "kind", "source")
        assert list(actions) == [
            ("ilo-c29", "DE", "ratified", "ILO (NORMLEX)"),
            ("ilo-p29", "DE", "ratified", "ILO (NORMLEX)"),
        ]
        reason = "no treaty is registered as “C005 / C005 - Minimum Age (Industry) Convention, 1919 (No. 5)”"
        assert lines(report.unplaced) == [(6, reason)]


def test_action_that_the_organisation_does_not_have_is_reported() -> None:
    ilo("ilo-c29", "C029")
    content = b"country,instrument,act,date\nEstonia,C029,accession,1996\nEstonia,C029,ratification,1996\n"
    report = import_treaty_actions(content=content, source="ILO", as_of="2020")
    reason = "ILO conventions and protocols are ratified: they have no signature, accession or reservation."
    assert (lines(report.unplaced), recorded()) == ([(2, reason)], [("EE", "ratified", "1996", "2020")])


def test_tidy_list_with_years_territories_parties_and_source_dates_is_imported() -> None:
    InstrumentFactory()
    content = "\n".join(
        (
            "country,instrument,act,date,territories,source,as_of,takes_effect",
            'Denmark,CETS 197,territorial exclusion,2007-09-19,"FO, gl",Depositary,2026,',
            "Lithuania,CETS 197,ratification,2012,,News,2014-05,",
            "Germany,CETS 197,party,,,Gazette,22.04.2017,",
            "Iceland,CETS 197,not party,,,Gazette,2017,",
            "Norway,CETS 197,denunciation,2020-01-10,,Depositary,2020-02,2020-05-01",
        )
    ).encode()
    report = import_treaty_actions(content=content)
    assert report.unplaced == ()
    actions = TreatyAction.objects.order_by("country")
    assert [(str(one.country), one.kind, one.period, one.territories, one.as_of) for one in actions] == [
        ("DE", "party", "", "", "2017-04-22"),
        ("DK", "excluded", "", "FO GL", "2026"),
        ("IS", "not_party", "", "", "2017"),
        ("LT", "ratified", "2012", "", "2014-05"),
        ("NO", "denounced", "", "", "2020-02"),
    ]
    assert TreatyAction.objects.get(country="NO").takes_effect_on == date(2020, 5, 1)
