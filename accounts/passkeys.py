"""Passkeys and security keys: each challenge serves one purpose, once, for a short time.

allauth keeps one challenge in the session, whatever it was issued for and until it is used. So the answer of a key to
the question at the second step, where a touch is enough, could sign in alone.
"""

import time
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from typing import Any

from allauth.mfa.adapter import get_adapter
from allauth.mfa.webauthn.internal import auth
from allauth.mfa.webauthn.internal.auth import STATE_SESSION_KEY
from django.http import HttpRequest
from fido2.webauthn import AuthenticationResponse

ISSUED = "accounts.passkey_challenges"
# In seconds: long enough to look for a key and to type its PIN.
LIFETIME = 300


class Purpose(StrEnum):
    SIGN_IN = "sign_in"
    SECOND_STEP = "second_step"
    CONFIRM = "confirm"
    ENROL = "enrol"


def bind_challenge(request: HttpRequest, purpose: Purpose) -> None:
    """Bind the challenge that allauth has just issued in this session to `purpose`; an earlier one for it is void."""
    issued = request.session.get(ISSUED, {})
    issued[purpose] = {"state": request.session.pop(STATE_SESSION_KEY), "at": time.time()}
    request.session[ISSUED] = issued


@contextmanager
def challenge_for(request: HttpRequest, purpose: Purpose) -> Iterator[None]:
    """Hand the challenge that was issued for `purpose` to allauth, which checks an answer to it; it is void after that.

    Raises ValidationError where none was issued, where it is too old, and where the answer is no answer at all.
    """
    issued = request.session.get(ISSUED, {})
    found = issued.pop(purpose, None)
    request.session[ISSUED] = issued
    if found is None or time.time() - found["at"] > LIFETIME:
        raise get_adapter().validation_error("incorrect_code")
    auth.set_state(found["state"])
    try:
        yield
    except (AttributeError, LookupError, TypeError, ValueError) as nonsense:
        raise get_adapter().validation_error("incorrect_code") from nonsense
    finally:
        auth.clear_state()


def is_passwordless(credential: dict[str, Any], authenticator: auth.WebAuthn) -> bool:
    """Return whether an answer may sign in without a password: its key was added for that, and it knew its user."""
    answer = AuthenticationResponse.from_dict(credential).response.authenticator_data
    added = authenticator.authenticator_data
    return bool(answer.is_user_verified() and added.is_user_verified() and authenticator.is_passwordless)


def mark_use(credential: dict[str, Any], *, alone: bool) -> dict[str, Any]:
    """Return `credential` such that allauth takes it for a key that signs in alone, or for one that does not.

    What the browser says about it is only whether the key stores the account, which many do unasked.
    """
    extensions = credential.get("clientExtensionResults") or {}
    return {**credential, "clientExtensionResults": {**extensions, "credProps": {"rk": alone}}}
