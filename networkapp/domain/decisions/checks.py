"""Whether decisions are what was adopted: each held against its hashes, its numbers without gaps."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, timedelta

from networkapp.domain.decisions.recording import content_of, roll_of
from networkapp.models import Decision
from networkapp.rules.canonical import content_hash


@dataclass(frozen=True, kw_only=True)
class Checked:
    """A decision held against its hashes. `altered` says what is not as it was adopted, in English."""

    decision: Decision
    altered: tuple[str, ...]


def check_decisions() -> Iterator[Checked]:
    """Every decision by network and number, with what of it was changed since, or is missing before it."""
    before: tuple[int, int, int] = (0, 0, 0)
    decisions = Decision.objects.select_related("network").prefetch_related("outcome_statements")
    found = decisions.order_by("network", "year", "number")
    for decision in found.iterator(chunk_size=100):
        place = (decision.network_id, decision.year, decision.number)
        expected = before[2] + 1 if place[:2] == before[:2] else 1
        yield Checked(decision=decision, altered=tuple(_altered(decision, expected)))
        before = place


def _outcome(decision: Decision) -> tuple[str, date | None]:
    last = next(reversed(decision.outcome_statements.all()), None)
    return (last.text, last.review_on) if last else ("", None)


def _altered(decision: Decision, expected: int) -> Iterator[str]:
    if content_hash(content_of(decision)) != decision.content_hash:
        yield "its text, number or moment"
    if content_hash(roll_of(decision)) != decision.roll_hash:
        yield "its roll"
    if _outcome(decision) != (decision.outcome_statement, decision.review_on):
        yield "its outcome statement, which is not the last one written"
    if abs(decision.adopted_on - decision.adopted_at.astimezone(UTC).date()) > timedelta(days=1):
        yield "its day of adoption, which is that of its moment in no time zone"
    if decision.number != expected:
        yield f"number {expected} is missing before it"
