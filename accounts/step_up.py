"""Before an act that binds her delegation, whoever has a passkey or an app shows once more that it is herself."""

import time

from allauth.account import app_settings
from allauth.account.internal.flows.login import get_authentication_records
from allauth.account.internal.flows.reauthentication import suspend_request
from allauth.mfa.models import Authenticator
from allauth.mfa.utils import is_mfa_enabled
from django.http import HttpRequest
from django.urls import reverse

from accounts import second_factor


def confirm_first(request: HttpRequest) -> str:
    """Where she does so; empty, where she has neither, or has done so within the last minutes.

    allauth keeps what was posted in her session, and goes on with it once she has.
    """
    if not second_factor.has_one(request.user) or has_just_confirmed(request):
        return ""
    has_passkey = is_mfa_enabled(request.user, types=[Authenticator.Type.WEBAUTHN])
    address = reverse("mfa_reauthenticate_webauthn" if has_passkey else "mfa_reauthenticate")
    return suspend_request(request, address).url


def has_just_confirmed(request: HttpRequest) -> bool:
    """Whether she has, in this session, within ACCOUNT_REAUTHENTICATION_TIMEOUT; a password alone is not enough."""
    confirmed = [
        record["at"]
        for record in get_authentication_records(request, request.user)
        if record["method"] == "mfa" and record.get("reauthenticated")
    ]
    return bool(confirmed) and time.time() - max(confirmed) < app_settings.REAUTHENTICATION_TIMEOUT
