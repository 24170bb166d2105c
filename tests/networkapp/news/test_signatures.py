"""Signatures of articles: inviting, confirming, declining, withdrawing, and the names shown."""

from typing import Any

import pytest
from django.utils import timezone, translation

from networkapp.errors import NotAllowed, Refused
from networkapp.models import Network, Notification, Seat
from networkapp.networks.actions.erasure import erase_person
from networkapp.news.actions import signatures
from networkapp.news.models import ArticlePage, Signatory, SignatureAct
from networkapp.news.models import SignatureState as State
from networkapp.news.notices import ASKED, desk_items, render_notices
from networkapp.news.queries.signatures import signature_overview, signing_page, unnamed_signatories
from networkapp.news.wordings import newest_wording
from tests.factories.networks import NetworkFactory, SeatFactory, UserFactory
from tests.factories.news import make_article
from tests.factories.signatures import confirm, invite, member, names_under, rewrite
from tests.worlds import world


@world
def network(db: None) -> Network:
    return NetworkFactory(slug="open", visibility="public")


@world
def clerk(network: Network) -> Any:
    return SeatFactory(network=network, capacity="secretariat", delegation=None).user


@world
def article(network: Network) -> ArticlePage:
    return make_article(network, title="Hotlines", text="Three numbers")


def test_invited_signatory_is_not_named_before_confirming(network: Network, article: ArticlePage, clerk: Any) -> None:
    signatory = invite(article, member(network, "XA"), clerk)
    assert names_under(article) == []
    confirm(signatory, "A Member")
    assert names_under(article) == ["A Member"]


def test_signatory_cannot_sign_with_their_e_mail_address(network: Network, article: ArticlePage, clerk: Any) -> None:
    signatory = invite(article, member(network, "XA", user__display_name=""), clerk)
    with pytest.raises(Refused) as refused:
        confirm(signatory, f" {signatory.seat.user.email.upper()} ")
    assert refused.value.code == "no_name"
    assert names_under(article) == []


def test_signature_record_shows_person_text_and_time(network: Network, article: ArticlePage, clerk: Any) -> None:
    seat = member(network, "XA")
    signed = confirm(invite(article, seat, clerk), "A Member")
    wording = newest_wording(article.translation_key)
    acts = SignatureAct.objects.filter(signatory=signed).order_by("pk")
    assert [(act.state, act.by, act.name, act.wording) for act in acts] == [
        (State.INVITED, clerk, "", None),
        (State.CONFIRMED, seat.user, "A Member", wording),
    ]
    assert acts[1].at == signed.moved_at
    assert wording is not None
    assert [text["title"] for text in wording.texts] == ["Hotlines"]


def test_withdrawn_signature_is_named_only_in_the_record(network: Network, article: ArticlePage, clerk: Any) -> None:
    signed = confirm(invite(article, member(network, "XA"), clerk), "A Member")
    signatures.withdraw_signature(signatory=signed, user=signed.seat.user)
    signed.refresh_from_db()
    assert (names_under(article), signed.name, signed.wording) == ([], "", None)
    board = signature_overview(article=article.translation_key, user=clerk)
    assert [(act.state, act.name) for act in board.acts] == [
        (State.WITHDRAWN, ""),
        (State.CONFIRMED, "A Member"),
        (State.INVITED, ""),
    ]


def test_declined_invitation_to_sign_leaves_the_desk_and_can_still_be_confirmed(
    network: Network, article: ArticlePage, clerk: Any
) -> None:
    signatory = invite(article, member(network, "XA"), clerk)
    signatures.decline_signature(signatory=signatory, user=signatory.seat.user)
    assert list(desk_items(user=signatory.seat.user)) == []
    assert unnamed_signatories(article=article) == []
    confirm(signatory)
    assert names_under(article) == ["A Name"]


@pytest.mark.parametrize(
    ("first", "then", "allowed"),
    [
        ("decline", "withdraw", False),
        ("confirm", "decline", False),
        ("confirm", "take_back", False),
        ("withdraw", "", False),
        ("take_back", "", True),
        ("decline", "decline", False),
    ],
)
def test_invalid_signature_steps_are_refused(
    network: Network, article: ArticlePage, clerk: Any, first: str, then: str, allowed: bool
) -> None:
    signatory = invite(article, member(network, "XA"), clerk)
    steps = {
        "decline": lambda: signatures.decline_signature(signatory=signatory, user=signatory.seat.user),
        "withdraw": lambda: signatures.withdraw_signature(signatory=signatory, user=signatory.seat.user),
        "confirm": lambda: confirm(signatory),
        "take_back": lambda: signatures.withdraw_invitation(signatory=signatory, user=clerk),
    }
    if then:
        steps[first]()
    if allowed:
        steps[then or first]()
        return
    with pytest.raises(Refused) as refused:
        steps[then or first]()
    assert refused.value.code == "settled"


