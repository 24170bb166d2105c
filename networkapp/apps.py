"""Registration of this app with its host."""

from django.utils.translation import gettext_lazy as _

from networkapp.suite import BUILT_ON, SuiteAppConfig


class NetworkAppConfig(SuiteAppConfig):
    default = True
    name = "networkapp"
    verbose_name = _("Networks")
    needs = (*BUILT_ON, "networkapp.discussion")

    def ready(self) -> None:
        from networkapp import checks, registrations  # noqa: F401  (checks register themselves)
        from networkapp.logs import redact_addresses

        redact_addresses()
        registrations.register_all()
