"""Users confirm their identity before a binding act unless they did so recently; the posted form is kept."""

import time
from typing import Any
from uuid import uuid4

import pytest
from allauth.account.internal.flows.login import (
    _AUTHENTICATION_METHODS_USER_SESSION_KEY,
    AUTHENTICATION_METHODS_SESSION_KEY,
)
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth
from django.core.cache import cache
from django.test import Client

from networkapp.decisions.models import PositionAct, PositionDraft
from networkapp.decisions.procedures.position_drafts import prepare_position
from networkapp.models import Seat
from tests.factories.networks import NetworkFactory
from tests.factories.procedures import chair_of, make_procedure, voice
from tests.worlds import world

WINDOW = 900
PASSWORD = "demo-password"


@pytest.fixture(autouse=True)
def step_up_is_on(settings: Any) -> None:
    settings.ACCOUNTS_STEP_UP_SECONDS = WINDOW
    cache.clear()


@world
def member(db: None) -> Seat:
    return voice(chair_of(NetworkFactory(slug="here")).network, "XB")


@pytest.fixture
def draft(member: Seat) -> PositionDraft:
    chair = Seat.objects.get(network=member.network, delegation__code="XA")
    fields = {"procedure": make_procedure(chair), "user": member.user, "partner": member.pk, "client_key": uuid4()}
    return prepare_position(**fields, stance="object", words="Too early.")


@pytest.fixture
def releasing(draft: PositionDraft) -> str:
    return f"{draft.get_absolute_url()}release/"


def signed_in(member: Seat, *methods: str, ago: float = WINDOW + 1) -> Client:
    """Return a browser that signed in `ago` seconds before now, by `methods` as allauth records them."""
    client = Client()
    client.force_login(member.user, backend="django.contrib.auth.backends.ModelBackend")
    session = client.session
    session[AUTHENTICATION_METHODS_SESSION_KEY] = [{"method": method, "at": time.time() - ago} for method in methods]
    session[_AUTHENTICATION_METHODS_USER_SESSION_KEY] = str(member.user.pk)
    session.save()
    return client


def give_password(member: Seat) -> None:
    member.user.set_password(PASSWORD)
    member.user.save()


def give_app(member: Seat) -> str:
    secret: str = auth.generate_totp_secret()
    auth.TOTP.activate(member.user, secret)
    return secret


def current_code(secret: str) -> str:
    code: str = auth.format_hotp_value(auth.hotp_value(secret, next(iter(auth.yield_hotp_counters_from_time()))))
    return code


@pytest.fixture
def stating(draft: PositionDraft) -> str:
    return f"/networks/here/procedures/{draft.entry.procedure_id}/state/"


def test_posted_act_continues_after_the_password_is_confirmed(member: Seat, stating: str) -> None:
    give_password(member)
    client: Any = signed_in(member, "password")
    posted = {"stance": "abstain", "words": 'With "words"\r\nand <lines>', "client_key": str(uuid4())}
    answer = client.post(stating, posted)
    assert answer["Location"].startswith("/account/reauthenticate/?next=%2Faccount%2Fresume%2F")
    assert PositionAct.objects.count() == 0
    address = client.post(answer["Location"], {"password": PASSWORD})["Location"]
    page = client.get(address)
    act, token = page.context["act"], page.context["token"]
    assert (act["path"], dict(act["posted"])) == (stating, posted)
    assert "With &quot;words&quot;" in page.content.decode()
    assert client.post(stating, {**posted, "resumed_act": token}).status_code == 302
    assert PositionAct.objects.get().words.split() == ["With", '"words"', "and", "<lines>"]
    assert client.get(address)["Location"] == "/desk/"


def test_invalid_form_is_shown_again_filled_in_after_confirming(member: Seat, stating: str) -> None:
    give_password(member)
    client: Any = signed_in(member, "password")
    posted = {"stance": "nonsense", "words": "My words", "client_key": str(uuid4())}
    address = client.post(client.post(stating, posted)["Location"], {"password": PASSWORD})["Location"]
    token = client.get(address).context["token"]
    answer = client.post(stating, {**posted, "resumed_act": token})
    assert (answer.status_code, "My words" in answer.content.decode()) == (422, True)


def test_acts_posted_in_two_tabs_both_continue_after_confirming(member: Seat, stating: str, releasing: str) -> None:
    give_password(member)
    client: Any = signed_in(member, "password")
    first = client.post(stating, {"stance": "abstain", "words": "", "client_key": str(uuid4())})["Location"]
    second = client.post(releasing)["Location"]
    pages = [client.get(client.post(address, {"password": PASSWORD})["Location"]) for address in (first, second)]
    assert [page.context["act"]["path"] for page in pages] == [stating, releasing]


def test_only_the_session_that_posted_an_act_can_resume_it(member: Seat, stating: str) -> None:
    give_password(member)
    client: Any = signed_in(member, "password")
    address = client.post(client.post(stating, {"stance": "agree"})["Location"], {"password": PASSWORD})["Location"]
    assert signed_in(member, "password", ago=1).get(address)["Location"] == "/desk/"
    assert "Nothing you entered was lost" in client.get(address).content.decode()


@pytest.mark.parametrize(("ago", "asks"), [(WINDOW - 10, False), (WINDOW + 10, True)])
def test_recent_sign_in_counts_as_confirmation(member: Seat, releasing: str, ago: float, asks: bool) -> None:
    give_password(member)
    answer = signed_in(member, "password", ago=ago).post(releasing)
    assert answer["Location"].startswith("/account/reauthenticate/") is asks
    assert PositionAct.objects.count() == int(not asks)


