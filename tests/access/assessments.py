"""Addresses of assessments and of results. Add a row for each new view."""

from collections.abc import Callable, Mapping
from typing import Any

from evaluation.models import SectionAssignment
from evaluation.permissions import Action as Assess
from networkapp.permissions import Action
from tests.access.address import JSON, Address
from tests.access.places import Place


def _draft(place: Place) -> list[Any]:
    return [place.draft.pk]


def _signed(place: Place) -> list[Any]:
    return [place.signed.pk]


def _year(place: Place) -> dict[str, Any]:
    """Return the year in which only this place has published results."""
    return {"year": place.published.cycle.year}


def _answer(place: Place) -> list[Any]:
    return [place.draft.pk, "1.3"]


def _evidence(place: Place) -> list[Any]:
    return [place.draft.pk, "1.3", place.draft.answers.get(criterion__series_id="1.3").evidence.get().pk]


def _signature(role: str) -> Callable[[Place], Mapping[str, Any]]:
    # An outdated hash: people who may sign are told so, and all others get no further.
    return lambda place: {"role": role, "answers_hash": "0" * 64}


def _act(place: Place) -> list[Any]:
    return [place.act.pk]


def _reviewed(place: Place) -> list[Any]:
    return [place.question.review.assessment_id]


def _reviewed_answer(place: Place) -> list[Any]:
    return [*_reviewed(place), "1.3"]


def _question(place: Place) -> list[Any]:
    return [*_reviewed(place), place.question.pk]


def _comment_text(place: Place) -> Mapping[str, Any]:
    return {"text": "Something"}


def _withdrawing(place: Place) -> Mapping[str, Any]:
    return {"delegation": place.question.reviewing.delegation_id, "reason": "An election"}


NOTE = {"text": "We see it otherwise.", "base_number": 0}
YES = {"status": "value", "choice": "yes", "base_version": 0}
EITHER = (Assess.READ, Assess.OVERSEE)
CHANGING = (Assess.ANSWER, Assess.WORK_ON_SECTION)
WORKING = (Assess.READ, Assess.WORK_ON_SECTION)
SOMEBODY = {"name": "A person", "email": "new@example.org", "language": "en", "sections": []}


def _assignment(place: Place) -> Any:
    return SectionAssignment.objects.get(holder__assessment=place.draft, holder__name="a section in hand")


# Assignments of sections of the draft
SECTIONS = (
    Address(name="evaluation:sections_given", needs=(Assess.GIVE_SECTIONS,), args=_draft, known_by=(Assess.READ,)),
    Address(
        name="evaluation:sections_given", needs=(Assess.GIVE_SECTIONS,), args=_draft, method="POST",
        data=lambda place: SOMEBODY, known_by=(Assess.READ,), answers=422,
    ),
    Address(
        name="evaluation:send_section_link", needs=(Assess.GIVE_SECTIONS,), method="POST", known_by=(Assess.READ,),
        args=lambda place: [place.draft.pk, _assignment(place).holder_id], answers=302,
    ),
    Address(
        name="evaluation:take_back_section", needs=(Assess.GIVE_SECTIONS,), method="POST", known_by=(Assess.READ,),
        args=lambda place: [place.draft.pk, _assignment(place).pk], answers=302,
    ),
    # The section is assigned to a contributor, so the country's own team does not mark it.
    *(
        Address(
            name=f"evaluation:{name}", needs=(Assess.WORK_ON_SECTION,), args=lambda place: [place.draft.pk, 1],
            method="POST", known_by=(Assess.READ,), answers=302,
        )
        for name in ("section_ready", "section_not_ready")
    ),
)  # fmt: skip


def _cycle(place: Place) -> list[Any]:
    return [place.network.slug, place.draft.cycle.year]


