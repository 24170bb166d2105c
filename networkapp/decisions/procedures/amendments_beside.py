"""The amendments to a text under decision: accepted ones that it lacks, and open ones."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from networkapp.decisions.models import Amendment, AmendmentState, Procedure, ProposalVersion
from networkapp.decisions.rules.applied import undone_changes
from networkapp.errors import Refused


@dataclass(frozen=True, kw_only=True)
class OmittedAmendments:
    """The amendments that a version does not contain, by number.

    `missing` are accepted and not in its text: the next version was never created from them. `changed` are accepted and
    were part of an earlier version, and their words are no longer as accepted. `undecided` are open.
    """

    missing: tuple[Amendment, ...] = ()
    changed: tuple[Amendment, ...] = ()
    undecided: tuple[Amendment, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.missing or self.changed or self.undecided)


def omitted_amendments(version: ProposalVersion, *, at: datetime | None = None) -> OmittedAmendments:
    """Return the amendments to its proposal that the version does not contain, now or `at` an earlier moment."""
    found = list(_amendments_until(version, at))
    accepted = [one for one in found if one.state == AmendmentState.ACCEPTED and (at is None or _is_decided(one, at))]
    return OmittedAmendments(
        missing=tuple(one for one in accepted if one.version_id == version.pk),
        changed=_changed_again(version, [one for one in accepted if one.version_id != version.pk]),
        undecided=tuple(one for one in found if _was_open(one, at)),
    )


def amendments_omitted_at_opening(procedure: Procedure) -> OmittedAmendments:
    """Return what the text of the procedure did not carry when it was opened; nothing for one without a text."""
    if procedure.version is None:
        return OmittedAmendments()
    return omitted_amendments(procedure.version, at=procedure.opened_at)


def require_amendments_applied(version: ProposalVersion, *, despite_changes: bool) -> None:
    """Raise Refused `accepted_amendments` if accepted amendments are not in the text of the version.

    Raise Refused `accepted_changed` if a later version changed their words again and the person who opens the procedure
    has not confirmed the text (`despite_changes`).
    """
    beside = omitted_amendments(version)
    if beside.missing:
        words = ngettext(
            "Amendment %(numbers)s is accepted but not in the text. Create the next version first.",
            "Amendments %(numbers)s are accepted but not in the text. Create the next version first.",
            len(beside.missing),
        )
        raise Refused("accepted_amendments", words % {"numbers": join_numbers(beside.missing)})
    if beside.changed and not despite_changes:
        words = _("Accepted amendments were changed again (%(numbers)s). Compare the versions and confirm the text.")
        raise Refused("accepted_changed", words % {"numbers": join_numbers(beside.changed)}, field="despite_changes")


def join_numbers(amendments: Iterable[Amendment]) -> str:
    """Return the numbers of the amendments as a list: "2, 5"."""
    return ", ".join(str(one.number) for one in amendments)


def _amendments_until(version: ProposalVersion, at: datetime | None) -> QuerySet[Amendment]:
    """Return the amendments to the version and to earlier ones, each at its last version, as far as they were
    proposed."""
    here = Q(version__proposal=version.proposal_id, version__number__lte=version.number)
    proposed = Q() if at is None else Q(proposed_at__lte=at)
    # What was carried to a version after this one was open while this one was decided on.
    carried = Q(state=AmendmentState.CARRIED)
    carried &= Q() if at is None else Q(version__number__lt=version.number)
    found = Amendment.objects.filter(here, proposed).exclude(carried)
    return found.select_related("version__proposal__network", "delegation").order_by("number")


def _is_decided(amendment: Amendment, at: datetime) -> bool:
    return amendment.settled_at is not None and amendment.settled_at <= at


def _was_open(amendment: Amendment, at: datetime | None) -> bool:
    if amendment.state == AmendmentState.OPEN:
        return True
    return at is not None and not _is_decided(amendment, at)


def _changed_again(version: ProposalVersion, accepted: Sequence[Amendment]) -> tuple[Amendment, ...]:
    """Return the amendments of an earlier version that the version after that carried, and this one does not."""
    if not accepted:
        return ()
    texts = {one.number: one.text for one in version.proposal.versions.filter(number__lte=version.number)}
    by_version: dict[int, list[Amendment]] = {}
    for amendment in accepted:
        by_version.setdefault(amendment.version.number, []).append(amendment)
    lost = {
        (number, changed)
        for number, amendments in by_version.items()
        for changed in undone_changes(
            changes=[one.change for one in amendments],
            old=texts[number],
            applied=texts[number + 1],
            now=texts[version.number],
        )
    }
    return tuple(one for one in accepted if (one.version.number, one.number) in lost)
