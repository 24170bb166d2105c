"""Registration of this app with its host."""

from django.utils.translation import gettext_lazy as _

from networkapp.suite import SuiteAppConfig


class HandbooksConfig(SuiteAppConfig):
    default = True
    name = "networkapp.handbooks"
    label = "networkapp_handbooks"
    verbose_name = _("Handbooks")

    def ready(self) -> None:
        from networkapp.handbooks import registrations

        registrations.register_all()
