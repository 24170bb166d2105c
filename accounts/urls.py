"""Addresses of a person's account, and those of other log-ins, taken over before their own apps see them."""

from django.urls import path, re_path

from accounts import sign_on_views, views

urlpatterns = [
    path("account/", views.overview, name="accounts_overview"),
    path("account/preferences/", views.preferences, name="accounts_preferences"),
    path("account/sessions/<int:pk>/end/", views.end_session, name="accounts_end_session"),
    path("account/logout/", views.SignOut.as_view()),
    path("account/oidc/<str:provider_id>/login/", sign_on_views.sign_on, name="accounts_sign_on"),
    path("invitations/<str:token>/with/<str:provider_id>/", sign_on_views.accept_with, name="accounts_accept_with"),
    path("admin/login/", views.other_door),
    path("django-admin/login/", views.other_door),
    re_path(r"^(?:admin|django-admin)/password_reset/", views.other_reset),
]
