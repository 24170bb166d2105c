"""How somebody who has just accepted an invitation is let in, where a host says nothing else."""

from typing import Any

from django.conf import settings
from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect


def log_in(request: HttpRequest, user: Any) -> HttpResponse:
    """She is logged in and on her desk. A host with rules of its own names its function in NETWORKAPP_LOG_IN."""
    login(request, user, backend=settings.AUTHENTICATION_BACKENDS[0])
    return redirect("networkapp:desk")
