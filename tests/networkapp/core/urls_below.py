"""Addresses of a host that put the plugins below a folder, where MEDIA_URL does not lead."""

from django.urls import include, path

urlpatterns = [path("work/", include("networkapp.urls"))]
