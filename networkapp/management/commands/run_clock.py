"""`manage.py run_clock`: run the jobs that depend on the time, every minute.

It runs them some seconds after the full minute, when procedures end and their results can be recorded.
"""

import signal
import threading
from typing import Any

from django.core.management.base import BaseCommand, CommandParser
from django.db import close_old_connections
from django.utils import timezone

from networkapp.clock import run_jobs
from networkapp.received_at import IN_FLIGHT_LIMIT

MINUTE = 60


class Command(BaseCommand):
    help = "Record ended seats, results of procedures and passed deadlines, and send what is due, every minute."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--once", action="store_true", help="run all jobs once and stop")

    def handle(self, *args: Any, once: bool, **options: Any) -> None:
        if once:
            self.strike()
            return
        stop = threading.Event()
        for number in (signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_ignored: stop.set())
        while not stop.is_set():
            close_old_connections()
            self.strike()
            close_old_connections()
            stop.wait(MINUTE - (timezone.now() - IN_FLIGHT_LIMIT).timestamp() % MINUTE)

    def strike(self) -> None:
        recorded = {name: number for name, number in run_jobs(timezone.now()).items() if number}
        if recorded:
            self.stdout.write(", ".join(f"{name}: {number}" for name, number in recorded.items()))
