"""The criteria by which countries were measured in a period, as an annex to reports of a network."""

from django.contrib.auth.models import AnonymousUser
from django.db.models import Prefetch, Q, QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import pgettext

from evaluation.frameworks.adopting import frameworks_for
from evaluation.models import Criterion, Framework, Recommendation
from networkapp.registry.reports import ReportPart, ReportRow, ReportScope, ReportTable


def criteria(of: ReportScope) -> ReportPart:
    """Annex: what countries of the network were asked in the years of the period, and the hash it was adopted under."""
    words = Criterion.objects.order_by("position").prefetch_related("translations")
    recommendations = Prefetch(
        "recommendations",
        queryset=Recommendation.objects.order_by("code").prefetch_related(
            "translations", Prefetch("criteria", queryset=words)
        ),
    )
    found = list(_frameworks(of).prefetch_related(recommendations))
    return ReportPart(
        title=_("Annex: the criteria"),
        lines=tuple(map(_line, found)),
        tables=tuple(
            _table(recommendation) for framework in found for recommendation in framework.recommendations.all()
        ),
    )


def _frameworks(of: ReportScope) -> QuerySet[Framework]:
    """Return those of its cycles in these years that its readers can read, too."""
    years = range(of.since.year, of.until.year + 1)
    read = Q(pk__in=frameworks_for(user=AnonymousUser()).order_by().values("pk")) | Q(network=of.network)
    adopted = Framework.objects.filter(read, status=Framework.Status.ADOPTED, cycles__network=of.network)
    return adopted.filter(cycles__year__in=years).distinct().order_by("first_year", "pk")


def _line(framework: Framework) -> str:
    assert framework.adopted_at is not None
    day = date_format(timezone.localdate(framework.adopted_at))
    values = {"title": framework.title, "version": framework.version, "day": day, "hash": framework.content_hash}
    return _("%(title)s, version %(version)s, adopted on %(day)s, SHA-256: %(hash)s") % values


def _table(recommendation: Recommendation) -> ReportTable:
    rows = tuple(
        ReportRow(
            cells=(
                f"{criterion.series_id} {criterion.local_title}",
                str(criterion.get_kind_display()),
                _("essential") if criterion.essential else "" if criterion.scored else _("context, not scored"),
            ),
            url=criterion.get_absolute_url(),
            language=criterion.title_language,
        )
        for criterion in recommendation.criteria.all()
    )
    return ReportTable(
        title=f"{recommendation.code}. {recommendation.local_title}",
        language=recommendation.title_language,
        columns=(_("Criterion"), _("Kind of answer"), pgettext("of a criterion", "Role")),
        rows=rows,
    )
