"""Addresses of the reference site's own pages that Wagtail does not keep."""

from django.urls import path

from home import views

urlpatterns = [
    path("app.webmanifest", views.web_app, name="web_app"),
    path("guide/", views.guides, name="guides"),
    path("guide/put-aside/", views.dismiss_guides_view, name="put_guides_aside"),
    path("guide/<slug:role>/", views.guide, name="guide"),
]
