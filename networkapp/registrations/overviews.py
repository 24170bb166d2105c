"""What networkapp itself shows along a subject, a country or a network: from its handbooks to its campaigns."""

from collections.abc import Iterable, Mapping
from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from networkapp.campaigns.queries.campaigns import list_campaigns
from networkapp.decisions.procedures.register import list_decisions
from networkapp.handbooks.models import ChapterPage, HandbookPage
from networkapp.handbooks.pages.queries import handbooks_for
from networkapp.inquiries.models import Inquiry, Reply
from networkapp.inquiries.queries.matrix import list_inquiries
from networkapp.languages.languages import each_once
from networkapp.library.queries import list_organisations, list_publications
from networkapp.meetings.queries.meetings import list_meetings
from networkapp.models.translations import in_a_row
from networkapp.models.view_restrictions import unbarred
from networkapp.overviews.entries import first_of
from networkapp.permissions import Action
from networkapp.registry.overviews import Along, Strand, StrandEntry, StrandPart
from networkapp.users import AnyUser


def handbooks(strand: Strand) -> list[StrandPart]:
    """The handbooks of a network, each in one language: the reader's where it is there, else the original's."""
    books = handbooks_for(user=strand.reader, network=strand.network.slug)
    entries = tuple(
        StrandEntry(title=book.title, url=book.get_url() or "", language=book.locale.language_code)
        for book in each_once(books)
    )
    return [StrandPart(key="handbooks", title=_("Handbooks"), entries=entries)]


def chapters(strand: Strand) -> list[StrandPart]:
    """The chapters about a subject, each with its handbook, in one language in the same way."""
    books = {book.path: book for book in handbooks_for(user=strand.reader)}
    about = unbarred(ChapterPage.objects.live().filter(subjects=strand.subject), strand.reader)
    found = about.select_related("locale").defer("sections", "search_description").order_by("path")
    readable = [page for page in found if _book_of(page, books)]
    entries = tuple(
        StrandEntry(
            title=page.title,
            label=str(page.number),
            url=page.get_url() or "",
            detail=str(_book_of(page, books)),
            detail_language=page.locale.language_code,
            language=page.locale.language_code,
        )
        for page in each_once(readable)
    )
    return [StrandPart(key="handbooks", title=_("Handbook chapters"), entries=entries)]


def _book_of(page: ChapterPage, books: Mapping[str, HandbookPage]) -> HandbookPage | None:
    above = (page.path[:end] for end in range(page.steplen, len(page.path), page.steplen))
    return next((books[path] for path in above if path in books), None)


def library(strand: Strand) -> list[StrandPart]:
    """What the library holds about a subject, by title."""
    books, number = first_of(list_publications(subject=strand.subject), strand)
    address, entries = strand.listed_at(reverse("networkapp:library")), tuple(map(_publication, books))
    return [StrandPart(key="library", title=_("Library"), entries=entries, number=number, url=address)]


def organisations(strand: Strand) -> list[StrandPart]:
    """Return the organisations that work on a subject, by name."""
    bodies, number = first_of(list_organisations(subject=strand.subject), strand)
    entries = tuple(
        StrandEntry(
            title=body.local_title,
            url=body.get_absolute_url(),
            detail=capfirst(body.area),
            language=body.title_language,
            detail_language="en" if body.area else "",
        )
        for body in bodies
    )
    address = strand.listed_at(reverse("networkapp:organisations"))
    return [StrandPart(key="organisations", title=_("Organisations"), entries=entries, number=number, url=address)]


def _publication(book: Any) -> StrandEntry:
    told = (book.issuer.local_title, str(book.year or ""), book.get_kind_display())
    return StrandEntry(
        title=book.title,
        url=book.get_absolute_url(),
        detail=in_a_row(*told, between=", "),
        language=book.language,
    )


