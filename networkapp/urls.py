"""Addresses of networkapp; one list per topic, in views/."""

from django.urls import URLPattern

app_name = "networkapp"
urlpatterns: list[URLPattern] = []
