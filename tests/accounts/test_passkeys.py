"""A passkey response is valid once, for one purpose and a short time; signing in with it alone needs a PIN."""

import json
from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from django.core.cache import cache
from django.test import Client

from accounts import passkeys
from accounts.models import User
from tests.authenticator import SoftwareKey
from tests.worlds import world

PASSWORD = "demo-password"
LOGIN, SECOND, CONFIRM = (
    "/account/2fa/webauthn/login/",
    "/account/2fa/authenticate/",
    "/account/2fa/webauthn/reauthenticate/",
)
ADD = "/account/2fa/webauthn/add/"


@pytest.fixture(autouse=True)
def _fresh_counts(settings: Any) -> None:
    settings.ACCOUNTS_STEP_UP_SECONDS = 900
    cache.clear()


@world
def user(db: None) -> User:
    return account("member@example.org")


def account(email: str) -> User:
    user = User.objects.create_user(email, PASSWORD, display_name="Member")
    EmailAddress.objects.create(user=user, email=email, verified=True, primary=True)
    return user


@pytest.fixture
def browser() -> Any:
    return Client(headers={"host": "testserver"})


def options_of(browser: Any, address: str) -> Any:
    data = browser.get(address).context["js_data"]
    return json.loads(json.dumps(data.get("request_options") or data["creation_options"], default=str))


def sign_in_options(browser: Any) -> Any:
    return browser.get(LOGIN, headers={"accept": "application/json"}).json()["request_options"]


def add(user: User, *, alone: bool = True, knows_user: bool = True, stores_account: bool = True) -> SoftwareKey:
    """Return a passkey of the user, added on the page where users add them."""
    key, browser = SoftwareKey(knows_user=knows_user), Client()
    sign_in(browser, user)
    answer = key.register(options_of(browser, ADD), stores_account=stores_account)
    posted = {"credential": json.dumps(answer), "name": "Key"} | ({"passwordless": "on"} if alone else {})
    assert browser.post(ADD, posted).status_code == 302
    return key


def sign_in(browser: Any, user: User) -> None:
    browser.post("/account/login/", {"login": user.email, "password": PASSWORD})


def post(browser: Any, address: str, answer: Any) -> Any:
    return browser.post(address, {"credential": json.dumps(answer)})


def at_second_step(browser: Any, user: User) -> Any:
    browser.post("/account/login/", {"login": user.email, "password": PASSWORD})
    return options_of(browser, SECOND)


def is_signed_in(browser: Any) -> bool:
    return "_auth_user_id" in browser.session


def test_passkey_with_pin_signs_in_without_password(user: User, browser: Any) -> None:
    key = add(user)
    assert post(browser, LOGIN, key.answer(sign_in_options(browser)))["Location"] == "/desk/"
    assert is_signed_in(browser)


def test_passkey_sign_in_redirects_to_the_requested_page(user: User, browser: Any) -> None:
    key = add(user)
    answer = key.answer(sign_in_options(browser))
    posted = {"credential": json.dumps(answer), "next": "/calendar/"}
    assert browser.post(LOGIN, posted)["Location"] == "/calendar/"


def test_passkey_without_pin_does_not_sign_in_without_password(user: User, browser: Any) -> None:
    key = add(user)
    key.knows_user = False
    assert post(browser, LOGIN, key.answer(sign_in_options(browser)))["Location"] == "/account/login/"
    assert not is_signed_in(browser)


@pytest.mark.parametrize("stores_account", [True, False])
@pytest.mark.parametrize("knows_user", [True, False])
def test_passkey_for_the_second_step_does_not_sign_in_without_password(
    user: User, browser: Any, stores_account: bool, knows_user: bool
) -> None:
    key = add(user, alone=False, knows_user=knows_user, stores_account=stores_account)
    key.knows_user = True
    post(browser, LOGIN, key.answer(sign_in_options(browser)))
    assert not is_signed_in(browser)


def test_passkey_without_pin_cannot_be_added_for_sign_in_without_password(user: User, browser: Any) -> None:
    sign_in(browser, user)
    answer = SoftwareKey(knows_user=False).register(options_of(browser, ADD))
    assert browser.post(ADD, {"credential": json.dumps(answer), "passwordless": "on"}).status_code == 200
    assert Authenticator.objects.count() == 0


def test_passkey_without_pin_works_as_second_step(user: User, browser: Any) -> None:
    key = add(user, alone=False, knows_user=False)
    assert post(browser, SECOND, key.answer(at_second_step(browser, user)))["Location"] == "/desk/"
    assert is_signed_in(browser)


def test_response_to_a_second_step_challenge_does_not_sign_in_without_password(user: User, browser: Any) -> None:
    key = add(user)
    key.knows_user = False
    answer = key.answer(at_second_step(browser, user))
    session = browser.session
    session.pop("account_login", None)
    session.save()
    post(browser, LOGIN, answer)
    assert not is_signed_in(browser)


def test_response_to_a_sign_in_challenge_does_not_pass_the_second_step(user: User, browser: Any) -> None:
    key = add(user)
    answer = key.answer(sign_in_options(browser))
    at_second_step(browser, user)
    post(browser, SECOND, answer)
    assert not is_signed_in(browser)


