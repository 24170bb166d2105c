"""Treaty status of states, from actions recorded by sources."""

from datetime import date

import pytest

from evaluation.models import Instrument
from evaluation.treaties.status import register_of, statuses_of
from evaluation.treaties.tables import instrument_table, treaty_table
from networkapp.models import Network
from networkapp.text.partial_dates import whole_day
from tests.factories.networks import DelegationFactory, NetworkFactory
from tests.factories.treaties import ActionFactory, InstrumentFactory, palermo

pytestmark = pytest.mark.django_db


def status(on: str, key: str = "cets-197") -> str:
    return statuses_of(country="EE", keys=[key], on=date.fromisoformat(on))[key].value


def test_state_without_records_has_status_no_record() -> None:
    InstrumentFactory()
    assert status("2020-01-01") == "no_record"
    assert status("2020-01-01", key="unknown") == "no_record"


def test_signature_gives_status_signed_and_not_bound() -> None:
    ActionFactory(kind="signed", date=date(2010, 2, 3))
    assert [status("2010-02-02"), status("2010-02-03")] == ["none", "signed"]


def test_recorded_entry_into_force_is_preferred_to_the_rule() -> None:
    ActionFactory(kind="ratified", date=date(2015, 2, 5))
    ActionFactory(kind="in_force", date=date(2015, 7, 1))
    assert [status("2015-06-30"), status("2015-07-01")] == ["ratified", "in_force"]


def test_entry_into_force_follows_the_rule_of_the_treaty() -> None:
    ActionFactory(kind="ratified", date=date(2015, 2, 5))
    assert [status("2015-05-31"), status("2015-06-01")] == ["ratified", "in_force"]
    record = register_of(on=date(2015, 6, 1)).record("EE", "cets-197")
    assert (record.since, record.is_by_rule) == (date(2015, 6, 1), True)


def test_entry_into_force_is_never_before_the_general_one() -> None:
    ActionFactory(kind="ratified", date=date(2006, 1, 1))
    assert [status("2008-01-31"), status("2008-02-01")] == ["ratified", "in_force"]


def test_rule_in_days_is_counted_in_days() -> None:
    ActionFactory(instrument=palermo(), kind="acceded", date=date(2004, 6, 7))
    assert [status("2004-07-06", "palermo"), status("2004-07-07", "palermo")] == ["ratified", "in_force"]


@pytest.mark.parametrize("kind", ["ratified", "accepted", "approved", "acceded", "succeeded"])
def test_every_kind_of_consent_makes_a_treaty_binding(kind: str) -> None:
    ActionFactory(kind=kind, date=date(2015, 2, 5))
    assert status("2016-01-01") == "in_force"


def test_accession_on_an_unknown_day_is_bound_but_not_in_force() -> None:
    ActionFactory(kind="acceded", date=None)
    assert status("2016-01-01") == "ratified"


def test_recorded_entry_into_force_alone_gives_in_force() -> None:
    ActionFactory(kind="in_force", date=date(2009, 3, 1))
    assert [status("2009-02-28"), status("2009-03-01")] == ["none", "in_force"]


def test_treaty_without_a_rule_stays_ratified() -> None:
    ActionFactory(instrument=InstrumentFactory(in_force_rule={}), date=date(2015, 2, 5))
    assert status("2020-01-01") == "ratified"


def test_denunciation_ends_the_status_from_its_day() -> None:
    ActionFactory(kind="ratified", date=date(2015, 2, 5))
    ActionFactory(kind="denounced", date=date(2020, 1, 1))
    assert [status("2019-12-31"), status("2020-01-01")] == ["in_force", "none"]


def test_status_after_rejoining_follows_from_later_actions() -> None:
    ActionFactory(kind="ratified", date=date(2010, 2, 5))
    ActionFactory(kind="denounced", date=date(2015, 1, 1))
    ActionFactory(kind="acceded", date=date(2018, 1, 10))
    days = ("2014-01-01", "2016-01-01", "2018-02-01", "2018-05-01")
    assert [status(day) for day in days] == ["in_force", "none", "ratified", "in_force"]


def test_date_given_by_most_sources_is_used() -> None:
    ActionFactory(kind="signed", date=date(2010, 3, 2), source="A")
    ActionFactory(kind="signed", date=date(2010, 2, 3), source="B")
    ActionFactory(kind="signed", date=date(2010, 2, 3), source="C")
    record = register_of(on=date(2020, 1, 1)).record("EE", "cets-197")
    assert record.signed is not None
    assert (record.signed.chosen, record.is_disputed) == (date(2010, 2, 3), True)


def test_later_date_is_used_if_sources_are_evenly_split() -> None:
    ActionFactory(date=date(2015, 2, 5), source="A")
    ActionFactory(date=date(2015, 5, 2), source="B")
    record = register_of(on=date(2020, 1, 1)).record("EE", "cets-197")
    assert record.since == date(2015, 9, 1)


class TestTreatyTable:
    def test_states_are_sorted_by_name_with_samples_in_their_own_table(self) -> None:
        sample = NetworkFactory(slug="sample", kind=Network.Kind.SAMPLE)
        for code in ("SE", "EE", "DE"):
            DelegationFactory(code=code)
        sample.delegations.add(DelegationFactory(code="XA"))
        ActionFactory(country="FR")
        table = treaty_table()
        assert [row.country for row in table.states] == ["EE", "DE", "SE"]
        assert [row.country for row in table.samples] == ["XA"]
        assert [row.country for row in treaty_table(only_members=False).states] == ["EE", "FR", "DE", "SE"]
        assert [row.country for row in instrument_table(key="cets-197").rows] == ["EE", "DE", "SE"]

    def test_both_dates_are_shown_with_their_sources_if_sources_differ(self) -> None:
        DelegationFactory(code="EE")
        ActionFactory(date=date(2015, 2, 5), source="A", source_url="https://a.example.org/")
        ActionFactory(date=date(2015, 5, 2), source="B", source_url="javascript:alert(1)")
        table = treaty_table()
        act = table.states[0].cells[0].acts[0]
        assert [(item.when, [source.number for source in item.sources]) for item in act.dates] == [
            (whole_day(date(2015, 2, 5)), [1]),
            (whole_day(date(2015, 5, 2)), [2]),
        ]
        assert [(source.name, source.url) for source in table.sources] == [("A", "https://a.example.org/"), ("B", "")]
        assert table.has_disputes

    def test_related_treaties_are_in_a_list_of_their_own(self) -> None:
        InstrumentFactory(key="cets-197")
        InstrumentFactory(key="crc", group=Instrument.Group.RELATED)
        assert [item.key for item in treaty_table().instruments] == ["cets-197"]
        assert [item.key for item in treaty_table(group="related").instruments] == ["crc"]
        assert [item.key for item in treaty_table(group="").instruments] == ["cets-197", "crc"]
