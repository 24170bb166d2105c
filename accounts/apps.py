"""The reference site's accounts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        from accounts import second_factor
        from networkapp import registry

        registry.register_attention(second_factor.offer)
