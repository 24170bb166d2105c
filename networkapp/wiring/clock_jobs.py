"""What the clock does for us, in this order."""

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
    "groups": clock.keep_groups,
    "procedures": procedure_results.record_final_results,
    "reminders of procedures": procedure_telling.remind,
    "reminders of receipts": receipts.remind,
    "reminders of follow-up": follow_up_telling.remind,
    "messages nobody was told of": telling.tell_missed,
    "notes that nobody carried": annotation_places.carry_missed,
    "minutes that silence approved": minutes.record_approvals,
    "reminders of actions": actions.remind,
    "digests": deliveries.make_digests,
    "letters": deliveries.send_due,
    "papers that nobody posted": attachments.remove_forgotten,
    "addresses on the web": links.ask_for_links,
    "answers that fall due": inquiry_telling.remind,
    "what was put off to a day": scheduled.publish_due,
    "pages whose day is over": scheduled.unpublish_due,
    "reviews that are overdue": review_telling.remind,
    "questions that lapsed": inquiry_telling.record_lapsed,
    "embargoes that ended": inquiry_telling.record_freed,
    "Word documents brought a week ago": word_import.remove_old_imports,
    "files of handbooks": downloads.look_after_files,
    "packs of meetings": meeting_packs.look_after_packs,
    "pictures of pages": card_pictures.look_after_pictures,
}


def register_all() -> None:
    for name, job in JOBS.items():
        register_clock_job(name, job)
