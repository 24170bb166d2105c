"""A decision has the next number of its network and year, and its text and roll are stored with hashes."""

import hashlib
import json
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from django.core.management import CommandError, call_command
from django.db import transaction

from networkapp.decisions.models import Decision, ProcedureKind
from networkapp.decisions.procedures.outcome_statements import write_outcome_statement
from networkapp.decisions.procedures.recording import DECISION_ADOPTED, content_file, record_decision, roll_file
from networkapp.decisions.procedures.verification import check_decisions
from networkapp.decisions.rules.outcomes import Result, Stance
from networkapp.errors import Refused
from networkapp.models import Event
from networkapp.registry.adoptions import Adoption, adoption_effects
from tests.factories.decisions import ADOPTED_AT, add_text, adopt, outcome_of, propose, put_to, state
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory, SubjectFactory

pytestmark = pytest.mark.django_db


def record(procedure: Any, **kwargs: Any) -> Decision:
    with transaction.atomic():
        return record_decision(procedure=procedure, outcome=outcome_of(procedure, **kwargs))


def test_decisions_are_numbered_without_gaps_per_network_and_year() -> None:
    here, elsewhere = NetworkFactory(), NetworkFactory()
    new_year = datetime(2027, 1, 1, tzinfo=UTC)
    made = [adopt(here), adopt(here), adopt(elsewhere), adopt(here, at=new_year), adopt(here, at=new_year)]
    assert [decision.label for decision in made] == ["2026/1", "2026/2", "2026/1", "2027/1", "2027/2"]


def test_decision_has_the_year_of_its_adoption_in_the_time_zone_of_the_network() -> None:
    last_second = datetime.fromisoformat("2027-01-01T01:59:59+02:00")
    assert adopt(NetworkFactory(), at=last_second).label == "2026/1"
    assert adopt(NetworkFactory(time_zone="Europe/Helsinki"), at=last_second).label == "2027/1"


def test_number_of_a_failed_adoption_is_used_by_the_next_decision() -> None:
    network = NetworkFactory()
    with transaction.atomic():
        adopt(network)
        transaction.set_rollback(True)
    assert adopt(network).label == "2026/1"


def test_decision_stores_text_and_roll_as_adopted() -> None:
    seat = SeatFactory(delegation=DelegationFactory(code="XA"))
    version = propose(seat)
    version.proposal.subjects.add(subject := SubjectFactory())
    add_text(version, "ru", "Цифры", {"k1": "Сеть просит цифры."})
    procedure = put_to(version, roll=["XA", "XB", "XC"])
    state(procedure, "XA", Stance.AGREE, stated_at=ADOPTED_AT - timedelta(hours=2))
    state(procedure, "XA", Stance.EXPLAIN, "As far as our law allows.", language="en")
    state(procedure, "XB", Stance.OBJECT, "Not like this.", stated_at=ADOPTED_AT - timedelta(hours=2))
    state(procedure, "XB", Stance.WITHDRAW, "We let it pass.", capacity="substitute")
    decision = record(procedure)
    version.paragraphs = []
    version.save()
    decision.refresh_from_db()
    assert decision.paragraphs == ["The network asks for figures each year.", "It looks at them in the autumn."]
    assert decision.texts == {"ru": {"title": "Цифры", "paragraphs": ["Сеть просит цифры.", ""]}}
    assert list(decision.subjects.all()) == [subject]
    keys = ("code", "standing", "words", "capacity", "language")
    assert [tuple(line[key] for key in keys) for line in decision.roll] == [
        ("XA", "explain", "As far as our law allows.", "member", "en"),
        ("XB", "abstain", "We let it pass.", "substitute", ""),
        ("XC", "not_opposed", "", "", ""),
    ]


