"""The preview beside the editor: the page, framed by the site itself."""

from collections.abc import Callable

from csp.constants import SELF, UNSAFE_INLINE
from django.http import HttpRequest, HttpResponse

POLICY = {"frame-ancestors": [SELF], "style-src": [SELF, UNSAFE_INLINE]}
"""Wagtail's editor frames the preview, and its checks mark with styles of their own what they found."""


class FramedPreviews:
    """Allow a preview in the editor's frame. Wagtail makes its request itself, so no visitor can request one."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if getattr(request, "is_preview", False):
            response._csp_replace = POLICY  # type: ignore[attr-defined]
        return response
