"""What the sample countries decide: one text adopted, one that silence runs on, one that is amended; all samples."""

from datetime import datetime, timedelta
from typing import Any

from django.db.models import F
from django.utils import timezone

from accounts.models import User
from home.domain.demo.accounts import accounts, address
from home.domain.demo.content import items, same_id
from networkapp.decisions.follow_up.actions import open_follow_ups, report_follow_up
from networkapp.decisions.models import Decision, PositionAct, Procedure, Proposal
from networkapp.decisions.procedures.actions import ProcedureTerms, open_procedure
from networkapp.decisions.procedures.outcome_statements import write_outcome_statement
from networkapp.decisions.procedures.positions import state_position
from networkapp.decisions.procedures.results import record_result
from networkapp.decisions.procedures.statements import prepare_statement, release_statement
from networkapp.decisions.proposals.actions import propose
from networkapp.decisions.proposals.amendments import propose_amendment
from networkapp.decisions.proposals.translations import save_translation
from networkapp.decisions.rules.amending import ParagraphChange, split_words
from networkapp.models import Network, Subject

SILENCE, AGO = timedelta(days=14), timedelta(days=30)


def make_decisions() -> None:
    """Create every text of the data file in the Sample network; one that was proposed before is left as it is."""
    people = accounts()
    for item in items("decisions"):
        if not Proposal.objects.filter(client_key=_key(item)).exists():
            proposal = _propose(item, people)
            {"adopted": _adopt, "running": _run, "proposed": _amend}[item["kind"]](item, proposal, people)


def _key(item: dict[str, Any], *parts: object) -> Any:
    return same_id("decisions", item["slug"], *parts)


def _propose(item: dict[str, Any], people: dict[str, User]) -> Proposal:
    by, keeper = people[address("member", "xa")], people[address("secretariat")]
    proposal = propose(
        network=Network.objects.get(slug="sample"), user=by, title=item["title"],
        text="\n\n".join(item["paragraphs"]), subjects=Subject.objects.filter(slug=item["subject"]),
        client_key=_key(item),
    )  # fmt: skip
    keys = [row["key"] for row in proposal.versions.get().paragraphs]
    for language, text in item["texts"].items():
        paragraphs = dict(zip(keys, text["paragraphs"], strict=True))
        save_translation(
            proposal=proposal, user=keeper, language=language, title=text["title"], paragraphs=paragraphs, base=1
        )
    return proposal


def _run(item: dict[str, Any], proposal: Proposal, people: dict[str, User]) -> Procedure:
    """Open a silence procedure on the text, for two weeks from the hour in which the demonstration is loaded."""
    procedure = open_procedure(
        network=proposal.network, user=people[address("secretariat")], client_key=_key(item, "procedure"),
        proposal=proposal, terms=ProcedureTerms(kind="silence", expires_at=_full_hour(timezone.now()) + SILENCE),
    )  # fmt: skip
    for position in item["positions"]:
        state_position(
            procedure=procedure, user=people[position["by"]], stance=position["stance"],
            words=position.get("words", ""), client_key=_key(item, position["by"]),
        )  # fmt: skip
    return procedure


def _adopt(item: dict[str, Any], proposal: Proposal, people: dict[str, User]) -> None:
    procedure = _run(item, proposal, people)
    backdate_procedure(procedure)
    record_result(procedure=procedure)
    decision, keeper = Decision.objects.get(proposal=proposal), people[address("secretariat")]
    write_outcome_statement(decision=decision, user=keeper, text=item["outcome"])
    statement = item["statement"]
    delegations = {one.code.lower(): one for one in decision.network.delegations.all()}
    drafted = prepare_statement(
        decision=decision, delegation=delegations["xb"], user=people[statement["drafted_by"]], text=statement["text"],
        client_key=_key(item, "statement"),
    )  # fmt: skip
    release_statement(draft=drafted, user=people[statement["by"]], text=statement["text"])
    due = (timezone.now() + timedelta(days=90)).date()
    follow_ups = open_follow_ups(
        decision=decision, user=keeper, task=item["task"], delegations=delegations.values(), due_on=due
    )
    by_country = {one.delegation.code.lower(): one for one in follow_ups}
    for report in item["reports"]:
        country = report["by"].partition("@")[0].rpartition(".")[2]
        report_follow_up(
            follow_up=by_country[country], user=people[report["by"]], state=report["state"], words=report["words"],
            client_key=_key(item, "report", country),
        )  # fmt: skip


def backdate_procedure(procedure: Procedure) -> None:
    """Move the opening and the positions of the procedure a month back, so that its deadline is over."""
    PositionAct.objects.filter(entry__procedure=procedure).update(stated_at=F("stated_at") - AGO)
    times = {"opened_at": F("opened_at") - AGO, "expires_at": F("expires_at") - AGO}
    Procedure.objects.filter(pk=procedure.pk).update(**times)


def _amend(item: dict[str, Any], proposal: Proposal, people: dict[str, User]) -> None:
    version = proposal.versions.get()
    for amendment in item["amendments"]:
        row = version.paragraphs[amendment["paragraph"] - 1]
        there = [word.strip() for word in split_words(text=row["text"])]
        sought = amendment["words"].split()
        start = next(n for n in range(len(there)) if there[n : n + len(sought)] == sought)
        change = ParagraphChange(
            number=0, key=row["key"], start=start, end=start + len(sought), replacement=amendment["replacement"]
        )
        propose_amendment(
            version=version, user=people[amendment["by"]], change=change, reason=amendment["reason"],
            client_key=_key(item, amendment["by"]),
        )  # fmt: skip


def _full_hour(moment: datetime) -> datetime:
    return moment.replace(minute=0, second=0, microsecond=0)
