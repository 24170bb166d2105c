"""Registration of this app with its host."""

from django.utils.translation import gettext_lazy as _

from networkapp.suite import SuiteAppConfig


class DecisionsConfig(SuiteAppConfig):
    default = True
    name = "networkapp.decisions"
    label = "networkapp_decisions"
    verbose_name = _("Decisions")
    needs = ("networkapp", "networkapp.discussion", "networkapp.meetings")

    def ready(self) -> None:
        from networkapp.decisions import registrations

        registrations.register_all()
