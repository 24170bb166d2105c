"""The status of a question in parliament: from the answers to each question, its dates and the day."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


class ReplyStatus(StrEnum):
    """The quality of an answer to one question, as judged by the person who recorded it."""

    ANSWERED = "answered"
    PARTLY = "partly"
    EVASIVE = "evasive"
    REFUSED = "refused"
    NOT_ANSWERED = "not_answered"


class OverallAnswer(StrEnum):
    """The result of all answers to a parliamentary question; the values are those of CaseState."""

    NOT = "tabled"
    EVASIVE = "evasive"
    PARTLY = "partly"
    FULLY = "answered"


def overall_answer(*, statuses: Iterable[ReplyStatus], question_count: int) -> OverallAnswer:
    """Return the overall status of the answers to this number of questions.

    Fully: every question is answered. Partly: some of it is answered, wholly or in part. Evasive: nothing is, and at
    least one question was evaded or refused. Not: there is no answer to any of them.
    """
    status_list = list(statuses)
    if question_count and sum(status == ReplyStatus.ANSWERED for status in status_list) == question_count:
        return OverallAnswer.FULLY
    if any(status in (ReplyStatus.ANSWERED, ReplyStatus.PARTLY) for status in status_list):
        return OverallAnswer.PARTLY
    if any(status in (ReplyStatus.EVASIVE, ReplyStatus.REFUSED) for status in status_list):
        return OverallAnswer.EVASIVE
    return OverallAnswer.NOT


@dataclass(frozen=True, kw_only=True)
class AwaitedAnswer:
    """An unanswered question before a parliament: by when it is due, and after which day it has lapsed."""

    due_on: date | None
    lapses_on: date | None = None

    def is_overdue(self, today: date) -> bool:
        """Return whether the due day is over, and it has not lapsed; `today` is the day in that parliament's
        capital."""
        return self.due_on is not None and today > self.due_on and not self.has_lapsed(today)

    def has_lapsed(self, today: date) -> bool:
        return self.lapses_on is not None and today > self.lapses_on

    def days_over(self, today: date) -> int:
        """Return the number of days that the answer has been overdue; 0 if it is not."""
        return (today - self.due_on).days if self.due_on is not None and self.is_overdue(today) else 0
