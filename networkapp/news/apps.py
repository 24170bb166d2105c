"""Registration of this app with its host."""

from django.utils.translation import gettext_lazy as _

from networkapp.suite import SuiteAppConfig


class NewsConfig(SuiteAppConfig):
    default = True
    name = "networkapp.news"
    label = "networkapp_news"
    needs = ("networkapp", "networkapp.handbooks")
    verbose_name = _("News")

    def ready(self) -> None:
        from networkapp.news import registrations

        registrations.register_all()