def test_user_with_a_passkey_is_asked_for_it_despite_a_recent_password_sign_in(member: Seat, releasing: str) -> None:
    give_password(member)
    Authenticator.objects.create(user=member.user, type=Authenticator.Type.WEBAUTHN, data={})
    answer = signed_in(member, "password", ago=1).post(releasing)
    assert answer["Location"].startswith("/account/2fa/webauthn/reauthenticate/?next=")
    assert PositionAct.objects.count() == 0
    assert PositionDraft.objects.get().state == "waiting"


def test_recent_second_step_counts_as_confirmation(member: Seat, releasing: str) -> None:
    give_app(member)
    signed_in(member, "password", "mfa", ago=1).post(releasing)
    assert PositionAct.objects.get().words == "Too early."


def test_authenticator_code_confirms_an_act_and_a_wrong_code_does_not(member: Seat, releasing: str) -> None:
    secret = give_app(member)
    client: Any = signed_in(member, "password")
    address = client.post(releasing)["Location"]
    assert address.startswith("/account/2fa/reauthenticate/?next=")
    assert client.post(address, {"code": "000000"}).status_code == 200
    assert client.post(releasing)["Location"].startswith("/account/2fa/reauthenticate/?next=")
    assert client.post(address, {"code": current_code(secret)}).status_code == 302
    assert client.post(releasing).status_code == 302
    assert PositionAct.objects.get().words == "Too early."


def test_user_with_an_authenticator_app_cannot_confirm_by_password(member: Seat, releasing: str) -> None:
    give_password(member)
    give_app(member)
    client: Any = signed_in(member, "password")
    page = client.get(client.post(releasing)["Location"]).content.decode()
    assert ("/account/reauthenticate/" in page, "/account/confirm/code/" in page) == (False, False)
    assert client.get("/account/reauthenticate/")["Location"] == "/account/2fa/reauthenticate/"
    assert client.get("/account/confirm/code/")["Location"] == "/account/2fa/reauthenticate/"


def test_user_with_a_passkey_and_recovery_codes_is_asked_for_the_passkey_first(member: Seat) -> None:
    give_password(member)
    Authenticator.objects.create(user=member.user, type=Authenticator.Type.WEBAUTHN, data={})
    RecoveryCodes.activate(member.user)
    client = signed_in(member, "password")
    assert client.get("/account/reauthenticate/")["Location"] == "/account/2fa/webauthn/reauthenticate/"


def test_user_without_password_confirms_with_a_code_sent_by_e_mail(
    member: Seat, releasing: str, mailoutbox: list[Any]
) -> None:
    client: Any = signed_in(member, "code")
    address = client.post(releasing)["Location"]
    assert address.startswith("/account/confirm/code/?next=")
    assert "code" not in client.get(address).context["form"].initial
    assert mailoutbox == []
    code_page = client.post(address, {"action": "send"})["Location"]
    [message] = mailoutbox
    assert message.to == [member.user.email]
    code = client.session["accounts.confirmation_code"]["code"]
    assert code in message.body
    assert client.post(code_page, {"code": "wrong"}).status_code == 422
    answer = client.post(code_page, {"code": code})
    assert client.get(answer["Location"]).context["act"]["path"] == releasing
    client.post(releasing)
    assert PositionAct.objects.get().words == "Too early."


def test_e_mailed_code_is_void_after_three_wrong_codes(member: Seat, releasing: str) -> None:
    client: Any = signed_in(member, "code")
    page = client.post(client.post(releasing)["Location"], {"action": "send"})["Location"]
    code = client.session["accounts.confirmation_code"]["code"]
    for _attempt in range(3):
        client.post(page, {"code": "wrong"})
    assert client.post(page, {"code": code}).status_code == 422


def test_empty_code_is_refused_if_no_code_was_sent(member: Seat, releasing: str) -> None:
    client: Any = signed_in(member, "code")
    page = client.post(releasing)["Location"]
    assert client.post(page, {"code": ""}).status_code == 422
    assert client.post(page, {"code": " "}).status_code == 422
    assert client.post(releasing)["Location"].startswith("/account/confirm/code/")


@pytest.mark.parametrize("page", ["email/", "password/change/", "2fa/webauthn/add/", "2fa/totp/activate/", "3rdparty/"])
def test_pages_that_change_sign_in_methods_ask_for_confirmation_first(member: Seat, page: str) -> None:
    give_password(member)
    old, recent = signed_in(member, "password"), signed_in(member, "password", ago=1)
    assert (
        old.get(f"/account/{page}")["Location"]
        == f"/account/reauthenticate/?next=%2Faccount%2F{page.replace('/', '%2F')}"
    )
    assert recent.get(f"/account/{page}").status_code == 200


def test_typed_passwords_are_not_stored_in_the_session(member: Seat) -> None:
    give_password(member)
    client = signed_in(member, "password")
    client.post(
        "/account/password/change/", {"oldpassword": PASSWORD, "password1": "another-1-x", "password2": "another-1-x"}
    )
    assert "another-1-x" not in str(dict(client.session))


def test_personal_data_download_leads_back_to_its_page_after_confirming(member: Seat) -> None:
    give_password(member)
    client = signed_in(member, "password")
    answer = client.get("/desk/data/about-me.json")
    assert answer["Location"] == "/account/reauthenticate/?next=%2Fdesk%2Fdata%2F"
    assert client.post("/desk/data/")["Location"].startswith("/account/reauthenticate/")
    assert type(member.user).objects.get(pk=member.user.pk).is_active


def test_visitor_who_posts_an_act_is_sent_to_sign_in(releasing: str) -> None:
    assert Client().post(releasing)["Location"].startswith("/account/login/")
