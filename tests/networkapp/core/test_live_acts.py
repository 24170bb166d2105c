"""Every domain function that changes an open page has a case in live_acts.py, or a reason here why it needs none."""

import ast
import re
from collections.abc import Iterator
from itertools import chain
from pathlib import Path

import networkapp
from tests.factories import attachments, discussion
from tests.layers import is_domain
from tests.networkapp.core import live_acts

PACKAGE = Path(networkapp.__path__[0])
KNOWS_MODELS = re.compile(r"^from (networkapp|django|wagtail)\S*\.models\b", re.MULTILINE)
WRITES = {
    *("save", "create", "update", "delete", "bulk_create", "bulk_update", "get_or_create", "update_or_create"),
    *("record", "record_bulk", "run"),
    *("prepare", "revise", "release"),  # networkapp/four_eyes.py
}
NEEDS_NO_CASE = {
    "part of another act": [
        *(
            "attach_to_message",
            "create_account",
            "save_attachment",
            "attach_to_draft",
            "return_attachments",
            "store_document",
            "delete_attachment",
            "record_mentions",
        ),
        *(
            "record_in_networks",
            "clear_draft",
            "append_to_draft",
            "lock_draft",
            "enqueue_notifications",
            "notify_about_message",
            "notify_missed",
        ),
        *("emails_at_once", "pushes_at_once", "advance_read_mark"),
        *("notify_of_report", "notify_of_resolution", "notify_of_appeal", "notify_of_edit"),
        "create_account",
    ],
    "another way to post or to open, and no other event": [
        *("post_from_draft", "open_from_draft", "open_topic_about", "with_uploads", "open_topic_with_uploads"),
        *("process_inbound_mail", "receive_from_anymail"),
    ],
    "in the writer's own composer and in no other page": [
        *(
            "save_draft",
            "save_for_review",
            "upload_attachments",
            "describe_waiting_pictures",
            "delete_waiting_attachment",
            "delete_expired_attachments",
        ),
    ],
    "told by e-mail, by push or on the desk": [
        *(
            "notify_people",
            "resolve_notices",
            "make_digests",
            "send_due",
            "deliver",
            "send_reminders",
            "remind_reviewers",
            "mark_all_seen",
            "add_device",
            "remove_device",
        ),
        *("choose_settings", "stop_emails", "watch_network", "watch_topic", "on_review_ended"),
    ],
    "who sits where, which a page says as of when it was loaded": [
        *("grant_seat", "end_seat", "change_term", "change_offices", "record_ended_seats"),
        *("sync_groups", "sync_groups_of_ended_seats", "accept", "accept_as_newcomer", "invite", "resend", "revoke"),
        *("erase_person", "erase_traces", "delete_waiting_attachments_of_erased_user", "set_name_publication"),
        *("change_settings", "record_changes"),
        *("record_participation", "correct_participation", "retract_participation", "record_effects"),
        *("notify_of_participation", "resolve_participation_notice"),
    ],
    "who administers the site, which no open page shows live": [
        *("accept_administration", "accept_administration_as_newcomer", "appoint_administrator"),
        *("sync_administrators_group", "invite_administrator", "sync_administrators_group_after_migrate"),
        *("make_administrator_link", "remove_administrator", "resend_administrator_invitation"),
        *("revoke_administrator_invitation", "revoke_invitations_of", "send_invitation"),
        *("hide_first_steps", "show_first_steps_again", "send_administrator_invitation"),
    ],
    "of procedures, whose pages are tried in views/test_procedures_live.py": [
        *(
            "open_procedure",
            "extend_procedure",
            "withdraw_procedure",
            "close_at_meeting",
            "pause_deadline",
            "resume_deadline",
        ),
        *("state_position", "withdraw_objection", "break_silence_by_amendment", "prepare_position", "revise_position"),
        *("release_position", "record_result", "record_results", "record_results_of"),
        *(
            "record_final_results",
            "record_expired_procedures",
            "freeze_roll",
            "notify_delegations",
            "resolve_open_procedure_notices",
            "notify_members_of_substitute",
            "resolve_reminder",
        ),
    ],
    "of decisions and date polls, whose pages are tried in views/test_decisions_live.py": [
        *("make_statement", "prepare_statement", "release_statement"),
        *("revise_statement", "write_outcome_statement"),
        *("open_follow_ups", "report_follow_up", "resolve_reminders", "notify_follow_ups_opened", "answer_dates"),
    ],
    "of meetings: what the floor shows live is asked in tests/networkapp/meetings/views/test_meetings.py": [
        *("call_meeting", "change_meeting", "cancel_meeting", "mark_held", "notify_readers"),
        *(
            "add_agenda_item",
            "change_agenda_item",
            "move_agenda_item",
            "remove_agenda_item",
            "record_outcome",
            "add_suggestions",
        ),
        *("add_agenda_paper", "delete_agenda_paper", "state_attendance", "record_attendance"),
        *("request_to_speak", "withdraw_request", "call_speaker", "end_turn", "set_current_item"),
        *("draft_minutes", "save_minutes", "open_for_corrections", "propose_correction", "resolve_correction"),
        *("record_approvals", "create_action_item", "report_action_item"),
    ],
    "not of discussion": [
        *("sync_group_permissions", "collection_of", "start_handbook", "record_sections"),
        *("translate_page", "handbook_list_in", "locale_of"),
        *("on_chapter_published", "on_handbook_translated", "publish_due"),
        "unalias_foreign_pages",
        *("record_publication", "import_references", "put_note_on_agenda"),
        *("record_activity", "mark_no_activity"),
        *("publish_edition", "mark_edition_read", "with_stored_documents", "store_pictures"),
        *("create_news_pages", "set_network_of_parent", "on_news_translated"),
        *("send_text_for_signature", "store_wording", "invite_signatories", "withdraw_invitation", "confirm_signature"),
        *("decline_signature", "withdraw_signature"),
        *("on_article_published", "notify_signatories", "resolve_notification"),
        *("on_file_replaced", "on_file_deleted"),
        *("write_note", "edit_note", "share_note"),
        *("withdraw_note", "resolve_note", "reopen_note", "current_noted_text"),
        *("carry_notes", "carry_missed_notes", "move_note", "assign_note", "request_change", "answer_change_request"),
        *("record_note", "on_chapter_deleted", "delete_orphaned_note"),
        *("notify_about_lost_notes", "notify_assignee"),
        *("on_annotated_chapter_published", "open_topic_from_note"),
        *("confirm_law", "ensure_review_workflow"),
        *("enqueue_due_checks", "check_links", "check_address", "look_up_link", "record_section_links"),
        *("mark_section_read", "mark_section_unread", "record_position"),
        *("save_for_later", "remove_from_reading_list", "move_up_reading_list"),
        *("set_progress_recording", "delete_progress"),
        *("mark_edition_section_read", "mark_edition_section_unread", "record_edition_position"),
        *(
            "upload_document",
            "read_document",
            "make_drafts",
            "write_drafts",
            "store_images",
            "requeue_overdue",
            "remove_old_imports",
        ),
        *("record_original", "record_copy", "record_texts", "current_wording", "record_translation"),
        *("mark_translated", "verify_translation", "mark_machine_translated"),
        *("add_missing_sections", "save_draft", "preview_import", "import_translation"),
        *("request_file", "make_file", "clean_up_files", "on_edition_published"),
        *("get_or_create_file", "claim_file", "create_file", "store_content", "maintain_files"),
        *("add_related_item", "remove_related_item"),
        *("retire_subject", "restore_subject", "merge_subject"),
        *("mark_checked", "withdraw_hotline", "restore_hotline"),
        *("move_editions_with_handbook", "on_handbook_published"),
        *("record_decision",),
        *("link_cause",),
        *("link_cause", "propose_from_messages", "ask_for_section_change", "create_inquiry_from"),
        *("resolve_change_request", "link_questions"),
        *("add_to_handbook", "write_brief"),
        *("create_feed", "revoke_feed", "set_feed_titles", "read_feed"),
        *("request_pack", "make_pack", "maintain_packs", "build_pack_book"),
        *("picture_of", "draw_picture", "maintain_pictures"),
        *("create_inquiry", "change_inquiry", "translate_questions", "approve_inquiry", "approve_by_decision"),
        "propose_inquiry",
        *(
            "close_inquiry",
            "reopen_inquiry",
            "draft_case",
            "draft_further_case",
            "save_form",
            "approve_form",
            "table_case",
        ),
        *("recount_on_calendar_changes", "recount_due_dates"),
        *(
            "change_due_date",
            "withdraw_case",
            "set_state",
            "record_step",
            "file_reply",
            "verify_translation",
            "resolve_due_notices",
        ),
        *("link_answer", "unlink_answer", "record_lapsed", "record_ended_embargoes"),
    ],
    "of proposals, whose pages have a test like this of their own": [
        *("propose", "change_proposal", "withdraw_proposal", "reopen_proposal", "save_translation", "create_version"),
        "lock_proposal",
        *("generate_version", "consolidate", "carry_amendments", "record_proposal_change"),
        *("propose_amendment", "withdraw_amendment", "decide_amendment", "reopen_amendment"),
        *("prepare_amendment", "draft_amendment", "release_amendment"),
        *(
            "notify_amendment_proposed",
            "notify_amendment_decided",
            "notify_amendments_not_carried",
            "resolve_amendment_notices",
        ),
    ],
}


