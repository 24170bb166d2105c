"""The reference site's accounts."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class AccountsConfig(AppConfig):
    name = "accounts"
    verbose_name = _("Accounts")

    def ready(self) -> None:
        from accounts import known_devices, second_factor  # noqa: F401 (known_devices listens to sign-ins)
        from networkapp import registry
        from networkapp.registry.secret_addresses import register_secret_address

        registry.register_attention(second_factor.offer, order=5)
        # Below that of the invitation, so its path begins like one that is known already.
        register_secret_address("accounts_accept_with")
        register_secret_address("account_reset_password_from_key", "uidb36", "key")
