"""Every public address of results refuses to rank, in words, with the way back to what there is."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern

from evaluation.domain.results.never import is_never_asked, refuse_what_is_never_computed
from networkapp.errors import Refused

Respond = Callable[..., Any]


def never_ranked(pattern: URLPattern) -> URLPattern:
    """The same address, whose view is not asked where the request wants what is never computed: 400, and why."""
    pattern.callback = _refusing(pattern.callback)
    return pattern


def _refusing(view: Respond) -> Respond:
    @wraps(view)
    def refusing(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        try:
            refuse_what_is_never_computed(dict(request.GET.lists()))
        except Refused as refused:
            return show_refusal(request, refused)
        return view(request, *args, **kwargs)

    return refusing


def show_refusal(request: HttpRequest, refused: Refused) -> HttpResponse:
    kept = request.GET.copy()
    for name in [name for name in kept if is_never_asked(name)]:
        del kept[name]
    back = f"{request.path}?{kept.urlencode()}" if kept else request.path
    return render(request, "evaluation/never.html", {"refused": refused, "back": back}, status=400)