def functions_of(source: str) -> Iterator[tuple[str, set[str]]]:
    """Yield each function of a module, with all names and methods that it uses."""
    for function in ast.parse(source).body:
        if isinstance(function, ast.FunctionDef):
            names = {node.id for node in ast.walk(function) if isinstance(node, ast.Name)}
            called = (node.func for node in ast.walk(function) if isinstance(node, ast.Call))
            yield function.name, names | {f".{method.attr}" for method in called if isinstance(method, ast.Attribute)}


def writers() -> set[str]:
    """Return the public functions of the domain that write, directly or through another one."""
    used = {
        (path, name): names
        for path in PACKAGE.rglob("*.py")
        if is_domain(".".join(path.relative_to(PACKAGE.parent).with_suffix("").parts))
        and KNOWS_MODELS.search(path.read_text())
        for name, names in functions_of(path.read_text())
    }
    found = {place for place, names in used.items() if not names.isdisjoint(f".{write}" for write in WRITES)}
    growing = True
    while growing:
        known = {(module, name) for module, name in found if name.startswith("_")}
        public = {name for _module, name in found if not name.startswith("_")}
        reached = {
            (module, name)
            for (module, name), names in used.items()
            if not names.isdisjoint(public) or any((module, other) in known for other in names)
        }
        growing = not reached <= found
        found |= reached
    return {name for _module, name in found if not name.startswith("_")}


def names_used(source: str) -> set[str]:
    return set(chain.from_iterable(names for _function, names in functions_of(source)))


def test_every_writing_domain_function_has_a_live_case_or_a_reason_for_none() -> None:
    acts, helpers = (
        set().union(*(names_used(Path(str(module.__file__)).read_text()) for module in modules))
        for modules in ([live_acts], [attachments, discussion])
    )
    acted = writers() & (acts | ({"open_topic", "post_message", "upload_attachment"} & helpers))
    explained = set(chain.from_iterable(NEEDS_NO_CASE.values()))
    assert writers() - acted - explained == set()
    assert explained - (writers() - acted) == set()
