"""URLs of a host that includes the plugins below a prefix, so that they do not serve MEDIA_URL."""

from django.urls import include, path

urlpatterns = [path("work/", include("networkapp.urls"))]
