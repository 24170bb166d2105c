"""Addresses of a person's account, and those of other sign-in pages, which come before the URLs of their own apps."""

from collections.abc import Iterable

from allauth import urls as allauth_urls
from django.http import HttpRequest
from django.urls import URLPattern, URLResolver, path, re_path, reverse

from accounts import confirming, passkey_views, sign_on_views, views
from networkapp.networks.views.step_up import binding_act

# Pages that are shown only after the step-up.
SHOWN = frozenset({"GET", "HEAD", "POST"})

urlpatterns = [
    path("account/", views.overview, name="accounts_overview"),
    path("account/preferences/", views.preferences, name="accounts_preferences"),
    path("account/sessions/<int:pk>/end/", views.end_session, name="accounts_end_session"),
    path("account/login/code/confirm/", confirming.ConfirmLoginCode.as_view(), name="account_confirm_login_code"),
    path("account/confirm/code/", confirming.ConfirmByCode.as_view(), name="accounts_confirm_by_code"),
    path("account/resume/<str:token>/", confirming.resume, name="accounts_resume"),
    path("account/logout/", views.SignOut.as_view()),
    path(
        "account/oidc/<str:provider_id>/login/",
        binding_act(
            sign_on_views.sign_on,
            when=sign_on_views.is_connecting,
            methods=SHOWN,
            following=lambda _request: reverse("socialaccount_connections"),
        ),
        name="accounts_sign_on",
    ),
    path("invitations/<str:token>/with/<str:provider_id>/", sign_on_views.accept_with, name="accounts_accept_with"),
    path("account/2fa/authenticate/", passkey_views.SecondStep.as_view(), name="mfa_authenticate"),
    path("account/2fa/webauthn/login/", passkey_views.SignInWithPasskey.as_view(), name="mfa_login_webauthn"),
    path(
        "account/2fa/webauthn/reauthenticate/",
        passkey_views.ConfirmWithPasskey.as_view(),
        name="mfa_reauthenticate_webauthn",
    ),
    path(
        "account/2fa/webauthn/add/",
        binding_act(passkey_views.AddPasskey.as_view(), methods=SHOWN, following=HttpRequest.get_full_path),
        name="mfa_add_webauthn",
    ),
    path("admin/login/", views.sign_in_redirect),
    path("django-admin/login/", views.sign_in_redirect),
    re_path(r"^(?:admin|django-admin)/password_reset/", views.other_reset),
]

# Pages of allauth that change how somebody signs in, or show what signs in. Most hold a password or a secret, so they
# are shown only after the step-up, and nothing that is posted to them is kept.
BINDING = frozenset(
    {
        "account_email",
        "account_change_password",
        "account_set_password",
        "mfa_activate_totp",
        "mfa_deactivate_totp",
        "mfa_view_recovery_codes",
        "mfa_generate_recovery_codes",
        "mfa_download_recovery_codes",
        "mfa_add_webauthn",
        "mfa_edit_webauthn",
        "mfa_remove_webauthn",
        "socialaccount_connections",
    }
)


def mark_binding(patterns: Iterable[URLPattern | URLResolver]) -> None:
    for pattern in patterns:
        if isinstance(pattern, URLResolver):
            mark_binding(pattern.url_patterns)
        elif pattern.name in BINDING:
            pattern.callback = binding_act(pattern.callback, methods=SHOWN, following=HttpRequest.get_full_path)


mark_binding(allauth_urls.urlpatterns)
