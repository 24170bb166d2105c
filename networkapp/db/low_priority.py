"""Long work that gives way to everything else the machine has to do."""

import os
import sys
from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from typing import TypeVar

Result = TypeVar("Result")
ReportProgress = Callable[[], None]

NICENESS = 10


def run_at_low_priority(work: Callable[[ReportProgress], Result], report_progress: ReportProgress) -> Result:
    """Return what `work` returns, or raise what it raises; each call of its argument calls `report_progress` in this
    thread.

    It runs in a thread of its own and touches no database. On Linux a thread, and what it starts, can have a lower
    priority by itself; elsewhere the whole process would, so none does.
    """
    steps: SimpleQueue[bool] = SimpleQueue()
    results: list[Result] = []
    failures: list[BaseException] = []

    def run() -> None:
        try:
            if sys.platform == "linux":
                os.nice(NICENESS)
            results.append(work(lambda: steps.put(True)))
        except BaseException as failure:
            failures.append(failure)
        finally:
            steps.put(False)

    thread = Thread(target=run)
    thread.start()
    while steps.get():
        report_progress()
    thread.join()
    if failures:
        raise failures[0]
    return results[0]