def test_signatory_cannot_sign_after_their_invitation_was_withdrawn(
    network: Network, article: ArticlePage, clerk: Any
) -> None:
    signatory = invite(article, member(network, "XA"), clerk)
    signatures.withdraw_invitation(signatory=signatory, user=clerk)
    with pytest.raises(Signatory.DoesNotExist):
        signing_page(article=article.translation_key, user=signatory.seat.user)
    with pytest.raises(NotAllowed):
        confirm(signatory)
    invite(article, signatory.seat, clerk)
    confirm(signatory)
    assert names_under(article) == ["A Name"]


def test_user_cannot_sign_for_another(network: Network, article: ArticlePage, clerk: Any) -> None:
    signatory = invite(article, member(network, "XA"), clerk)
    wording = newest_wording(article.translation_key)
    assert wording is not None
    for other in (clerk, member(network, "XA").user, member(network, "XB").user, UserFactory()):
        fields: dict[str, Any] = {"signatory": signatory, "user": other}
        with pytest.raises(NotAllowed):
            signatures.confirm_signature(**fields, name="A Member", digest=wording.digest)
        with pytest.raises(NotAllowed):
            signatures.decline_signature(**fields)


def test_holder_of_an_ended_seat_cannot_sign_and_an_earlier_signature_stays(
    network: Network, article: ArticlePage, clerk: Any
) -> None:
    signed = confirm(invite(article, member(network, "XA"), clerk))
    waiting = invite(article, member(network, "XB"), clerk)
    Seat.objects.update(ends_at=timezone.now())
    assert names_under(article) == ["A Name"]
    with pytest.raises(NotAllowed):
        confirm(waiting)
    with pytest.raises(Signatory.DoesNotExist):
        signing_page(article=article.translation_key, user=signed.seat.user)


def test_name_of_a_signatory_with_a_deleted_account_is_erased(
    network: Network, article: ArticlePage, clerk: Any
) -> None:
    signed = confirm(invite(article, member(network, "XA"), clerk), "A Member")
    other = confirm(invite(article, member(network, "XB"), clerk), "Another")
    Seat.objects.filter(pk=signed.seat_id).update(ends_at=timezone.now())
    erase_person(user=signed.seat.user)
    assert names_under(article) == ["Another"]
    names = SignatureAct.objects.filter(state=State.CONFIRMED).order_by("pk").values_list("signatory", "name")
    assert list(names) == [(signed.pk, ""), (other.pk, "Another")]


@pytest.mark.parametrize("capacity", ["adviser", "secretariat", "expert", "observer", "government"])
def test_only_voting_seats_of_the_network_are_invited_to_sign(
    network: Network, article: ArticlePage, clerk: Any, capacity: str
) -> None:
    seat = member(network, "XA", capacity=capacity)
    with pytest.raises(Refused) as refused:
        invite(article, seat, clerk)
    assert refused.value.code == "no_voice"
    elsewhere = member(NetworkFactory(slug="another"), "XA")
    with pytest.raises(Refused) as refused:
        invite(article, elsewhere, clerk)
    assert refused.value.code == "no_voice"


def test_only_news_writers_invite_signatories_and_see_the_record(network: Network, article: ArticlePage) -> None:
    seat = member(network, "XA")
    with pytest.raises(NotAllowed):
        invite(article, seat, seat.user)
    with pytest.raises(ArticlePage.DoesNotExist):
        signature_overview(article=article.translation_key, user=seat.user)


def test_signatory_is_notified_once_for_each_text(network: Network, article: ArticlePage, clerk: Any) -> None:
    signatory = invite(article, member(network, "XA"), clerk)
    invite(article, member(network, "XB"), clerk)
    notices = Notification.objects.filter(user=signatory.seat.user, kind=ASKED)
    assert [notice.key for notice in notices] == [f"{signatory.pk}-1"]
    assert [item.url for item in render_notices(user=signatory.seat.user, notifications=list(notices)).values()] == [
        signatory.get_absolute_url()
    ]
    confirm(signatory)
    assert render_notices(user=signatory.seat.user, notifications=list(notices)) == {}
    assert not notices.filter(seen_at=None).exists()
    rewrite(article, "Four numbers", publish=True)
    assert [notice.key for notice in notices.filter(seen_at=None)] == [f"{signatory.pk}-2"]


def test_signatories_are_sorted_by_country_in_the_readers_alphabet(
    network: Network, article: ArticlePage, clerk: Any
) -> None:
    for code in ("SE", "AX", "DE"):
        confirm(invite(article, member(network, code), clerk), code)
    orders = {}
    for language in ("en", "de", "sv"):
        with translation.override(language):
            orders[language] = names_under(article)
    assert orders == {"en": ["AX", "DE", "SE"], "de": ["AX", "DE", "SE"], "sv": ["SE", "DE", "AX"]}
