"""Binding acts: users confirm their identity again shortly before they act for a delegation or decide something.

A view is marked where it gets its address, `path("…", binding_act(State.as_view()), name="state_position")`, and
tests/access/test_binding_acts.py checks that every address that takes a POST is marked or listed as not binding.
"""

from collections.abc import Callable, Collection
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect

from networkapp.host import host_accounts

SAFE = frozenset({"GET", "HEAD"})
Condition = Callable[..., bool]


def binding_act(
    view: Callable[..., Any],
    *,
    when: Condition | None = None,
    methods: Collection[str] = ("POST",),
    following: Callable[[HttpRequest], str] | None = None,
) -> Callable[..., Any]:
    """Return `view` such that a signed-in user confirms who they are before it runs, by the host's rule.

    `when` gets the request and what the address holds, and says whether this request binds; without it all do.
    The host keeps what was posted and goes on with it, unless `following` names an address to go to instead: a form
    that holds a password is not kept, and a download is not a page to end on. A user who may not do the act learns it
    from the view.
    """

    @wraps(view)
    def confirmed(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        if request.method in methods and request.user.is_authenticated and _binds(when, request, *args, **kwargs):
            goes_to = following(request) if following else ""
            if address := host_accounts().confirm_first(request, following=goes_to):
                return _leading_to(address, request)
        return view(request, *args, **kwargs)

    confirmed.binding_methods = frozenset(methods)  # type: ignore[attr-defined]
    return confirmed


def _binds(when: Condition | None, request: HttpRequest, *args: Any, **kwargs: Any) -> bool:
    """Return whether this request is binding; the view itself refuses requests for what the user cannot find."""
    try:
        return when is None or when(request, *args, **kwargs)
    except (Http404, PermissionDenied):
        return False


def _leading_to(address: str, request: HttpRequest) -> HttpResponse:
    """Return a redirect of the whole page, also where htmx asked for a part of one."""
    if request.headers.get("HX-Request") == "true":
        return HttpResponse(status=204, headers={"HX-Redirect": address})
    return redirect(address)
