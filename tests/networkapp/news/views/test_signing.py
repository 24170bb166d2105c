"""The pages on which articles are signed, and the overview of signatures for writers."""

from typing import Any

import pytest
from django.test import Client

from networkapp.models import Network, Seat
from networkapp.news.models import ArticlePage, Signatory, SignatureState
from networkapp.news.wordings import newest_wording
from tests.factories.networks import DelegationFactory, NetworkFactory, SeatFactory
from tests.factories.news import make_article
from tests.factories.signatures import member, names_under
from tests.worlds import world

BACKEND = "django.contrib.auth.backends.ModelBackend"


@world
def network(db: None) -> Network:
    return NetworkFactory(slug="open", visibility="public")


@world
def article(network: Network) -> ArticlePage:
    english = make_article(network, title="Hotlines", text="Three numbers", live=False)
    make_article(network, language="de", translation_of=english, title="Notrufe", text="Drei Nummern", live=False)
    return english


@world
def clerk(network: Network) -> Client:
    return signed_in(SeatFactory(network=network, capacity="secretariat", delegation=None))


def signed_in(seat: Seat) -> Client:
    client = Client()
    client.force_login(seat.user, backend=BACKEND)
    return client


def board(article: ArticlePage) -> str:
    return f"/news/{article.translation_key}/signatures/"


def signing(article: ArticlePage) -> str:
    return f"/news/{article.translation_key}/sign/"


def form_of(page: Any) -> dict[str, Any]:
    form = page.context["sign_form"]
    return {"act": "confirm", "name": form["name"].value(), "digest": form["digest"].value()}


def test_joint_article_is_signed_and_declined_on_its_pages(
    network: Network, article: ArticlePage, clerk: Client
) -> None:
    seats = [member(network, code) for code in ("XA", "XB", "XC")]
    assert clerk.post(board(article), {"act": "invite", "seats": [seat.pk for seat in seats]}).status_code == 302
    first, second, third = (signed_in(seat) for seat in seats)
    page = first.get(signing(article))
    assert all(words in page.content.decode() for words in ("Three numbers", "Drei Nummern", newest(article)))
    for client in (first, second):
        assert client.post(signing(article), form_of(client.get(signing(article)))).status_code == 302
    assert third.post(signing(article), {"act": "decline"}).status_code == 302

    fresh = ArticlePage.objects.get(pk=article.pk)
    fresh.standfirst = "Call them"
    fresh.save_revision()
    assert "Send saved text to signatories" in clerk.get(board(article)).content.decode()
    clerk.post(board(article), {"act": "put"})
    page = first.get(signing(article))
    assert "Changes since you signed" in page.content.decode()
    assert "<ins>" in page.content.decode()
    assert first.post(signing(article), form_of(page)).status_code == 302

    for version in ArticlePage.objects.filter(translation_key=article.translation_key):
        version.get_latest_revision().publish()
    read = Client().get(ArticlePage.objects.get(pk=article.pk).url).content.decode()
    names = [str(seat.user) for seat in seats]
    assert [name in read for name in names] == [True, False, False]
    states = dict(Signatory.objects.values_list("seat", "state"))
    assert states == {seats[0].pk: "confirmed", seats[1].pk: "confirmed", seats[2].pk: "declined"}


def newest(article: ArticlePage) -> str:
    wording = newest_wording(article.translation_key)
    assert wording is not None
    return wording.digest


def test_signatory_without_a_name_is_not_offered_their_e_mail_address(
    network: Network, article: ArticlePage, clerk: Client
) -> None:
    seat = SeatFactory(network=network, delegation=DelegationFactory(code="XA"), user__display_name="")
    clerk.post(board(article), {"act": "invite", "seats": [seat.pk]})
    client = signed_in(seat)
    form = form_of(client.get(signing(article)))
    assert form["name"] == ""
    assert client.post(signing(article), {**form, "name": seat.user.email}).status_code == 422
    assert "Enter the name you sign with." in client.post(signing(article), form).content.decode()


def test_text_changed_while_it_was_read_is_shown_again_and_not_signed(
    network: Network, article: ArticlePage, clerk: Client
) -> None:
    seat = member(network, "XA")
    clerk.post(board(article), {"act": "invite", "seats": [seat.pk]})
    client = signed_in(seat)
    form = form_of(client.get(signing(article)))
    fresh = ArticlePage.objects.get(pk=article.pk)
    fresh.title = "Other hotlines"
    fresh.save_revision()
    clerk.post(board(article), {"act": "put"})
    answer = client.post(signing(article), {**form, "name": "A Name of my own"})
    assert answer.status_code == 422
    page = answer.content.decode()
    assert "The text has changed since you opened this page. Check it again." in page
    assert "Other hotlines" in page
    assert form_of(answer) == {"act": "confirm", "name": "A Name of my own", "digest": newest(article)}
    assert Signatory.objects.get().state == SignatureState.INVITED


def test_withdrawn_signature_disappears_from_the_article(network: Network, clerk: Client) -> None:
    article, seat = make_article(network), member(network, "XA")
    clerk.post(board(article), {"act": "invite", "seats": [seat.pk]})
    client = signed_in(seat)
    client.post(signing(article), form_of(client.get(signing(article))))
    assert str(seat.user) in Client().get(article.url).content.decode()
    client.post(signing(article), {"act": "withdraw"})
    assert str(seat.user) not in Client().get(article.url).content.decode()
    assert str(seat.user) in clerk.get(board(article)).content.decode()


def test_unanswered_invitation_to_sign_can_be_withdrawn(network: Network, article: ArticlePage, clerk: Client) -> None:
    seat = member(network, "XA")
    clerk.post(board(article), {"act": "invite", "seats": [seat.pk]})
    answer = clerk.post(board(article), {"act": "take_back", "signatory": Signatory.objects.get().pk})
    assert answer.status_code == 302
    assert signed_in(seat).get(signing(article)).status_code == 404


@pytest.mark.parametrize("path", [board, signing])
def test_signing_pages_return_404_to_people_who_are_not_invited(
    network: Network, article: ArticlePage, path: Any
) -> None:
    stranger = signed_in(member(network, "XA"))
    assert stranger.get(path(article)).status_code == 404
    assert Client().get(path(article)).status_code == 302


def test_passkey_is_required_for_signing_and_not_for_declining(
    network: Network, article: ArticlePage, clerk: Client, settings: Any
) -> None:
    settings.NETWORKAPP_HOST_ACCOUNTS, settings.NETWORKAPP_STEP_UP = (
        "networkapp.host.HostAccounts",
        "tests.networkapp.news.views.test_signing.asks_for_a_passkey",
    )
    seat = member(network, "XA")
    clerk.post(board(article), {"act": "invite", "seats": [seat.pk]})
    client = signed_in(seat)
    answer = client.post(signing(article), form_of(client.get(signing(article))))
    assert answer["Location"] == "/passkey/"
    assert Signatory.objects.get().state == SignatureState.INVITED
    client.post(signing(article), {"act": "decline"})
    assert Signatory.objects.get().state == SignatureState.DECLINED


def asks_for_a_passkey(request: Any) -> str:
    return "/passkey/"


def test_signing_without_a_name_is_refused(network: Network, article: ArticlePage, clerk: Client) -> None:
    seat = member(network, "XA")
    clerk.post(board(article), {"act": "invite", "seats": [seat.pk]})
    client = signed_in(seat)
    answer = client.post(signing(article), {"act": "confirm", "name": " \u200b", "digest": newest(article)})
    assert answer.status_code == 422
    assert Signatory.objects.get().state == SignatureState.INVITED
    assert names_under(article) == []
