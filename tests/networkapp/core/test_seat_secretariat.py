"""The command that seats the first secretariat of a network."""

import pickle
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.utils.translation import override

from networkapp.permissions import Action
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory, UserFactory


def seat_secretariat(*arguments: str) -> str:
    out = StringIO()
    call_command("seat_secretariat", *arguments, stdout=out)
    return out.getvalue().strip()


def test_first_secretariat_is_seated_by_command_and_can_invite(db: None) -> None:
    network = NetworkFactory(slug="joint")
    user = UserFactory(email="ada@example.org", display_name="Ada")
    assert seat_secretariat("joint", "ADA@example.org") == "Ada: secretariat, Joint"
    assert network.allows(user, Action.INVITE)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("nowhere", "ada@example.org"), "no network nowhere"),
        (("joint", "eve@example.org"), "no account with the e-mail address eve"),
        (("joint", "ada@example.org"), "already holds this seat"),
    ],
)
def test_seat_command_names_the_problem_with_its_arguments(db: None, arguments: tuple[str, str], words: str) -> None:
    user = UserFactory(email="ada@example.org")
    SeatFactory(network=NetworkFactory(slug="joint"), user=user, capacity="secretariat", delegation=None)
    with pytest.raises(CommandError, match=words):
        seat_secretariat(*arguments)


def test_delegation_without_a_country_is_named_in_the_language_of_the_reader(db: None) -> None:
    council = DelegationFactory(
        code="NC", kind="interparliamentary", country="", assessed=False, name="Council", names={"sv": "Rådet"}
    )
    with override("sv"):
        label = pickle.loads(pickle.dumps(council.label))
        assert (label, label.language) == ("Rådet", "sv")
    with override("fi"):
        assert (council.label, council.label.language) == ("Council", "en")
