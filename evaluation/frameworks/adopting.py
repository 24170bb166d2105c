"""Frameworks: adopted once, and the same ever after.

The content hash is taken at adoption over everything that decides what is asked and how it counts. What hangs on a
framework (a cycle, a signature, a publication) recomputes it first, so that a row changed behind the domain's back
stops the next act instead of passing unseen; `manage.py check --database default` asks `altered_frameworks` the same.
"""

from collections.abc import Collection
from datetime import datetime

from django.db import DEFAULT_DB_ALIAS, transaction
from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.frameworks.agreement_roll import apply_positions
from evaluation.frameworks.completeness import gaps
from evaluation.frameworks.content_hash import framework_hash
from evaluation.frameworks.transitions import change_status, locked_framework
from evaluation.models import AssessmentVersion, Framework, FrameworkStatus
from evaluation.permissions import Action
from networkapp.errors import Refused
from networkapp.events import record
from networkapp.models import Network
from networkapp.permissions import Action as NetworkAction
from networkapp.users import AnyUser, User


def adopt_framework(
    *,
    framework: Framework,
    user: User | None = None,
    decision: str = "",
    without_essential: Collection[int] | None = None,
    at: datetime | None = None,
) -> Framework:
    """Adopt `framework`: its content hash is fixed, and nothing that the hash covers may change.

    If the countries were asked, their positions are respected: unanimity of the delegations on the roll. A criterion
    that one of them excepts becomes context; an absent country is recorded, and has not agreed. If they were never
    asked, `decision` names what adopted it. `without_essential` names the recommendations that have no essential
    criterion on purpose. `user` is the secretariat, or None if a decision procedure or the set-up of a site adopts.

    Refuses (NotAllowed) people who may not; (Refused) criteria that are adopted already or still open for proposals, an
    objection, silence that still runs, a text other than the one agreed to, no decision if there were no positions, and
    criteria that could not be scored or answered consistently, naming what is missing.
    """
    with transaction.atomic():
        draft = locked_framework(framework)
        if user is not None:
            draft.require(user, Action.KEEP_FRAMEWORK)
        moment = at or timezone.now()
        if without_essential is not None:
            draft.without_essential = sorted(without_essential)
        apply_positions(framework=draft, decision=decision, at=moment)
        require_adoptable(draft)
        draft.adopted_at, draft.adopted_by, draft.decision = moment, user, decision.strip()
        draft.content_hash = framework_hash(draft)
        change_status(framework=draft, to=FrameworkStatus.ADOPTED, user=user, at=moment, words=draft.decision)
        facts = {"framework": draft.pk, "version": draft.version, "content_hash": draft.content_hash}
        record(draft.network, "framework.adopted", facts, actor=user)
    framework.refresh_from_db()
    return framework


def frameworks_for(*, user: AnyUser) -> QuerySet[Framework]:
    """Return the adopted frameworks that `user` can read.

    The newest one of a joint network, which is public; those of networks that they can see; and those behind published
    results that they can read.
    """
    adopted = Framework.objects.filter(status=FrameworkStatus.ADOPTED)
    joint = adopted.filter(network__kind=Network.Kind.JOINT)
    newest = joint.order_by("-first_year", "-pk").values("pk")[:1]
    used = AssessmentVersion.objects.readable_by(user).order_by().values("assessment__cycle__framework")
    seen = Network.objects.where(user, may=NetworkAction.SEE)
    found: QuerySet[Framework] = adopted.filter(Q(pk__in=newest) | Q(pk__in=used) | Q(network__in=seen))
    return found


def drafts_for(*, user: AnyUser) -> QuerySet[Framework]:
    """Return the versions of criteria in preparation that `user` can read."""
    found: QuerySet[Framework] = Framework.objects.where(user, may=Action.READ_DRAFT).exclude(
        status=FrameworkStatus.ADOPTED
    )
    return found


def criteria_in_full(frameworks: QuerySet[Framework]) -> QuerySet[Framework]:
    """Copy recommendations, subjects, criteria and translations, too, in a constant number of queries."""
    return frameworks.prefetch_related(
        "recommendations__translations", "recommendations__subject", "recommendations__criteria__translations"
    )


def require_adoptable(framework: Framework) -> None:
    """Raise Refused, naming what is missing, unless all criteria can be answered consistently and scored."""
    lacking = gaps(framework, without_essential=frozenset(framework.without_essential))
    if lacking:
        raise Refused("not_adoptable", _("Missing before adoption: %s") % "; ".join(lacking))


def require_unaltered(framework: Framework) -> None:
    """Raise Refused unless `framework` is adopted and has not changed since."""
    if framework.status != FrameworkStatus.ADOPTED:
        raise Refused("not_adopted", _("The criteria are not adopted yet."))
    if framework_hash(framework) != framework.content_hash:
        raise Refused("altered", _("The criteria no longer match the adopted text, so assessments cannot be signed."))


def altered_frameworks(*, using: str = DEFAULT_DB_ALIAS) -> list[Framework]:
    """Return the adopted frameworks whose content differs from what was adopted."""
    adopted = Framework.objects.using(using).filter(status=FrameworkStatus.ADOPTED)
    return [framework for framework in adopted if framework_hash(framework) != framework.content_hash]
