"""The page that an open page leads to once its reader has signed out elsewhere."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.http import url_has_allowed_host_and_scheme, urlencode
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from networkapp.host import host_accounts


@never_cache
@require_safe
def signed_out(request: HttpRequest) -> HttpResponse:
    """Show that the user was signed out, with a link to sign in and return to `next`; redirect users who are signed in.

    The browser deletes its cache of this site, so the back button and the addresses of files show nothing.
    """
    wanted = request.GET.get("next", "")
    if not url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure()):
        wanted = ""
    if request.user.is_authenticated:
        return redirect(wanted or "networkapp:desk")
    sign_in = host_accounts().addresses()["sign_in"]
    context = {"sign_in": f"{sign_in}?{urlencode({'next': wanted})}" if wanted else sign_in}
    response = render(request, "networkapp/signed_out.html", context)
    response["Clear-Site-Data"] = '"cache"'
    return response


urlpatterns = [path("signed-out/", signed_out, name="signed_out")]
