"""Addresses of a site with a part of the suite, as docs/install.md says."""

from django.apps import apps
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from networkapp.api.mount import api

urlpatterns = [
    path("admin/", include(wagtailadmin_urls)),
    path("api/v1/", api.urls),
    path("documents/", include(wagtaildocs_urls)),
    *([path("", include("evaluation.urls"))] if apps.is_installed("evaluation") else []),
    path("", include("networkapp.urls")),
    path("", include(wagtail_urls)),
]
