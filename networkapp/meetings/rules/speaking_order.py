"""The order in which delegations speak: those that have not spoken on an item come before those that have, then by
request."""

from collections import Counter
from collections.abc import Hashable, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, kw_only=True)
class SpeakerRequest:
    """A request to speak: `body` is the delegation or organisation, `key` identifies the request."""

    key: int
    body: Hashable
    asked_at: datetime


def order_requests(*, waiting: Iterable[SpeakerRequest], spoken: Iterable[Hashable]) -> Sequence[SpeakerRequest]:
    """Return those who wait, in the order in which they get the floor; `spoken` has each body once for each of its
    turns.

    Round by round: a body that asked twice is in one round once, behind every body that had fewer turns.
    """
    had = Counter(spoken)
    asking: Counter[Hashable] = Counter()
    placed = []
    for one in sorted(waiting, key=lambda each: (each.asked_at, each.key)):
        placed.append((had[one.body] + asking[one.body], one.asked_at, one.key, one))
        asking[one.body] += 1
    return [one for *_place, one in sorted(placed, key=lambda each: each[:3])]
