"""How reactions to a message are shown."""

import pytest
from django.utils.translation import override

from networkapp.discussion.models import Reaction
from networkapp.discussion.templatetags.networkapp_discussion import reaction_summary
from tests.factories.discussion import add_message, start_topic
from tests.factories.networks import DelegationFactory, SeatFactory


@pytest.mark.django_db
def test_each_kind_of_reaction_is_shown_with_the_delegation_that_gave_it() -> None:
    author = SeatFactory(delegation=DelegationFactory(code="XA"))
    reader = SeatFactory(network=author.network, delegation=DelegationFactory(code="XB"))
    message = add_message(start_topic(author), author)
    for kind in Reaction.Kind:
        Reaction.objects.create(message=message, user=reader.user, seat=reader, kind=kind)
    with override("en"):
        shown = reaction_summary(message)
    assert len(shown) == len(Reaction.Kind) == len(set(shown))
    assert [words for words in shown if "XB" not in words] == []
