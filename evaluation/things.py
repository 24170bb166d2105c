"""The things of the evaluation that topics can be about, and recommendations about a subject, for a reader."""

from django.db.models import Q, QuerySet

from evaluation.models import Assessment, Criterion, Framework, FrameworkStatus, Recommendation
from evaluation.permissions import ALLOWED
from evaluation.permissions import Action as InEvaluation
from networkapp.models import Network
from networkapp.models.networks import networks_allowing
from networkapp.models.translations import LocalText
from networkapp.permissions import Action
from networkapp.users import AnyUser


def criteria_for(*, user: AnyUser) -> QuerySet[Criterion]:
    """Return the criteria of the adopted versions of networks that `user` can see."""
    known = Network.objects.where(user, may=Action.SEE)
    adopted = Framework.objects.filter(network__in=known, status=Framework.Status.ADOPTED)
    found: QuerySet[Criterion] = Criterion.objects.filter(recommendation__framework__in=adopted)
    return found.select_related("recommendation__framework").prefetch_related("translations")


def criterion_name(criterion: Criterion) -> LocalText:
    """Return number and title of the criterion, in the reader's language if it is translated."""
    return LocalText(f"{criterion.series_id} {criterion.local_title}", criterion.title_language)


def assessments_for(*, user: AnyUser) -> QuerySet[Assessment]:
    """Return the assessments that `user` can read."""
    readable: QuerySet[Assessment] = Assessment.objects.readable_by(user)
    return readable.select_related("delegation", "cycle")


def recommendations_for(user: AnyUser) -> QuerySet[Recommendation]:
    """Return the recommendations of adopted frameworks of networks that `user` can know of, and of drafts that they can
    read."""
    known = Q(framework__network__in=Network.objects.where(user, may=Action.SEE))
    drafts = Network.objects.filter(networks_allowing(user, ALLOWED[InEvaluation.READ_DRAFT]))
    readable = known & Q(framework__status=FrameworkStatus.ADOPTED) | Q(framework__network__in=drafts)
    return Recommendation.objects.filter(readable).select_related("framework")
