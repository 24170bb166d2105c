"""Addresses of the sockets."""

from django.urls import path

from networkapp.live.consumers import desk_socket, network_socket

websocket_urlpatterns = [
    path("ws/networks/<slug:slug>/", network_socket),  # type: ignore[arg-type]
    path("ws/desk/", desk_socket),  # type: ignore[arg-type]
]