def test_response_to_a_sign_in_challenge_does_not_confirm_an_act(user: User, browser: Any) -> None:
    key = add(user)
    answer = key.answer(sign_in_options(browser))
    browser.force_login(user)
    options_of(browser, CONFIRM)
    post(browser, CONFIRM, answer)
    assert "account_authentication_methods" not in browser.session


def test_failed_passkey_confirmation_leads_back_to_the_same_question(user: User, browser: Any) -> None:
    key = add(user)
    browser.force_login(user)
    answer = key.answer(options_of(browser, CONFIRM))
    wrong = browser.post(
        CONFIRM, {"credential": json.dumps(answer | {"id": "AAAA", "rawId": "AAAA"}), "next": "/desk/"}
    )
    assert wrong["Location"] == f"{CONFIRM}?next=%2Fdesk%2F"
    answer = key.answer(options_of(browser, CONFIRM))
    assert browser.post(CONFIRM, {"credential": json.dumps(answer), "next": "/desk/"})["Location"] == "/desk/"
    assert browser.session["account_authentication_methods"][-1]["reauthenticated"] is True


def test_passkey_response_signs_in_only_once(user: User, browser: Any) -> None:
    key = add(user)
    answer = key.answer(sign_in_options(browser))
    post(browser, LOGIN, answer)
    browser.post("/account/logout/")
    post(browser, LOGIN, answer)
    assert not is_signed_in(browser)


def test_passkey_challenge_is_void_after_a_wrong_response(user: User, browser: Any) -> None:
    key = add(user)
    answer = key.answer(sign_in_options(browser))
    post(browser, LOGIN, answer | {"response": answer["response"] | {"signature": "AAAA"}})
    post(browser, LOGIN, answer)
    assert not is_signed_in(browser)


def test_passkey_response_after_five_minutes_is_refused(
    user: User, browser: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    key = add(user)
    answer = key.answer(sign_in_options(browser))
    late = passkeys.time.time() + passkeys.LIFETIME + 1
    monkeypatch.setattr(passkeys.time, "time", lambda: late)
    post(browser, LOGIN, answer)
    assert not is_signed_in(browser)


def test_passkey_response_from_another_session_is_refused(user: User, browser: Any) -> None:
    key, other = add(user), Client()
    sign_in_options(other)
    post(other, LOGIN, key.answer(sign_in_options(browser)))
    assert not is_signed_in(other)


def test_passkey_of_another_user_does_not_sign_in(user: User, browser: Any) -> None:
    key = add(user)
    key.user_handle = add(account("other@example.org")).user_handle
    post(browser, LOGIN, key.answer(sign_in_options(browser)))
    assert not is_signed_in(browser)


@pytest.mark.parametrize(
    "nonsense",
    [[], "x", 1, {}, {"response": "x"}, {"response": {}}, {"id": 1, "rawId": [], "response": {"userHandle": None}}],
)
def test_malformed_passkey_response_shows_an_error(user: User, browser: Any, nonsense: Any) -> None:
    sign_in_options(browser)
    assert post(browser, LOGIN, nonsense)["Location"] == "/account/login/"
    assert "The passkey was not accepted." in browser.get("/account/login/").content.decode()


def test_passkey_can_be_added_after_a_failed_attempt(user: User, browser: Any) -> None:
    sign_in(browser, user)
    key = SoftwareKey()
    options_of(browser, ADD)
    page = browser.post(ADD, {"credential": "{}", "passwordless": "on"})
    assert page.status_code == 200
    options = json.loads(json.dumps(page.context["js_data"]["creation_options"], default=str))
    browser.post(ADD, {"credential": json.dumps(key.register(options)), "passwordless": "on"})
    assert Authenticator.objects.filter(type=Authenticator.Type.WEBAUTHN).count() == 1


def test_passkey_button_comes_first_at_sign_in_and_is_hidden_without_scripts(browser: Any, db: None) -> None:
    page = browser.get("/account/login/?next=/calendar/").content.decode()
    assert page.index("<passkey-sign-in hidden>") < page.index('name="login"')
    assert 'name="next" value="/calendar/"' in page.split("</passkey-sign-in>")[0]
    assert 'autocomplete="username webauthn"' in page


def test_adding_a_passkey_leads_to_recovery_codes_without_another_confirmation(user: User, browser: Any) -> None:
    sign_in(browser, user)
    answer = SoftwareKey().register(options_of(browser, ADD))
    page = browser.post(ADD, {"credential": json.dumps(answer), "passwordless": "on"}, follow=True)
    assert (page.status_code, page.request["PATH_INFO"]) == (200, "/account/2fa/recovery-codes/")


def test_newcomer_is_led_to_their_topics_after_adding_a_passkey_and_to_no_other_site(user: User, browser: Any) -> None:
    sign_in(browser, user)
    for value, expected in (("/networks/joint/topics/", "/networks/joint/topics/"), ("https://x.example/", None)):
        answer = SoftwareKey(knows_user=True).register(options_of(browser, ADD), stores_account=True)
        posted = {"credential": json.dumps(answer), "name": f"Key {value}", "passwordless": "on", "next": value}
        location = browser.post(ADD, posted)["Location"]
        assert location == expected if expected else location.startswith("/account/2fa/")
