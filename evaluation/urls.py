"""Addresses of evaluation; one list per topic, in views/."""

from django.urls import URLPattern

app_name = "evaluation"
urlpatterns: list[URLPattern] = []
