"""The library in the formats of reference managers and as a catalogue, and references that its editors import."""

import json
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Any

from django.contrib import messages
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path, reverse
from django.utils.feedgenerator import Atom1Feed
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views import View
from django.views.decorators.http import conditional_page

from networkapp.documents.citations import CitationFormat, write_references
from networkapp.library.exchange import csl_items, import_references, preview_references
from networkapp.library.forms import ImportReferencesForm, ReferencesForm
from networkapp.library.models import Publication
from networkapp.library.views.library import filtered_books, filtered_publications, may_edit
from networkapp.models import this_site
from networkapp.registry.books import CatalogueBook

ACQUISITION = "http://opds-spec.org/acquisition/open-access"
CATALOGUE = "application/atom+xml;profile=opds-catalog;kind=acquisition"


def references(request: HttpRequest, form: str) -> HttpResponse:
    """Send the filtered list of publications as references in the format `form`."""
    if form not in list(CitationFormat):
        raise Http404
    wanted = CitationFormat(form)
    response = HttpResponse(
        write_references(csl_items(filtered_publications(request)[2]), wanted), content_type=wanted.content_type
    )
    response["Content-Disposition"] = f'attachment; filename="library.{wanted}"'
    return response


@conditional_page
def catalogue(request: HttpRequest) -> HttpResponse:
    """Send what can be downloaded as a catalogue for reading programs (OPDS 1.2): handbooks of this site, and the
    filtered publications whose address is that of a file.

    Every entry has a file of the type that its link names; publications without one are in the other lists only.
    """
    here, site = request.build_absolute_uri(), this_site().local_name
    feed = CatalogueFeed(
        title=f"{_('Library')} – {site}",
        author_name=str(site),
        link=request.build_absolute_uri(reverse("networkapp:library")),
        description="",
        feed_guid=here,
        start=request.build_absolute_uri(reverse("networkapp:catalogue")),
    )
    form, about, found = filtered_publications(request)
    for book in () if about else filtered_books(form):
        _add_book(feed, request, book)
    for publication in found.select_related("supersedes").prefetch_related("superseded_by"):
        if publication.file_type:
            _add_publication(feed, request, publication)
    response = HttpResponse(content_type=CATALOGUE)
    feed.write(response, "utf-8")
    return response


def _add_book(feed: "CatalogueFeed", request: HttpRequest, book: CatalogueBook) -> None:
    address = request.build_absolute_uri(book.url)
    feed.add_item(
        title=book.title,
        link=address,
        description=None,
        unique_id=address,
        author_name=book.author,
        updateddate=book.published_at,
        summary=book.text,
        languages=[book.language],
        issued=str(book.published_at.year),
        files=[(request.build_absolute_uri(file.url), file.content_type) for file in book.files],
    )


def _add_publication(feed: "CatalogueFeed", request: HttpRequest, publication: Publication) -> None:
    address = request.build_absolute_uri(publication.get_absolute_url())
    newer = publication.superseded_by.all()
    superseded = _("Replaced by a newer publication.") if newer else ""
    feed.add_item(
        title=publication.title,
        link=address,
        description=None,
        unique_id=address,
        author_name=publication.issuer.title,
        updateddate=publication.changed_at,
        summary=" ".join(filter(None, (superseded, publication.text))),
        languages=[each.language for each in publication.languages.all()],
        issued=str(publication.year or ""),
        isbn=publication.isbn,
        files=[(publication.link, publication.file_type)],
        replaces=_addresses(request, filter(None, [publication.supersedes])),
        replaced_by=_addresses(request, newer),
    )


def _addresses(request: HttpRequest, publications: Iterable[Publication]) -> list[str]:
    """Return the addresses by which a catalogue identifies the publications."""
    return [request.build_absolute_uri(each.get_absolute_url()) for each in publications]


class CatalogueFeed(Atom1Feed):
    """Atom, with the files of each entry, and in Dublin Core terms which publication replaced which."""

    def latest_post_date(self) -> datetime:
        """Return when one of the entries was last changed; without entries, a fixed early date."""
        return max((item["updateddate"] for item in self.items), default=datetime(2009, 9, 1, tzinfo=UTC))

    def add_root_elements(self, handler: Any) -> None:
        super().add_root_elements(handler)
        for relation, href in (("self", self.feed["id"]), ("start", self.feed["start"])):
            handler.addQuickElement("link", "", {"rel": relation, "href": href, "type": CATALOGUE})

    def root_attributes(self) -> dict[str, str]:
        return {**super().root_attributes(), "xmlns:dc": "http://purl.org/dc/terms/"}

    def add_item_elements(self, handler: Any, item: dict[str, Any]) -> None:
        super().add_item_elements(handler, item)
        if item["summary"]:
            # Django's would be marked as HTML, which the schema of OPDS refuses.
            handler.addQuickElement("summary", item["summary"], {"type": "text"})
        terms = (("dc:replaces", "replaces"), ("dc:isReplacedBy", "replaced_by"), ("dc:language", "languages"))
        for name, key in terms:
            for value in item.get(key, ()):
                handler.addQuickElement(name, value)
        if item["issued"]:
            handler.addQuickElement("dc:issued", item["issued"])
        if item.get("isbn"):
            handler.addQuickElement("dc:identifier", f"urn:isbn:{item['isbn']}")
        for address, kind in item["files"]:
            handler.addQuickElement("link", "", {"rel": ACQUISITION, "href": address, "type": kind})


class ImportReferences(LoginRequiredMixin, View):
    """An editor brings a file of references, sees what the library would have of it, and ticks what it takes."""

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.user.is_authenticated and not may_edit(request):
            raise Http404
        return super().dispatch(request, *args, **kwargs)

    def get(self, request: HttpRequest) -> HttpResponse:
        return self.show(request, ReferencesForm())

    def post(self, request: HttpRequest) -> HttpResponse:
        if "items" in request.POST:
            return self.take(request)
        form = ReferencesForm(request.POST, request.FILES)
        if not form.is_valid():
            return self.show(request, form, status=422)
        items = form.cleaned_data["file"]
        return self.show(request, form, found=preview_references(items), items=json.dumps(items))

    def take(self, request: HttpRequest) -> HttpResponse:
        form = ImportReferencesForm(request.POST)
        if not form.is_valid():
            for problems in form.errors.values():
                messages.error(request, " ".join(problems))
            return self.show(request, ReferencesForm(), status=422)
        taken = import_references(form.chosen, user=request.user)
        words = ngettext("%(number)d publication imported.", "%(number)d publications imported.", taken)
        messages.success(request, words % {"number": taken})
        return redirect("networkapp:library")

    def show(self, request: HttpRequest, form: ReferencesForm, status: int = 200, **more: Any) -> HttpResponse:
        return render(request, "networkapp/library/import_references.html", {"form": form, **more}, status=status)


urlpatterns = [
    path("library/as/<slug:form>/", references, name="references"),
    path("library/opds/", catalogue, name="catalogue"),
    path("library/take-over/", ImportReferences.as_view(), name="take_over_references"),
]
