"""Addresses of a host that serves pictures straight from the folder, before the plugins are asked."""

from django.urls import include, path
from django.views.static import serve

urlpatterns = [
    path("media/<path:path>", serve, {"document_root": "."}),
    path("", include("networkapp.urls")),
]
