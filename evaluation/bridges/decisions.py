"""Criteria are submitted to a decision of their network: a proposal about them, whose adoption adopts them.

A site without networkapp.decisions has no such proposals.
"""

from collections.abc import Iterable
from uuid import UUID

from django.apps import apps
from django.contrib.contenttypes.models import ContentType
from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from evaluation.frameworks.adopting import frameworks_for, require_adoptable
from evaluation.frameworks.agreement_ledger import LedgerEntry
from evaluation.frameworks.content_hash import framework_hash
from evaluation.frameworks.transitions import locked_framework
from evaluation.models import Framework, FrameworkStatus
from evaluation.permissions import Action
from networkapp.errors import NotAllowed, Refused
from networkapp.permissions import Action as NetworkAction
from networkapp.users import AnyUser, User

HAS_DECISIONS = apps.is_installed("networkapp.decisions")
if HAS_DECISIONS:
    from networkapp.decisions.models import Decision, Proposal, ProposalState
    from networkapp.decisions.proposals.actions import propose


def submit_to_decision(*, framework: Framework, user: User, client_key: UUID) -> "Proposal":
    """Create a proposal of the network that names the text of the criteria by its hash; its adoption adopts them.

    Its text is English, the working language. Refuses (NotAllowed) people who do not manage the criteria or may not
    propose; (Refused) what could not be adopted, what is no draft or was submitted to the countries
    (`positions_needed`), and a text that a proposal names already (`put_already`). NotAllowed on a site without
    networkapp.decisions.
    """
    if not HAS_DECISIONS:
        raise NotAllowed
    with transaction.atomic():
        draft = locked_framework(framework)
        draft.require(user, Action.KEEP_FRAMEWORK)
        if draft.status != FrameworkStatus.DRAFT or draft.consultations.exists():
            words = _("Only a draft that has not been sent to the countries can be submitted for decision.")
            raise Refused("positions_asked", words)
        require_adoptable(draft)
        named = framework_hash(draft)
        under_way = (ProposalState.DRAFT, ProposalState.OPEN)
        known = proposals_about(draft).filter(about_hash=named, state__in=under_way).exclude(client_key=client_key)
        if known.exists():
            raise Refused("put_already", _("These criteria have already been submitted for decision."))
        return propose(
            network=draft.network,
            user=user,
            title=f"Adoption of the criteria “{draft.title}”, version {draft.version}"[:200],
            text="\n\n".join(_paragraphs(draft, named)),
            client_key=client_key,
            about=draft,
            about_hash=named,
        )


def proposals_about(framework: Framework) -> "QuerySet[Proposal]":
    """The proposals of networks whose adoption would adopt this framework, in their order."""
    kind = ContentType.objects.get_for_model(Framework)
    found: QuerySet[Proposal] = Proposal.objects.filter(about_type=kind, about_id=framework.pk)
    return found.select_related("network", "seat__delegation").order_by("pk")


def may_submit_to_decision(framework: Framework, user: AnyUser) -> bool:
    """Return whether the person may use `put_to_decision`, as the framework is now."""
    if (
        not HAS_DECISIONS
        or framework.status != FrameworkStatus.DRAFT
        or not framework.allows(user, Action.KEEP_FRAMEWORK)
    ):
        return False
    return framework.network.allows(user, NetworkAction.PROPOSE) and not framework.consultations.exists()


def decision_entries(framework: Framework, user: AnyUser) -> Iterable[LedgerEntry]:
    """Return entries of the agreement record: proposals about the framework and decisions that `user` can read."""
    if not HAS_DECISIONS:
        return
    readable = Proposal.objects.where(user, may=NetworkAction.READ)
    for proposal in proposals_about(framework).filter(pk__in=readable.values("pk")):
        yield LedgerEntry(
            at=proposal.proposed_at,
            who=proposal.seat.label.capitalize(),
            what=_("Submitted for decision: %(label)s") % {"label": proposal.label},
            url=proposal.get_absolute_url(),
            tone="says",
        )
    visible = Decision.objects.where(user, may=NetworkAction.SEE).select_related("network", "procedure")
    for decision in visible.filter(proposal__in=proposals_about(framework).order_by()):
        yield LedgerEntry(
            at=decision.adopted_at,
            who=decision.network.local_name,
            what=_("Decision %(label)s: %(title)s")
            % {
                "label": decision.label,
                "title": decision.procedure.get_kind_display(),
            },
            url=decision.get_absolute_url(),
            tone="saved",
        )


def adopted_or_drafted(*, user: AnyUser) -> QuerySet[Framework]:
    """Return the versions of criteria that `user` can read, adopted or in preparation."""
    drafts = Framework.objects.where(user, may=Action.READ_DRAFT)
    return Framework.objects.filter(pk__in=frameworks_for(user=user).order_by().values("pk")) | drafts


def require_undecided(framework: Framework) -> None:
    """Check that no network is deciding on the text of `framework`. Refused: `being_decided`."""
    if HAS_DECISIONS and proposals_about(framework).filter(state=ProposalState.OPEN).exists():
        raise Refused("being_decided", _("You cannot change the text while the network is deciding on it."))


def _paragraphs(framework: Framework, named: str) -> Iterable[str]:
    criteria = sum(one.criteria.count() for one in framework.recommendations.all())
    recommendations = framework.recommendations.count()
    years = f"from {framework.first_year}"
    if framework.last_year:
        years = f"for {framework.first_year} to {framework.last_year}"
    yield f"The network adopts the criteria “{framework.title}”, version {framework.version}, {years}."
    yield f"They are {criteria} criteria for {recommendations} recommendations, as they stand under this hash: {named}."
    yield "They are frozen with this decision. A later change is a new version, on which the network decides again."
