"""The jobs of the clock, in the order in which they run. Their names appear in the output of `run_clock`."""

from collections.abc import Mapping

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

JOBS: Mapping[str, ClockJob] = {
    "ended seats": clock.end_seats,
    "Wagtail groups": clock.keep_groups,
    "procedures": procedure_results.record_final_results,
    "procedure reminders": procedure_notices.remind,
    "receipt reminders": receipts.remind,
    "follow-up reminders": follow_up_notices.remind,
    "missed notifications of messages": telling.tell_missed,
    "notes moved to changed texts": annotation_places.carry_missed,
    "minutes approved by silence": minutes.record_approvals,
    "action item reminders": action_items.remind,
    "digests": deliveries.make_digests,
    "e-mails and push notifications": deliveries.send_due,
    "deleted unposted attachments": attachments.remove_forgotten,
    "web addresses to check": checking.ask_for_links,
    "parliamentary question reminders": inquiry_notices.remind,
    "scheduled publications": scheduling.publish_due,
    "scheduled unpublications": scheduling.unpublish_due,
    "legal review reminders": review_notices.remind,
    "lapsed parliamentary questions": inquiry_notices.record_lapsed,
    "ended embargoes": inquiry_notices.record_freed,
    "deleted Word imports": word_import.remove_old_imports,
    "handbook files": downloads.look_after_files,
    "meeting packs": meeting_packs.look_after_packs,
    "preview pictures of pages": card_pictures.look_after_pictures,
}


def register_all() -> None:
    for number, (name, job) in enumerate(JOBS.items()):
        register_clock_job(name, job, order=20 + 2 * number)
