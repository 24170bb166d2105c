"""The sample countries agree on the next version of their criteria: proposed, amended, decided, and asked about now."""

from datetime import datetime, timedelta
from typing import Any

from django.utils import timezone

from accounts.models import User
from evaluation.frameworks.agreement import ask_for_positions, close_proposals, open_proposals
from evaluation.frameworks.agreement_positions import state_position
from evaluation.frameworks.agreement_proposals import amend, consolidate, criterion_of, propose, set_aside
from evaluation.frameworks.agreement_texts import fields_of
from evaluation.frameworks.versions import start_version
from evaluation.models import Framework, Proposal
from home.domain.demo.accounts import accounts, address
from home.domain.demo.framework import VERSION as PREVIOUS
from networkapp.models import Network, Office, Seat
from networkapp.networks.actions.seats import change_offices

VERSION = "2.0-sample"
TITLE = "Success criteria of the sample countries"
FIRST_YEAR = 2027
NEW = {
    "kind": "ratio",
    "title": "Calls to the hotline that are answered",
    "text": "Calls in any language, at any hour. A call that is put through to a partner counts as answered.",
    "unit": "%",
    "floor": "50",
    "target": "95",
    "scored": True,
    "scored_from": FIRST_YEAR + 1,
    "numerator_text": "calls answered in the year",
    "denominator_text": "calls in the year",
    "reference_period": "calendar year",
    "owner_hint": "Hotline",
    "source_hint": "Reports of the hotline",
    "why": "A hotline helps only if somebody answers",
}


def make_agreement() -> None:
    """Create the next version in the Sample network, submitted to its countries. An existing one is left as it is."""
    if Framework.objects.filter(version=VERSION).exists():
        return
    people, now = accounts(), timezone.now()
    keeper = people[address("secretariat")]
    _give_rapporteur(people)
    draft = start_version(
        previous=Framework.objects.get(version=PREVIOUS),
        network=Network.objects.get(slug="sample"),
        version=VERSION,
        title=TITLE,
        first_year=FIRST_YEAR,
        user=keeper,
        at=now - timedelta(days=60),
    )
    open_proposals(framework=draft, user=keeper, at=now - timedelta(days=58))
    _proposals(draft, people, now - timedelta(days=50))
    close_proposals(framework=draft, user=keeper, at=now - timedelta(days=20))
    ask_for_positions(framework=draft, user=keeper, at=now - timedelta(days=2), due_at=now + timedelta(days=12))
    _positions(draft, people, now - timedelta(days=1))


def _give_rapporteur(people: dict[str, User]) -> None:
    """The member of XB writes the consolidated text."""
    seat = Seat.objects.current().get(user=people[address("member", "xb")], network__slug="sample")
    change_offices(seat=seat, offices=[Office.RAPPORTEUR], user=people[address("secretariat")])


def _proposals(draft: Framework, people: dict[str, User], when: datetime) -> None:
    xa, xb, xc = (people[address("member", code)] for code in ("xa", "xb", "xc"))
    day = timedelta(days=1)
    new = propose(
        framework=draft, user=xa, kind=Proposal.Kind.NEW, recommendation=11, fields={**NEW, "target": "90"}, at=when,
        reason="We count how many people call, but not how many are answered.",
    )  # fmt: skip
    amend(
        proposal=new, user=xc, base=1, fields=NEW, at=when + 2 * day,
        reason="Hotlines already answer nine calls in ten. The target can be higher.",
    )  # fmt: skip
    consolidate(
        proposal=new,
        user=xb,
        base=2,
        fields=NEW,
        words="With the higher target, scored after a first year without scores.",
        at=when + 5 * day,
    )
    change = _change(draft, "5.3", xc, when + day, "Nearly everyone should receive help.", target="98")
    consolidate(
        proposal=change,
        user=xb,
        fields={**_text(draft, "5.3"), "target": "97", "compatible": False},
        at=when + 6 * day,
        words="A compromise. The target changes, so earlier and later results are not compared.",
    )  # fmt: skip
    removal = propose(
        framework=draft, user=xa, kind=Proposal.Kind.REMOVAL, recommendation=14, series_id="14.2", at=when + 2 * day,
        reason="Few of our units know how long their staff have been in the field.",
    )  # fmt: skip
    set_aside(
        proposal=removal, user=xb, words="More than half of the countries can answer this criterion.", at=when + 7 * day
    )


def _change(draft: Framework, series_id: str, user: User, at: datetime, reason: str, **fields: Any) -> Proposal:
    return propose(
        framework=draft, user=user, kind=Proposal.Kind.CHANGE, recommendation=0, series_id=series_id, reason=reason,
        fields={**_text(draft, series_id), **fields}, at=at,
    )  # fmt: skip


def _text(draft: Framework, series_id: str) -> dict[str, Any]:
    return fields_of(criterion_of(draft, series_id))


def _positions(draft: Framework, people: dict[str, User], when: datetime) -> None:
    xa, xb = (people[address("member", code)] for code in ("xa", "xb"))
    state_position(framework=draft, user=xa, stance="agree", at=when)
    state_position(
        framework=draft, user=xa, stance="except", series_id="14.1", at=when + timedelta(minutes=5),
        words="Sample text. Our units are so small that one departure doubles the share.",
    )  # fmt: skip
    state_position(
        framework=draft, user=xb, stance="explain", at=when + timedelta(hours=3),
        words="Sample text. We read “help” in 5.3 as help that was accepted.",
    )  # fmt: skip
