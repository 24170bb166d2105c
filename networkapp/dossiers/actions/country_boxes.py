"""Bring an answer of a government, verbatim and with its source, into a handbook.

It becomes a draft of the section's country note, or a change request to the editors. An answer that is restricted for
any reader of the handbook is refused.
"""

import re
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from html import unescape
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override
from wagtail.models import Page

from networkapp.errors import Refused
from networkapp.handbooks.models import Annotation, ChapterPage, NoteAudience, RequestState, Section
from networkapp.handbooks.models.section_views import WrittenSection
from networkapp.handbooks.notes.actions import find_noted_section, write_note
from networkapp.handbooks.notes.outcomes import request_change
from networkapp.inquiries.models import ParliamentCase, Reply
from networkapp.inquiries.queries.answers import AnswerAccess, VisibleAnswer, case_statuses, with_answers
from networkapp.models import Delegation, Network
from networkapp.networks.queries.countries import country_name
from networkapp.permissions import Action
from networkapp.provenance.links import link_cause
from networkapp.users import User

LONGEST_LABEL, LONGEST_VALUE = 300, 2_000
FROZEN_NOTE = re.compile(
    r'<section class="country-box" aria-label="(?P<country>[^"]*)">\s*<header><h3><span lang="(?P<language>[\w-]+)">'
    r".*?<dl[^>]*>(?P<facts>.*?)</dl>",
    re.DOTALL,
)
"""A box as templates/networkapp/handbooks/blocks/country_box.html writes it, which is what editions have frozen."""


@dataclass(frozen=True, kw_only=True)
class CountryNoteFact:
    """The text of a country note about an answer: the question, and the words with their source."""

    label: str
    value: str


def quotable_answer(*, reply: Reply) -> VisibleAnswer:
    """Return the answer as all readers of the inquiry see it. Refused: `embargo`, `withheld`, `nothing_said`."""
    answer = _answers([reply]).get(reply.pk)
    if answer is None:
        raise Refused("embargo", _("You can use the answer only after its embargo has ended."))
    if _has_withheld_passage(answer):
        raise Refused("withheld", _("You cannot quote an answer with withheld passages."))
    if not answer.quoted.strip():
        raise Refused("nothing_said", _("The answer has no text to quote."))
    return answer


def quotable_answers(*, replies: Sequence[Reply]) -> dict[int, VisibleAnswer]:
    """Return those of these answers that `open_answer` would return, by primary key; in five queries, however many
    there are."""
    answers = _answers(replies)
    return {pk: answer for pk, answer in answers.items() if answer.quoted.strip() and not _has_withheld_passage(answer)}


def source_of(*, reply: Reply, answer: VisibleAnswer) -> str:
    """Return the source of an answer: the delegation, the question, the date, and where it can be read."""
    case = reply.case
    day = date_format(case.answered_on, "DATE_FORMAT") if case.answered_on else ""
    parts = (case.delegation.label, str(case.inquiry), case.reference, day, answer.document_url)
    return ", ".join(part for part in parts if part)


def _answers(replies: Sequence[Reply]) -> dict[int, VisibleAnswer]:
    cases = with_answers(cases=ParliamentCase.objects.filter(pk__in={reply.case_id for reply in replies}))
    found = {status.case.pk: status.answers for status in case_statuses(cases=cases, access=AnswerAccess())}
    pairs = ((reply.pk, found.get(reply.case_id, {}).get(reply.question_id)) for reply in replies)
    return {pk: answer for pk, answer in pairs if answer is not None}


def _has_withheld_passage(answer: VisibleAnswer) -> bool:
    return any(passage.withheld for passage in (*answer.quotation, *answer.translation, *answer.because))


def may_edit(*, section: Section, user: User) -> bool:
    """Return whether `user` edits the handbook of the section, and so gets a draft instead of requesting one."""
    network: Network = section.page.handbook.network
    return network.allows(user, Action.EDIT_HANDBOOKS)


