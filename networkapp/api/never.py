"""Refuse requests for an order of countries by result, or for a figure that is never computed."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest

from networkapp.domain.never import refuse_what_is_never_computed


def never_ranked(operation: Callable[..., Any]) -> Callable[..., Any]:
    """The same operation, which refuses what is never computed; for the routers on which countries stand."""

    @wraps(operation)
    def refusing(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        refuse_what_is_never_computed(dict(request.GET.lists()))
        return operation(request, *args, **kwargs)

    return refusing
