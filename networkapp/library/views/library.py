"""The library and the directory of organisations, for everybody; where publications matter, recorded by its editors."""

from django.db.models import QuerySet
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils.translation import gettext_lazy as _

from networkapp.editing.permission_policies import networks_edited
from networkapp.languages.sorting import alphabetical
from networkapp.library import queries as library
from networkapp.library.forms import LibraryFilter
from networkapp.library.models import Publication
from networkapp.library.relevance import add_related_item, publications_for, related_items, remove_related_item
from networkapp.networks.forms.subjects import SubjectFilter
from networkapp.permissions import Action
from networkapp.registry.books import CatalogueBook, public_books
from networkapp.registry.linkables import Linkable, linkable_or_none
from networkapp.views.action_view import Value, Values
from networkapp.views.relating import RelateView


def filtered_publications(request: HttpRequest) -> tuple[LibraryFilter, Linkable | None, QuerySet[Publication]]:
    """Return the form with the filters, the thing for which publications are listed (if any), and the publications."""
    form = LibraryFilter(request.GET)
    about = linkable_or_none(request.GET.get("about", ""), user=request.user)
    found = library.list_publications(**form.chosen())
    return form, about, publications_for(publications=found, thing=about) if about else found


def filtered_books(form: LibraryFilter) -> list[CatalogueBook]:
    """Return the handbooks of this site that everybody can download and that these filters do not exclude."""
    chosen = form.chosen()
    if chosen["subject"] or chosen["kind"] not in ("", Publication.Kind.HANDBOOK):
        return []
    words = chosen["words"].casefold().split()
    return [
        book
        for book in public_books()
        if chosen["language"] in ("", book.language) and all(word in book.title.casefold() for word in words)
    ]


def publications(request: HttpRequest) -> HttpResponse:
    """Show the publications of the library, filtered by the query string."""
    form, about, found = filtered_publications(request)
    narrowed = about is not None or form.has_changed()
    context = {
        "form": form, "about": about, "publications": found, "may_edit": may_edit(request), "narrowed": narrowed
    }  # fmt: skip
    return render(request, "networkapp/library/publications.html", context)


def publication(request: HttpRequest, slug: str) -> HttpResponse:
    """Show a publication, with the things to which it is relevant and that the reader can see."""
    found = get_object_or_404(library.list_publications(), slug=slug)
    things = related_items(publication=found, user=request.user)
    context = {"publication": found, "things": things, "may_edit": may_edit(request)}
    return render(request, "networkapp/library/publication.html", context)


def may_edit(request: HttpRequest) -> bool:
    """Return whether the reader can edit the library."""
    return request.user.is_authenticated and networks_edited(user=request.user, may=Action.EDIT_LIBRARY).exists()


class RelatedItems(RelateView[Publication]):
    """An editor finds what a publication matters for, and records it, or removes the record."""

    template_name = "networkapp/library/related_items.html"
    add, remove = staticmethod(add_related_item), staticmethod(remove_related_item)
    success_message = _("Related items updated.")

    def get_object(self) -> Publication:
        if not may_edit(self.request):
            raise Http404
        return get_object_or_404(Publication, slug=self.kwargs["slug"])

    def get_action_kwargs(self) -> Values:
        return {"publication": self.object, "user": self.request.user}

    def get_context_data(self, **kwargs: Value) -> Values:
        related = related_items(publication=self.object, user=self.request.user)
        context = {"publication": self.object, "related": related, **self.search_context(related)}
        return super().get_context_data(**context, **kwargs)


def organisations(request: HttpRequest) -> HttpResponse:
    """Show the organisations of the directory, filtered by subject, in alphabetical order."""
    form = SubjectFilter(request.GET)
    listed = library.list_organisations(subject=form.value("subject"))
    found = alphabetical(listed, name=lambda organisation: organisation.local_title)
    return render(request, "networkapp/library/organisations.html", {"form": form, "organisations": found})


def organisation(request: HttpRequest, slug: str) -> HttpResponse:
    """Show an organisation with its publications."""
    found = get_object_or_404(library.list_organisations(), slug=slug)
    issued = library.publications_of(organisation=found)
    context = {"organisation": found, "publications": issued, "may_edit": may_edit(request)}
    return render(request, "networkapp/library/organisation.html", context)


urlpatterns = [
    path("library/", publications, name="library"),
    path("library/organisations/", organisations, name="organisations"),
    path("library/organisations/<slug:slug>/", organisation, name="organisation"),
    path("library/<slug:slug>/", publication, name="publication"),
    path("library/<slug:slug>/matters/", RelatedItems.as_view(), name="publication_matters"),
]
