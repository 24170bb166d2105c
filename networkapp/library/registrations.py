"""Registration of what the library adds to the core and other apps."""

from datetime import datetime
from functools import partial
from typing import Any

from django.db.models import Exists, QuerySet
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from networkapp.editing.permission_policies import networks_edited
from networkapp.library import metadata, overviews, search
from networkapp.library.models import Organisation, Publication, Relevance
from networkapp.library.models.publications import publication_count
from networkapp.library.queries import list_organisations, list_publications
from networkapp.pages.cache import HANDBOOKS, invalidate_on_change
from networkapp.permissions import Action
from networkapp.registry import register_api, register_search
from networkapp.registry.links import CorrectedLinks, LinkLocation, register_links
from networkapp.registry.metadata import register_cards, register_fixed_page
from networkapp.registry.overviews import OverviewKind, register_overview
from networkapp.registry.publications import register_publication_count
from networkapp.registry.site_parts import SitePart, register_site_part
from networkapp.registry.subject_uses import register_subject_use
from networkapp.users import AnyUser


def register_all() -> None:
    """Register what the library adds to link checks, overviews, metadata, search and API."""
    for model, order in ((Publication, 10), (Organisation, 20)):
        corrected = CorrectedLinks(rows=partial(_rows_corrected_by, model), place=_link_place, order=order)
        register_links(model, which=partial(_all_rows, model), corrected=corrected)
        register_subject_use(model, where=partial(_all_rows, model))
    register_publication_count(publication_count)
    invalidate_on_change(HANDBOOKS, (Relevance,))
    register_overview(overviews.library, kinds=[OverviewKind.SUBJECT], order=45)
    register_overview(overviews.organisations, kinds=[OverviewKind.SUBJECT], order=95)
    _register_metadata()
    register_search(kind="library", label=_("Library"), find=search.find_publications, order=20)
    register_search(kind="organisations", label=_("Organisations"), find=search.find_organisations, order=35)
    register_api("networkapp.library.api.router", order=40)
    register_site_part(SitePart.LIBRARY, "networkapp.library")


def _all_rows(model: Any, scope: datetime | AnyUser) -> QuerySet[Any]:
    """Return all rows, at any time and for any reader: the library is public."""
    found: QuerySet[Any] = model.objects.all()
    return found


def _rows_corrected_by(model: Any, user: AnyUser) -> QuerySet[Any]:
    """Return the rows of the model if `user` edits the library in any network."""
    found: QuerySet[Any] = model.objects.filter(Exists(networks_edited(user=user, may=Action.EDIT_LIBRARY)))
    return found


def _link_place(entry: Publication | Organisation) -> LinkLocation:
    place = reverse(f"wagtailsnippets_networkapp_{entry._meta.model_name}:edit", args=[entry.pk])
    return LinkLocation(title=entry.title, language="en", url=place)


def _register_metadata() -> None:
    register_fixed_page(
        "networkapp:library",
        title=_("Library"),
        description=_("Handbooks, guidelines and reports by other organisations, with the law in force at the time."),
    )
    register_fixed_page(
        "networkapp:organisations",
        title=_("Directory of organisations"),
        description=_("Organisations working on the subject, in the region and worldwide."),
        above="networkapp:library",
    )
    register_cards(
        "publication",
        view="networkapp:publication",
        shown="publication",
        card=metadata.publication_card,
        public=list_publications,
        changed=lambda publication: publication.changed_at,
    )
    register_cards(
        "organisation",
        view="networkapp:organisation",
        shown="organisation",
        card=metadata.organisation_card,
        public=list_organisations,
    )
