"""The actions that exist for treaties of each organisation. Pure: nothing is looked up or stored."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from evaluation.models import Instrument, TreatyAction

Kind, Organisation = TreatyAction.Kind, Instrument.Organisation

BINDING = (
    Kind.RATIFIED.value, Kind.ACCEPTED.value, Kind.APPROVED.value, Kind.ACCEDED.value, Kind.SUCCEEDED.value,
    Kind.DEFINITIVE.value,
)  # fmt: skip
"""Actions by which a state consents to be bound."""
SEVERAL = frozenset({Kind.RESERVED, Kind.DECLARED, Kind.WITHDREW, Kind.EXTENDED, Kind.EXCLUDED})
"""Actions that a state can take several times: different days are different actions."""
LISTED = frozenset({Kind.PARTY, Kind.NOT_PARTY})
"""What lists of parties say, without an action behind it."""
TERRITORIAL = frozenset({Kind.EXTENDED, Kind.EXCLUDED})
LATER = frozenset({Kind.IN_FORCE, Kind.DENOUNCED})
"""What a source can announce before it happens."""

_BY_TREATY = frozenset(Kind) - {Kind.TRANSPOSED}
KINDS_OF: Mapping[str, frozenset[TreatyAction.Kind]] = {
    Organisation.UN: _BY_TREATY,
    Organisation.COE: _BY_TREATY,
    Organisation.ILO: LISTED | TERRITORIAL | {Kind.RATIFIED, Kind.DECLARED, Kind.DENOUNCED, Kind.IN_FORCE},
    Organisation.EU: LISTED | TERRITORIAL | {Kind.TRANSPOSED, Kind.IN_FORCE},
    Organisation.OTHER: frozenset(Kind),
}
"""ILO instruments are ratified without a signature. EU law binds by membership, and directives are transposed."""

WHY_NOT: Mapping[str, Promise | str] = {
    Organisation.ILO: _(
        "ILO conventions and protocols are ratified: they have no signature, accession or reservation."
    ),
    Organisation.EU: _("EU law binds member states without ratification: they notify its transposition."),
}


def action_exists_for(kind: str, instrument: Instrument) -> bool:
    """Return whether an action of this kind exists for the treaty."""
    return kind in KINDS_OF[instrument.organisation]


def invalid_kind_reason(instrument: Instrument) -> str:
    """Return the reason why an action does not exist for the treaty, for people."""
    return str(WHY_NOT.get(instrument.organisation, _("This action does not exist for this treaty.")))
