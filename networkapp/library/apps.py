"""Registration of this app with its host."""

from django.utils.translation import gettext_lazy as _

from networkapp.suite import SuiteAppConfig


class LibraryConfig(SuiteAppConfig):
    default = True
    name = "networkapp.library"
    label = "networkapp_library"
    verbose_name = _("Library")

    def ready(self) -> None:
        from networkapp.library import registrations

        registrations.register_all()
