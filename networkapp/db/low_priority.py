"""Long work that gives way to everything else the machine has to do."""

import os
import sys
from collections.abc import Callable
from queue import SimpleQueue
from threading import Thread
from typing import TypeVar

Made = TypeVar("Made")
Tell = Callable[[], None]

GIVES_WAY = 10


def quietly(work: Callable[[Tell], Made], tell: Tell) -> Made:
    """Return what `work` returns, or raise what it raises; whenever it calls its argument, `tell` is called in this
    thread.

    It runs in a thread of its own and touches no database. On Linux a thread, and what it starts, can have a lower
    priority by itself; elsewhere the whole process would, so none does.
    """
    steps: SimpleQueue[bool] = SimpleQueue()
    made: list[Made] = []
    failures: list[BaseException] = []

    def run() -> None:
        try:
            if sys.platform == "linux":
                os.nice(GIVES_WAY)
            made.append(work(lambda: steps.put(True)))
        except BaseException as failure:
            failures.append(failure)
        finally:
            steps.put(False)

    thread = Thread(target=run)
    thread.start()
    while steps.get():
        tell()
    thread.join()
    if failures:
        raise failures[0]
    return made[0]
