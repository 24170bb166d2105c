"""Registration of this app with its host."""

from django.utils.translation import gettext_lazy as _

from networkapp.suite import SuiteAppConfig


class CampaignsConfig(SuiteAppConfig):
    default = True
    name = "networkapp.campaigns"
    label = "networkapp_campaigns"
    verbose_name = _("Campaigns")
    needs = ("networkapp", "networkapp.library")

    def ready(self) -> None:
        from networkapp.campaigns import registrations

        registrations.register_all()
