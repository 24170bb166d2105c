"""Every page that shows countries beside their results refuses to rank them, with an explanation and a way back."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import URLPattern

from networkapp.errors import Refused
from networkapp.text.no_ranking import is_ranking_parameter, refuse_rankings

PAGE = "networkapp/no_ranking.html"


def refuse_ranking(pattern: URLPattern, *, page: str = PAGE) -> URLPattern:
    """Return the pattern with a view that refuses requests for what is never computed: 400, and why."""
    pattern.callback = _with_refusal(pattern.callback, page)
    return pattern


def ranking_refusal(request: HttpRequest, *, page: str = PAGE) -> HttpResponse | None:
    """Return a refusal (400) for requests for a ranking; None for any other request."""
    try:
        refuse_rankings(dict(request.GET.lists()))
    except Refused as refused:
        return render(request, page, {"refused": refused, "back": _url_without_ranking(request)}, status=400)
    return None


def _with_refusal(view: Callable[..., Any], page: str) -> Callable[..., Any]:
    @wraps(view)
    def refusing(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        return ranking_refusal(request, page=page) or view(request, *args, **kwargs)

    return refusing


def _url_without_ranking(request: HttpRequest) -> str:
    """Return the address without what is refused."""
    kept = request.GET.copy()
    for name in [name for name in kept if is_ranking_parameter(name)]:
        del kept[name]
    return f"{request.path}?{kept.urlencode()}" if kept else request.path
