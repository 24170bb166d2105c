"""Refusals of an answer or a signature that need more than a sentence to explain."""

from collections.abc import Sequence
from typing import Any

from django.utils.functional import Promise

from networkapp.errors import Refused


class AnswerConflict(Refused):
    """Two people changed the same answer. Nothing was overwritten; the three contents are side by side.

    `before` is where both began, `theirs` the current content (the row `answer`), `mine` what was about to be saved.
    """

    def __init__(self, message: str | Promise, *, answer: Any, before: Any, theirs: Any, mine: Any) -> None:
        super().__init__("conflict", message)
        self.answer = answer
        self.before = before
        self.theirs = theirs
        self.mine = mine


class Blocked(Refused):
    """Signing stops while blockers are open; `findings` are those."""

    def __init__(self, message: str | Promise, *, findings: Sequence[Any]) -> None:
        super().__init__("blocked", message)
        self.findings = tuple(findings)
