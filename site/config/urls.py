"""The addresses of the reference site: the plugins' own, sign-in, and Wagtail's pages for all the rest."""

from django.conf.urls.i18n import i18n_patterns
from django.contrib import admin
from django.urls import include, path
from wagtail import urls as wagtail_urls
from wagtail.admin import urls as wagtailadmin_urls
from wagtail.documents import urls as wagtaildocs_urls

from home import sitemap
from networkapp.api.mount import api

urlpatterns = [
    path("robots.txt", sitemap.robots, name="robots"),
    path("sitemap.xml", sitemap.show_sitemap, name="sitemap"),
    path("", include("accounts.urls")),
    path("", include("home.urls")),
    path("account/", include("allauth.urls")),
    path("django-admin/", admin.site.urls),
    path("admin/", include(wagtailadmin_urls)),
    path("documents/", include(wagtaildocs_urls)),
    path("api/v1/", api.urls),
    path("", include("evaluation.urls")),
    path("", include("networkapp.urls")),
]
urlpatterns += i18n_patterns(path("", include(wagtail_urls)), prefix_default_language=False)
