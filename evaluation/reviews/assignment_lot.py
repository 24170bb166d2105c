"""The lot of the peer review: who reviews whom, such that anybody can repeat the draw from the record.

Each country of the cycle has a number: the SHA-256 of the seed, a colon and its code ("5f...e1:XA"), in hexadecimal.
Ordered by these numbers they form a circle, and each is reviewed by the two that follow it; so each reviews two, the
smallest possible number. A country that joins later, or replaces one that withdrew, is drawn from those that review the
fewest countries of the cycle, by the same numbers of a new seed.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime
from hashlib import sha256
from secrets import token_hex

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from evaluation.assessments.cycles import networks_where
from evaluation.models import Assessment, Cycle, CycleState, Review, ReviewingCountry, ReviewLot
from evaluation.permissions import Action
from networkapp.errors import NotAllowed, Refused
from networkapp.events import record
from networkapp.models import Delegation
from networkapp.networks.queries.participation import absences_of
from networkapp.users import User

REVIEWERS_PER_COUNTRY = 2
Rule = ReviewLot.Rule


def order_by_lot(seed: str, codes: Iterable[str]) -> list[str]:
    """Return the codes in the order that the seed gives them."""
    return sorted(codes, key=lambda code: sha256(f"{seed}:{code}".encode()).hexdigest())


def assign_in_circle(seed: str, codes: Collection[str]) -> dict[str, list[str]]:
    """Return by country code the two that follow it in the circle; fewer if there are not enough others."""
    order = order_by_lot(seed, codes)
    steps = range(1, min(REVIEWERS_PER_COUNTRY, len(order) - 1) + 1)
    return {code: [order[(place + step) % len(order)] for step in steps] for place, code in enumerate(order)}


def choose_least_loaded(seed: str, loads: Mapping[str, int], number: int) -> list[str]:
    """Return the first `number` of those with the fewest reviews, equals in the order of the lot."""
    return sorted(order_by_lot(seed, loads), key=lambda code: loads[code])[:number]


def draw_lot(*, cycle: Cycle, user: User, at: datetime | None = None) -> ReviewLot:
    """Draw who reviews whom in `cycle`, before the first review opens (which would draw it otherwise).

    Refuses (NotAllowed) users who do not conduct reviews there; (Refused) a closed cycle, one whose lot was drawn, and
    one with fewer than three countries.
    """
    with transaction.atomic():
        current = _locked_for_drawing(cycle, user)
        if current.lots.filter(replaced_at=None).exists():
            raise Refused(
                "drawn_already", _("Reviewers have already been drawn for this cycle. To draw again, enter a reason.")
            )
        return _draw_for_all(current, user, at or timezone.now())


def draw_lot_again(*, cycle: Cycle, reason: str, user: User, at: datetime | None = None) -> ReviewLot:
    """Draw a new lot for all countries of `cycle`; the lots before stay in the record, as replaced.

    Refuses (NotAllowed) users who do not conduct reviews there; (Refused) no reason, a closed cycle, one whose lot was
    not drawn yet, and where a review was opened by the lot before, because reviewers have read answers then.
    """
    with transaction.atomic():
        current = _locked_for_drawing(cycle, user)
        if not reason.strip():
            raise Refused("reason_needed", _("Enter a reason."), field="reason")
        if not current.lots.filter(replaced_at=None).exists():
            raise Refused("not_drawn", _("Reviewers have not been drawn for this cycle yet."))
        if Review.objects.filter(assessment__cycle=current).exists():
            words = _(
                "You cannot draw again after a peer review has opened. A country that cannot review can withdraw."
            )
            raise Refused("review_opened", words)
        moment = at or timezone.now()
        ReviewingCountry.objects.filter(assessment__cycle=current).delete()
        current.lots.filter(replaced_at=None).update(replaced_at=moment)
        return _draw_for_all(current, user, moment, reason.strip())


def recompute_lot(lot: ReviewLot) -> dict[str, list[str]]:
    """Return what the recorded seed and loads come to; equal to `lot.result`, or it was not drawn by the rule."""
    if lot.rule == Rule.CIRCLE:
        return assign_in_circle(lot.seed, lot.loads)
    return {code: choose_least_loaded(lot.seed, lot.loads, len(drawn)) for code, drawn in lot.result.items()}


def draw_reviewers(*, assessment: Assessment, user: User, at: datetime | None = None) -> list[ReviewingCountry]:
    """Return the reviewers of `assessment`, whose row is locked: as they were drawn, or drawn now for missing ones.

    The first time, the lot is drawn for all countries of the cycle at once. Each lot is in the log of the network, with
    its seed. No country reviews itself, or again what it withdrew from. One that does not take part in the network now
    is missing; it can review again when it returns.
    """
    cycle = Cycle.objects.select_for_update().select_related("network").get(pk=assessment.cycle_id)
    moment = at or timezone.now()
    if not cycle.lots.filter(replaced_at=None).exists():
        _draw_circle(cycle, user, moment)
    participating = _participating_reviewers(assessment)
    loads = _loads(cycle, without=assessment)
    missing = min(REVIEWERS_PER_COUNTRY - len(participating), len(loads))
    if missing > 0:
        seed = token_hex(16)
        drawn = {assessment.delegation.code: choose_least_loaded(seed, loads, missing)}
        _record_lot(cycle, Rule.FEWEST, seed, loads, drawn, user, moment)
    return _participating_reviewers(assessment)


def _participating_reviewers(assessment: Assessment) -> list[ReviewingCountry]:
    absent = absences_of(network=assessment.cycle.network)
    return [country for country in active_reviewing_countries(assessment) if country.delegation_id not in absent]


def active_reviewing_countries(assessment: Assessment) -> Iterable[ReviewingCountry]:
    """Return the countries that review `assessment`, without those that withdrew."""
    found: Iterable[ReviewingCountry] = assessment.reviewing.filter(withdrawn_at=None).select_related("delegation")
    return found


def _locked_for_drawing(cycle: Cycle, user: User) -> Cycle:
    """Return the cycle and its assessments, locked in the order in which `open_review` locks them."""
    list(Assessment.objects.select_for_update().filter(cycle=cycle).order_by("pk"))
    current = Cycle.objects.select_for_update(of=("self",)).select_related("network").get(pk=cycle.pk)
    if not networks_where(user=user, may=Action.CONDUCT_REVIEW).filter(pk=current.network_id).exists():
        raise NotAllowed(Action.CONDUCT_REVIEW)
    if current.current_state == CycleState.CLOSED:
        raise Refused("closed", _("The cycle is closed for good."))
    return current


def _draw_for_all(cycle: Cycle, user: User, at: datetime, reason: str = "") -> ReviewLot:
    if cycle.assessments.participating().count() <= REVIEWERS_PER_COUNTRY:
        words = _("A peer review needs at least three countries: each is reviewed by two others.")
        raise Refused("too_few_countries", words)
    return _draw_circle(cycle, user, at, reason)


def _draw_circle(cycle: Cycle, user: User, at: datetime, reason: str = "") -> ReviewLot:
    assessments = cycle.assessments.participating()
    seed, codes = token_hex(16), sorted(assessments.values_list("delegation__code", flat=True))
    return _record_lot(
        cycle, Rule.CIRCLE, seed, dict.fromkeys(codes, 0), assign_in_circle(seed, codes), user, at, reason
    )


def _loads(cycle: Cycle, *, without: Assessment) -> dict[str, int]:
    """Return the number of reviews in the cycle by country, for those that can be drawn for the assessment.

    Not for countries whose delegations are suspended or have withdrawn.
    """
    known = without.reviewing.values("delegation")
    others = cycle.assessments.participating().exclude(pk=without.pk).exclude(delegation__in=known)
    loads = dict.fromkeys(others.order_by("delegation__code").values_list("delegation__code", flat=True), 0)
    drawn = ReviewingCountry.objects.filter(assessment__cycle=cycle, withdrawn_at=None)
    for code in drawn.values_list("delegation__code", flat=True):
        if code in loads:
            loads[code] += 1
    return loads


def _record_lot(
    cycle: Cycle,
    rule: ReviewLot.Rule,
    seed: str,
    loads: dict[str, int],
    result: dict[str, list[str]],
    user: User,
    at: datetime,
    reason: str = "",
) -> ReviewLot:
    lot = ReviewLot.objects.create(
        cycle=cycle, rule=rule, seed=seed, loads=loads, result=result, drawn_by=user, drawn_at=at, reason=reason
    )
    assessments = {one.delegation.code: one for one in cycle.assessments.select_related("delegation")}
    delegations = {one.code: one for one in Delegation.objects.filter(assessments__cycle=cycle)}
    for code, drawn in result.items():
        for reviewer in drawn:
            add_reviewing_country(assessment=assessments[code], delegation=delegations[reviewer], lot=lot)
    facts = {"cycle": cycle.pk, "rule": rule.value, "seed": seed, "loads": loads, "result": result, "reason": reason}
    record(cycle.network, "review.drawn", facts, actor=user)
    return lot


def add_reviewing_country(*, assessment: Assessment, delegation: Delegation, lot: ReviewLot) -> ReviewingCountry:
    """Add `delegation` as reviewer of `assessment`. Refuses its own country, one outside the cycle, and repetition."""
    if delegation.pk == assessment.delegation_id:
        raise Refused("own_country", _("A country cannot review itself."))
    if not Assessment.objects.filter(cycle=assessment.cycle_id, delegation=delegation).exists():
        raise Refused("not_of_the_cycle", _("Only countries assessed in the same cycle can review each other."))
    if assessment.reviewing.filter(delegation=delegation).exists():
        raise Refused("drawn_already", _("This country has already been drawn for this review."))
    return ReviewingCountry.objects.create(assessment=assessment, delegation=delegation, lot=lot)
