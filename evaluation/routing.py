"""Addresses of the sockets."""

from django.urls import path

from evaluation.assessments.consumers import assessment_socket

websocket_urlpatterns = [path("ws/evaluation/<int:pk>/", assessment_socket)]  # type: ignore[arg-type]
