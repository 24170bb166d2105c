"""The history of the treaty register: what sources said before, and who changed it."""

from datetime import date
from typing import Any

import pytest

from evaluation.models import Instrument, TreatyAction, TreatyChange
from evaluation.treaties.actions import correct_action, record_action, withdraw_action
from evaluation.treaties.countries import changes_of, state_treaties
from evaluation.treaties.history import SourceStatement
from evaluation.treaties.importing import ImportReport, import_treaty_actions
from evaluation.treaties.next_steps import Step
from evaluation.treaties.status import register_of
from evaluation.values import TreatyStatus
from networkapp.errors import NotAllowed, Refused
from networkapp.text.partial_dates import whole_day
from tests.factories.networks import DelegationFactory, SeatFactory
from tests.factories.treaties import ActionFactory, InstrumentFactory, palermo, un

pytestmark = pytest.mark.django_db

WRONG, RIGHT = "Estonia,2002-09-20,2004-12-05,ratification", "Estonia,2002-09-20,2004-05-12,ratification"
TIDY = "country,instrument,act,date,articles,text,source,checked"


def import_row(row: str, day: date | None) -> ImportReport:
    return import_treaty_actions(content=un(row), name=f"list-{day}.csv", checked_on=day)


def current_actions() -> list[tuple[str, date | None]]:
    return [(row.kind, row.date) for row in TreatyAction.objects.current().order_by("date")]


def tidy(*rows: str) -> bytes:
    return "\n".join((TIDY, *rows, "")).encode()


def secretariat_user() -> Any:
    return SeatFactory(capacity="secretariat", delegation=None).user


def test_later_list_of_a_source_replaces_an_earlier_date_which_stays_in_the_history() -> None:
    palermo()
    import_row(WRONG, date(2015, 3, 31))
    report = import_row(RIGHT, date(2020, 1, 1))
    assert (report.added, report.replaced) == (1, 1)
    assert current_actions() == [("signed", date(2002, 9, 20)), ("ratified", date(2004, 5, 12))]
    newest, oldest = changes_of(country="EE")
    assert (newest.file, oldest.file) == ("list-2020-01-01.csv", "list-2015-03-31.csv")
    replaced, added = newest.lines
    assert replaced.before is not None
    assert (replaced.change.kind, replaced.before.when, replaced.after, replaced.change.line) == (
        "replaced", whole_day(date(2004, 12, 5)), None, 2,
    )  # fmt: skip
    assert added.after is not None
    assert (added.change.kind, added.before, added.after.when) == ("added", None, whole_day(date(2004, 5, 12)))


def test_earlier_list_of_a_source_changes_nothing() -> None:
    palermo()
    import_row(WRONG, date(2015, 3, 31))
    import_row(RIGHT, date(2020, 1, 1))
    before = list(TreatyAction.objects.values("pk", "replaced_at", "checked_on")), TreatyChange.objects.count()
    report = import_row(WRONG, date(2015, 3, 31))
    older = import_row("Estonia,2002-09-20,2004-01-01,ratification", date(2010, 1, 1))
    assert (report.added, report.replaced, report.known) == (0, 0, 2)
    assert (older.added, older.older) == (0, 1)
    after = list(TreatyAction.objects.values("pk", "replaced_at", "checked_on")), TreatyChange.objects.count()
    assert after == before


def test_source_that_returns_to_its_earlier_date_is_followed() -> None:
    palermo()
    for row, year in ((WRONG, 2015), (RIGHT, 2020), (WRONG, 2021)):
        import_row(row, date(year, 1, 1))
    assert current_actions() == [("signed", date(2002, 9, 20)), ("ratified", date(2004, 12, 5))]
    assert [line.change.kind for line in changes_of(country="EE")[0].lines] == ["said_again", "replaced"]


def test_lists_of_the_same_or_an_unknown_day_are_both_stored() -> None:
    palermo()
    import_row(WRONG, None)
    report = import_row(RIGHT, date(2020, 1, 1))
    assert (report.replaced, len(current_actions())) == (0, 3)


def test_state_that_left_and_joined_again_has_both_accessions() -> None:
    instrument = palermo()
    import_row("Estonia,,2004-05-12,ratification", date(2015, 1, 1))
    ActionFactory(instrument=instrument, kind="denounced", date=date(2016, 1, 1))
    import_row("Estonia,,2018-05-12,accession", date(2020, 1, 1))
    assert [kind for kind, _day in current_actions()] == ["ratified", "denounced", "acceded"]


def test_replaced_action_does_not_count() -> None:
    ActionFactory(kind="ratified", date=date(2010, 1, 1), replaced_at="2020-01-01T00:00:00Z")
    on = date(2020, 1, 1)
    assert register_of(on=on).record("EE", "cets-197").status is TreatyStatus.NO_RECORD


