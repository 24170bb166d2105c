"""The five-minute guides, for everybody; they show demonstration content alone."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST

from home.domain.guide_steps import GUIDES
from home.domain.guides import put_aside


def guides(request: HttpRequest) -> HttpResponse:
    return render(request, "home/guide/guides.html", {"guides": GUIDES.values()})


def guide(request: HttpRequest, role: str) -> HttpResponse:
    if role not in GUIDES:
        raise Http404
    others = [other for other in GUIDES.values() if other.slug != role]
    return render(request, "home/guide/guide.html", {"guide": GUIDES[role], "others": others})


@require_POST
@login_required
def put_guides_aside(request: HttpRequest) -> HttpResponse:
    put_aside(person=request.user)
    return redirect("networkapp:desk")
