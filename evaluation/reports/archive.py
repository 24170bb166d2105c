"""The archive: which reports are out for whom, and the drafts that members of a network read."""

from typing import Any

from django.db.models import Prefetch, Q

from evaluation.reports.document import TO_THE_CONFERENCE
from evaluation.reports.models import Report, ReportVersion
from networkapp.models import Network
from networkapp.permissions import Action
from networkapp.users import AnyUser


def published_reports(user: AnyUser | None = None, *, network: str = "", kind: str = "") -> list[Report]:
    """The reports that are out for `user` (for everybody, where none is given), the latest year first.

    Narrowed to a network by its slug and to a kind, where they are named; each with its versions, without their text.
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
    """A published report that `user` can see; drafts are for their writers and the members of their network."""
    found: Report | None = published_filter(user).filter(slug=slug).first()
    return found


def published_filter(user: AnyUser | None) -> Any:
    """Results are published for everybody; activities of a network are for everyone who can see the network."""
    seen = Q(network__in=Network.objects.where(user, may=Action.SEE)) | ~Q(kind__in=TO_THE_CONFERENCE)
    return Report.objects.filter(seen, live=True).select_related("network")


def find_draft(slug: str, user: AnyUser) -> Report | None:
    """A report to the conference that is being written, for people who can read its network."""
    read = Network.objects.where(user, may=Action.READ)
    found = Report.objects.filter(slug=slug, network__in=read, kind__in=TO_THE_CONFERENCE).first()
    return found.get_latest_revision_as_object() if found and found.latest_revision_id else found