# Members read the record of a cycle; the secretariat changes it, and gets the errors of an empty form here.
CYCLES = (
    Address(name="evaluation:cycle", needs=(Assess.READ_CYCLES,), args=_cycle),
    *(
        Address(
            name="evaluation:open_cycle", needs=(Assess.RUN_CYCLES,), known_by=(Assess.READ_CYCLES,), method=method,
            args=lambda place: [place.network.slug], answers=answers,
        )
        for method, answers in (("GET", 200), ("POST", 422))
    ),
    *(
        Address(
            name=f"evaluation:{name}", needs=(Assess.RUN_CYCLES,), known_by=(Assess.READ_CYCLES,), method="POST",
            args=_cycle, answers=422,
        )
        for name in ("extend_cycle", "lock_cycle", "unlock_cycle", "close_cycle", "ask_latecomers")
    ),
    # Two countries are too few for a lot: people who may draw it get this error.
    *(
        Address(
            name=f"evaluation:{name}", needs=(Assess.CONDUCT_REVIEW,), known_by=(Assess.READ_CYCLES,), method="POST",
            args=_cycle, answers=422,
        )
        for name in ("draw_lot", "draw_lot_again")
    ),
)  # fmt: skip
IN_REVIEW = (*EITHER, Assess.REVIEW)