def decisions(strand: Strand) -> list[StrandPart]:
    """What was adopted about a subject, or by a network, the newest first."""
    adopted = list_decisions(user=strand.reader, subject=strand.subject, network=strand.network)
    found, number = first_of(adopted, strand)
    entries = tuple(
        StrandEntry(
            title=decision.title,
            label=decision.label,
            url=decision.get_absolute_url(),
            detail="" if strand.network else decision.network.local_name,
            language=decision.language,
            date=decision.adopted_on,
        )
        for decision in found
    )
    address = strand.listed_at(reverse("networkapp:decisions"))
    return [StrandPart(key="decisions", title=_("Decisions"), entries=entries, number=number, url=address)]


def inquiries(strand: Strand) -> list[StrandPart]:
    """What governments were asked, before how many parliaments it is, and how many governments answered."""
    network = strand.network.slug if strand.network else ""
    asked = list_inquiries(user=strand.reader, subject=strand.subject, network=network)
    found, number = first_of(asked, strand)
    answered = _answered(found, strand.reader)
    entries = tuple(
        StrandEntry(
            title=inquiry.title,
            label=inquiry.label,
            url=inquiry.get_absolute_url(),
            detail=_asked(inquiry, answered.get(inquiry.pk, 0)),
            language=inquiry.language,
            date=inquiry.approved_at or inquiry.written_at,
        )
        for inquiry in found
    )
    address = strand.listed_at(reverse("networkapp:inquiries"))
    return [StrandPart(key="inquiries", title=_("Inquiries"), entries=entries, number=number, url=address)]


def _answered(inquiries: Iterable[Inquiry], user: AnyUser) -> Mapping[int, int]:
    """How many governments answered anything that `user` may read, by inquiry."""
    replies = Reply.objects.where(user, may=Action.SEE).filter(cast__inquiry__in=list(inquiries))
    counted = replies.order_by().values("cast__inquiry").annotate(n=Count("cast__delegation", distinct=True))
    return {row["cast__inquiry"]: row["n"] for row in counted}


def _asked(inquiry: Any, answered: int) -> str:
    before = ngettext("In %(n)s parliament", "In %(n)s parliaments", inquiry.parliaments)
    told = ngettext("%(n)s government answered", "%(n)s governments answered", answered)
    parts = [before % {"n": inquiry.parliaments}] if inquiry.parliaments else []
    return ", ".join([*parts, told % {"n": answered}] if answered else parts)


def campaigns(strand: Strand) -> list[StrandPart]:
    """What a network did to make its subject known, or what was done about a subject or in a country, newest first."""
    run = list_campaigns(user=strand.reader, subject=strand.subject, country=strand.country, network=strand.network)
    found, number = first_of(run, strand)
    entries = tuple(
        StrandEntry(
            title=(said := campaign.said["title"]).text,
            url=campaign.get_absolute_url(),
            detail=", ".join(part for part in (campaign.when, _whose(strand, campaign)) if part),
            language=said.language,
        )
        for campaign in found
    )
    address = strand.listed_at(reverse("networkapp:campaigns"))
    return [StrandPart(key="campaigns", title=_("Campaigns"), entries=entries, number=number, url=address)]


def meetings(strand: Strand) -> list[StrandPart]:
    """Return the meetings of a network, on a subject or in a country, the newest first."""
    met = list_meetings(user=strand.reader, subject=strand.subject, network=strand.network, country=strand.country)
    found, number = first_of(met, strand)
    entries = tuple(
        StrandEntry(
            title=meeting.local_title,
            label=f"{meeting.label}:",
            url=meeting.get_absolute_url(),
            detail=", ".join(part for part in (meeting.place, _whose(strand, meeting)) if part),
            language=meeting.title_language,
            date=meeting.date,
        )
        for meeting in found
    )
    title = _("Meetings in this country") if strand.along == Along.COUNTRY else _("Meetings")
    address = strand.listed_at(reverse("networkapp:meetings"))
    return [StrandPart(key="meetings", title=title, entries=entries, number=number, url=address)]


def _whose(strand: Strand, thing: Any) -> str:
    return "" if strand.network else str(thing.network.local_name)
