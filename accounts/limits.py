"""How often somebody may try to sign in or have a code sent: per account and address together.

Counted per account alone, anyone could lock a member out. So what is counted for an account from all addresses has a
generous limit, which never concerns a browser in which its user signed in before; that has a limit of its own. The
numbers are in ACCOUNT_RATE_LIMITS. None of them asks whether the account exists.
"""

from allauth.account.adapter import get_adapter
from allauth.core.internal import ratelimit
from allauth.core.internal.ratelimit import RateLimitUsage
from django.http import HttpRequest

from accounts.known_devices import find_known, find_known_to
from accounts.models import User

APP = "allauth.account"


def key_of(request: HttpRequest, email: str) -> str:
    """Return what an account and the address of the request are counted under, together."""
    return f"{email.strip().lower()}|{ratelimit.get_ip(request)}"


def count_attempt(request: HttpRequest, email: str) -> list[RateLimitUsage] | None:
    """Count an attempt at the password; None where it is one too many. What is returned can be taken back."""
    if device := find_known(request, email):
        alone = _count(request, "login_failed_device", str(device.pk))
        return [alone] if alone else None
    here = _count(request, "login_failed", key_of(request, email))
    # What is refused already does not count for the account, or one address alone could use up its limit.
    everywhere = _count(request, "login_failed_account", email.strip().lower()) if here else None
    return [here, everywhere] if here and everywhere else None


def forget_attempts(request: HttpRequest, email: str) -> None:
    """Start counting anew for an account whose password was set by a link that was sent to it."""
    ratelimit.clear(request, app=APP, action="login_failed", key=key_of(request, email))
    ratelimit.clear(request, app=APP, action="login_failed_account", key=email.strip().lower())


def require_email(request: HttpRequest, email: str) -> None:
    """Count an e-mail with a code or link that is asked for at sign-in; ValidationError where it is one too many."""
    if device := find_known(request, email):
        allowed = _count(request, "emails_device", str(device.pk))
    else:
        allowed = _count(request, "emails", key_of(request, email)) and _count(
            request, "emails_account", email.strip().lower()
        )
    if not allowed:
        raise get_adapter(request).validation_error("too_many_emails")


def free_second_step(request: HttpRequest, user: User) -> None:
    """Let a known browser past what others have counted up at the second step, who know the password.

    allauth counts these attempts per account alone, under this key.
    """
    device = find_known_to(request, user)
    if device and _count(request, "second_step_device", str(device.pk)):
        ratelimit.clear(request, app=APP, action="login_failed", key=f"mfa-auth-user-{user.pk}")


def _count(request: HttpRequest, action: str, key: str) -> RateLimitUsage | None:
    return ratelimit.consume(request, app=APP, action=action, key=key)
