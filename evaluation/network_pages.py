"""The evaluation's part of a network's page: its criteria, and the publications of its countries."""

from django.db.models import Q
from django.urls import reverse
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from evaluation.bridges.decisions import adopted_or_drafted
from evaluation.models import AssessmentVersion, Cycle
from evaluation.results.result_rows import VersionSummary, newest_summaries
from networkapp.languages.sorting import alphabetical
from networkapp.models import Network
from networkapp.networks.queries.countries import country_name
from networkapp.registry.network_links import NetworkLink
from networkapp.registry.overviews import Overview, OverviewEntry, OverviewPart
from networkapp.users import AnyUser


def criteria(network: Network, user: AnyUser) -> NetworkLink | None:
    """Return the link to the newest criteria, of the network or of its cycles, that `user` can read."""
    own = Q(network=network) | Q(pk__in=Cycle.objects.filter(network=network).order_by().values("framework"))
    newest = adopted_or_drafted(user=user).filter(own).order_by("-first_year", "-pk").first()
    if newest is None:
        return None
    return NetworkLink(title=capfirst(gettext_lazy("criteria")), url=newest.get_absolute_url())


def results(network: Network, user: AnyUser) -> NetworkLink | None:
    """Return the link to the results of the newest year of the network that `user` can read."""
    published = AssessmentVersion.objects.readable_by(user).filter(assessment__cycle__network=network)
    year = published.order_by("-assessment__cycle__year").values_list("assessment__cycle__year", flat=True).first()
    if year is None:
        return None
    return NetworkLink(title=gettext_lazy("Results"), url=f"{reverse('evaluation:overview')}?year={year}")


def published_results(*, overview: Overview) -> list[OverviewPart]:
    """Return what the countries of a network published last, by country."""
    newest = {
        brief.country: brief for brief in newest_summaries(overview.reader, assessment__cycle__network=overview.network)
    }
    found = list(alphabetical(newest.values(), name=lambda brief: country_name(code=brief.country)))
    shown = found[: overview.limit]
    return [
        OverviewPart(
            key="results",
            title=_("Published results"),
            entries=tuple(_entry(brief) for brief in shown),
            number=len(found),
            url=reverse("evaluation:overview"),
        )
    ]


def _entry(brief: VersionSummary) -> OverviewEntry:
    return OverviewEntry(
        title=country_name(code=brief.country),
        url=reverse("evaluation:profile", args=[brief.country.lower()]),
        detail=_("Self-assessment %(year)s") % {"year": brief.year},
        date=brief.published_at,
    )
