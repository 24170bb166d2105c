"""The jobs of the clock, in the order in which they run. Their names appear in the output of `run_clock`."""

from networkapp import clock
from networkapp.decisions.follow_up import notices as follow_up_notices
from networkapp.decisions.procedures import notices as procedure_notices
from networkapp.decisions.procedures import results as procedure_results
from networkapp.discussion import notices as telling
from networkapp.discussion.actions import attachments, receipts
from networkapp.handbooks.notes import reanchoring as annotation_places
from networkapp.handbooks.pages import scheduling
from networkapp.handbooks.reviews import notices as review_notices
from networkapp.handbooks.takeaway import downloads
from networkapp.handbooks.word_import import uploads as word_import
from networkapp.inquiries import notices as inquiry_notices
from networkapp.links import checking
from networkapp.meetings.actions import action_items, minutes
from networkapp.meetings.packs import packs as meeting_packs
from networkapp.metadata import pictures as card_pictures
from networkapp.notifications import deliveries
from networkapp.registry import ClockJob, register_clock_job

JOBS: tuple[tuple[str, ClockJob, int], ...] = (
    ("ended seats", clock.end_seats, 20),
    ("Wagtail groups", clock.keep_groups, 22),
    ("procedures", procedure_results.record_final_results, 24),
    ("procedure reminders", procedure_notices.send_reminders, 26),
    ("receipt reminders", receipts.send_reminders, 28),
    ("follow-up reminders", follow_up_notices.send_reminders, 30),
    ("missed notifications of messages", telling.notify_missed, 32),
    ("notes moved to changed texts", annotation_places.carry_missed_notes, 34),
    ("minutes approved by silence", minutes.record_approvals, 36),
    ("action item reminders", action_items.remind, 38),
    ("digests", deliveries.make_digests, 40),
    ("e-mails and push notifications", deliveries.send_due, 42),
    ("deleted unposted attachments", attachments.delete_expired_attachments, 44),
    ("web addresses to check", checking.enqueue_due_checks, 46),
    ("parliamentary question reminders", inquiry_notices.remind, 48),
    ("scheduled publications", scheduling.publish_due, 50),
    ("scheduled unpublications", scheduling.unpublish_due, 52),
    ("legal review reminders", review_notices.remind_reviewers, 54),
    ("lapsed parliamentary questions", inquiry_notices.record_lapsed, 56),
    ("ended embargoes", inquiry_notices.record_freed, 58),
    ("deleted Word imports", word_import.remove_old_imports, 60),
    ("handbook files", downloads.clean_up_files, 62),
    ("meeting packs", meeting_packs.look_after_packs, 64),
    ("preview pictures of pages", card_pictures.look_after_pictures, 66),
)


def register_all() -> None:
    for name, job, order in JOBS:
        register_clock_job(name, job, order=order)
