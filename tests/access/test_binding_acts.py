"""Every address that accepts a POST is a binding act, with confirmation of identity, or is listed as not binding."""

import inspect
from collections.abc import Callable, Iterator
from typing import Any

from django.urls import URLResolver, get_resolver

from accounts.urls import BINDING as ACCOUNT_BINDING

OURS = ("networkapp", "evaluation", "accounts", "home", "allauth")
BINDING = {
    *ACCOUNT_BINDING,
    # Positions and statements of a delegation, and signatures of its members
    "networkapp:state_position",
    "networkapp:withdraw_objection",
    "networkapp:release_position",
    "networkapp:release_amendment",
    "networkapp:state_reading",
    "networkapp:prepared_statement",
    "networkapp:release_form",
    "networkapp:sign_article",
    # Procedures and decisions of a network, with the roll that is frozen at opening
    "networkapp:open_procedure",
    "networkapp:extend_procedure",
    "networkapp:withdraw_procedure",
    "networkapp:close_procedure",
    "networkapp:stop_clock",
    "networkapp:resume_clock",
    # Seats in a network
    "networkapp:invite",
    "networkapp:end_seat",
    "networkapp:change_offices",
    "networkapp:change_term",
    "networkapp:participation",
    "networkapp:correct_participation",
    "networkapp:retract_participation",
    # Settings that members of a network rely on
    "networkapp:network_settings",
    # Site administrators
    "networkapp_administrators",
    "networkapp_remove_administrator",
    "networkapp_resend_administrator",
    "networkapp_revoke_administrator",
    "networkapp_first_seats",
    "networkapp_resend_first_invitation",
    "networkapp_revoke_first_invitation",
    *(f"wagtailsnippets_networkapp_{model}:{act}" for model in ("network", "delegation") for act in ("add", "edit")),
    # Assessments and criteria
    "evaluation:sign",
    "evaluation:publish",
    "evaluation:open_cycle",
    "evaluation:extend_cycle",
    "evaluation:lock_cycle",
    "evaluation:unlock_cycle",
    "evaluation:close_cycle",
    "evaluation:ask_latecomers",
    "evaluation:position",
    "evaluation:position_on",
    "evaluation:withdraw_position",
    "evaluation:withdraw_position_on",
    "evaluation:put_to_decision",
    "evaluation:adopt_framework",
    # Personal data of a user
    "networkapp:own_data",
    "networkapp:withdraw_own_messages",
    "networkapp:own_data_file",
    # Connections to another sign-in service
    "accounts_sign_on",
}
NOT_BINDING = {
    "signing in and out, and confirming itself": """
        account/logout/ account_confirm_login_code account_login account_logout
        account_reauthenticate
        account_request_login_code account_reset_password account_reset_password_from_key account_signup
        accounts_accept_with accounts_confirm_by_code accounts_end_session mfa_authenticate mfa_login_webauthn
        mfa_reauthenticate mfa_reauthenticate_webauthn networkapp:administrator_invitation
        networkapp:invitation socialaccount_signup usersessions_list
    """,
    "messages and topics: what their authors and moderators change again": """
        networkapp:acknowledge networkapp:appeal networkapp:ask_for_receipt networkapp:ask_to_finish
        networkapp:change_topic_state networkapp:describe_paper networkapp:dismiss_reports networkapp:draft
        networkapp:edit_message networkapp:hide_message networkapp:inquire_from networkapp:make_for_section
        networkapp:mark_read networkapp:move_topic networkapp:new_topic_draft networkapp:new_topic_preview
        networkapp:open_topic networkapp:paper networkapp:pin_topic networkapp:prepare
        networkapp:prepare_again networkapp:preview networkapp:propose_from_messages
        networkapp:put_papers networkapp:react networkapp:read_up_to_here networkapp:refuse_appeal
        networkapp:release_prepared networkapp:remove_paper networkapp:rename_topic networkapp:report_message
        networkapp:restore_message networkapp:say_about networkapp:send_back_prepared networkapp:share_topic
        networkapp:take_back_prepared networkapp:take_out_topic networkapp:topic networkapp:unread_from_here
        networkapp:withdraw_message
    """,
    "drafts that are released later, and proposals before they are decided on": """
        evaluation:amend evaluation:consolidate evaluation:propose evaluation:propose_change
        evaluation:propose_removal evaluation:set_aside evaluation:withdraw_proposal
        networkapp:accept_amendment networkapp:ask_delegations networkapp:change_proposal
        networkapp:consolidate networkapp:follow_up networkapp:generate_version networkapp:prepare_objection
        networkapp:prepare_position networkapp:prepare_position_again networkapp:prepare_statement
        networkapp:amend networkapp:propose networkapp:reopen_amendment networkapp:send_amendment_back
        networkapp:send_back_position networkapp:set_amendment_aside networkapp:take_amendment_back
        networkapp:take_back_position networkapp:take_up_proposal networkapp:withdraw_amendment
        networkapp:withdraw_proposal networkapp:write_outcome networkapp:write_proposal_text
    """,
    "invitations that were confirmed when they were sent; own marks of a seat": """
        networkapp:own_seats networkapp:resend_invitation networkapp:revoke_invitation
    """,
    "meetings, whose minutes are approved by all": """
        networkapp:actions networkapp:add_item networkapp:agenda_item networkapp:ask_for_floor
        networkapp:attendance networkapp:calendar_feed networkapp:call_meeting networkapp:cancel_meeting
        networkapp:change_meeting networkapp:correct_minutes networkapp:date_poll networkapp:draft_minutes
        networkapp:end_turn networkapp:give_floor networkapp:meeting_pack networkapp:move_item
        networkapp:open_date_poll networkapp:open_sense_check networkapp:put_on_agenda
        networkapp:record_attendance networkapp:record_outcome networkapp:remove_item networkapp:say_held
        networkapp:send_minutes networkapp:settle_correction networkapp:step_action networkapp:take_off_agenda
        networkapp:take_suggestions networkapp:talk_about_item networkapp:withdraw_turn
        networkapp:write_minutes
    """,
    "inquiries, whose question a member releases": """
        networkapp:answer_matters networkapp:approve_inquiry networkapp:ask_again networkapp:cast_into
        networkapp:change_inquiry networkapp:close_inquiry networkapp:country_brief_section
        networkapp:decide_inquiry networkapp:file_answer networkapp:put_off_cast networkapp:reopen_inquiry
        networkapp:rewrite_form networkapp:table_cast networkapp:translate_inquiry networkapp:verify_answer
        networkapp:withdraw_cast networkapp:write_inquiry
    """,
    "handbooks, library, news, days and hotlines: content with its history": """
        networkapp:agenda_note networkapp:answer_note networkapp:article_signatures networkapp:ask_note
        networkapp:assign_note networkapp:body_note networkapp:bring_in_missing
        networkapp:bring_translation_back networkapp:edition_chapter_files networkapp:edition_files
        networkapp:edition_read networkapp:edition_section_reading networkapp:editions
        networkapp:handbook_files networkapp:handbook_review networkapp:hotline_act networkapp:notes
        networkapp:place_note networkapp:publication_matters networkapp:quiet_day networkapp:reading_list
        networkapp:reopen_note networkapp:resolve_note networkapp:section_law networkapp:section_notes
        networkapp:section_reading networkapp:share_note networkapp:start_handbook networkapp:translate_page
        networkapp:take_over_references networkapp:topic_note networkapp:translation networkapp:withdraw_note
        networkapp:word_import networkapp:word_imports networkapp:write_deed
    """,
    "a reader's own settings": """
        accounts_preferences networkapp:devices networkapp:first_steps
        networkapp:notification_settings networkapp:notifications
        networkapp:remove_device networkapp:set_interface_language networkapp:unsubscribe
        networkapp:watch_topic put_guides_aside
    """,
    "answers of an assessment before they are signed, and what is said about them": """
        evaluation:add_evidence evaluation:answer evaluation:care_for_evidence evaluation:confirm
        evaluation:discard_workbook evaluation:minute evaluation:note evaluation:open_again
        evaluation:remove_evidence evaluation:section evaluation:section_link evaluation:section_not_ready
        evaluation:section_ready evaluation:sections_given evaluation:send_section_link
        evaluation:take_answers evaluation:take_back_section evaluation:take_offer evaluation:voice
        evaluation:workbook
    """,
    "a review, which changes no answer": """
        evaluation:ask_further evaluation:ask_in_review evaluation:check_in_review evaluation:conclude_review
        evaluation:confirm_in_review evaluation:end_review evaluation:open_review evaluation:remark_in_review
        evaluation:draw_lot evaluation:draw_lot_again
        evaluation:reply_in_review evaluation:reply_to_remark evaluation:send_back_from_review
        evaluation:settle_question evaluation:uncheck_in_review evaluation:withdraw_from_review
    """,
    "criteria before they are put to a decision": """
        evaluation:ask_for_positions evaluation:close_proposals evaluation:correct
        evaluation:correct_criterion evaluation:framework_subjects evaluation:first_version evaluation:next_version
        evaluation:open_proposals evaluation:take_back
    """,
    "subjects, which name nobody and decide nothing, and tables of entries with a source that can be corrected": """
        evaluation_discard_table evaluation_import_table evaluation_take_table
        networkapp_merge_subject networkapp_offer_subject networkapp_retire_subject
    """,
    "findings, treaties and verdicts: entries with a source that can be corrected": """
        evaluation:correct_act evaluation:record_act evaluation:record_finding evaluation:reply_to_finding
        evaluation:respond_to_finding evaluation:take_act_back evaluation:verdict
    """,
}


