"""Registration of this app with its host."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class HomeConfig(AppConfig):
    name = "home"
    verbose_name = _("Home")
    default_auto_field = "django.db.models.BigAutoField"

    def ready(self) -> None:
        """Register the cards of pages, the checks of the site, and what its administrators manage."""
        from wagtail.contrib.redirects.models import Redirect
        from wagtail.models import Site

        from home import checks  # noqa: F401
        from home.domain import administered, cards, cleaning, page_addresses
        from networkapp.registry import register_clock_job
        from networkapp.registry.site_administration import register_site_administration

        administered.register_all()
        cards.register_all()
        register_site_administration(Redirect)
        register_site_administration(Site, "change", "view")
        page_addresses.follow_pages()
        register_clock_job("expired sessions and finished tasks", cleaning.delete_expired, order=5)