def fact_for(*, reply: Reply, section: Section) -> CountryNoteFact:
    """Return the answer as the country note of the section would contain it: question and text in the language of the
    chapter if available, and the source in that language, whoever adds it.

    Refused: `no_country` (the delegation has none), `elsewhere` (readers of the handbook need not see the inquiry), and
    what `open_answer` refuses.
    """
    answer, delegation = quotable_answer(reply=reply), reply.case.delegation
    if delegation.kind not in Delegation.OF_A_COUNTRY or not delegation.country:
        raise Refused("no_country", _("Only delegations of a single country have country notes."))
    inquiry, network = reply.case.inquiry, section.page.handbook.network
    if inquiry.network_id != network.pk and inquiry.network.visibility != Network.Visibility.PUBLIC:
        raise Refused(
            "elsewhere", _("You cannot quote this answer here: some readers of the handbook cannot see the inquiry.")
        )
    language = section.page.locale.language_code
    words = answer.translated if answer.translated and answer.translation_language == language else answer.quoted
    question = reply.question.in_language(language) or reply.question
    with override(language):
        source = source_of(reply=reply, answer=answer)
    return CountryNoteFact(label=question.text[:LONGEST_LABEL], value=f"“{words[:LONGEST_VALUE]}” ({source})")


def is_in_country_note(*, reply: Reply, section: WrittenSection) -> bool:
    """Return whether a country note of the published section names the inquiry, or the address of the answer; an answer
    in a draft alone does not count."""
    boxes = (block.value for block in section.value["body"] if block.block_type == "country_box")
    own = (box for box in boxes if box["country"] == str(reply.case.delegation.country))
    return any(name in fact["value"] for box in own for fact in box["facts"] for name in _names(reply))


def is_in_frozen_country_note(*, reply: Reply, html: str) -> bool:
    """Return whether a country note in the HTML of an edition's section names the inquiry or the answer's address.

    In an edition, a country note has the name of its country in one language only.
    """
    for box in FROZEN_NOTE.finditer(html):
        with override(box["language"]):
            country = country_name(code=str(reply.case.delegation.country))
        words = unescape(box["facts"])
        if unescape(box["country"]) == country and any(name in words for name in _names(reply)):
            return True
    return False


def _names(reply: Reply) -> list[str]:
    case = reply.case
    return [name for name in (case.inquiry.title, case.reference, reply.document_url) if name]


@transaction.atomic
def add_to_handbook(*, reply: Reply, section: Section, user: User, client_key: UUID) -> ChapterPage | Annotation:
    """Add the answer to the section's country note in a draft, if `user` edits the handbook; else request the change.

    Links the answer and the section or change request in both directions. Doing it twice has the effect of once.

    Refused: what `fact_for` and `write_note` refuse; NotAllowed without a seat that may do either.
    """
    found = find_noted_section(pk=section.pk, user=user)
    fact, delegation = fact_for(reply=reply, section=found), reply.case.delegation
    if may_edit(section=found, user=user):
        link_cause(cause=reply, effect=section, user=user)
        return _draft_chapter(found, delegation, fact, user)
    text = _("Country note for %(country)s, from the government’s answer.") % {"country": delegation.label}
    note = write_note(section=found, user=user, audience=NoteAudience.NETWORK, body=text, client_key=client_key)
    if note.request == RequestState.NONE:
        request_change(note=note, user=user, proposal=f"{fact.label}\n\n{fact.value}")
    link_cause(cause=reply, effect=note, user=user)
    return note


def _draft_chapter(section: Section, delegation: Delegation, fact: CountryNoteFact, user: User) -> ChapterPage:
    """Save a draft of the chapter with the fact in its country note, created if missing; return the chapter."""
    Page.objects.select_for_update().get(pk=section.page_id)
    chapter: ChapterPage = ChapterPage.objects.get(pk=section.page_id).get_latest_revision_as_object()
    blocks = list(chapter.sections.raw_data)
    block = next((one for one in blocks if one["id"] == section.block_id), None)
    if block is None:
        raise Refused("not_in_draft", _("The section is no longer in the latest draft of its chapter."))
    code = str(delegation.country)
    body = block["value"]["body"]
    box = next((one for one in body if one["type"] == "country_box" and one["value"]["country"] == code), None)
    if box is None:
        box = {"type": "country_box", "id": str(uuid4()), "value": _empty_country_note(code, delegation)}
        body.append(box)
    facts = box["value"]["facts"]
    value = asdict(fact)
    if any(value in (known, known.get("value")) for known in facts):
        return chapter
    facts.append({"type": "item", "id": str(uuid4()), "value": value})
    chapter.sections = blocks
    chapter.save_revision(user=user, log_action=True, clean=False)
    return chapter


def _empty_country_note(code: str, delegation: Delegation) -> dict[str, Any]:
    return {"country": code, "facts": [], "kept_by": delegation.label, "law_as_of": None, "sources": []}
