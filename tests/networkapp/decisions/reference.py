"""A second implementation of the rules of procedures: a diary that receives everything as it happens, second by
second. It shares nothing with networkapp/decisions/rules/outcomes.py, which receives everything at the end. Tests
compare the two.
"""

from collections.abc import Callable, Collection


class Diary:
    """`kind` is "silence", "written" or "none"; without `seconds` it is closed by hand."""

    def __init__(self, kind: str, roll: Collection[str], quorum: int, seconds: float | None) -> None:
        self.kind, self.quorum, self.left = kind, quorum, seconds
        self.positions: dict[str, str] = dict.fromkeys(roll, "")
        self.stoppers: set[str] = set()
        self.ended = ""
        self.breaker: str | None = None
        self.absent: set[str] = set()
        self.nobody_speaks_for: Callable[[], set[str]] = set

    def lasts(self, seconds: float) -> None:
        """Time goes by."""
        if self.ended or self.left is None or self.stoppers:
            return
        self.left -= seconds
        if self.left <= 0:
            self._end(self._verdict())

    def hears(self, who: str, what: str) -> bool:
        """Record a statement for `who`; return whether it counts."""
        if self.ended or who not in self.positions:
            return False
        if what == "withdraw":
            self.positions[who] = "abstain" if self.positions[who] == "object" else self.positions[who]
        elif what != "amend":
            self.positions[who] = what
        if self.kind == "silence" and what in {"object", "amend"}:
            self.breaker = who
            self._end("broken")
        return True

    def is_taken_back(self) -> None:
        if not self.ended:
            self._end("withdrawn")

    def is_closed_by_hand(self) -> None:
        if not self.ended:
            self._end(self._verdict())

    def statuses(self) -> dict[str, str]:
        silent = "not_opposed" if self.kind == "silence" else "silent"
        gone = self.absent if self.ended else self.nobody_speaks_for()
        return {who: value or ("absent" if who in gone else silent) for who, value in self.positions.items()}

    def now(self) -> str:
        return self.ended or ("stopped" if self.stoppers and self.left is not None else "running")

    def _end(self, verdict: str) -> None:
        self.ended, self.absent = verdict, self.nobody_speaks_for()

    def _verdict(self) -> str:
        positions = [item for item in self.positions.values() if item]
        if self.kind != "written":
            return {"silence": "adopted", "none": "counted"}[self.kind]
        if len(positions) < self.quorum:
            return "not_reached"
        return "rejected" if "object" in positions else "adopted"
