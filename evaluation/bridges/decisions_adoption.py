"""Adopt criteria when a decision of the network adopts them."""

from django.utils.translation import gettext as _

from evaluation.frameworks.adopting import adopt_framework
from evaluation.frameworks.content_hash import framework_hash
from evaluation.models import Framework
from networkapp.errors import Refused
from networkapp.registry.adoptions import Adoption


def adopt_by_decision(*, subject: Framework, adoption: Adoption) -> None:
    """Adopt the criteria that a decision is about, in the transaction in which it is recorded.

    Refuses what `adopt_framework` refuses, a decision of another network, and one about a text (by its hash, where the
    decision has it) that is not the one there now.
    """
    if subject.network_id != adoption.network.pk:
        raise Refused(
            "another_network", _("These criteria belong to another network. Only that network can decide on them.")
        )
    if adoption.content_hash and framework_hash(subject) != adoption.content_hash:
        raise Refused("altered", _("The text has changed since the decision."))
    adopt_framework(framework=subject, decision=adoption.decision, at=adoption.at)
