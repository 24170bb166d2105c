"""A network that works on a text: members of XA and XB, XA's adviser, a rapporteur of XC, and the secretariat."""

from dataclasses import dataclass, field
from typing import Any
from uuid import uuid4

from networkapp.decisions.models import Amendment, AmendmentState, Proposal, ProposalVersion
from networkapp.decisions.proposals.actions import propose
from networkapp.decisions.proposals.amendments import decide_amendment, propose_amendment
from networkapp.decisions.proposals.versions import newest_version
from networkapp.decisions.rules.amending import ParagraphChange
from networkapp.models import Network, Seat
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory

TEXT = """1. Help must not depend on evidence.

2. Every state shall ask and answer.

3. The delegations report in a year."""


@dataclass
class Drafting:
    """The seats, and short ways to do what their holders do."""

    network: Network
    member: Seat
    other: Seat
    adviser: Seat
    rapporteur: Seat
    secretariat: Seat
    proposals: list[Proposal] = field(default_factory=list)

    @property
    def proposal(self) -> Proposal:
        """Return the proposal as it is stored now."""
        return Proposal.objects.get(pk=self.proposals[0].pk)

    @property
    def newest(self) -> ProposalVersion:
        return newest_version(self.proposal)

    def propose(self, seat: Seat | None = None, **kwargs: Any) -> Proposal:
        usual = {"title": "Help without testimony", "text": TEXT, "client_key": uuid4()}
        made = propose(network=self.network, user=(seat or self.member).user, **{**usual, **kwargs})
        self.proposals.append(made)
        return made

    def amend(
        self, start: int, end: int, replacement: str = "", *, key: str = "p1", by: Any = None, **kwargs: Any
    ) -> Any:
        change = ParagraphChange(number=0, key=key, start=start, end=end, replacement=replacement)
        return self.ask(change, by=by, **kwargs)

    def add_paragraph(self, replacement: str, *, key: str = "", by: Any = None, **kwargs: Any) -> Any:
        return self.ask(ParagraphChange(number=0, key=key, replacement=replacement, new=True), by=by, **kwargs)

    def ask(self, change: ParagraphChange, *, by: Any = None, **kwargs: Any) -> Amendment:
        usual = {"version": self.newest, "reason": "It is clearer", "client_key": uuid4(), "breaks_silence": True}
        return propose_amendment(user=(by or self.other).user, change=change, **{**usual, **kwargs})

    def accept(self, amendment: Amendment) -> Amendment:
        return decide_amendment(amendment=amendment, user=self.rapporteur.user, state=AmendmentState.ACCEPTED)

    def set_aside(self, amendment: Amendment, words: str = "Another time") -> Amendment:
        return decide_amendment(
            amendment=amendment, user=self.rapporteur.user, state=AmendmentState.SET_ASIDE, words=words
        )


def make_drafting(slug: str = "joint", *, proposed: bool = True, **kwargs: Any) -> Drafting:
    network = NetworkFactory(slug=slug, **kwargs)
    delegations = {code: DelegationFactory(code=code) for code in ("XA", "XB", "XC")}
    network.delegations.add(*delegations.values())
    drafting = Drafting(
        network=network,
        member=SeatFactory(network=network, delegation=delegations["XA"]),
        other=SeatFactory(network=network, delegation=delegations["XB"]),
        adviser=SeatFactory(network=network, delegation=delegations["XA"], capacity="adviser"),
        rapporteur=SeatFactory(network=network, delegation=delegations["XC"], offices=["rapporteur"]),
        secretariat=SeatFactory(network=network, delegation=None, capacity="secretariat"),
    )
    if proposed:
        drafting.propose()
    return drafting
