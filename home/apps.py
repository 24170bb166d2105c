"""Registration of this app with its host."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Home")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """What the pages of this site say of themselves is registered, and what is to be checked before it runs."""
        from home import checks  # noqa: F401
        from home.domain import cards, page_addresses

        cards.register_all()
        page_addresses.follow_pages()
