"""Rate limits of signing in: nobody can lock a member out, or learn whether an address has an account."""

from typing import Any

import pytest
from allauth.account.models import EmailAddress
from allauth.mfa.totp.internal import auth
from django.core.cache import cache
from django.test import Client

from accounts.models import KnownDevice, User
from tests.accounts.test_step_up import current_code
from tests.worlds import world

PASSWORD = "demo-password"
LOGIN, CODE, RESET = "/account/login/", "/account/login/code/", "/account/password/reset/"


@pytest.fixture(autouse=True)
def _fresh_counts() -> None:
    cache.clear()


@world
def member(db: None) -> User:
    user = User.objects.create_user("member@example.org", PASSWORD, display_name="Member")
    EmailAddress.objects.create(user=user, email=user.email, verified=True, primary=True)
    return user


def from_address(number: int) -> Client:
    """Return a browser with an IP address of its own."""
    return Client(REMOTE_ADDR=f"192.0.2.{number}")


def try_password(browser: Client, password: str, email: str = "member@example.org") -> bool:
    """Return whether the browser is signed in after trying this password."""
    browser.post(LOGIN, {"login": email, "password": password})
    return "_auth_user_id" in browser.session


def sign_out(browser: Client) -> None:
    browser.post("/account/logout/")


def known_browser(number: int = 1) -> Client:
    """Return a browser in which the member signed in before."""
    browser = from_address(number)
    assert try_password(browser, PASSWORD)
    sign_out(browser)
    return browser


def guess(*addresses: int, times: int = 5) -> None:
    """Try wrong passwords of the member from each of these IP addresses."""
    for number in addresses:
        for _attempt in range(times):
            assert not try_password(from_address(number), "wrong")


def asks(browser: Client, address: str, email: str = "member@example.org") -> Any:
    return browser.post(address, {"email": email})


def test_wrong_passwords_from_other_addresses_do_not_lock_a_member_out(member: User) -> None:
    guess(2, 3, 4)
    assert try_password(from_address(1), PASSWORD)


def test_wrong_passwords_lock_the_address_they_come_from(member: User) -> None:
    guess(2)
    assert not try_password(from_address(2), PASSWORD)


def test_refused_attempts_do_not_count_towards_the_limit_of_the_account(member: User, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login_failed_account": "6/h/key"}
    guess(2, times=20)
    assert try_password(from_address(1), PASSWORD)


def test_known_browser_signs_in_although_the_account_limit_is_reached(member: User, settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "login_failed_account": "10/h/key"}
    known = known_browser(1)
    guess(2, 3, 4)
    assert not try_password(from_address(5), PASSWORD)
    assert try_password(known, PASSWORD)


def test_known_browser_signs_in_although_its_address_is_locked(member: User) -> None:
    known = known_browser(2)
    guess(2)
    assert try_password(known, PASSWORD)


def test_known_browser_is_locked_after_ten_wrong_passwords(member: User) -> None:
    known = known_browser()
    for _attempt in range(10):
        assert not try_password(known, "wrong")
    assert not try_password(known, PASSWORD)


def test_known_browser_is_known_only_for_its_own_user(member: User) -> None:
    other = User.objects.create_user("other@example.org", PASSWORD)
    EmailAddress.objects.create(user=other, email=other.email, verified=True, primary=True)
    known = known_browser()
    for _attempt in range(5):
        assert not try_password(known, "wrong", other.email)
    assert not try_password(known, PASSWORD, other.email)
    assert try_password(from_address(9), PASSWORD, other.email)


def test_two_users_of_one_browser_are_both_known(member: User) -> None:
    other = User.objects.create_user("other@example.org", PASSWORD)
    EmailAddress.objects.create(user=other, email=other.email, verified=True, primary=True)
    known = known_browser()
    assert try_password(known, PASSWORD, other.email)
    sign_out(known)
    guess(1)
    assert try_password(known, PASSWORD)
    assert KnownDevice.objects.count() == 2


def test_known_device_cookie_is_limited_to_account_pages_and_hidden_from_scripts(member: User) -> None:
    cookie = known_browser().cookies["known_device"]
    assert (cookie["path"], cookie["httponly"], cookie["samesite"]) == ("/account/", True, "Lax")
    assert int(cookie["max-age"]) == 60 * 60 * 24 * 365


def test_altered_known_device_cookie_is_ignored(member: User) -> None:
    known = known_browser(2)
    known.cookies["known_device"] = known.cookies["known_device"].value[:-1] + "x"
    guess(2)
    assert not try_password(known, PASSWORD)


def test_changing_the_password_forgets_all_other_known_browsers(member: User) -> None:
    known_browser(1)
    here = known_browser(2)
    assert try_password(here, PASSWORD)
    new = "a-new-sentence-77"
    here.post("/account/password/change/", {"oldpassword": PASSWORD, "password1": new, "password2": new})
    assert KnownDevice.objects.get().pk == here.session["accounts.known_device"]


def test_ending_a_session_forgets_its_known_browser(member: User) -> None:
    there, here = known_browser(1), known_browser(2)
    assert try_password(there, PASSWORD)
    assert try_password(here, PASSWORD)
    for session in here.get("/account/").context["sessions"]:
        if not session.is_current:
            here.post(f"/account/sessions/{session.pk}/end/")
    assert KnownDevice.objects.get().pk == here.session["accounts.known_device"]


def test_signing_out_everywhere_else_forgets_the_other_known_browsers(member: User) -> None:
    there, here = known_browser(1), known_browser(2)
    assert try_password(there, PASSWORD)
    assert try_password(here, PASSWORD)
    here.post("/account/sessions/")
    assert KnownDevice.objects.get().pk == here.session["accounts.known_device"]


@pytest.mark.parametrize("address", [CODE, RESET])
def test_e_mail_requests_from_other_addresses_do_not_use_up_the_limit_of_a_member(
    member: User, mailoutbox: list[Any], address: str
) -> None:
    for number in (2, 3, 4):
        for _request in range(4):
            asks(from_address(number), address)
    sent = len(mailoutbox)
    assert sent == 9
    assert asks(from_address(1), address).status_code == 302
    assert len(mailoutbox) == sent + 1


@pytest.mark.parametrize("address", [CODE, RESET])
def test_daily_e_mail_limit_of_an_account_does_not_apply_to_known_browsers(
    member: User, mailoutbox: list[Any], settings: Any, address: str
) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "emails_account": "4/d/key"}
    known = known_browser()
    for number in range(2, 9):
        asks(from_address(number), address)
    assert len(mailoutbox) == 4
    refused = asks(from_address(9), address)
    assert "Too many e-mails were requested for this address." in refused.content.decode()
    assert asks(known, address).status_code == 302
    assert len(mailoutbox) == 5


