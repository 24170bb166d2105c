"""Addresses of the reference site's own log-in rules."""

from django.urls import URLPattern

urlpatterns: list[URLPattern] = []
