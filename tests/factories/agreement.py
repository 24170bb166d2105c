"""A draft framework, and those who agree on it."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.utils import timezone

from evaluation.frameworks.adopting import adopt_framework
from evaluation.frameworks.agreement import ask_for_positions, close_proposals, open_proposals
from evaluation.frameworks.agreement_positions import state_position
from evaluation.frameworks.agreement_proposals import consolidate, propose
from evaluation.frameworks.agreement_texts import fields_of
from evaluation.models import Consultation, Criterion, Framework, Position, Proposal
from networkapp.models import Network
from tests.factories.assessments import draft_framework
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory

NEW = {
    "kind": "ratio",
    "title": "Calls that were answered",
    "unit": "%",
    "floor": "0",
    "target": "90",
    "scored": True,
    "numerator_text": "calls answered",
    "denominator_text": "calls",
    "reference_period": "calendar year",
    "owner_hint": "hotline",
}


@dataclass
class Agreeing:
    """A draft in a network where XA, XB and XC are assessed; a member of each, and the secretariat. XB has the office
    of rapporteur."""

    network: Network
    framework: Framework
    members: Mapping[str, Any]
    secretariat: Any

    def propose(self, by: str = "XA", **kwargs: Any) -> Proposal:
        usual: dict[str, Any] = {"kind": "new", "recommendation": 1, "fields": NEW}
        return propose(framework=self.framework, user=self.members[by], **{**usual, **kwargs})

    def change(self, series_id: str, by: str = "XA", reason: str = "Clearer", **fields: Any) -> Proposal:
        return self.propose(
            by, kind="change", series_id=series_id, fields=self.text(series_id, **fields), reason=reason
        )

    def text(self, series_id: str, **fields: Any) -> dict[str, Any]:
        return {**fields_of(self.criterion(series_id)), **fields}

    def criterion(self, series_id: str) -> Criterion:
        return Criterion.objects.get(recommendation__framework=self.framework, series_id=series_id)

    def consolidate(self, proposal: Proposal, **fields: Any) -> Proposal:
        newest = proposal.wordings.order_by("-number")[0]
        return consolidate(proposal=proposal, user=self.members["XB"], fields={**newest.fields, **fields})

    def open(self) -> None:
        open_proposals(framework=self.framework, user=self.secretariat)

    def close(self) -> None:
        close_proposals(framework=self.framework, user=self.secretariat)

    def ask(self, **kwargs: Any) -> Consultation:
        return ask_for_positions(framework=self.framework, user=self.secretariat, **kwargs)

    def state(self, code: str, stance: str, words: str = "", series_id: str = "") -> Position:
        return state_position(
            framework=self.framework, user=self.members[code], stance=stance, words=words, series_id=series_id
        )

    def adopt(self, **kwargs: Any) -> Framework:
        return adopt_framework(framework=self.framework, user=self.secretariat, **kwargs)

    def later(self, **kwargs: Any) -> Framework:
        """Adopted when silence has ended."""
        return self.adopt(at=timezone.now() + timedelta(days=15), **kwargs)


def make_agreeing(slug: str = "joint", visibility: str = "public", version: str = "t") -> Agreeing:
    network = NetworkFactory(slug=slug, visibility=visibility)
    members = {}
    for code in ("XA", "XB", "XC"):
        delegation = DelegationFactory(code=code)
        network.delegations.add(delegation)
        offices = ["rapporteur"] if code == "XB" else []
        members[code] = SeatFactory(network=network, delegation=delegation, offices=offices).user
    return Agreeing(
        network=network,
        framework=draft_framework(network, version=version),
        members=members,
        secretariat=SeatFactory(network=network, capacity="secretariat", delegation=None).user,
    )