def test_resending_a_code_counts_towards_the_e_mail_limit(member: User, mailoutbox: list[Any], settings: Any) -> None:
    settings.ACCOUNT_RATE_LIMITS = {**settings.ACCOUNT_RATE_LIMITS, "emails_account": "1/d/key"}
    browser = from_address(1)
    asks(browser, CODE)
    page = browser.post(f"{CODE}confirm/", {"action": "resend"}, follow=True)
    assert "Too many e-mails were requested for this address." in page.content.decode()
    assert len(mailoutbox) == 1


@pytest.mark.parametrize("address", [CODE, RESET])
def test_known_and_unknown_addresses_get_the_same_responses_up_to_the_limit(
    member: User, mailoutbox: list[Any], address: str
) -> None:
    def answers(email: str, number: int) -> list[Any]:
        addresses = [asks(from_address(number), address, email) for _request in range(5)]
        refused = [b"Too many e-mails were requested" in one.content for one in addresses]
        return [(one.status_code, one.headers.get("Location"), no) for one, no in zip(addresses, refused, strict=True)]

    assert answers(member.email, 1) == answers("nobody@example.org", 2)
    assert {message.to[0] for message in mailoutbox if message.to} == {member.email}


def test_wrong_password_gets_the_same_error_for_known_and_unknown_addresses(member: User) -> None:
    pages = [
        from_address(1).post(LOGIN, {"login": email, "password": "wrong"}).context["form"].errors
        for email in (member.email, "nobody@example.org")
    ]
    assert pages[0] == pages[1]


def test_known_browser_passes_the_second_step_although_others_reached_its_limit(member: User) -> None:
    known = known_browser()
    secret = auth.generate_totp_secret()
    auth.TOTP.activate(member, secret)
    attacker = from_address(2)
    try_password(attacker, PASSWORD)
    for _attempt in range(6):
        attacker.post("/account/2fa/authenticate/", {"code": "000000"})
    try_password(known, PASSWORD)
    known.post("/account/2fa/authenticate/", {"code": current_code(secret)})
    assert "_auth_user_id" in known.session
    attacker.post("/account/2fa/authenticate/", {"code": current_code(secret)})
    assert "_auth_user_id" not in attacker.session


def test_resetting_the_password_by_link_resets_the_limit(member: User, mailoutbox: list[Any]) -> None:
    browser = from_address(1)
    guess(1)
    asks(browser, RESET)
    link = next(word for word in mailoutbox[0].body.split() if "/password/reset/key/" in word)
    form = browser.get(link.removeprefix("http://testserver"))["Location"]
    browser.post(form, {"password1": "a-new-sentence-77", "password2": "a-new-sentence-77"})
    assert try_password(browser, "a-new-sentence-77")
