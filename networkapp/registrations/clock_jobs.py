"""The jobs of the core for the clock."""

from networkapp import clock
from networkapp.links import checking
from networkapp.metadata import pictures as card_pictures
from networkapp.notifications import deliveries
from networkapp.registry import register_clock_job


def register_all() -> None:
    register_clock_job("ended seats", clock.end_seats, order=20)
    register_clock_job("Wagtail groups", clock.keep_groups, order=22)
    register_clock_job("digests", deliveries.make_digests, order=40)
    register_clock_job("e-mails and push notifications", deliveries.send_due, order=42)
    register_clock_job("web addresses to check", checking.enqueue_due_checks, order=46)
    register_clock_job("preview pictures of pages", card_pictures.look_after_pictures, order=66)
