"""Addresses of the club: its pages are under /stories/, the admin under /club-admin/."""

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from networkapp.api.mount import api


def search(request: HttpRequest) -> HttpResponse:
    return HttpResponse(f"The club finds {request.GET['q']}")


def member(request: HttpRequest, number: int = 0) -> HttpResponse:
    return HttpResponse(f"Member {number or int(request.GET['id'])}")


urlpatterns = [
    path("members/", member),
    path("members/<int:number>/", member),
    path("search/", search),
    path("club-admin/", include(wagtailadmin_urls)),
    path("data/api/", api.urls),
    path("papers/", include(wagtaildocs_urls)),
    *(path("", include(f"{plugin}.urls")) for plugin in settings.PLUGINS),
    path("stories/", include(wagtail_urls)),
]
