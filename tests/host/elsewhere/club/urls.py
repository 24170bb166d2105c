"""Addresses of the club: its pages stand under /stories/, the editors' side under /club-admin/."""

from django.conf import settings
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from networkapp.api.mount import api

urlpatterns = [
    path("club-admin/", include(wagtailadmin_urls)),
    path("data/api/", api.urls),
    path("papers/", include(wagtaildocs_urls)),
    *(path("", include(f"{plugin}.urls")) for plugin in settings.PLUGINS),
    path("stories/", include(wagtail_urls)),
]
