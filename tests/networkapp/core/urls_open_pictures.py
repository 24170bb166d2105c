"""URLs of a host that serves media files directly, before the plugins can check access."""

from django.urls import include, path
from django.views.static import serve

urlpatterns = [
    path("media/<path:path>", serve, {"document_root": "."}),
    path("", include("networkapp.urls")),
]
