"""Refuse requests for a ranking of countries, or for a figure that the site never calculates."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest

from networkapp.text.no_ranking import refuse_rankings


def without_ranking(operation: Callable[..., Any]) -> Callable[..., Any]:
    """Return the operation so that it answers such requests with a 422; for routers with countries in their lists."""

    @wraps(operation)
    def refusing(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        refuse_rankings(dict(request.GET.lists()))
        return operation(request, *args, **kwargs)

    return refusing
