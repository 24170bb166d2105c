"""The sample network's conclusions about sample countries: invented, and labelled so."""

from datetime import date

from evaluation.follow_up.verdicts import record_verdict
from evaluation.models import Verdict
from home.domain.demo.accounts import accounts, address
from home.domain.demo.content import by_key, content, items
from networkapp.models import Delegation, Network


def make_verdicts() -> None:
    """Create every conclusion of the data file; if there is one, they are left as they are."""
    network = Network.objects.get(slug=content("assessments")["network"])
    if Verdict.objects.filter(network=network).exists():
        return
    delegations = by_key(Delegation.objects.filter(networks=network), "code")
    secretariat = accounts()[address("secretariat")]
    for item in items("verdicts"):
        record_verdict(
            network=network,
            delegation=delegations[item["delegation"]],
            recommendation=item["recommendation"],
            says=item["says"],
            reason=item["reason"],
            decision=item["decision"],
            decided_on=date.fromisoformat(item["decided_on"]),
            user=secretariat,
        )
