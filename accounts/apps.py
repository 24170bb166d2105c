"""The reference site's accounts."""

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    name = "accounts"