ASSESSMENTS = (
    # Assessments of XA before they are signed
    Address(name="evaluation:assessment", needs=(Assess.READ,), args=_draft),
    Address(name="evaluation:section", needs=WORKING, args=lambda place: [place.draft.pk, 1]),
    Address(
        name="evaluation:section", needs=CHANGING, args=lambda place: [place.draft.pk, 1], method="POST",
        data=lambda place: {f"q1-3-{name}": value for name, value in YES.items()}, known_by=(Assess.READ,), answers=302,
    ),
    Address(name="evaluation:answer", needs=WORKING, args=_answer),
    Address(
        name="evaluation:minute", needs=CHANGING, args=_draft, method="POST", known_by=(Assess.READ,), answers=204,
    ),
    Address(name="evaluation:answer_history", needs=(Assess.READ,), args=_answer),
    Address(
        name="evaluation:answer_history", needs=(Assess.READ,), args=lambda place: [place.signed.pk, "1.3"],
    ),
    Address(
        name="evaluation:answer", needs=CHANGING, args=_answer, method="POST", data=lambda place: YES,
        known_by=(Assess.READ,), answers=302,
    ),
    Address(
        name="evaluation:answer", needs=CHANGING, args=_answer, method="POST", data=lambda place: YES,
        known_by=(Assess.READ,), headers=JSON,
    ),
    Address(name="evaluation:add_evidence", needs=CHANGING, args=_answer, known_by=(Assess.READ,)),
    Address(
        name="evaluation:add_evidence", needs=CHANGING, args=_answer, method="POST",
        data=lambda place: {"title": "A law", "url": "https://law.example/"}, known_by=(Assess.READ,), answers=302,
    ),
    Address(
        name="evaluation:remove_evidence", needs=CHANGING, args=_evidence, method="POST",
        known_by=(Assess.READ,), answers=302,
    ),
    # Nothing is offered: people who may accept an offer get this error, and all others get no further.
    Address(
        name="evaluation:take_offer", needs=CHANGING, args=_answer, method="POST", known_by=(Assess.READ,), answers=302,
        data=lambda place: {"offer": "observation-0", "base_version": 0},
    ),
    # A document is read with its answer and managed by the country's own team only.
    Address(name="evaluation:evidence_file", needs=WORKING, args=_evidence),
    Address(name="evaluation:care_for_evidence", needs=(Assess.ANSWER,), args=_evidence, known_by=WORKING),
    Address(
        name="evaluation:care_for_evidence", needs=(Assess.ANSWER,), args=_evidence, method="POST",
        known_by=WORKING, answers=302,
    ),
    Address(
        name="evaluation:note", needs=(Assess.SPEAK_FOR_PARLIAMENT, Assess.SPEAK_FOR_GOVERNMENT), args=_answer,
        known_by=WORKING,
    ),
    Address(
        name="evaluation:note", needs=(Assess.SPEAK_FOR_PARLIAMENT,), args=_answer, method="POST",
        data=lambda place: {**NOTE, "voice": "parliament"}, known_by=WORKING, answers=302,
    ),
    Address(
        name="evaluation:note", needs=(Assess.SPEAK_FOR_GOVERNMENT,), args=_answer, method="POST",
        data=lambda place: {**NOTE, "voice": "government"}, known_by=WORKING, answers=302,
    ),
    # Civil society reads a signed assessment as it would be published, and comments on it.
    Address(name="evaluation:voices", needs=(Assess.SPEAK_FOR_CIVIL_SOCIETY,), args=_signed),
    Address(
        name="evaluation:voice", needs=(Assess.SPEAK_FOR_CIVIL_SOCIETY,), method="POST", data=lambda place: NOTE,
        args=lambda place: [place.signed.pk, "1.3"], answers=302,
    ),
    *SECTIONS,
    *CYCLES,
    Address(name="evaluation:workbook", needs=WORKING, args=_draft),
    Address(name="evaluation:workbook_file", needs=WORKING, args=_draft),
    Address(name="evaluation:workbook_of_section", needs=WORKING, args=lambda place: [place.draft.pk, 1]),
    *(
        Address(
            name=f"evaluation:{name}", needs=CHANGING, args=_draft, method="POST", known_by=(Assess.READ,), answers=422,
        )
        for name in ("workbook", "take_answers")
    ),
    Address(name="evaluation:discard_workbook", needs=WORKING, args=_draft, method="POST", answers=302),
    Address(name="evaluation:sign", needs=(Assess.READ,), args=_draft),
    *(
        Address(
            name="evaluation:sign", needs=(action,), args=_draft, method="POST", data=_signature(role),
            known_by=(Assess.READ,), answers=422,
        )
        for role, action in (("delegate", Assess.SIGN_FOR_PARLIAMENT), ("government", Assess.SIGN_FOR_GOVERNMENT))
    ),
    # After the signatures
    Address(name="evaluation:assessment", needs=EITHER, args=_signed),
    Address(name="evaluation:section", needs=EITHER, args=lambda place: [place.signed.pk, 1]),
    Address(name="evaluation:workbook", needs=EITHER, args=_signed),
    Address(name="evaluation:workbook_file", needs=EITHER, args=_signed),
    Address(name="evaluation:answer", needs=EITHER, args=lambda place: [place.signed.pk, "1.3"]),
    Address(name="evaluation:review", needs=(Assess.OVERSEE,), args=_signed),
    Address(
        name="evaluation:confirm", needs=(Assess.CONFIRM,), args=lambda place: [place.signed.pk, "1.3"],
        method="POST", answers=422,
    ),
    Address(name="evaluation:draft_gaps", needs=(Assess.READ,), args=_draft),
    Address(name="evaluation:draft_gaps", needs=EITHER, args=_signed),
    Address(name="evaluation:report", needs=(Action.SEE,), args=lambda place: [place.report.slug], open=True),
    Address(
        name="evaluation:report_version", needs=(Action.SEE,), args=lambda place: [place.report.slug, 1], open=True,
    ),
    Address(name="evaluation:report_draft", needs=(Action.READ,), args=lambda place: [place.report.slug], open=True),
    Address(name="evaluation:gaps", needs=(Assess.READ_RESULTS,), args=lambda place: ["xa"], data=_year, open=True),
    Address(name="evaluation:overview", needs=(Assess.READ_RESULTS,), data=_year, open=True),
    Address(name="evaluation:profile", needs=(Assess.READ_RESULTS,), args=lambda place: ["XA"], data=_year, open=True),
    Address(
        name="evaluation:recommendation", needs=(Assess.READ_RESULTS,), args=lambda place: [1], data=_year, open=True,
    ),
    # Peer review
    Address(name="evaluation:open_review", needs=(Assess.CONDUCT_REVIEW,), args=_signed, method="POST", answers=422),
    Address(name="evaluation:peer_review", needs=IN_REVIEW, args=_reviewed),
    Address(name="evaluation:peer_review_section", needs=IN_REVIEW, args=lambda place: [*_reviewed(place), 1]),
    *(
        Address(
            name=f"evaluation:{name}", needs=(Assess.REVIEW,), args=_reviewed_answer, method="POST", data=_comment_text,
            known_by=EITHER, answers=302,
        )
        for name in ("ask_in_review", "remark_in_review", "check_in_review", "uncheck_in_review")
    ),
    Address(
        name="evaluation:confirm_in_review", needs=(Assess.REVIEW, Assess.CONFIRM), args=_reviewed_answer,
        method="POST", known_by=EITHER, answers=422,
    ),
    *(
        Address(
            name=f"evaluation:{name}", needs=(Assess.REVIEW,), args=_question, method="POST", data=_comment_text,
            known_by=EITHER, answers=302,
        )
        for name in ("ask_further", "settle_question")
    ),
    Address(
        name="evaluation:reply_in_review", needs=(Assess.REPLY,), args=_question, method="POST", data=_comment_text,
        known_by=IN_REVIEW, answers=302,
    ),
    Address(
        name="evaluation:reply_to_remark", needs=(Assess.REPLY,),
        args=lambda place: [*_reviewed(place), place.remark.pk], method="POST", data=_comment_text, known_by=IN_REVIEW,
        answers=302,
    ),
    Address(
        name="evaluation:conclude_review", needs=(Assess.REVIEW,), args=_reviewed, method="POST", known_by=EITHER,
        answers=422,
    ),
    Address(
        name="evaluation:end_review", needs=(Assess.CONDUCT_REVIEW,), args=_reviewed, method="POST",
        known_by=IN_REVIEW, answers=422,
    ),
    Address(
        name="evaluation:withdraw_from_review", needs=(Assess.REVIEW, Assess.CONDUCT_REVIEW), args=_reviewed,
        method="POST", data=_withdrawing, known_by=IN_REVIEW, answers=302,
    ),
    Address(
        name="evaluation:send_back_from_review", needs=(Assess.REOPEN, Assess.SEND_BACK), args=_reviewed,
        method="POST", data=lambda place: {"reason": "A mistake"}, known_by=IN_REVIEW, answers=302,
    ),
    # Results
    Address(
        name="evaluation:versions", needs=(Assess.READ_RESULTS,), args=lambda place: ["xa", *_year(place).values()],
        open=True,
    ),
    Address(
        name="evaluation:version", needs=(Assess.READ_RESULTS,), args=lambda place: ["xa", *_year(place).values(), 1],
        open=True,
    ),
    Address(name="evaluation:publish", needs=(Assess.PUBLISH,), args=_signed, method="POST", answers=422),
    Address(
        name="evaluation:open_again", needs=(Assess.REOPEN, Assess.SEND_BACK), args=_signed, method="POST",
        data=lambda place: {"reason": "A mistake"}, known_by=EITHER, answers=302,
    ),
    *(
        Address(
            name="evaluation:verdict", needs=(Assess.RECORD_VERDICT,),
            args=lambda place: [1, place.network.slug, "xa"], method=method, answers=answers,
        )
        for method, answers in (("GET", 200), ("POST", 422))
    ),
    # The register of treaties belongs to no network: a seat in any of them is enough.
    Address(
        name="evaluation:record_act", needs=(Assess.KEEP_REGISTER,), args=lambda place: ["xa"], shared=True,
    ),
    Address(
        name="evaluation:record_act", needs=(Assess.KEEP_REGISTER,), args=lambda place: ["xa"], shared=True,
        method="POST", answers=422,
    ),
    Address(name="evaluation:correct_act", needs=(Assess.KEEP_REGISTER,), args=_act, shared=True),
    Address(
        name="evaluation:correct_act", needs=(Assess.KEEP_REGISTER,), args=_act, shared=True, method="POST",
        answers=422,
    ),
    Address(
        name="evaluation:take_act_back", needs=(Assess.KEEP_REGISTER,), args=_act, shared=True, method="POST",
        answers=422,
    ),
    # So do findings of independent bodies.
    *(
        Address(
            name=name, needs=(Assess.KEEP_REGISTER,), args=args, shared=True, method=method, answers=answers,
        )
        for name, args in (
            ("evaluation:record_finding", lambda place: ["xa"]),
            ("evaluation:respond_to_finding", lambda place: [place.finding.pk]),
        )
        for method, answers in (("GET", 200), ("POST", 422))
    ),
    # The government of XA can reply with a seat in any network.
    *(
        Address(
            name="evaluation:reply_to_finding", needs=(Assess.REPLY_TO_FINDING,), shared=True, method=method,
            args=lambda place: [place.finding.pk], answers=answers,
        )
        for method, answers in (("GET", 200), ("POST", 422))
    ),
)  # fmt: skip
