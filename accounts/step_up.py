"""The step-up: before a binding act a user confirms who they are, unless they did so a short while ago.

With a passkey or an authenticator app, only these count. Without, any way of signing in does: the password, or a code
sent by e-mail. A sign-in counts like a confirmation, so that nobody is asked twice in a row.
"""

import time
from typing import Any

from allauth.account.adapter import get_adapter
from allauth.account.internal.flows.login import get_authentication_records, record_authentication
from allauth.mfa.models import Authenticator
from allauth.mfa.signals import authenticator_added
from django.conf import settings
from django.contrib.auth import REDIRECT_FIELD_NAME
from django.dispatch import receiver
from django.http import HttpRequest
from django.urls import reverse
from django.utils.crypto import get_random_string
from django.utils.http import urlencode

from accounts import second_factor
from networkapp.users import AnyUser

WAITING = "accounts.waiting_acts"
# One for each tab in which somebody is at it; the oldest goes first.
MOST_WAITING = 5
LONGEST_WAIT = 60 * 60
LARGEST = 1_000_000
"""Characters; what is longer is not kept, and its page is shown again after confirming."""
# The name under which the page that goes on sends which act it goes on with.
RESUMED = "resumed_act"


def confirm_first(request: HttpRequest, *, following: str = "") -> str:
    """Return where the user of `request` confirms who they are, or "" where they did so within the time set.

    From there it goes on to `following`, or with the request itself: what was posted waits in the session meanwhile.
    """
    if not is_needed(request):
        if resumed := request.POST.get(RESUMED):
            waiting = _waiting(request)
            waiting.pop(resumed, None)
            request.session[WAITING] = waiting
        return ""
    method = get_adapter(request).get_reauthentication_methods(request.user)[0]
    if not following and request.method == "POST" and _size(request) <= LARGEST:
        following = reverse("accounts_resume", args=[_store(request)])
    return f"{method['url']}?{urlencode({REDIRECT_FIELD_NAME: following or request.get_full_path()})}"


def is_needed(request: HttpRequest) -> bool:
    """Return whether too much time has passed since this session last showed who uses it; never where it is off."""
    seconds = settings.ACCOUNTS_STEP_UP_SECONDS
    return bool(seconds) and time.time() - _last_confirmed(request) >= seconds


def _last_confirmed(request: HttpRequest) -> float:
    """Return when, as a timestamp: by a second factor if the user has one, else in any way."""
    records = get_authentication_records(request, request.user)  # type: ignore[arg-type]
    if second_factor.has_one(request.user):
        records = [record for record in records if record["method"] == "mfa"]
    return max((float(record["at"]) for record in records), default=0.0)


def waiting_act(request: HttpRequest, token: str) -> dict[str, Any] | None:
    """Return the `path` and the `posted` fields of an act that waits in this session; None where there is none."""
    return _waiting(request).get(token)


def _store(request: HttpRequest) -> str:
    waiting, token = _waiting(request), get_random_string(22)
    resumed = request.POST.get(RESUMED, "")
    if resumed in waiting:
        return resumed
    for oldest in sorted(waiting, key=lambda one: waiting[one]["at"])[: -(MOST_WAITING - 1)]:
        del waiting[oldest]
    posted = [(name, value) for name, values in request.POST.lists() for value in values]
    waiting[token] = {
        "path": request.get_full_path(),
        "posted": [(name, value) for name, value in posted if name not in {"csrfmiddlewaretoken", RESUMED}],
        "at": time.time(),
    }
    request.session[WAITING] = waiting
    return token


def _size(request: HttpRequest) -> int:
    return sum(len(value) for _name, values in request.POST.lists() for value in values)


def _waiting(request: HttpRequest) -> dict[str, dict[str, Any]]:
    """Return the acts that wait in the session, by their token, without those that waited too long."""
    oldest = time.time() - LONGEST_WAIT
    found: dict[str, dict[str, Any]] = request.session.get(WAITING, {})
    return {token: act for token, act in found.items() if act["at"] >= oldest}


@receiver(authenticator_added)
def count_as_confirmation(request: HttpRequest, user: AnyUser, authenticator: Authenticator, **kwargs: Any) -> None:
    """Adding a passkey or an app uses it, and asked for a confirmation before: the next page asks for no other one."""
    if authenticator.type in second_factor.KINDS:
        record_authentication(request, user, "mfa", id=authenticator.pk, type=authenticator.type, reauthenticated=True)
