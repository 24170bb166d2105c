"""Only people who decide about amendments, and their authors, are notified of them; no e-mail contains their text."""

from uuid import uuid4

import pytest

from networkapp.decisions.procedures.proposal_notices import author_desk_items, desk_items, render_notices
from networkapp.decisions.proposals.amendments import decide_amendment, propose_amendment
from networkapp.errors import NotAllowed
from networkapp.models import Notification, Seat
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.factories.proposals import Drafting, make_drafting
from tests.networkapp.decisions.proposals.test_amendments import ACCEPTED, generate, refusal_code, state_of
from tests.worlds import world


@world
def here(db: None) -> Drafting:
    return make_drafting()


def notifications_for(seat: Seat) -> list[str]:
    """Return the new notifications of the user, oldest first."""
    new = list(Notification.objects.filter(user=seat.user, seen_at=None).order_by("pk"))
    html = render_notices(user=seat.user, notifications=new)
    return [str(html[one.pk].title) for one in new if one.pk in html]


def test_author_of_an_amendment_to_deleted_words_is_notified_and_can_replace_it(here: Drafting) -> None:
    here.accept(here.amend(1, 3, "may never"))
    lost = here.amend(2, 4, "ever rest")
    generate(here)
    assert (state_of(lost), lost.version == here.newest) == ("open", False)
    assert notifications_for(here.other) == [
        "Your amendment 1 to P-1: accepted",
        "Check your amendment 2 to P-1: the text has changed",
    ]
    assert [item.url for item in author_desk_items(user=here.other.user)] == [lost.get_absolute_url()]
    assert refusal_code(here.accept, lost) == "older_version"
    again = here.amend(2, 4, "ever rest", instead_of=lost)
    assert (again.number, state_of(lost), list(author_desk_items(user=here.other.user))) == (3, "withdrawn", [])


def test_rapporteurs_and_proposer_are_notified_of_an_amendment_and_its_author_of_the_decision(here: Drafting) -> None:
    amendment = here.amend(1, 2, "may")
    assert [notifications_for(seat) for seat in (here.rapporteur, here.secretariat, here.member)] == [
        ["New amendment 1 to P-1"]
    ] * 3
    assert [notifications_for(seat) for seat in (here.other, here.adviser)] == [[], []]
    [item] = desk_items(user=here.rapporteur.user)
    assert (item.title, item.email_title) == (
        "Decide on 1 amendment: P-1 Help without testimony",
        "Decide on amendments",
    )
    assert list(desk_items(user=here.member.user)) == []
    here.accept(amendment)
    assert notifications_for(here.other) == ["Your amendment 1 to P-1: accepted"]
    assert list(desk_items(user=here.rapporteur.user)) == []
    assert notifications_for(here.member) == []


def test_people_outside_the_network_are_not_notified_and_emails_omit_the_amendment_text(here: Drafting) -> None:
    stranger = SeatFactory(network=NetworkFactory(slug="other"), offices=["rapporteur"])
    amendment = here.amend(1, 2, "Quetzal", reason="Takahe")
    assert (notifications_for(stranger), [*desk_items(user=stranger.user), *author_desk_items(user=stranger.user)]) == (
        [],
        [],
    )
    [item] = render_notices(
        user=here.rapporteur.user, notifications=Notification.objects.filter(user=here.rapporteur.user)
    ).values()
    assert item.email_title == "New amendment"
    with pytest.raises(NotAllowed):
        decide_amendment(amendment=amendment, user=stranger.user, state=ACCEPTED)
    with pytest.raises(NotAllowed):
        propose_amendment(
            version=here.newest, user=stranger.user, change=amendment.change, reason="So", client_key=uuid4()
        )


def test_chair_without_read_access_is_not_notified_of_amendments(here: Drafting) -> None:
    ministry = SeatFactory(network=here.network, capacity="government", offices=["chair"])
    here.amend(1, 2, "may")
    assert not Notification.objects.filter(user=ministry.user).exists()
    assert list(desk_items(user=ministry.user)) == []
