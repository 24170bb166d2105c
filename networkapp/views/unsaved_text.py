"""Text that somebody posts to a page that they can no longer use comes back to them, to be copied."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views import View

TEXT_FIELDS = (
    *("title", "body", "reason", "note", "why", "questions", "text", "words", "quotation", "translation"),
    *("opening", "replacement", "counter_text", "objection-words", "objection-counter_text"),
)


class ReturnsUnsavedText(LoginRequiredMixin, View):
    """A view to which texts are posted: if it answers 403 or 404, it shows the text on a page that reveals nothing.

    It does so for users who were signed out meanwhile, too; going to the sign-in page would lose the text.

    The page is the same whether the thing existed or not. A script stores what it posts by itself.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except (Http404, PermissionDenied) as gone:
            texts = self.posted_texts()
            if not texts:
                raise
            return _unsaved_text_page(request, texts, 403 if isinstance(gone, PermissionDenied) else 404)

    def posted_texts(self) -> list[str]:
        """Return the texts to give back."""
        if self.request.headers.get("Accept", "").startswith("application/json"):
            return []
        return [text for name in TEXT_FIELDS if (text := self.request.POST.get(name, "").strip())]

    def handle_no_permission(self) -> HttpResponse:
        texts = self.posted_texts()
        if not texts or self.request.user.is_authenticated:
            return super().handle_no_permission()
        return _unsaved_text_page(self.request, texts, 403, signed_out=True)


def _unsaved_text_page(
    request: HttpRequest, texts: list[str], status: int, *, signed_out: bool = False
) -> HttpResponse:
    context = {"texts": texts, "status": status, "signed_out": signed_out}
    return render(request, "networkapp/discussion/unsaved_text.html", context, status=status)
