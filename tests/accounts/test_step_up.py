"""Before a position is released, whoever has a passkey or an app shows that it is herself; nothing typed is lost."""

from typing import Any
from uuid import uuid4

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal import auth
from django.test import Client

from networkapp.domain.decisions.prepared_positions import prepare_position
from networkapp.models import PositionAct, PreparedPosition, Seat
from tests.factories.inquiries import make_cast
from tests.factories.networks import NetworkFactory, SeatFactory
from tests.factories.procedures import chair_of, make_procedure, voice


@pytest.fixture
def member(db: None) -> Seat:
    return voice(chair_of(NetworkFactory(slug="here")).network, "XB")


@pytest.fixture
def draft(member: Seat) -> PreparedPosition:
    chair = Seat.objects.get(network=member.network, delegation__code="XA")
    given = {"procedure": make_procedure(chair), "person": member.user, "partner": member.pk, "client_key": uuid4()}
    return prepare_position(**given, stance="object", words="Too early.")


def signed_in(member: Seat) -> Client:
    client = Client()
    client.force_login(member.user, backend="django.contrib.auth.backends.ModelBackend")
    return client


def test_who_has_neither_is_not_asked(draft: PreparedPosition, member: Seat) -> None:
    signed_in(member).post(f"{draft.get_absolute_url()}release/")
    assert PositionAct.objects.get().words == "Too early."


def test_who_has_a_passkey_is_led_to_it_and_nothing_is_stated_before(draft: PreparedPosition, member: Seat) -> None:
    Authenticator.objects.create(user=member.user, type=Authenticator.Type.WEBAUTHN, data={})
    answer = signed_in(member).post(f"{draft.get_absolute_url()}release/")
    assert answer["Location"].startswith("/account/2fa/webauthn/reauthenticate/?next=")
    assert PositionAct.objects.count() == 0
    assert PreparedPosition.objects.get().state == "waiting"


def test_who_has_an_app_is_asked_for_its_code_and_goes_on_by_itself(draft: PreparedPosition, member: Seat) -> None:
    secret = auth.generate_totp_secret()
    auth.TOTP.activate(member.user, secret)
    client: Any = signed_in(member)
    address = client.post(f"{draft.get_absolute_url()}release/")["Location"]
    assert address.startswith("/account/2fa/reauthenticate/?next=")
    assert client.post(address, {"code": "000000"}).status_code == 200
    assert PositionAct.objects.count() == 0
    code = auth.format_hotp_value(auth.hotp_value(secret, next(iter(auth.yield_hotp_counters_from_time()))))
    answer = client.post(address, {"code": code})
    assert (answer.status_code, PositionAct.objects.get().words) == (302, "Too early.")


def test_who_has_a_passkey_is_led_to_it_before_a_question_in_parliament_carries_her_name(db: None) -> None:
    cast = make_cast(tabled=False)
    member = SeatFactory(network=cast.inquiry.network, delegation=cast.delegation)
    address, given = f"{cast.get_absolute_url()}release/", {"base_version": cast.version}
    passkey = Authenticator.objects.create(user=member.user, type=Authenticator.Type.WEBAUTHN, data={})
    answer = signed_in(member).post(address, given)
    cast.refresh_from_db()
    assert (answer["Location"].partition("?")[0], cast.released_at) == ("/account/2fa/webauthn/reauthenticate/", None)
    passkey.delete()
    signed_in(member).post(address, given)
    cast.refresh_from_db()
    assert cast.released_by == member.user


@pytest.fixture
def with_password(member: Seat) -> Client:
    member.user.set_password("demo-password")
    member.user.save()
    return signed_in(member)


def test_who_has_an_app_is_offered_no_password_that_would_not_be_enough(
    draft: PreparedPosition, member: Seat, with_password: Client
) -> None:
    auth.TOTP.activate(member.user, auth.generate_totp_secret())
    address = with_password.post(f"{draft.get_absolute_url()}release/")["Location"]
    assert "/account/reauthenticate/" not in with_password.get(address).content.decode()
    assert with_password.get("/account/reauthenticate/")["Location"] == "/account/2fa/reauthenticate/"


def test_who_has_a_passkey_and_codes_is_asked_for_the_passkey_first(member: Seat, with_password: Client) -> None:
    Authenticator.objects.create(user=member.user, type=Authenticator.Type.WEBAUTHN, data={})
    RecoveryCodes.activate(member.user)
    assert with_password.get("/account/reauthenticate/")["Location"] == "/account/2fa/webauthn/reauthenticate/"
