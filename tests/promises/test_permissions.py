"""The permission tables of both plugins do not change unnoticed."""

from evaluation import permissions as of_evaluation
from networkapp import permissions as of_networks
from tests.promises.conftest import Compare


def test_permission_tables_do_not_change_unnoticed(compare: Compare) -> None:
    networks = {f"networkapp {action}": roles for action, roles in of_networks.ALLOWED.items()}
    assessments = {
        f"evaluation {action} ({of_evaluation.scope_of(action)})": roles
        for action, roles in of_evaluation.ALLOWED.items()
    }
    compare("permissions", (f"{act}: {', '.join(sorted(roles))}" for act, roles in {**networks, **assessments}.items()))
