"""The archive: which reports are out for whom, and the drafts that members of a network read."""

from typing import Any

from django.db.models import Prefetch, Q

from evaluation.reports.document import TO_THE_CONFERENCE
from evaluation.reports.models import Report, ReportVersion
from networkapp.models import Network
from networkapp.permissions import Action
from networkapp.users import AnyUser


def published_reports(user: AnyUser | None = None, *, network: str = "", kind: str = "") -> list[Report]:
    """Return the published reports that `user`, or else everybody, can see, latest year first.

    Filtered by a network (its slug) and a kind, if given; each with its versions, without their text.
    """
    named = {"network__slug": network, "kind": kind}
    kept = Prefetch("versions", queryset=ReportVersion.objects.defer("page", "document", "pictures", "words"))
    return list(
        published_filter(user).filter(**{key: value for key, value in named.items() if value}).prefetch_related(kept)
    )


def networks_reporting(user: AnyUser) -> list[Network]:
    """Return the networks with a published report that `user` can see, by name."""
    return list(Network.objects.filter(pk__in=published_filter(user).values("network")).alphabetical())


def find_report(slug: str, user: AnyUser | None = None) -> Report | None:
    """Return the published report with this slug, if `user` (or else everybody) can see it; None otherwise."""
    found: Report | None = published_filter(user).filter(slug=slug).first()
    return found


def published_filter(user: AnyUser | None) -> Any:
    """Return the condition for reports that `user` can see: results are public, activities as their network."""
    seen = Q(network__in=Network.objects.where(user, may=Action.SEE)) | ~Q(kind__in=TO_THE_CONFERENCE)
    return Report.objects.filter(seen, live=True).select_related("network")


def find_draft(slug: str, user: AnyUser) -> Report | None:
    """Return the draft of a report to the conference, if `user` can read its network; else None."""
    read = Network.objects.where(user, may=Action.READ)
    found = Report.objects.filter(slug=slug, network__in=read, kind__in=TO_THE_CONFERENCE).first()
    return found.get_latest_revision_as_object() if found and found.latest_revision_id else found
