"""Subjects: the list, and everything about one of them, for everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import path

from networkapp.networks.actions.subjects import can_manage_subjects
from networkapp.networks.queries.subjects import list_subjects
from networkapp.overviews.subjects import subject_page
from networkapp.registry.feeds import feed_address


def subjects(request: HttpRequest) -> HttpResponse:
    """Show all subjects."""
    return render(
        request,
        "networkapp/subjects/subjects.html",
        {"subjects": list_subjects(), "can_manage": can_manage_subjects(user=request.user)},
    )


def subject(request: HttpRequest, slug: str) -> HttpResponse:
    """Show what the reader can see about a subject; the address of a merged subject redirects."""
    page = subject_page(slug=slug, user=request.user)
    if page.subject.slug != slug:
        return redirect(page.subject, permanent=True)
    context = {"page": page, "subject": page.subject, "feed": feed_address(subject=page.subject)}
    return render(request, "networkapp/subjects/subject.html", context)


urlpatterns = [
    path("subjects/", subjects, name="subjects"),
    path("subjects/<slug:slug>/", subject, name="subject"),
]
