"""Views of single sign-on with an OpenID provider: from the sign-in page, the account, and an invitation."""

from allauth.socialaccount.adapter import get_adapter
from allauth.socialaccount.models import SocialApp
from allauth.socialaccount.providers.base import AuthProcess
from allauth.socialaccount.providers.openid_connect import views as openid_connect
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST
from requests import RequestException

from accounts import single_sign_on
from networkapp.networks.actions.invitations import InvitationPageState
from networkapp.networks.views.accepting import SEAT, find_invitation, kind_of


@never_cache
def sign_on(request: HttpRequest, provider_id: str) -> HttpResponse:
    """Lead on to the provider; a GET only asks whether to, so that no other site can start it."""
    try:
        return _lead_on(request, openid_connect.login(request, provider_id))
    except (RequestException, KeyError):
        return _unreachable(request)


def is_connecting(request: HttpRequest, **found: str) -> bool:
    """Return whether a service is added to the account of a signed-in user, which then signs in to it."""
    return AuthProcess.CONNECT in (request.GET.get("process"), request.POST.get("process"))


@never_cache
@require_POST
def accept_with(request: HttpRequest, token: str, provider_id: str) -> HttpResponse:
    """Lead on to the provider; a person who comes back as the one invited has accepted the invitation of this link."""
    invitation = find_invitation(token=token)
    if invitation is None:
        return redirect(SEAT.page, token)
    kind = kind_of(invitation)
    if kind.door(invitation=invitation, visitor=request.user) not in (
        InvitationPageState.NEWCOMER,
        InvitationPageState.SIGN_IN,
    ):
        return redirect(kind.page, token)
    try:
        provider = get_adapter(request).get_provider(request, provider_id)
        data = single_sign_on.bound_to(invitation)
        return _lead_on(request, provider.redirect(request, AuthProcess.LOGIN, data=data))
    except SocialApp.DoesNotExist as unknown:
        raise Http404 from unknown
    except (RequestException, KeyError):
        return _unreachable(request)


def _lead_on(request: HttpRequest, response: HttpResponse) -> HttpResponse:
    """Turn a redirect to the provider into a page that goes on by itself.

    Browsers apply the policy on forms (form-action) to every redirect that follows a form, and a provider may redirect
    to others which nobody here knows. From a page that goes on by itself they follow all of them.
    """
    if response.status_code != 302 or response["Location"].startswith("/"):
        return response
    return render(request, "accounts/to_provider.html", {"address": response["Location"]})


def _unreachable(request: HttpRequest) -> HttpResponse:
    context = {"is_unreachable": True, "sign_in": reverse("account_login")}
    return render(request, "socialaccount/authentication_error.html", context, status=502)
