"""The addresses of evidence that networkapp's clock checks.

The result of a check never prevents a signature: it is a mark beside the document, a hint and a gap. A person who knows
better stores a copy, or confirms that the address leads nowhere.
"""

from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils import timezone

from evaluation.models import Evidence

YEARS = 1
"""Documents behind answers of this year and of this number of years before it are checked."""


def recent_evidence(now: datetime) -> QuerySet[Evidence]:
    """Return documents behind recent answers whose addresses nobody has reported as dead."""
    behind = Q(supports__answer__assessment__cycle__year__gte=timezone.localdate(now).year - YEARS)
    return Evidence.objects.filter(pk__in=Evidence.objects.filter(behind).values("pk"), gone_on=None)
