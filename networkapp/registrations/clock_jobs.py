"""The jobs of the clock, in the order in which they run. Their names appear in the output of `run_clock`."""

from collections.abc import Mapping

from networkapp.domain import clock
from networkapp.domain.cards import pictures as card_pictures
from networkapp.domain.decisions import results as procedure_results
from networkapp.domain.decisions import telling as procedure_telling
from networkapp.domain.discussion import attachments, receipts, telling
from networkapp.domain.editions import downloads
from networkapp.domain.follow_ups import telling as follow_up_telling
from networkapp.domain.handbooks import review_telling, scheduled
from networkapp.domain.inquiries import telling as inquiry_telling
from networkapp.domain.library import links
from networkapp.domain.meetings import actions, minutes
from networkapp.domain.meetings import packs as meeting_packs
from networkapp.domain.notes import places as annotation_places
from networkapp.domain.notices import deliveries
from networkapp.domain.word import importing as word_import
from networkapp.registry import ClockJob, register_clock_job

JOBS: Mapping[str, ClockJob] = {
    "ended seats": clock.end_seats,
    "Wagtail groups": clock.keep_groups,
    "procedures": procedure_results.record_final_results,
    "procedure reminders": procedure_telling.remind,
    "receipt reminders": receipts.remind,
    "follow-up reminders": follow_up_telling.remind,
    "missed notifications of messages": telling.tell_missed,
    "notes moved to changed texts": annotation_places.carry_missed,
    "minutes approved by silence": minutes.record_approvals,
    "action item reminders": actions.remind,
    "digests": deliveries.make_digests,
    "e-mails and push notifications": deliveries.send_due,
    "deleted unposted attachments": attachments.remove_forgotten,
    "web addresses to check": links.ask_for_links,
    "parliamentary question reminders": inquiry_telling.remind,
    "scheduled publications": scheduled.publish_due,
    "scheduled unpublications": scheduled.unpublish_due,
    "legal review reminders": review_telling.remind,
    "lapsed parliamentary questions": inquiry_telling.record_lapsed,
    "ended embargoes": inquiry_telling.record_freed,
    "deleted Word imports": word_import.remove_old_imports,
    "handbook files": downloads.look_after_files,
    "meeting packs": meeting_packs.look_after_packs,
    "preview pictures of pages": card_pictures.look_after_pictures,
}


def register_all() -> None:
    for name, job in JOBS.items():
        register_clock_job(name, job)
