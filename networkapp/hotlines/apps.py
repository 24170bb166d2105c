"""Registration of this app with its host."""

from django.utils.translation import gettext_lazy as _

from networkapp.suite import SuiteAppConfig


class HotlinesConfig(SuiteAppConfig):
    default = True
    name = "networkapp.hotlines"
    label = "networkapp_hotlines"
    verbose_name = _("Hotlines")

    def ready(self) -> None:
        from networkapp.hotlines import registrations

        registrations.register_all()
