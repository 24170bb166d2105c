"""What somebody posts to a place that is gone for her meanwhile comes back to her, to be copied."""

from typing import Any

from django.contrib.auth.mixins import LoginRequiredMixin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.views import View

TEXTS = ("title", "body", "reason", "note")


class KeepsText(LoginRequiredMixin, View):
    """Something to which texts are posted: turned down with a 403 or 404, it shows them on a page that says no more.

    The page is the same whether there was something once or never. A script keeps what it posts by itself.
    """

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        try:
            return super().dispatch(request, *args, **kwargs)
        except (Http404, PermissionDenied) as gone:
            texts = [text for name in TEXTS if (text := request.POST.get(name, "").strip())]
            if not texts or request.headers.get("Accept", "").startswith("application/json"):
                raise
            return _kept(request, texts, 403 if isinstance(gone, PermissionDenied) else 404)


def _kept(request: HttpRequest, texts: list[str], status: int) -> HttpResponse:
    return render(request, "networkapp/discussion/kept_text.html", {"texts": texts, "status": status}, status=status)
