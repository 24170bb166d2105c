"""The status of states for treaties, from what sources say they did."""

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


def test_a_state_of_which_nothing_is_recorded_has_no_record_and_not_zero() -> None:
    InstrumentFactory()
    assert status("2020-01-01") == "no_record"
    assert status("2020-01-01", key="unknown") == "no_record"


def test_a_signature_does_not_bind() -> None:
    ActionFactory(kind="signed", date=date(2010, 2, 3))
    assert [status("2010-02-02"), status("2010-02-03")] == ["none", "signed"]


def test_a_recorded_day_of_entry_into_force_goes_before_the_rule() -> None:
    ActionFactory(kind="ratified", date=date(2015, 2, 5))
    ActionFactory(kind="in_force", date=date(2015, 7, 1))
    assert [status("2015-06-30"), status("2015-07-01")] == ["ratified", "in_force"]


def test_without_it_the_instruments_own_rule_counts_from_the_day_bound() -> None:
    ActionFactory(kind="ratified", date=date(2015, 2, 5))
    assert [status("2015-05-31"), status("2015-06-01")] == ["ratified", "in_force"]
    standing = register_of(on=date(2015, 6, 1)).standing("EE", "cets-197")
    assert (standing.since, standing.is_by_rule) == (date(2015, 6, 1), True)


def test_the_rule_never_reaches_before_the_general_entry_into_force() -> None:
    ActionFactory(kind="ratified", date=date(2006, 1, 1))
    assert [status("2008-01-31"), status("2008-02-01")] == ["ratified", "in_force"]


def test_a_rule_in_days_counts_days() -> None:
    ActionFactory(instrument=palermo(), kind="acceded", date=date(2004, 6, 7))
    assert [status("2004-07-06", "palermo"), status("2004-07-07", "palermo")] == ["ratified", "in_force"]


@pytest.mark.parametrize("kind", ["ratified", "accepted", "approved", "acceded", "succeeded"])
def test_every_way_of_becoming_bound_binds(kind: str) -> None:
    ActionFactory(kind=kind, date=date(2015, 2, 5))
    assert status("2016-01-01") == "in_force"


def test_bound_on_an_unknown_day_is_bound_and_not_in_force() -> None:
    ActionFactory(kind="acceded", date=None)
    assert status("2016-01-01") == "ratified"


def test_in_force_without_any_other_act_is_in_force() -> None:
    ActionFactory(kind="in_force", date=date(2009, 3, 1))
    assert [status("2009-02-28"), status("2009-03-01")] == ["none", "in_force"]


def test_an_instrument_without_a_rule_leaves_it_at_bound() -> None:
    ActionFactory(instrument=InstrumentFactory(in_force_rule={}), date=date(2015, 2, 5))
    assert status("2020-01-01") == "ratified"


def test_a_denunciation_ends_it_from_its_day_on() -> None:
    ActionFactory(kind="ratified", date=date(2015, 2, 5))
    ActionFactory(kind="denounced", date=date(2020, 1, 1))
    assert [status("2019-12-31"), status("2020-01-01")] == ["in_force", "none"]


def test_who_joins_again_is_judged_by_what_it_did_since() -> None:
    ActionFactory(kind="ratified", date=date(2010, 2, 5))
    ActionFactory(kind="denounced", date=date(2015, 1, 1))
    ActionFactory(kind="acceded", date=date(2018, 1, 10))
    days = ("2014-01-01", "2016-01-01", "2018-02-01", "2018-05-01")
    assert [status(day) for day in days] == ["in_force", "none", "ratified", "in_force"]


def test_of_days_that_differ_the_one_most_sources_give_is_reckoned_with() -> None:
    ActionFactory(kind="signed", date=date(2010, 3, 2), source="A")
    ActionFactory(kind="signed", date=date(2010, 2, 3), source="B")
    ActionFactory(kind="signed", date=date(2010, 2, 3), source="C")
    standing = register_of(on=date(2020, 1, 1)).standing("EE", "cets-197")
    assert standing.signed is not None
    assert (standing.signed.chosen, standing.is_disputed) == (date(2010, 2, 3), True)


def test_of_days_given_equally_often_the_later_is_reckoned_with() -> None:
    ActionFactory(date=date(2015, 2, 5), source="A")
    ActionFactory(date=date(2015, 5, 2), source="B")
    standing = register_of(on=date(2020, 1, 1)).standing("EE", "cets-197")
    assert standing.since == date(2015, 9, 1)


class TestTable:
    def test_states_that_take_part_stand_in_the_order_of_the_alphabet_and_samples_apart(self) -> None:
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

    def test_both_days_stand_with_their_sources_where_sources_differ(self) -> None:
        DelegationFactory(code="EE")
        ActionFactory(date=date(2015, 2, 5), source="A", source_url="https://a.example.org/")
        ActionFactory(date=date(2015, 5, 2), source="B", source_url="javascript:alert(1)")
        table = treaty_table()
        act = table.states[0].cells[0].acts[0]
        assert [(said.when, [source.number for source in said.sources]) for said in act.dates] == [
            (whole_day(date(2015, 2, 5)), [1]),
            (whole_day(date(2015, 5, 2)), [2]),
        ]
        assert [(source.name, source.url) for source in table.sources] == [("A", "https://a.example.org/"), ("B", "")]
        assert table.has_disputes

    def test_related_instruments_stand_in_a_list_of_their_own(self) -> None:
        InstrumentFactory(key="cets-197")
        InstrumentFactory(key="crc", group=Instrument.Group.RELATED)
        assert [item.key for item in treaty_table().instruments] == ["cets-197"]
        assert [item.key for item in treaty_table(group="related").instruments] == ["crc"]
        assert [item.key for item in treaty_table(group="").instruments] == ["cets-197", "crc"]