def addresses() -> Iterator[tuple[str, Callable[..., Any]]]:
    yield from _below(get_resolver(), "")


def _below(resolver: URLResolver, space: str) -> Iterator[tuple[str, Callable[..., Any]]]:
    for pattern in resolver.url_patterns:
        if isinstance(pattern, URLResolver):
            yield from _below(pattern, f"{space}{pattern.namespace}:" if pattern.namespace else space)
        else:
            yield f"{space}{pattern.name or pattern.pattern}", pattern.callback


def takes_post(view: Callable[..., Any]) -> bool:
    """Return whether a view of ours or of allauth's handles a POST, judging by its class or source."""
    if found := getattr(view, "view_class", None):
        allowed = view.view_initkwargs.get("http_method_names", found.http_method_names)  # type: ignore[attr-defined]
        return found.__module__.startswith(OURS) and hasattr(found, "post") and "post" in allowed
    inner = inspect.unwrap(view)
    if not getattr(inner, "__module__", "").startswith(OURS):
        return False
    return "POST" in inspect.getsource(inner)


def test_every_address_that_takes_a_post_is_binding_or_listed_as_not_binding() -> None:
    posts = {name for name, view in addresses() if takes_post(view) and not name.startswith(("wagtail", "admin:"))}
    not_binding = {name for names in NOT_BINDING.values() for name in names.split()}
    assert posts - BINDING - not_binding == set()
    assert not_binding - posts == set()


def test_exactly_the_listed_binding_acts_are_marked_as_binding() -> None:
    marked = {name for name, view in addresses() if hasattr(view, "binding_methods")}
    unmarked = {name for name, view in addresses() if not hasattr(view, "binding_methods")}
    assert (marked, marked & unmarked) == (BINDING, set())


def test_binding_views_ask_for_confirmation_on_post() -> None:
    asking = {name: view.binding_methods for name, view in addresses() if hasattr(view, "binding_methods")}  # type: ignore[attr-defined]
    shown_after = {"GET", "HEAD", "POST"}
    assert {name for name, methods in asking.items() if methods == shown_after} == {
        *ACCOUNT_BINDING,
        "accounts_sign_on",
    }
    assert {name for name, methods in asking.items() if methods == {"GET", "HEAD"}} == {"networkapp:own_data_file"}
    assert all("POST" in methods for name, methods in asking.items() if name != "networkapp:own_data_file")
