"""Refuse impossible addresses on pages of the reference site that do not belong to our plugins."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse

from networkapp.addresses import require_numbers, require_possible_address


class AddressMiddleware:
    """Answer 404 for null bytes, impossible numbers, and ids that are not numbers; Wagtail's views answer 500."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        return self.get_response(request)

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        require_possible_address(request, kwargs)

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        match = request.resolver_match
        if match is not None and getattr(match.func, "__module__", "").startswith("wagtail."):
            require_numbers(request, exception)
