"""Members of the organisations in which treaties are concluded, which decides how a state can join a treaty."""

from evaluation.models import Instrument
from networkapp.networks.queries.countries import is_sample

Organisation = Instrument.Organisation

EUROPEAN_UNION = "EU"
"""The code that ISO 3166 reserves for the Union, which joins some treaties beside its member states."""
# Since 1 February 2020.
EU_MEMBERS = frozenset(
    {
        *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU"),
        *("IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
    }
)
# Since 16 March 2022, when the Russian Federation ceased to be a member.
COE_MEMBERS = EU_MEMBERS | frozenset(
    ("AD", "AL", "AM", "AZ", "BA", "CH", "GB", "GE", "IS", "LI", "MC", "MD", "ME", "MK", "NO", "RS", "SM", "TR", "UA")
)
NOT_IN_ILO = frozenset(("AD", "BT", "FM", "KP", "LI", "MC", "NR", "VA"))
"""States that are not members of the International Labour Organization, and so cannot ratify its instruments."""


def is_member(country: str, organisation: str) -> bool:
    """Return whether a state (two letters) is a member; sample countries are members of all organisations."""
    if is_sample(code=country):
        return True
    if organisation == Organisation.COE:
        return country in COE_MEMBERS
    if organisation == Organisation.EU:
        return country in EU_MEMBERS
    return organisation != Organisation.ILO or country not in NOT_IN_ILO
