"""What evaluation registers with networkapp's API."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest
from ninja import Router

from evaluation.api import findings, frameworks, results, series, treaties, verdicts
from evaluation.domain.results.never import refuse_what_is_never_computed


def never_ranked(operation: Callable[..., Any]) -> Callable[..., Any]:
    """The same operation, which refuses whoever asks for an order by result or a figure that is never computed."""

    @wraps(operation)
    def refusing(request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        refuse_what_is_never_computed(dict(request.GET.lists()))
        return operation(request, *args, **kwargs)

    return refusing


router = Router()
router.add_decorator(never_ranked)
for part in (frameworks, results, series, treaties, findings, verdicts):
    router.add_router("", part.router)
