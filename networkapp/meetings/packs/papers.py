"""The documents of a meeting, as one reader can see them: what items are about, and the files added to them."""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from django.contrib.contenttypes.models import ContentType
from django.utils.translation import gettext as _

from networkapp.documents.book.appendices import AppendixContent, appendix_content
from networkapp.documents.convert import DocumentFormat
from networkapp.meetings.models import AgendaItem, AgendaPaper, Minutes
from networkapp.meetings.queries.agenda_results import agenda_results
from networkapp.meetings.registry import agenda_subjects
from networkapp.permissions import Action
from networkapp.registry import topic_subjects
from networkapp.text.markdown import to_html
from networkapp.users import AnyUser

DocumentReader = Callable[[DocumentFormat], AppendixContent]


@dataclass(frozen=True, kw_only=True)
class MeetingDocument:
    """A document: `state` stands for its whole content, `read` returns it in one format, and is called only when a pack
    is created.

    `facts` are shown in any case: what it is, and the hash of an uploaded one. `original` is the upload. One that
    `states_result` needs no sentence about the outcome of its subject.
    """

    title: str
    kind: str
    state: str
    url: str
    read: DocumentReader
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
    known = agenda_subjects.get(model)
    if known is not None and known.documents:
        yield from known.documents(keys=keys, user=user)
        return
    subject = topic_subjects.get(model._meta.model_name) if model else None
    for thing in subject.where(user=user).filter(pk__in=keys) if subject else ():
        address = getattr(thing, "get_absolute_url", None)
        kind, url = str(subject.label) if subject else "", address() if address else ""
        sheet = MeetingDocument(
            title=str(thing), kind=kind, state=str(thing), url=url, read=_empty_reading, states_result=False
        )
        yield thing, sheet


def minutes_documents(*, keys: set[int], user: AnyUser) -> Iterator[tuple[Any, MeetingDocument]]:
    """Yield these minutes, as far as `user` can see them, with their document."""
    for minutes in Minutes.objects.shown_to(user).filter(pk__in=keys).select_related("meeting"):
        yield (
            minutes,
            MeetingDocument(
                title=_("Minutes of %(meeting)s") % {"meeting": minutes.meeting.label},
                kind=_("Minutes"),
                state=f"{minutes.pk} {minutes.version} {minutes.state} {minutes.content_hash}",
                url=minutes.get_absolute_url(),
                read=html_reader(to_html(minutes.text, headings=3)),
                facts=(str(minutes.get_state_display()),),
            ),
        )


def _uploaded_document(paper: AgendaPaper) -> MeetingDocument:
    return MeetingDocument(
        title=str(paper),
        kind=paper.kind.upper(),
        state=f"{paper.pk} {paper.sha256} {paper}",
        url=paper.item.get_absolute_url(),
        read=partial(_read_upload, paper),
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


def html_reader(html: str) -> DocumentReader:
    """Return the reader of a document with this HTML in every format."""
    return lambda form: AppendixContent(html=html)


def _empty_reading(form: DocumentFormat) -> AppendixContent:
    return AppendixContent()
