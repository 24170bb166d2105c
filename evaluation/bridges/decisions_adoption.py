"""Adopt criteria when a decision of the network adopts them; the decision procedure sends a signal."""

from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from evaluation.frameworks.adopting import adopt_framework
from evaluation.frameworks.content_hash import framework_hash
from evaluation.models import Framework
from networkapp.errors import Refused
from networkapp.models import Network


def adopt_by_decision(
    sender: Any,
    *,
    network: Network,
    subject: Any,
    decision: str,
    at: datetime | None = None,
    content_hash: str = "",
    **others: Any,
) -> None:
    """Adopt the criteria that a decision of their network is about; ignore other decisions.

    Refuses what `adopt_framework` refuses, a decision of another network, and one about a text (by its hash, where the
    decision has it) that is not the one there now.
    """
    if not isinstance(subject, Framework):
        return
    if subject.network_id != network.pk:
        raise Refused(
            "another_network", _("These criteria belong to another network. Only that network can decide on them.")
        )
    if content_hash and framework_hash(subject) != content_hash:
        raise Refused("altered", _("The text has changed since the decision."))
    adopt_framework(framework=subject, decision=decision, at=at)
