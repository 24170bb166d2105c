"""Check that decisions have not changed since their adoption, and that no number is missing."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, timedelta

from networkapp.decisions.models import Decision
from networkapp.decisions.procedures.recording import content_of, roll_of
from networkapp.text.canonical_json import content_hash


@dataclass(frozen=True, kw_only=True)
class DecisionCheck:
    """A decision that was compared with its hashes. `altered` lists in English what has changed."""

    decision: Decision
    altered: tuple[str, ...]


def check_decisions() -> Iterator[DecisionCheck]:
    """Yield every decision by network and number, with what has changed or which number is missing before it."""
    before: tuple[int, int, int] = (0, 0, 0)
    decisions = Decision.objects.select_related("network").prefetch_related("outcome_statements")
    found = decisions.order_by("network", "year", "number")
    for decision in found.iterator(chunk_size=100):
        place = (decision.network_id, decision.year, decision.number)
        expected = before[2] + 1 if place[:2] == before[:2] else 1
        yield DecisionCheck(decision=decision, altered=tuple(_find_alterations(decision, expected)))
        before = place


def _outcome(decision: Decision) -> tuple[str, date | None]:
    last = next(reversed(decision.outcome_statements.all()), None)
    return (last.text, last.review_on) if last else ("", None)


def _find_alterations(decision: Decision, expected: int) -> Iterator[str]:
    if content_hash(content_of(decision)) != decision.content_hash:
        yield "text, number or time of adoption has changed"
    if content_hash(roll_of(decision)) != decision.roll_hash:
        yield "roll has changed"
    if _outcome(decision) != (decision.outcome_statement, decision.review_on):
        yield "outcome statement is not the latest one"
    if abs(decision.adopted_on - decision.adopted_at.astimezone(UTC).date()) > timedelta(days=1):
        yield "date of adoption does not fit the time of adoption in any time zone"
    if decision.number != expected:
        yield f"number {expected} is missing before this decision"
