"""Registration of this app with its host."""

from django.utils.translation import gettext_lazy as _

from networkapp.suite import SuiteAppConfig


class ReportsConfig(SuiteAppConfig):
    default = True
    name = "evaluation.reports"
    label = "evaluation_reports"
    verbose_name = _("Reports")
    needs = ("evaluation",)

    def ready(self) -> None:
        from evaluation.reports import registrations

        registrations.register_all()
