"""All kinds of readers, and what the permission tables allow each of them."""

from dataclasses import dataclass
from typing import Literal

from evaluation import permissions as evaluation
from networkapp import permissions as networks
from networkapp.models import Network
from networkapp.permissions import CAPACITIES, OFFICES, Role

Action = networks.Action | evaluation.Action
OWN, FOREIGN, SUSPENDED = "XA", "XB", "XC"


@dataclass(frozen=True, kw_only=True)
class ReaderSeat:
    """A seat in the tested networks ("here") or in another one; its term is current, over or in the future."""

    capacity: Role
    offices: frozenset[Role] = frozenset()
    delegation: str = OWN
    where: Literal["here", "elsewhere"] = "here"
    term: Literal["now", "over", "coming"] = "now"


@dataclass(frozen=True, kw_only=True)
class Reader:
    """A reader with these seats; without an account they are anonymous."""

    name: str
    seats: tuple[ReaderSeat, ...] = ()
    account: Literal["active", "inactive", "none"] = "active"
    section: Literal["none", "held", "withdrawn", "of another country"] = "none"
    """Whether the first section of XA's draft was assigned to this reader, or one of another country's."""

    @property
    def is_signed_in(self) -> bool:
        return self.account == "active"


def _everything(**fields: str) -> tuple[ReaderSeat, ...]:
    """Return a seat of each role with all offices: everything that the tables allow anybody."""
    return tuple(ReaderSeat(capacity=role, offices=OFFICES, **fields) for role in sorted(CAPACITIES))  # type: ignore[arg-type]


def _in_office(office: Role, capacity: Role) -> Reader:
    return Reader(name=f"{office} and {capacity}", seats=(ReaderSeat(capacity=capacity, offices=frozenset({office})),))


CAPACITY_HOLDERS = tuple(Reader(name=role.value, seats=(ReaderSeat(capacity=role),)) for role in sorted(CAPACITIES))
# Rights of an office show beside a role with few rights of its own: in a network, and in an assessment.
IN_OFFICE = {
    networks.Action: tuple(_in_office(office, Role.GOVERNMENT) for office in sorted(OFFICES)),
    evaluation.Action: tuple(_in_office(office, Role.OBSERVER) for office in sorted(OFFICES)),
}
OTHERS = (
    Reader(name="everything, of another country", seats=_everything(delegation=FOREIGN)),
    Reader(name="everything, ended", seats=_everything(term="over")),
    Reader(name="everything, not begun", seats=_everything(term="coming")),
    Reader(name="everything, of a suspended delegation", seats=_everything(delegation=SUSPENDED)),
    Reader(name="everything, in another network", seats=_everything(where="elsewhere")),
    Reader(name="everything, of an account that is closed", seats=_everything(), account="inactive"),
    Reader(name="an account without a seat"),
    Reader(name="a section in hand", section="held"),
    Reader(name="a section in hand, of an account that is closed", section="held", account="inactive"),
    Reader(name="a section that was taken back", section="withdrawn"),
    Reader(name="a section of another country", section="of another country"),
    Reader(name="anonymous", account="none"),
)
ALL = (*CAPACITY_HOLDERS, *IN_OFFICE[networks.Action], *IN_OFFICE[evaluation.Action], *OTHERS)


def allows(action: Action, reader: Reader, visibility: str) -> bool:
    """Return whether the tables allow `reader` the action in a network of this visibility, or on its assessment."""
    is_of_evaluation = isinstance(action, evaluation.Action)
    if is_of_evaluation and evaluation.SCOPES[action] is evaluation.Scope.SECTION:
        return reader.section == "held" and reader.is_signed_in
    roles = _roles(reader, evaluation.SCOPES[action] if is_of_evaluation else evaluation.Scope.NETWORK)
    if visibility == Network.Visibility.PUBLIC:
        roles |= {Role.ANYONE}
    if visibility != Network.Visibility.CLOSED and _current(reader):
        roles |= {Role.SEATED}
    return bool(roles & (evaluation.ALLOWED if is_of_evaluation else networks.ALLOWED)[action])


def allows_somewhere(action: Action, reader: Reader) -> bool:
    """Return whether the tables allow `reader` the action in any network."""
    is_of_evaluation = isinstance(action, evaluation.Action)
    roles = (evaluation.ALLOWED if is_of_evaluation else networks.ALLOWED)[action]
    of_a_country = is_of_evaluation and evaluation.SCOPES[action] is evaluation.Scope.DELEGATION
    item = [item for item in _current(reader) if item.delegation == OWN or not of_a_country]
    return any(({seat.capacity} | seat.offices) & roles for seat in item)


def _current(reader: Reader) -> list[ReaderSeat]:
    seats = [seat for seat in reader.seats if seat.term == "now" and seat.delegation != SUSPENDED]
    return seats if reader.is_signed_in else []


def _roles(reader: Reader, scope: evaluation.Scope) -> frozenset[Role]:
    counted = [item for item in _current(reader) if item.where == "here"]
    if scope is evaluation.Scope.REVIEWED:
        # The other country is the reviewer; a seat of the reviewed country in any network excludes from the review.
        if any(item.delegation == OWN for item in _current(reader)):
            return frozenset()
        counted = [item for item in counted if item.delegation == FOREIGN]
    if scope is evaluation.Scope.DELEGATION:
        counted = [item for item in counted if item.delegation == OWN]
    return frozenset[Role]().union(*({item.capacity} | item.offices for item in counted))
