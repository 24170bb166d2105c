"""The documents of a meeting, as one reader can see them: what items are about, and the files added to them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from hashlib import sha256
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.formats import date_format
from django.utils.html import escape, format_html, format_html_join
from django.utils.translation import gettext as _

from networkapp.decisions.models import Decision, Procedure, Proposal, ProposalVersion
from networkapp.documents.book.appendices import AppendixContent, appendix_content
from networkapp.documents.convert import DocumentFormat
from networkapp.handbooks.models import ChapterPage, Section
from networkapp.handbooks.takeaway.book import current_section_html
from networkapp.inquiries.exports import answers_by_question
from networkapp.inquiries.models import Inquiry
from networkapp.inquiries.queries.matrix import answer_matrices, inquiries_for
from networkapp.meetings.models import AgendaItem, AgendaPaper, Minutes
from networkapp.meetings.queries.agenda_results import agenda_results
from networkapp.permissions import Action
from networkapp.registry import topic_subjects
from networkapp.text.markdown import to_html
from networkapp.users import AnyUser

DocumentReader = Callable[[DocumentFormat], AppendixContent]


@dataclass(frozen=True, kw_only=True)
class MeetingDocument:
    """A document: `state` stands for its whole content, `tell` returns it in one format, and is called only when a pack
    is created.

    `facts` are shown in any case: what it is, and the hash of an uploaded one. `original` is the upload. One that
    `states_result` needs no sentence about the outcome of its subject.
    """

    title: str
    kind: str
    state: str
    url: str
    tell: DocumentReader
    facts: tuple[str, ...] = field(default=())
    original: AgendaPaper | None = None
    states_result: bool = True

    def with_result(self, result: str) -> "MeetingDocument":
        """Return the document with the outcome of its subject, unless its facts or its text state that already."""
        if not result or self.states_result:
            return self
        return replace(self, facts=(*self.facts, result.rstrip(".")), state=f"{self.state} {result}")

    @property
    def key(self) -> str:
        """Return the key by which the document is recognised when its content changes."""
        return f"paper-{self.original.pk}" if self.original else self.url or self.title


def documents_of(*, items: Sequence[AgendaItem], user: AnyUser) -> dict[int, list[MeetingDocument]]:
    """Return the documents of each item, by its primary key, that `user` can see; the number of queries is
    constant."""
    found: dict[int, list[MeetingDocument]] = defaultdict(list)
    abouts = _subject_documents(items, user)
    results = agenda_results(items=items, network=items[0].meeting.network) if abouts else {}
    for item in items:
        sheet = abouts.get((item.about_type_id or 0, item.about_id or 0))
        if sheet is not None:
            found[item.pk].append(sheet.with_result(results.get(item.pk, "")))
    papers = AgendaPaper.objects.where(user, may=Action.READ).filter(item__in=items)
    for paper in papers.select_related("document", "item__meeting"):
        found[paper.item_id].append(_uploaded_document(paper))
    return found


def _subject_documents(items: Iterable[AgendaItem], user: AnyUser) -> dict[tuple[int, int], MeetingDocument]:
    """Return a document for each subject of an agenda item that `user` can see."""
    wanted: dict[int, set[int]] = defaultdict(set)
    for item in items:
        if item.about_type_id and item.about_id:
            wanted[item.about_type_id].add(item.about_id)
    known = {}
    for kind, keys in wanted.items():
        for thing, sheet in _documents_of_model(ContentType.objects.get_for_id(kind).model_class(), keys, user):
            known[kind, thing.pk] = sheet
    return known


def _documents_of_model(model: Any, keys: set[int], user: AnyUser) -> Iterator[tuple[Any, MeetingDocument]]:
    set_down: Mapping[Any, Callable[[set[int], Any], Iterator[tuple[Any, MeetingDocument]]]] = {
        Proposal: _proposal_documents,
        Procedure: _procedure_documents,
        Decision: _decision_documents,
        Minutes: _minutes_documents,
        Section: _section_documents,
        Inquiry: _inquiry_documents,
    }
    if model in set_down:
        yield from set_down[model](keys, user)
        return
    subject = topic_subjects.get(model._meta.model_name) if model else None
    for thing in subject.where(user=user).filter(pk__in=keys) if subject else ():
        address = getattr(thing, "get_absolute_url", None)
        kind, url = str(subject.label) if subject else "", address() if address else ""
        sheet = MeetingDocument(
            title=str(thing), kind=kind, state=str(thing), url=url, tell=_empty_reading, states_result=False
        )
        yield thing, sheet


def _proposal_documents(keys: set[int], user: AnyUser) -> Iterator[tuple[Any, MeetingDocument]]:
    found = Proposal.objects.where(user, may=Action.READ).filter(pk__in=keys).select_related("network")
    for proposal in found.prefetch_related("versions__amendments__delegation"):
        version = max(proposal.versions.all(), key=lambda one: one.number, default=None)
        if version is None:
            continue
        amendments = [one for one in version.amendments.all() if one.state == "open"]
        told = format_html_join(
            "",
            "<li>{} ({}): {} {}</li>",
            ((one.number, one.delegation.code, one.replacement or _("deleted"), one.reason) for one in amendments),
        )
        more = format_html("<p><b>{}</b></p><ul>{}</ul>", _("Open amendments"), told) if amendments else ""
        yield (
            proposal,
            MeetingDocument(
                title=str(proposal),
                kind=_("proposal"),
                state=f"{version.content_hash} {[(one.pk, one.state) for one in amendments]}",
                url=proposal.get_absolute_url(),
                tell=_html_reader(_paragraphs_html(version) + more),
                facts=(_("Version %(number)s") % {"number": version.number},),
                states_result=False,
            ),
        )


def _procedure_documents(keys: set[int], user: AnyUser) -> Iterator[tuple[Any, MeetingDocument]]:
    found = Procedure.objects.where(user, may=Action.READ).filter(pk__in=keys).select_related("network", "version")
    for procedure in found:
        version = procedure.version
        text = _paragraphs_html(version) if version else format_html("<p>{}</p>", procedure.text)
        yield (
            procedure,
            MeetingDocument(
                title=procedure.title,
                kind=_("procedure"),
                state=f"{procedure.pk} {version.content_hash if version else procedure.text}",
                url=procedure.get_absolute_url(),
                tell=_html_reader(text),
                states_result=False,
            ),
        )


def _decision_documents(keys: set[int], user: AnyUser) -> Iterator[tuple[Any, MeetingDocument]]:
    for decision in Decision.objects.where(user, may=Action.READ).filter(pk__in=keys).select_related("network"):
        rows = format_html_join("", "<li>{}</li>", ((text,) for text in decision.paragraphs))
        yield (
            decision,
            MeetingDocument(
                title=str(decision),
                kind=_("decision"),
                state=decision.content_hash,
                url=decision.get_absolute_url(),
                tell=_html_reader(format_html("<ol>{}</ol>", rows)),
                facts=(_("Adopted on %(day)s") % {"day": date_format(decision.adopted_on)},
                       f"SHA-256 {decision.content_hash}"),
            ),
        )  # fmt: skip


def _minutes_documents(keys: set[int], user: AnyUser) -> Iterator[tuple[Any, MeetingDocument]]:
    for minutes in Minutes.objects.shown_to(user).filter(pk__in=keys).select_related("meeting"):
        yield (
            minutes,
            MeetingDocument(
                title=_("Minutes of %(meeting)s") % {"meeting": minutes.meeting.label},
                kind=_("minutes"),
                state=f"{minutes.pk} {minutes.version} {minutes.state} {minutes.content_hash}",
                url=minutes.get_absolute_url(),
                tell=_html_reader(to_html(minutes.text, headings=3)),
                facts=(str(minutes.get_state_display()),),
            ),
        )


def _inquiry_documents(keys: set[int], user: AnyUser) -> Iterator[tuple[Any, MeetingDocument]]:
    """Yield inquiries with the answers that `user` can read; passages withheld from others are marked."""
    found = {inquiry.pk: inquiry for inquiry in inquiries_for(user=user).filter(pk__in=keys)}
    for pk, matrix in answer_matrices(inquiries=found.values(), user=user).items():
        inquiry = found[pk]
        given = {"matrix": matrix, "inquiry": inquiry, "asked": answers_by_question(matrix)}
        html = render_to_string("networkapp/inquiries/paper.html", given)
        yield (
            inquiry,
            MeetingDocument(
                title=str(inquiry),
                kind=_("inquiry"),
                state=f"{inquiry.pk} {sha256(html.encode()).hexdigest()}",
                url=inquiry.get_absolute_url(),
                tell=_html_reader(html),
                states_result=False,
            ),
        )


def _section_documents(keys: set[int], user: AnyUser) -> Iterator[tuple[Any, MeetingDocument]]:
    pages: dict[int, Any] = {}
    for section in topic_subjects["section"].where(user=user).filter(pk__in=keys):
        owner: Any = section.page
        if owner.pk not in pages:
            pages[owner.pk] = owner.specific
        page = pages[owner.pk]
        yield (
            section,
            MeetingDocument(
                title=f"{section.number} {section.title}",
                kind=_("handbook section"),
                state=f"{section.pk} {page.live_revision_id} {page.last_published_at} {section.law}",
                url=section.get_absolute_url(),
                tell=partial(_read_section, page, section.pk),
                facts=(page.title, _("As published on %(day)s") % {"day": date_format(page.last_published_at)}),
            ),
        )


def _read_section(page: ChapterPage, pk: int, form: DocumentFormat) -> AppendixContent:
    with translation.override(page.locale.language_code):
        html, pictures = current_section_html(page=page, section=pk)
    return AppendixContent(html=html, pictures=pictures)


def _uploaded_document(paper: AgendaPaper) -> MeetingDocument:
    return MeetingDocument(
        title=str(paper),
        kind=paper.kind.upper(),
        state=f"{paper.pk} {paper.sha256} {paper}",
        url=paper.item.get_absolute_url(),
        tell=partial(_read_upload, paper),
        facts=(paper.name, f"SHA-256 {paper.sha256}"),
        original=paper,
    )


def file_content(paper: AgendaPaper) -> bytes:
    """Return the content of the uploaded file; empty if it cannot be read."""
    try:
        with paper.document.file.open("rb") as opened:
            content: bytes = opened.read()
    except OSError:
        return b""
    return content


def _read_upload(paper: AgendaPaper, form: DocumentFormat) -> AppendixContent:
    content = file_content(paper)
    return appendix_content(kind=paper.kind, content=content, title=str(paper), name=f"paper-{paper.pk}", form=form)


def _paragraphs_html(version: ProposalVersion) -> str:
    rows = "".join(f"<li>{escape(paragraph['text'])}</li>" for paragraph in version.paragraphs)
    return f"<ol>{rows}</ol>"


def _html_reader(html: str) -> DocumentReader:
    return lambda form: AppendixContent(html=html)


def _empty_reading(form: DocumentFormat) -> AppendixContent:
    return AppendixContent()