def test_position_after_the_deadline_is_not_on_the_roll_of_the_decision() -> None:
    procedure = put_to(propose(SeatFactory()), roll=["XA"])
    state(procedure, "XA", Stance.EXPLAIN, "In time.")
    outcome = outcome_of(procedure)
    state(procedure, "XA", Stance.EXPLAIN, "Too late.", stated_at=ADOPTED_AT)
    with transaction.atomic():
        assert record_decision(procedure=procedure, outcome=outcome).roll[0]["words"] == "In time."


def test_published_files_have_the_recorded_hashes() -> None:
    procedure = put_to(propose(SeatFactory()))
    state(procedure, "XA", Stance.AGREE)
    decision = record(procedure)
    decision.refresh_from_db()
    files = content_file(decision), roll_file(decision)
    assert [hashlib.sha256(file).hexdigest() for file in files] == [decision.content_hash, decision.roll_hash]
    text, roll = map(json.loads, files)
    assert (text["number"], text["adopted_at"]) == ("2026/1", "2026-03-04T12:00:00+00:00")
    assert (text["paragraphs"], roll["content_hash"]) == (decision.paragraphs, decision.content_hash)
    # People who cannot read the roll must not be able to guess it from the public hash.
    assert "agree" not in files[0].decode()


def test_check_decisions_reports_records_changed_in_the_database(capsys: Any) -> None:
    network = NetworkFactory(slug="here")
    made = [adopt(network) for _decision in range(4)]
    keeper = SeatFactory(network=network, offices=["chair"]).user
    for words in ("In May.", "In June."):
        write_outcome_statement(decision=made[3], user=keeper, text=words)
    call_command("check_decisions")
    assert capsys.readouterr().out == "Checked 4 decisions. None has changed since its adoption.\n"
    Decision.objects.filter(pk=made[0].pk).update(paragraphs=["Something else."])
    Decision.objects.filter(pk=made[1].pk).update(roll=[])
    made[2].delete()
    Decision.objects.filter(pk=made[3].pk).update(outcome_statement="In May.")
    assert [checked.altered for checked in check_decisions()] == [
        ("text, number or time of adoption has changed",),
        ("roll has changed",),
        ("outcome statement is not the latest one", "number 3 is missing before this decision"),
    ]
    with pytest.raises(CommandError, match="3 of 3"):
        call_command("check_decisions")


def test_recording_a_procedure_twice_creates_one_decision() -> None:
    procedure = put_to(propose(SeatFactory()))
    assert record(procedure) == record(procedure)
    assert Event.objects.filter(kind=DECISION_ADOPTED).count() == 1


def test_procedures_not_adopted_or_not_binding_create_no_decision() -> None:
    procedure = put_to(propose(SeatFactory()))
    with pytest.raises(Refused) as broken:
        record(procedure, result=Result.BROKEN)
    result = put_to(propose(SeatFactory()), kind=ProcedureKind.DATE_POLL)
    result.proposal = result.version = None
    with pytest.raises(Refused) as polled:
        record(result)
    assert (broken.value.code, polled.value.code, Decision.objects.count()) == ("not_adopted", "not_adopted", 0)


def test_effect_of_an_adoption_gets_subject_and_hash_and_may_refuse(monkeypatch: pytest.MonkeyPatch) -> None:
    heard: list[tuple[Any, Adoption]] = []

    def effect(*, subject: Any, adoption: Adoption) -> None:
        heard.append((subject, adoption))
        if len(heard) == 1:
            raise Refused("altered", "It is another text now.")

    network, subject = NetworkFactory(name="Sample network"), SubjectFactory()
    procedure = put_to(propose(SeatFactory(network=network), about=subject, about_hash="f" * 64))
    monkeypatch.setitem(adoption_effects, type(subject), effect)
    with pytest.raises(Refused):
        record(procedure)
    assert Decision.objects.count() == 0
    record(procedure)
    named = {"decision": "Sample network 2026/1", "at": ADOPTED_AT, "content_hash": "f" * 64}
    assert heard[1] == (subject, Adoption(network=network, **named))
