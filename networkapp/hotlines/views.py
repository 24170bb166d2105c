"""Help: the hotlines of all countries on one page, which leaves no trace; and the page of people who manage them."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from networkapp.conf import setting
from networkapp.errors import Refused
from networkapp.hotlines import actions as keeping
from networkapp.hotlines.queries import ORIGINAL, due_before, help_by_country
from networkapp.middleware import leaves_no_trace


@leaves_no_trace
@require_safe
def show_help(request: HttpRequest) -> HttpResponse:
    context = {
        "countries": help_by_country(language=get_language() or ORIGINAL),
        "quick_exit": setting("QUICK_EXIT"),
        "without_trace": True,
    }
    return render(request, "networkapp/help/help.html", context)


@login_required
def hotlines(request: HttpRequest) -> HttpResponse:
    """Show people who manage hotlines which have to be checked, and the history of each."""
    if not keeping.keeps_any(request.user):
        raise Http404
    context = {"hotlines": keeping.list_kept(request.user), "due_before": due_before()}
    return render(request, "networkapp/help/hotlines.html", context)


ACTS = {
    "checked": keeping.say_it_was_checked,
    "withdraw": keeping.withdraw_hotline,
    "return": keeping.give_out_again,
}


@login_required
@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """What the pressed button says is done about the hotline of this number."""
    if not keeping.hotlines_kept_by(request.user).filter(pk=pk).exists():
        raise Http404
    done: Any = ACTS.get(request.POST.get("act", ""))
    if done is None:
        messages.error(request, _("Describe what needs to be done."))
        return redirect("networkapp:hotlines")
    try:
        done(hotline=pk, user=request.user)
    except Refused as refused:
        messages.error(request, str(refused))
    else:
        messages.success(request, _("Hotline updated."))
    return redirect("networkapp:hotlines")


urlpatterns = [
    path("help/", show_help, name="help"),
    path("hotlines/", hotlines, name="hotlines"),
    path("hotlines/<int:pk>/", act, name="hotline_act"),
]
