"""Registration of this app with its host."""

from django.utils.translation import gettext_lazy as _

from networkapp.suite import SuiteAppConfig


class InquiriesConfig(SuiteAppConfig):
    default = True
    name = "networkapp.inquiries"
    label = "networkapp_inquiries"
    verbose_name = _("Inquiries")
    needs = ("networkapp", "networkapp.decisions", "networkapp.dossiers")

    def ready(self) -> None:
        from networkapp.inquiries import registrations

        registrations.register_all()