def test_tidy_list_with_reservations_declarations_and_their_withdrawals_is_imported() -> None:
    InstrumentFactory()
    content = tidy(
        "Estonia,CETS 197,ratification,2010-02-03,,,Depositary,2020-01-01",
        'Estonia,CETS 197,reservation,2010-02-03,"31.2 and 4 (c)",Only at home.,Depositary,2020-01-01',
        "Estonia,CETS 197,reservation,2010-02-03,30,Not there.,Depositary,2020-01-01",
        "Estonia,CETS 197,declaration,2010-02-03,29,A ministry.,Depositary,2020-01-01",
        "Estonia,CETS 197,withdrawal,2015-01-01,30,,Depositary,2020-01-01",
        "Estonia,CETS 197,blessing,2015-01-01,,,Depositary,2020-01-01",
    )
    report = import_treaty_actions(content=content)
    assert [(item.line, str(item.reason)) for item in report.unplaced] == [(7, "“blessing” is not a treaty action")]
    page = state_treaties(country="ee", on=date(2020, 1, 1))
    assert page is not None
    [row] = page.rows
    assert [(item.action.articles, item.stands) for item in row.reservations] == [
        ("31.2 and 4 (c)", True),
        ("30", False),
    ]
    assert [item.action.reservation for item in row.declarations] == ["A ministry."]
    assert (row.step, row.checked_on) == (Step.REVIEW, date(2020, 1, 1))
    assert not row.cell.record.is_disputed


@pytest.mark.parametrize(
    ("acts", "step"),
    [
        ([], Step.LOOK_UP),
        ([("signed", 2006)], Step.RATIFY),
        ([("ratified", 2010)], Step.NONE),
        ([("ratified", 2010), ("reserved", 2010)], Step.REVIEW),
        ([("ratified", 2010), ("reserved", 2010), ("withdrew", 2012)], Step.NONE),
        ([("ratified", 2010), ("denounced", 2012)], Step.SIGN_OR_ACCEDE),
    ],
)
def test_next_step_follows_from_the_treaty_status(acts: list[tuple[str, int]], step: Step) -> None:
    DelegationFactory(code="EE")
    InstrumentFactory()
    for kind, year in acts:
        ActionFactory(kind=kind, date=date(year, 1, 1))
    page = state_treaties(country="EE", on=date(2020, 1, 1))
    assert page is not None
    assert [row.step for row in page.rows] == [step]


def act(instrument: Instrument, **changes: Any) -> SourceStatement:
    fields = {"country": "EE", "kind": "signed", "date": date(2010, 1, 1), "source": "Gazette"}
    return SourceStatement(instrument=instrument, **{**fields, **changes})


def test_manually_recorded_corrected_and_removed_action_has_author_and_reason() -> None:
    who, instrument = secretariat_user(), InstrumentFactory()
    action = record_action(statement=act(instrument), user=who)
    correct_action(
        action=action, statement=act(instrument, date=date(2010, 1, 2), text="Its words"), reason="A slip", user=who
    )
    withdraw_action(action=action, reason="Another state", user=who)
    history = TreatyChange.objects.order_by("pk")
    assert [(row.kind, row.before.get("date"), row.after.get("date"), row.reason, row.by) for row in history] == [
        ("added", None, "2010-01-01", "", who),
        ("corrected", "2010-01-01", "2010-01-02", "A slip", who),
        ("taken_back", "2010-01-02", None, "Another state", who),
    ]
    lines = [line for group in changes_of(country="EE") for line in group.lines if line.before and line.after]
    assert [(line.before.text, line.after.text) for line in lines if line.before and line.after] == [("", "Its words")]
    with pytest.raises(Refused, match="removed from the register"):
        withdraw_action(action=action, reason="Again", user=who)


def test_manually_removed_action_is_not_imported_again() -> None:
    palermo()
    import_row(RIGHT, date(2015, 1, 1))
    for action in TreatyAction.objects.filter(kind="ratified"):
        withdraw_action(action=action, reason="The source is wrong", user=secretariat_user())
    import_row(RIGHT, date(2020, 1, 1))
    assert [kind for kind, _day in current_actions()] == ["signed"]


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"source": " "}, "no_source"),
        ({"date": date(2990, 1, 1)}, "day_to_come"),
        ({"checked_on": date(2990, 1, 1)}, "day_to_come"),
    ],
)
def test_action_without_a_source_or_in_the_future_is_refused(changes: dict[str, Any], code: str) -> None:
    with pytest.raises(Refused) as refusal:
        record_action(statement=act(InstrumentFactory(), **changes), user=secretariat_user())
    assert refusal.value.code == code


def test_same_action_of_the_same_source_is_not_recorded_twice() -> None:
    instrument = InstrumentFactory()
    record_action(statement=act(instrument), user=secretariat_user())
    with pytest.raises(Refused, match="already in the register"):
        record_action(statement=act(instrument), user=secretariat_user())


def test_members_and_governments_cannot_change_the_treaty_register() -> None:
    action = ActionFactory()
    for who in (SeatFactory(capacity="member").user, SeatFactory(capacity="government").user):
        with pytest.raises(NotAllowed):
            record_action(statement=act(action.instrument), user=who)
        with pytest.raises(NotAllowed):
            correct_action(action=action, statement=act(action.instrument), reason="A slip", user=who)
        with pytest.raises(NotAllowed):
            withdraw_action(action=action, reason="A slip", user=who)


def test_state_without_delegation_or_actions_has_no_treaty_page() -> None:
    InstrumentFactory()
    assert state_treaties(country="FR") is None
