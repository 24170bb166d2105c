"""Registration of this app with its host."""

from django.utils.translation import gettext_lazy as _

from networkapp.suite import SuiteAppConfig


class DossiersConfig(SuiteAppConfig):
    """The app of dossiers and conversions."""

    default = True
    name = "networkapp.dossiers"
    label = "networkapp_dossiers"
    verbose_name = _("Dossier")
    needs = (
        "networkapp",
        "networkapp.discussion",
        "networkapp.handbooks",
        "networkapp.decisions",
        "networkapp.inquiries",
    )

    def ready(self) -> None:
        from networkapp.dossiers import registrations

        registrations.register_all()
