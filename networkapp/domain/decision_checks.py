"""Whether decisions are what was adopted: each held against its hashes, its numbers without gaps."""

from collections.abc import Iterator
from dataclasses import dataclass

from networkapp.domain.decisions import content_of, roll_of
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
    found = Decision.objects.select_related("network").order_by("network", "year", "number")
    for decision in found.iterator(chunk_size=100):
        place = (decision.network_id, decision.year, decision.number)
        expected = before[2] + 1 if place[:2] == before[:2] else 1
        yield Checked(decision=decision, altered=tuple(_altered(decision, expected)))
        before = place


def _altered(decision: Decision, expected: int) -> Iterator[str]:
    if content_hash(content_of(decision)) != decision.content_hash:
        yield "its text, number or moment"
    if content_hash(roll_of(decision)) != decision.roll_hash:
        yield "its roll"
    if decision.number != expected:
        yield f"number {expected} is missing before it"
